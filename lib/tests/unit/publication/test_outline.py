"""The levels of headings, as contents and screen readers need them."""

from dataclasses import replace

import pytest

from civiscope.publication import Heading
from civiscope.publication.outline import headings_of, without_gaps


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ((), []),
        ((1, 2, 3, 1), [1, 2, 3, 1]),
        ((1, 3, 3), [1, 2, 2]),
        ((1, 3, 2, 3), [1, 2, 2, 3]),
        ((2, 3, 1, 2), [1, 2, 1, 2]),
        ((3, 2, 1), [1, 1, 1]),
    ],
)
def test_headings_go_down_one_level_at_a_time_and_siblings_stay_so(sample, levels, expected):
    titles = tuple(Heading(text="Titre", level=level) for level in levels)

    found = without_gaps(replace(sample, blocks=titles))

    assert [heading.level for heading in headings_of(found)] == expected
