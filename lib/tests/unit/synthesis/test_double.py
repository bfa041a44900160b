from itertools import combinations

import numpy as np
import pytest

from civiscope.synthesis.double import (
    LEAST_CHI_SQUARE,
    _crossings,
    _tree,
    classify_twice,
)
from civiscope.synthesis.reinert import Classification, Split
from civiscope.synthesis.rows import SparseRows

SHORT = [[0], [6], [0, 1]]


def themed(*sizes):
    """Give each theme six lemmas, of which each of its sets has four."""
    rng = np.random.default_rng(0)
    sets = [
        6 * theme + rng.choice(6, 4, replace=False)
        for theme, size in enumerate(sizes)
        for _ in range(size)
    ]
    return SparseRows.of_sets([*sets, *SHORT], n_columns=6 * len(sizes))


def classification(classes, *divided):
    splits = [
        Split(divided=place, created=number, chi_square=1.0)
        for number, place in enumerate(divided, start=1)
    ]
    return Classification(classes=np.array(classes, dtype=np.int32), splits=tuple(splits))


def chi_square(one, other):
    """Measure the table of two memberships, cell by cell."""
    counts = np.array([[(a & b).sum() for b in (other, ~other)] for a in (one, ~one)])
    expected = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / counts.sum()
    return ((counts - expected) ** 2 / expected).sum()


def test_planted_themes_are_found_twice_and_short_answers_left_out():
    found = classify_twice(themed(20, 30, 12), n_classes=3, smallest=5)

    assert found.classes.tolist() == [1] * 20 + [0] * 30 + [2] * 12 + [-1] * 3
    assert found.is_read_twice.tolist() == [True] * 62 + [False] * 3
    assert found.chi_squares == pytest.approx([62.0] * 3)


def test_nothing_is_found_twice_where_nothing_is_divided():
    found = classify_twice(themed(20), n_classes=3, smallest=15)

    assert set(found.classes.tolist()) == {-1}
    assert found.chi_squares == ()


def test_class_of_one_reading_alone_is_not_kept():
    """The first reading divides the second class further; the other one does not."""
    first = classification([0] * 10 + [1] * 6 + [2] * 4, 0, 1)
    second = classification([0] * 10 + [1] * 10, 0)

    found = _crossings(_tree(first, slice(None)), _tree(second, slice(None)), 2)

    assert [np.flatnonzero(one.members).tolist() for one in found] == [
        list(range(10)),
        list(range(10, 20)),
    ]
    assert [one.chi_square for one in found] == pytest.approx([20.0, 20.0])


def test_small_crossings_are_not_kept():
    both = classification([0] * 10 + [1] * 3, 0)

    found = _crossings(_tree(both, slice(None)), _tree(both, slice(None)), 4)

    assert [int(one.members.sum()) for one in found] == [10]


def nodes_of(node):
    return [node, *(one for part in node.parts or () for one in nodes_of(part))]


@pytest.mark.parametrize("seed", range(20))
def test_classes_kept_are_the_best_of_all_choices(seed):
    rng = np.random.default_rng(seed)
    truth = rng.integers(0, 4, 80)
    noisy = np.where(rng.random(80) < 0.25, rng.integers(0, 4, 80), truth)
    first = _tree(classification(truth, 0, 0, 1), slice(None))
    second = _tree(classification(noisy, 0, 1, 0), slice(None))

    found = _crossings(first, second, 4)

    ours, theirs = nodes_of(first)[1:], nodes_of(second)[1:]
    table = np.zeros((len(ours), len(theirs)))
    for row, one in enumerate(ours):
        for column, other in enumerate(theirs):
            both = (one.members & other.members).sum()
            if both >= 4 and both * 80 > one.members.sum() * other.members.sum():
                table[row, column] = chi_square(one.members, other.members)
    mutual = [
        (row, table[row].max())
        for row in range(len(ours))
        if table[row].max() > LEAST_CHI_SQUARE and table[:, table[row].argmax()].argmax() == row
    ]
    best = max(
        sum(score for _, score in some)
        for count in range(len(mutual) + 1)
        for some in combinations(mutual, count)
        if not any(
            (ours[one].members & ours[other].members).any()
            for (one, _), (other, _) in combinations(some, 2)
        )
    )
    assert sum(one.chi_square for one in found) == pytest.approx(best)
    assert not (np.sum([one.members for one in found], axis=0) > 1).any()
