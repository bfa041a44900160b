"""The statements that Polis shows."""

import numpy as np

from civiscope.opinion.representativeness import measure_stances
from civiscope.opinion.selection import Selected, select_consensus, select_representative


def counts_of(*groups):
    return np.array(groups)


def test_what_a_group_agrees_on_best_stands_first():
    counts = counts_of([[0, 0, 20], [18, 0, 2], [10, 0, 10]], [[15, 0, 5], [2, 0, 18], [10, 0, 10]])

    chosen = select_representative(measure_stances(counts))

    assert chosen[0] == (
        Selected(statement=0, stance="agree", is_best_agreed=True),
        Selected(statement=1, stance="disagree"),
    )
    assert chosen[1] == (
        Selected(statement=1, stance="agree", is_best_agreed=True),
        Selected(statement=0, stance="disagree"),
    )


def test_at_most_five_statements_are_shown():
    counts = counts_of([[0, 0, 20]] * 8, [[20, 0, 0]] * 8)

    assert [len(group) for group in select_representative(measure_stances(counts))] == [5, 5]


def test_statements_left_out_are_not_shown():
    counts = counts_of([[0, 0, 20]] * 2, [[20, 0, 0]] * 2)

    chosen = select_representative(measure_stances(counts), is_left_out=np.array([True, False]))

    assert [one.statement for one in chosen[0]] == [1]


def test_a_group_that_agrees_on_nothing_shows_what_sets_it_apart_most():
    counts = counts_of([[3, 0, 2], [3, 0, 3]], [[3, 0, 3], [3, 0, 2]])

    chosen = select_representative(measure_stances(counts))

    assert [[one.statement for one in group] for group in chosen] == [[0], [1]]
    assert chosen[0][0].is_best_agreed is False


def test_what_is_agreed_best_replaces_what_is_only_agreed():
    # The second statement is agreed upon more, the third sets the group apart too.
    counts = counts_of([[1, 0, 9], [0, 0, 20], [1, 0, 19]], [[0, 0, 20], [1, 0, 19], [19, 0, 1]])

    best = select_representative(measure_stances(counts))[0][0]

    assert (best.statement, best.is_best_agreed) == (2, True)


def test_nothing_voted_shows_nothing():
    counts = np.zeros((1, 1, 3), np.int64)

    chosen = select_representative(measure_stances(counts), is_left_out=np.array([True]))

    assert chosen == ((),)


def test_unseen_statements_are_not_agreed_on():
    counts = np.array([[[0, 3, 0]], [[0, 4, 0]]])

    chosen = select_representative(measure_stances(counts))

    assert [[one.is_best_agreed for one in group] for group in chosen] == [[False], [False]]


def test_consensus_is_what_most_are_on_one_side_of():
    counts = counts_of([[1, 0, 30], [30, 0, 1], [15, 0, 15], [0, 0, 40], [0, 0, 30]])
    is_left_out = np.array([False, False, False, False, True])

    stances = measure_stances(counts)

    assert select_consensus(counts, stances) == ((3, 4, 0), (1,))
    assert select_consensus(counts, stances, is_left_out=is_left_out) == ((3, 0), (1,))
