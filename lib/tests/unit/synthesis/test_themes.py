from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from civiscope.synthesis.rows import SparseRows
from civiscope.synthesis.sampling import sample_sets
from civiscope.synthesis.themes import (
    LEAST_MEMBERSHIP,
    N_SUBTHEMES,
    SMALLEST_DIVIDED,
    assign_themes,
    discount_later,
    fit_subthemes,
    fit_themes,
)


def planted_sets(*sizes, seed=0):
    """Make distinct answers of themes of the sizes given, each with ten lemmas of its own."""
    rng = np.random.default_rng(seed)
    sets, themes = [], []
    for theme, size in enumerate(sizes):
        own = set()
        while len(own) < size:
            own.add(tuple(sorted(10 * theme + rng.choice(10, 4, replace=False))))
        sets += sorted(own)
        themes += [theme] * size
    return SparseRows.of_sets(sets, n_columns=10 * len(sizes)), np.array(themes)


def sample_of(rows, limit=10_000):
    return sample_sets(rows, units=np.arange(rows.n_rows, dtype=np.uint64), limit=limit)


def test_planted_themes_are_found_the_largest_first():
    rows, themes = planted_sets(20, 60, 40)

    model = fit_themes(sample_of(rows), n_themes=3)

    assert model.n_themes == 3
    assert assign_themes(rows, model).themes.tolist() == np.array([2, 0, 1])[themes].tolist()


def test_order_of_answers_changes_no_bit():
    rows, _ = planted_sets(20, 60, 40)
    order = np.random.default_rng(1).permutation(rows.n_rows)

    model = fit_themes(sample_of(rows), n_themes=3)
    shuffled = fit_themes(sample_of(rows.take(order)), n_themes=3)

    assert shuffled.parts.tobytes() == model.parts.tobytes()
    assert shuffled.weights.tobytes() == model.weights.tobytes()


def test_answers_said_often_count_once():
    rows, _ = planted_sets(20, 60, 40)
    often = rows.take(np.repeat(np.arange(rows.n_rows), np.arange(rows.n_rows) % 7 + 1))

    model = fit_themes(sample_of(often), n_themes=3)

    assert model.parts.tobytes() == fit_themes(sample_of(rows), n_themes=3).parts.tobytes()


def test_themes_are_no_more_than_lemmas_or_answers():
    rows = SparseRows.of_sets([[0, 1], [1, 2], [0, 2]], n_columns=3)

    assert fit_themes(sample_of(rows), n_themes=9).n_themes <= 3


def test_rare_lemmas_have_no_weight():
    rows, _ = planted_sets(20, 20)
    sets = [rows.indices[a:b].tolist() for a, b in zip(rows.indptr, rows.indptr[1:], strict=False)]
    sets[0].append(20)
    with_rare = SparseRows.of_sets(sets, n_columns=21)

    assert fit_themes(sample_of(with_rare), n_themes=2).weights[20] == 0


@pytest.mark.parametrize("columns", [[], [20]], ids=["no lemma", "a lemma without weight"])
def test_answer_far_from_all_themes_has_none(columns):
    rows, _ = planted_sets(20, 20)
    wide = SparseRows(indptr=rows.indptr, indices=rows.indices, values=rows.values, n_columns=21)
    model = fit_themes(sample_of(wide), n_themes=2)

    found = assign_themes(SparseRows.of_sets([columns, [0, 1, 2]], n_columns=21), model)

    assert (found.themes[0], found.scores[0]) == (-1, 0)
    assert found.themes[1] >= 0
    assert found.scores[1] > LEAST_MEMBERSHIP


@pytest.mark.parametrize(("n_answers", "expected"), [(299, {}), (300, {0: 3})])
def test_only_large_themes_are_divided(n_answers, expected):
    sets = [*combinations(range(12), 4)][:: 495 // n_answers][:n_answers]
    sample = sample_of(SparseRows.of_sets(sets, n_columns=12))

    subthemes = fit_subthemes(sample, fit_themes(sample, n_themes=1))

    assert (SMALLEST_DIVIDED, N_SUBTHEMES) == (300, 3)
    assert {theme: model.n_themes for theme, model in subthemes.items()} == expected


def test_answer_goes_to_the_theme_it_names_first():
    rows, _ = planted_sets(40, 40)
    model = fit_themes(sample_of(rows), n_themes=2)
    both = SparseRows.of_sets([[0, 1, 10, 11], [0, 1, 10, 11], [0, 1], [10, 11]], n_columns=20)
    ranks = np.array([0, 1, 2, 3, 2, 3, 0, 1, 0, 1, 0, 1])

    themes = assign_themes(replace(both, values=discount_later(ranks)), model).themes.tolist()

    assert themes[:2] == themes[2:]
    assert themes[0] != themes[1]


def test_answer_of_one_word_has_the_theme_of_the_word():
    rows, _ = planted_sets(40, 40)
    model = fit_themes(sample_of(rows), n_themes=2)
    alone = SparseRows.of_sets([[3], [13]], n_columns=20)

    themes = assign_themes(alone, model).themes

    assert themes.tolist() == assign_themes(rows, model).themes[[0, 40]].tolist()
