"""k-means from given starts, and silhouettes."""

import numpy as np
import pytest

POINTS = np.array([[0.0, 0.0], [0.0, 1.0], [5.0, 5.0], [5.0, 6.0], [0.5, 0.5]])


def test_points_go_to_the_nearest_centre_until_centres_settle(engine):
    found = engine.clusters.settle(POINTS, POINTS[[0, 1]], most_rounds=20)

    assert found.labels.tolist() == [0, 0, 1, 1, 0]
    np.testing.assert_allclose(found.centres, [[1 / 6, 0.5], [5.0, 5.5]])
    assert found.spread == pytest.approx(1 / 6 + 0.5 + 0.5)


def test_weights_pull_centres(engine):
    weights = np.array([3.0, 1.0, 1.0, 1.0, 0.0])

    found = engine.clusters.settle(POINTS, POINTS[[0, 2]], weights=weights, most_rounds=5)

    np.testing.assert_allclose(found.centres, [[0.0, 0.25], [5.0, 5.5]])


def test_a_cluster_that_loses_its_points_is_left_out(engine):
    starts = np.array([[0.0, 0.0], [90.0, 90.0], [5.0, 5.0]])

    found = engine.clusters.settle(POINTS, starts, most_rounds=0)

    assert found.labels.tolist() == [0, 0, 1, 1, 0]
    assert len(found.centres) == 2


def test_rounds_end_when_they_are_used_up(engine):
    points = np.array([[0.0], [1.0], [2.0], [10.0]])

    assert engine.clusters.settle(points, points[:2], most_rounds=0).labels.tolist() == [0, 1, 1, 1]
    assert engine.clusters.settle(points, points[:2], most_rounds=9).labels.tolist() == [0, 0, 0, 1]


def test_silhouettes_are_those_of_their_definition(engine):
    points = np.array([[0.0], [1.0], [5.0], [6.0], [20.0]])

    widths = engine.clusters.silhouettes(points, np.array([0, 0, 1, 1, 2]))

    np.testing.assert_allclose(widths, [4.5 / 5.5, 3.5 / 4.5, 3.5 / 4.5, 4.5 / 5.5, 0.0])


def test_points_on_one_another_have_no_silhouette(engine):
    points = np.zeros((4, 2))

    assert engine.clusters.silhouettes(points, np.array([0, 0, 1, 1])).tolist() == [0.0] * 4


def test_distinct_points_stand_in_the_order_they_come(engine):
    points = np.array([[2.0, 0.0], [1.0, 1.0], [2.0, 0.0], [0.0, 3.0]])

    assert engine.clusters.distinct_points(points).tolist() == [0, 1, 3]
