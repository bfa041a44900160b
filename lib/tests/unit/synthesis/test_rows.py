import numpy as np

SETS = [[2, 0, 2], [], [1, 2], [0]]
DENSE = np.array([[1, 0, 1], [0, 0, 0], [0, 1, 1], [1, 0, 0]])


def test_sets_become_presences_in_ascending_columns(engine, dense):
    rows = engine.rows.SparseRows.of_sets(SETS, n_columns=3)

    assert rows.indptr.tolist() == [0, 2, 2, 4, 5]
    assert rows.indices.tolist() == [0, 2, 1, 2, 0]
    assert dense(rows).tolist() == DENSE.tolist()


def test_no_sets_make_no_rows(engine):
    assert engine.rows.SparseRows.of_sets([], n_columns=3).n_rows == 0


def test_rows_are_taken_in_the_order_given(engine, dense):
    rows = engine.rows.SparseRows.of_sets(SETS, n_columns=3)

    taken = rows.take(np.array([3, 1, 0, 0]))

    assert dense(taken).tolist() == DENSE[[3, 1, 0, 0]].tolist()


def test_scaled_rows_have_weighted_columns_and_length_1(engine, dense):
    rows = engine.rows.SparseRows.of_sets([[0, 1], [2], []], n_columns=3)

    scaled = rows.scaled(np.array([3.0, 4.0, 0.0]))

    assert np.allclose(dense(scaled), [[0.6, 0.8, 0], [0, 0, 0], [0, 0, 0]])


def test_columns_are_counted(engine):
    rows = engine.rows.SparseRows.of_sets(SETS, n_columns=3)

    assert rows.column_counts().tolist() == DENSE.sum(axis=0).tolist()


def test_blocks_are_put_one_under_the_other(engine, dense):
    blocks = [
        engine.rows.SparseRows.of_sets(sets, n_columns=3) for sets in (SETS[:1], [], SETS[1:])
    ]

    stacked = engine.rows.SparseRows.stacked(blocks)

    assert dense(stacked).tolist() == DENSE.tolist()


def test_columns_are_counted_by_group(engine):
    rows = engine.rows.SparseRows.of_sets(SETS, n_columns=3)

    counts = rows.grouped_counts(np.array([1, 0, -1, 1], dtype=np.int32), 2)

    assert counts.tolist() == [[0, 0, 0], [2, 0, 1]]


def test_rows_with_some_columns_number_them_anew(engine):
    rows = engine.rows.SparseRows.of_sets([[0, 2], [1], [2, 3]], n_columns=4)

    kept = rows.with_columns(np.array([2, 3]))

    assert kept.n_columns == 2
    assert kept.indptr.tolist() == [0, 1, 1, 3]
    assert kept.indices.tolist() == [0, 0, 1]
