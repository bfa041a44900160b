from itertools import combinations

import numpy as np
import pytest

from civiscope.synthesis.resampling import draw_again


def chi_square(table, sides):
    """Measure the table of both sides by lemmas, cell by cell."""
    counts = np.array([table[~sides].sum(axis=0), table[sides].sum(axis=0)])
    expected = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / counts.sum()
    is_filled = expected > 0
    return ((counts - expected)[is_filled] ** 2 / expected[is_filled]).sum()


def best_chi_square(table, smallest):
    """Try every division in two."""
    places = range(len(table))
    sides = [
        np.isin(places, second)
        for size in range(smallest, len(table) - smallest + 1)
        for second in combinations(places, size)
    ]
    return max(chi_square(table, side) for side in sides)


def rows_of(engine, sets, n_columns):
    return engine.rows.SparseRows.of_sets(sets, n_columns=n_columns)


def same_partition(one, other):
    pairs = {*zip(one.tolist(), other.tolist(), strict=True)}
    return len(pairs) == len({*one.tolist()}) == len({*other.tolist()})


def test_planted_themes_are_found(engine, planted):
    rows, themes = planted(30, 20, 12)

    found = engine.reinert.classify(rows, n_classes=3, smallest=5)

    assert same_partition(found.classes, themes)
    assert (found.splits[0].divided, found.splits[0].created) == (0, 1)


def test_chi_square_of_a_split_is_that_of_its_halves(engine, planted, dense):
    rows, _ = planted(14, 9)

    found = engine.reinert.classify(rows, n_classes=2, smallest=3)

    expected = chi_square(dense(rows), found.classes == 1)
    assert found.splits[0].chi_square == pytest.approx(expected)


def test_split_of_few_rows_is_the_best_of_all(engine, dense):
    rng = np.random.default_rng(3)
    sets = [rng.choice(5, 3, replace=False) + 3 * (row < 5) for row in range(10)]
    rows = rows_of(engine, sets, 8)

    found = engine.reinert.classify(rows, n_classes=2, smallest=2)

    assert found.splits[0].chi_square == pytest.approx(best_chi_square(dense(rows), 2))


@pytest.mark.parametrize("seed", range(12))
def test_no_single_exchange_raises_the_chi_square(engine, dense, seed):
    rng = np.random.default_rng(seed)
    sets = [rng.choice(9, rng.integers(1, 5), replace=False) for _ in range(24)]
    rows = rows_of(engine, sets, 9)

    found = engine.reinert.classify(rows, n_classes=2, smallest=4)

    sides = found.classes == 1
    reached = chi_square(dense(rows), sides)
    assert found.splits[0].chi_square == pytest.approx(reached)
    for row in range(24):
        moved = sides.copy()
        moved[row] = not moved[row]
        if 4 <= moved.sum() <= 20:
            assert chi_square(dense(rows), moved) <= reached * (1 + 1e-9)


def test_order_of_rows_changes_no_clear_class(engine, planted):
    rows, _ = planted(30, 20, 12)
    order = np.random.default_rng(1).permutation(rows.n_rows)

    found = engine.reinert.classify(rows.take(order), n_classes=3, smallest=5)

    expected = engine.reinert.classify(rows, n_classes=3, smallest=5)
    assert same_partition(found.classes, expected.classes[order])


def test_rows_without_lemmas_have_no_class(engine):
    rows = rows_of(engine, [[0, 1]] * 3 + [[]] + [[2, 3]] * 3, 4)

    found = engine.reinert.classify(rows, n_classes=2, smallest=2)

    assert found.classes.tolist() == [0, 0, 0, -1, 1, 1, 1]


def test_sides_have_the_smallest_size(engine):
    rows = rows_of(engine, [[0, 1]] * 9 + [[2, 3]], 4)

    found = engine.reinert.classify(rows, n_classes=2, smallest=3)

    assert min(np.bincount(found.classes)) == 3


def test_classes_are_fewer_where_none_can_be_divided(engine):
    rows = rows_of(engine, [[0, 1]] * 3 + [[2, 3]] * 3, 4)

    found = engine.reinert.classify(rows, n_classes=5, smallest=3)

    assert np.bincount(found.classes).tolist() == [3, 3]
    assert len(found.splits) == 1


def test_equal_rows_are_not_divided(engine):
    found = engine.reinert.classify(rows_of(engine, [[0]] * 8, 1), n_classes=2, smallest=2)

    assert found.classes.tolist() == [0] * 8
    assert found.splits == ()


def test_lemma_of_one_half_no_longer_serves_in_the_other(engine):
    own = np.array([20, 1, 10, 2])
    other = np.array([1, 20, 10, 0])

    stays = engine.reinert._stays(own, other)

    assert stays.tolist() == [True, False, True, False]


def test_lemmas_left_out_give_rows_no_side_of_their_own(engine):
    """Where a class keeps none of a row's lemmas, the row stays where the axis put it."""
    rows = rows_of(engine, [[0, 1]] * 6 + [[2, 3]] * 6 + [[0, 4]] * 2 + [[2, 5]] * 2, 6)
    is_kept = np.array([True, True, False, False, True, False])

    sides, chi = engine.reinert._bisect(rows.indptr, rows.indices, np.arange(16), is_kept, 2)

    table = np.zeros((16, 6))
    table[np.repeat(np.arange(16), 2), rows.indices] = 1
    assert chi == pytest.approx(chi_square(table[:, is_kept], sides))


def test_class_without_any_lemma_left_is_not_divided(engine):
    rows = rows_of(engine, [[0]] * 6, 1)

    _, chi = engine.reinert._bisect(rows.indptr, rows.indices, np.arange(6), np.array([False]), 2)

    assert chi == 0


def test_exchanges_end_after_the_rounds_allowed(interpreted_modules, monkeypatch, dense):
    reinert, rows_module = (
        interpreted_modules[f"civiscope.synthesis.{name}"] for name in ("reinert", "rows")
    )
    rng = np.random.default_rng(3)
    sets = [rng.choice(9, rng.integers(1, 5), replace=False) for _ in range(24)]
    rows = rows_module.SparseRows.of_sets(sets, n_columns=9)
    best = reinert.classify(rows, n_classes=2, smallest=4)
    # The compiled loop holds the number it was compiled with, so only the plain one is changed.
    monkeypatch.setattr(reinert, "EXCHANGE_ROUNDS", 0)

    found = reinert.classify(rows, n_classes=2, smallest=4)

    assert found.splits[0].chi_square == pytest.approx(chi_square(dense(rows), found.classes == 1))
    assert found.splits[0].chi_square < best.splits[0].chi_square


def test_side_without_lemmas_has_no_chi_square(engine):
    assert engine.reinert._chi_square(0.0, 0.0, 10.0) == 0
    assert engine.reinert._chi_square(10.0, 10.0, 10.0) == 0


def test_division_that_comes_back_is_made(engine, planted):
    rows, themes = planted(60, 40)

    found = engine.reinert.classify(rows, n_classes=2, smallest=10, draws=5)

    assert same_partition(found.classes, themes)


def test_division_that_does_not_come_back_is_not_made(engine):
    rng = np.random.default_rng(0)
    rows = rows_of(engine, [rng.choice(60, 4, replace=False) for _ in range(80)], 60)
    asked = {"n_classes": 4, "smallest": 10}

    found = engine.reinert.classify(rows, **asked, draws=5)

    assert found.splits == ()
    assert len(engine.reinert.classify(rows, **asked).splits) == 3


def test_rows_of_one_unit_are_drawn_together(engine, planted):
    """All said by somebody whom no sample draws: no division can come back."""
    rows, _ = planted(12, 12)
    numbers = np.arange(99, dtype=np.uint64)
    drawn = {number for replicate in (0, 1) for number in draw_again(numbers, replicate=replicate)}
    never = next(number for number in range(99) if number not in drawn)
    asked = {"n_classes": 2, "smallest": 5, "draws": 2}

    assert len(engine.reinert.classify(rows, **asked).splits) == 1
    units = np.full(24, never, dtype=np.uint64)
    assert engine.reinert.classify(rows, **asked, units=units).splits == ()
