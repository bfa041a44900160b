"""How far coders agree."""

import numpy as np
import pytest

from civiscope.coding.agreement import (
    MISSING,
    count_hits,
    measure_agreement,
    measure_code_agreement,
    pairs_of_coders,
)
from civiscope.errors import InputError

# Two coders of ten units: six times no, twice yes, twice apart.
TWO = np.array([[0, 0, 0, 0, 0, 0, 1, 1, 1, 0], [0, 0, 0, 0, 0, 0, 1, 1, 0, 1]], dtype=np.int8)


def measure(values, **options):
    return measure_agreement(values, rng=np.random.default_rng(7), **options)


def test_alpha_of_two_coders_follows_from_its_coincidences():
    found = measure(TWO)

    # 20 values, 14 no and 6 yes; 4 of the coincidences are apart.
    assert found.alpha == pytest.approx(1 - 19 * 4 / (2 * 14 * 6))
    assert found.agreed == pytest.approx(0.8)
    assert (found.n_units, found.n_disagreements, found.counts) == (10, 2, (14, 6))
    assert found.low < found.alpha < found.high


def test_order_of_coders_and_units_changes_nothing():
    shuffled = TWO[::-1, np.random.default_rng(1).permutation(10)]

    assert measure(shuffled) == measure(TWO)


def test_units_of_one_value_count_for_nothing():
    alone = np.array([[1, MISSING, 1], [MISSING, 0, MISSING]], dtype=np.int8)

    assert measure(np.concatenate([TWO, alone], axis=1)) == measure(TWO)


def test_agreement_without_exception_still_leaves_doubt():
    found = measure(np.tile(np.array([0, 1] * 10, dtype=np.int8), (3, 1)))

    assert found.alpha == found.high == 1
    assert 0.7 < found.low < 1


def test_same_value_everywhere_shows_nothing_of_agreement():
    found = measure(np.zeros((2, 5), dtype=np.int8), n_values=2)

    assert (found.alpha, found.low, found.high) == (None, None, None)
    assert (found.agreed, found.counts) == (1, (10, 0))


def test_three_values_have_an_interval():
    values = np.array([[0, 1, 2, 0, 1, 2, 0], [0, 1, 2, 0, 1, 2, 1]], dtype=np.int8)

    found = measure(values)

    assert found.low < found.alpha < found.high
    assert found.counts == (5, 5, 4)


def test_one_coder_agrees_with_nobody():
    with pytest.raises(InputError, match="Expected codings of two coders or more, got those of 1"):
        measure(TWO[:1])


def test_coders_of_other_units_cannot_be_compared():
    apart = np.array([[0, MISSING], [MISSING, 1]], dtype=np.int8)

    with pytest.raises(InputError, match="Expected units that two coders read, got none"):
        measure(apart)


def test_each_code_has_its_agreement_whatever_stands_beside_it():
    both = np.stack([TWO, 1 - TWO], axis=2)

    first, second = measure_code_agreement(both, seed=7)

    assert first == measure_code_agreement(TWO[:, :, None], seed=7)[0]
    assert second.alpha == first.alpha


@pytest.mark.parametrize(("alpha", "share"), [(0.5, 0.3), (0.95, 0.1), (0.8, 0.5)])
def test_interval_holds_alpha_in_most_samples(alpha, share):
    # With chance alpha, both coders copy the same draw; the population's alpha is that chance.
    rng = np.random.default_rng(3)
    held = 0
    for _ in range(200):
        common, copied = rng.random(100) < share, rng.random(100) < alpha
        drawn = np.where(copied, common, rng.random((2, 100)) < share).astype(np.int8)
        found = measure_agreement(drawn, rng=np.random.default_rng(1), n_values=2, draws=500)
        held += found.low <= alpha <= found.high

    assert held >= 0.91 * 200


def test_pairs_of_coders_are_those_who_read_something_in_common():
    values = np.full((3, 2, 2), MISSING, dtype=np.int8)
    values[0, 0], values[1], values[2, 1] = 0, 1, 0

    assert list(pairs_of_coders(values)) == [(0, 1), (1, 2)]


def test_hits_are_counted_against_what_is_right():
    given = np.array([1, 1, 1, 0, 0, MISSING, 1], dtype=np.int8)
    right = np.array([1, 1, 0, 1, 0, 1, MISSING], dtype=np.int8)

    hits = count_hits(given, right)

    assert (hits.both, hits.only_given, hits.only_right, hits.neither) == (2, 1, 1, 1)
    assert (hits.precision, hits.recall) == (2 / 3, 2 / 3)


def test_precision_and_recall_of_nothing_are_unknown():
    nothing = np.zeros(2, dtype=np.int8)

    hits = count_hits(nothing, nothing)

    assert (hits.precision, hits.recall) == (None, None)
