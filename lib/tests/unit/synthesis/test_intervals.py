from math import exp, factorial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civiscope.errors import InputError
from civiscope.synthesis.intervals import bootstrap_counts, intervals, resampling_units

MASK = 2**64 - 1
UNITS = st.lists(st.tuples(st.integers(-1, 2), st.integers(0, MASK)), max_size=12)


def finish(state):
    state = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9 & MASK
    state = (state ^ (state >> 27)) * 0x94D049BB133111EB & MASK
    return state ^ (state >> 31)


def naive_draws(unit, replicate, seed):
    """Read the Poisson variable off the hash, with Python's whole numbers."""
    key = finish(unit ^ (seed * 0x9E3779B97F4A7C15 & MASK))
    pair = finish(key + 0x9E3779B97F4A7C15 * (replicate // 2) & MASK)
    chance = (pair >> (32 * (replicate % 2)) & 0xFFFFFFFF) / 2**32
    cumulative = np.cumsum([exp(-1) / factorial(k) for k in range(14)])
    return int((chance >= cumulative).sum())


def count(engine, answers, **options):
    themes = np.array([theme for theme, _ in answers], dtype=np.int32)
    units = np.array([unit for _, unit in answers], dtype=np.uint64)
    draw_again = engine.intervals.bootstrap_counts if engine else bootstrap_counts
    return draw_again(themes, units, n_themes=3, **options)


@pytest.mark.parametrize("replicates", [0, 1, 4, 5])
def test_draws_are_poisson_variables_of_the_hash(engine, replicates):
    answers = [(theme, 2**63 + 977 * place) for place, theme in enumerate([0, 2, -1, 0, 1, 2])]

    counts = count(engine, answers, replicates=replicates, seed=11)

    expected = [
        [
            sum(naive_draws(unit, replicate, 11) for t, unit in answers if t == theme)
            for theme in (0, 1, 2, -1)
        ]
        for replicate in range(replicates)
    ]
    assert counts.tolist() == expected


def test_number_of_replicates_changes_none_of_them(engine):
    answers = [(0, 5), (1, 6), (-1, 7)]

    counts = count(engine, answers, replicates=9)

    assert counts[:6].tolist() == count(engine, answers, replicates=6).tolist()


@settings(max_examples=25, derandomize=True)
@given(answers=UNITS, cut=st.integers(0, 12), random=st.randoms(use_true_random=False))
def test_batches_add_up_in_any_order(answers, cut, random):
    shuffled = random.sample(answers, len(answers))

    parts = [count(None, part, replicates=8) for part in (shuffled[:cut], shuffled[cut:])]

    assert sum(parts).tolist() == count(None, answers, replicates=8).tolist()


def test_answers_of_one_unit_are_drawn_together(engine):
    counts = count(engine, [(0, 42), (1, 42), (1, 42)], replicates=50)

    assert counts[:, 1].tolist() == (2 * counts[:, 0]).tolist()


def test_draws_have_the_mean_and_variance_of_a_poisson_variable():
    units = np.arange(20_000, dtype=np.uint64)
    themes = np.zeros(20_000, dtype=np.int32)

    counts = bootstrap_counts(themes, units, n_themes=1, replicates=400)[:, 0]

    assert counts.mean() == pytest.approx(20_000, abs=4 * np.sqrt(20_000 / 400))
    assert counts.var() == pytest.approx(20_000, rel=0.3)


def test_unit_is_the_author_or_else_the_answer():
    authors, answers = np.array([[5, 0, 5], [1, 2, 3]], dtype=np.uint64)

    assert resampling_units(authors, answers=answers).tolist() == [5, 2, 5]
    assert resampling_units(None, answers=answers).tolist() == [1, 2, 3]


def test_intervals_hold_the_binomial_ones():
    themes = np.repeat(np.array([0, 1, -1], dtype=np.int32), [3000, 6000, 1000])
    units = np.arange(10_000, dtype=np.uint64)
    counts = bootstrap_counts(themes, units, n_themes=2, replicates=2000)

    found = intervals(np.array([3000, 6000, 1000]), counts)

    margins = 1.96 * np.sqrt(found.share * (1 - found.share) / 10_000)
    assert found.share.tolist() == [0.3, 0.6, 0.1]
    assert np.allclose(found.share - found.lower, margins, rtol=0.1)
    assert np.allclose(found.upper - found.share, margins, rtol=0.1)


def test_few_authors_of_many_answers_widen_intervals():
    themes = np.tile(np.array([0, 1], dtype=np.int32), 500)
    one_each = np.arange(1000, dtype=np.uint64)
    few = one_each // np.uint64(50) * np.uint64(2) + one_each % np.uint64(2)

    widths = [
        np.ptp(ends(bootstrap_counts(themes, units, n_themes=2))) for units in (one_each, few)
    ]

    assert widths[1] > 3 * widths[0]


def ends(counts):
    found = intervals(np.array([500, 500, 0]), counts)
    return found.lower[0], found.upper[0]


def test_replicates_without_answers_are_left_out():
    found = intervals(np.array([1, 0]), np.array([[0, 0], [2, 0], [1, 0]]))

    assert (found.lower.tolist(), found.upper.tolist()) == ([1, 0], [1, 0])


@pytest.mark.parametrize(
    ("totals", "counts", "message"),
    [
        ([0, 0], [[1, 0]], "got 0 answers and 1 such replicates"),
        ([3, 0], [[0, 0]], "got 3 answers and 0 such replicates"),
    ],
)
def test_intervals_of_nothing_are_refused(totals, counts, message):
    with pytest.raises(InputError, match=message):
        intervals(np.array(totals), np.array(counts))
