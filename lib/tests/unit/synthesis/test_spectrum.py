import numpy as np


def test_directions_are_the_leading_singular_vectors(engine, planted, dense):
    rows, _ = planted(60, 40)

    directions = engine.spectrum.leading_directions(rows, count=2)

    expected = np.linalg.svd(dense(rows))[2][:2]
    assert np.allclose(np.abs(np.sum(directions * expected, axis=1)), 1, atol=1e-3)
    assert np.allclose(directions @ directions.T, np.eye(2))


def test_largest_entry_of_each_direction_is_positive(engine, planted):
    rows, _ = planted(40, 20)

    directions = engine.spectrum.leading_directions(rows, count=2)

    largest = np.abs(directions).argmax(axis=1)
    assert (directions[[0, 1], largest] > 0).all()


def test_directions_beyond_the_rank_are_empty(engine):
    rows = engine.rows.SparseRows.of_sets([[]], n_columns=2)

    assert not engine.spectrum.leading_directions(rows, count=2).any()


def test_order_of_rows_changes_directions_by_rounding_only(engine, planted):
    rows, _ = planted(40, 20)
    shuffled = rows.take(np.random.default_rng(1).permutation(rows.n_rows))

    directions = engine.spectrum.leading_directions(rows, count=2)

    assert np.allclose(directions, engine.spectrum.leading_directions(shuffled, count=2))
