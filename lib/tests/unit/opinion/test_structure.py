"""Directions of votes beside those of shuffled votes."""

import numpy as np

from civiscope.opinion.structure import Structure, compare_with_chance


def test_shuffles_keep_the_votes_of_each_statement(engine, planted):
    matrix, _ = planted(15, 15, n_statements=6, missing=0.2)
    order = np.argsort(matrix.statements, kind="stable")
    ends = np.cumsum(np.bincount(matrix.statements, minlength=6))
    votes = matrix.votes.copy()

    engine.structure._shuffle(votes, order, ends, np.uint64(7))

    assert votes.tolist() != matrix.votes.tolist()
    for statement in range(6):
        chosen = matrix.statements == statement
        assert sorted(votes[chosen].tolist()) == sorted(matrix.votes[chosen].tolist())


def test_planted_groups_are_beyond_chance(planted):
    matrix, _ = planted(40, 30)

    found = compare_with_chance(matrix, shuffles=19)

    assert found.n_directions == 1
    assert found.p_values[0] == 1 / 20


def test_votes_at_random_are_not(planted):
    matrix, _ = planted(80, strength=0.5)

    assert compare_with_chance(matrix, shuffles=19).n_directions == 0


def test_votes_that_do_not_differ_have_nothing_to_compare(matrix):
    found = compare_with_chance(matrix("++", "++", "++"), shuffles=3)

    assert found.n_directions == 0
    assert found.p_values == ()


def test_how_often_chance_is_as_strong_counts_the_votes_themselves():
    found = Structure(strengths=np.array([9.0, 3.0]), by_chance=np.array([2.0, 3.0, 4.0]))

    assert found.p_values == (1 / 4, 3 / 4)
    assert found.n_directions == 1
