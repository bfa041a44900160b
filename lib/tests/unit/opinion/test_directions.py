"""Directions of sparse votes, beside those of the matrix filled in."""

import numpy as np
import pytest

from civiscope.opinion.directions import find_directions


def filled_in(table):
    means = np.nanmean(table, axis=0)
    return np.where(np.isnan(table), 0.0, table - means), means


def test_directions_are_those_of_the_matrix_filled_in_with_means(engine, planted, dense):
    matrix, _ = planted(12, 9, n_statements=14)
    centred, means = filled_in(dense(matrix))

    found = engine.directions.find_directions(matrix, count=3)

    values, vectors = np.linalg.eigh(centred.T @ centred)
    np.testing.assert_allclose(found.means, means, atol=1e-12)
    np.testing.assert_allclose(found.strengths, values[::-1][:3], rtol=1e-7)
    np.testing.assert_allclose(
        np.abs(found.components @ vectors[:, ::-1][:, :3]), np.eye(3), atol=1e-5
    )
    assert (found.components.max(axis=1) == np.abs(found.components).max(axis=1)).all()


def test_more_steps_are_taken_until_directions_have_converged(planted, dense):
    matrix, _ = planted(60, 40, n_statements=50, strength=0.55)
    centred, _ = filled_in(dense(matrix))

    found = find_directions(matrix, count=2)

    values = np.linalg.eigvalsh(centred.T @ centred)[::-1]
    np.testing.assert_allclose(found.strengths, values[:2], rtol=1e-9)


def test_votes_that_do_not_differ_have_no_direction(engine, matrix):
    found = engine.directions.find_directions(matrix("++", "++", "+."), count=2)

    assert found.components.shape == (0, 2)
    assert found.means.tolist() == [1.0, 1.0]


def test_votes_of_one_difference_have_one_direction(engine, matrix):
    found = engine.directions.find_directions(matrix("+-", "-+", "+-", "-+"), count=2)

    assert found.strengths.round(6).tolist() == [8.0]


def test_people_of_few_votes_are_pushed_outwards(engine, matrix):
    made = matrix("+-+-", "-+-+", "+...", "....")
    directions = engine.directions.find_directions(made, count=1)

    places = engine.directions.project(made, directions, n_counted=4)
    among_more = engine.directions.project(made, directions, n_counted=5, always_seen=1)

    assert places[0, 0] == pytest.approx(-places[1, 0], abs=0.5)
    assert places[3, 0] == 0.0
    plain = (made.votes[8] - directions.means[0]) * directions.components[0, 0]
    assert places[2, 0] == pytest.approx(2 * plain)
    assert among_more[2, 0] == pytest.approx(np.sqrt(5 / 2) * plain)


def test_sums_and_numbers_of_votes_are_whole(engine, matrix):
    sums, seen = engine.directions.vote_sums(matrix("+-.", "0-.", "+.."))

    assert (sums.tolist(), seen.tolist()) == ([2, -2, 0], [3, 2, 0])


def test_what_is_diagonal_already_is_not_turned(engine):
    square, vectors = np.diag([3.0, 1.0, 2.0]), np.eye(3)
    square[0, 1] = square[1, 0] = 1.0

    engine.directions._jacobi(square, vectors)

    np.testing.assert_allclose(
        sorted(square.diagonal()), sorted(np.linalg.eigvalsh([[3, 1, 0], [1, 1, 0], [0, 0, 2]]))
    )
    assert vectors[2].tolist() == [0.0, 0.0, 1.0]
