"""Votes in rows, counted and told apart."""

import numpy as np

from civiscope.opinion.votes import VoteMatrix


def votes_of(engine, cast, n_participants=3, n_statements=3):
    who, what, votes = np.array(cast).T
    return engine.votes.matrix_of(
        who.astype(np.int32),
        what.astype(np.int32),
        votes.astype(np.int8),
        n_participants=n_participants,
        n_statements=n_statements,
    )


def test_the_last_vote_on_a_statement_counts(engine):
    matrix, replaced = votes_of(engine, [(1, 2, 1), (0, 1, 0), (1, 2, -1), (1, 0, 1)])

    assert matrix.indptr.tolist() == [0, 1, 3, 3]
    assert matrix.statements.tolist() == [1, 0, 2]
    assert matrix.votes.tolist() == [0, 1, -1]
    assert replaced == 1


def test_rows_are_taken_in_the_order_asked_as_often_as_asked(engine, matrix, dense):
    made = matrix("+-.", "0..", ".++")
    chosen = engine.votes.VoteMatrix(
        indptr=made.indptr, statements=made.statements, votes=made.votes, n_statements=3
    )

    taken = chosen.take(np.array([2, 0, 2]))

    np.testing.assert_array_equal(dense(taken), dense(made)[[2, 0, 2]])


def test_votes_on_some_statements_keep_their_numbers(matrix):
    kept = matrix("+-.", "0..", ".++").only(np.array([False, True, True]))

    assert kept.indptr.tolist() == [0, 1, 1, 3]
    assert kept.statements.tolist() == [1, 1, 2]
    assert kept.n_statements == 3


def test_keys_follow_votes_wherever_they_stand(engine, matrix):
    rows = ["+-.", "0..", ".++", "+-.", "..."]

    keys = engine.votes.row_keys(matrix(*rows))
    turned = engine.votes.row_keys(matrix(*rows[::-1]))

    assert sorted(keys.tolist()) == sorted(turned.tolist())
    assert len(set(keys.tolist())) == 5
    assert keys[1] == turned[3]
    assert keys[2] == turned[2]


def test_votes_are_counted_by_group_and_kind(engine, matrix):
    counts = engine.votes.count_votes(
        matrix("+-", "00", "-.", "++"), np.array([0, 0, 1, -1]), n_groups=2
    )

    assert counts.tolist() == [[[0, 1, 1], [1, 1, 0]], [[1, 0, 0], [0, 0, 0]]]


def test_participants_without_votes_have_rows(matrix):
    made = matrix("..", "+.")

    assert isinstance(made, VoteMatrix)
    assert made.lengths.tolist() == [0, 1]
