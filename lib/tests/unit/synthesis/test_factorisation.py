import numpy as np


def naive_factorise(table, *, start, rounds):
    """Write the same sweeps with dense matrices, one part after the other."""
    memberships, parts = start
    for step in range(rounds + 1):
        sweep(table, memberships, parts)
        if step < rounds:
            sweep(table.T, parts, memberships)
    lengths = np.linalg.norm(parts, axis=0)
    return memberships * lengths, (parts / lengths).T


def sweep(table, block, other):
    for part in range(block.shape[1]):
        rest = table - np.delete(block, part, 1) @ np.delete(other, part, 1).T
        block[:, part] = np.maximum(0, rest @ other[:, part] / (other[:, part] @ other[:, part]))


def test_sweeps_are_those_of_dense_matrices(engine, planted, dense):
    rows, _ = planted(12, 9, 6)
    directions = engine.spectrum.leading_directions(rows, count=3)
    start = engine.factorisation._nonnegative_start(rows, directions)

    found = engine.factorisation.factorise(rows, n_parts=3)

    memberships, parts = naive_factorise(
        dense(rows), start=start, rounds=engine.factorisation.ROUNDS
    )
    assert np.allclose(found.memberships, memberships, atol=1e-6)
    assert np.allclose(found.parts, parts, atol=1e-6)


def test_start_keeps_the_heavier_side_of_each_direction(engine, planted, dense):
    rows, _ = planted(12, 9, 6)
    directions = engine.spectrum.leading_directions(rows, count=3)

    memberships, parts = engine.factorisation._nonnegative_start(rows, directions)

    images = dense(rows) @ directions.T
    for part in range(3):
        sides = [
            (np.maximum(sign * images[:, part], 0), np.maximum(sign * directions[part], 0))
            for sign in (1, -1)
        ]
        heavier = max(sides, key=lambda side: np.linalg.norm(side[0]) * np.linalg.norm(side[1]))
        assert np.allclose(memberships[:, part], heavier[0])
        assert np.allclose(parts[:, part], heavier[1])


def test_planted_themes_are_found(engine, planted):
    rows, themes = planted(30, 20, 12)

    found = engine.factorisation.factorise(rows, n_parts=3).memberships.argmax(axis=1)

    assert len({*zip(found.tolist(), themes.tolist(), strict=True)}) == 3


def test_same_rows_give_the_same_bits(engine, planted):
    rows, _ = planted(20, 10)

    first, second = (engine.factorisation.factorise(rows, n_parts=2) for _ in range(2))

    assert first.memberships.tobytes() == second.memberships.tobytes()
    assert first.parts.tobytes() == second.parts.tobytes()


def test_order_of_rows_changes_memberships_by_rounding_only(engine, planted):
    rows, _ = planted(20, 10)
    order = np.random.default_rng(1).permutation(rows.n_rows)

    found = engine.factorisation.factorise(rows.take(order), n_parts=2)

    expected = engine.factorisation.factorise(rows, n_parts=2)
    assert np.allclose(found.memberships, expected.memberships[order])
    assert np.allclose(found.parts, expected.parts)


def test_part_too_many_is_empty(engine):
    rows = engine.rows.SparseRows.of_sets([[0, 1]] * 3, n_columns=2)

    found = engine.factorisation.factorise(rows, n_parts=2)

    assert np.allclose(found.memberships, [[np.sqrt(2), 0]] * 3)
    assert np.allclose(found.parts, [[np.sqrt(0.5), np.sqrt(0.5)], [0, 0]])


def test_folding_in_solves_least_squares_in_the_parts_given(engine, planted, dense):
    rows, _ = planted(12, 9, 6)
    parts = engine.factorisation.factorise(rows, n_parts=3).parts

    found = engine.factorisation.fold_in(rows, parts)

    memberships = np.zeros((rows.n_rows, 3))
    for _ in range(engine.factorisation.FOLD_ROUNDS):
        sweep(dense(rows), memberships, parts.T)
    assert np.allclose(found, memberships)


def test_row_is_folded_in_whatever_stands_beside_it(engine, planted):
    rows, _ = planted(12, 9, 6)
    parts = engine.factorisation.factorise(rows, n_parts=3).parts
    chosen = np.array([20, 3, 26])

    found = engine.factorisation.fold_in(rows.take(chosen), parts)

    assert found.tobytes() == engine.factorisation.fold_in(rows, parts)[chosen].tobytes()
