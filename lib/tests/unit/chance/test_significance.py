from fractions import Fraction
from math import comb, exp, factorial, log10

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import poisson

from civiscope.chance.significance import (
    adjusted_digits,
    benjamini_hochberg,
    holm,
    signed_chi_squares,
    two_sided_p_values,
)


def exact_digits(seen, drawn, marked, n_answers):
    """Return the specificity from whole numbers alone."""
    is_over = seen * n_answers >= drawn * marked
    counts = range(seen, min(drawn, marked) + 1) if is_over else range(seen + 1)
    ways = sum(comb(marked, x) * comb(n_answers - marked, drawn - x) for x in counts)
    tail = Fraction(ways, comb(n_answers, drawn))
    digits = log10(tail.denominator) - log10(tail.numerator)
    return digits if is_over else -digits


def specificity(engine, seen, drawn, marked, n_answers):
    return engine.significance.specificities(
        np.array([[seen]]),
        sizes=np.array([drawn]),
        totals=np.array([marked]),
        n_answers=n_answers,
    )[0, 0]


@pytest.mark.parametrize(
    "cell",
    [
        (5, 10, 12, 60),
        (0, 10, 12, 60),
        (2, 10, 12, 60),
        (10, 10, 12, 60),
        (12, 40, 12, 60),
        (0, 0, 12, 60),
        (10, 10, 60, 60),
        (0, 10, 0, 60),
        (60, 60, 60, 60),
        (40, 50, 50, 60),
        (400, 1000, 900, 20_000),
        (1, 1000, 900, 20_000),
        (900, 1000, 900, 20_000),
        (90, 1000, 100, 20_000),
    ],
)
def test_specificity_is_the_exact_hypergeometric_tail(engine, cell):
    assert specificity(engine, *cell) == pytest.approx(exact_digits(*cell), rel=1e-9, abs=1e-9)


def test_specificity_of_ten_million_answers_keeps_six_digits(engine):
    cell = (20, 300, 40_000, 10_000_000)

    assert specificity(engine, *cell) == pytest.approx(exact_digits(*cell), abs=1e-6)


def test_specificity_goes_beyond_the_smallest_number(engine):
    cell = (5000, 5000, 5000, 20_000)

    assert specificity(engine, *cell) == pytest.approx(exact_digits(*cell), rel=1e-9)


def test_specificity_of_many_terms_is_exact(engine):
    cell = (1001, 3000, 3333, 10_000)

    assert specificity(engine, *cell) == pytest.approx(exact_digits(*cell), rel=1e-9)


def naive_chi_square(seen, size, total, n_answers):
    table = np.array([[seen, size - seen], [total - seen, n_answers - size - total + seen]])
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / n_answers
    return np.sign(seen - expected[0, 0]) * ((table - expected) ** 2 / expected).sum()


@settings(max_examples=50, derandomize=True)
@given(st.lists(st.integers(1, 10**6), min_size=4, max_size=4))
def test_chi_square_is_pearsons(cells):
    (seen, without), (elsewhere, rest) = cells[:2], cells[2:]
    margins = (seen + without, seen + elsewhere, seen + without + elsewhere + rest)

    found = signed_chi_squares(
        np.array([[seen]]),
        sizes=np.array([margins[0]]),
        totals=np.array([margins[1]]),
        n_answers=margins[2],
    )

    assert found[0, 0] == pytest.approx(naive_chi_square(seen, *margins), rel=1e-6, abs=1e-6)


def test_chi_square_without_a_margin_is_0():
    found = signed_chi_squares(
        np.array([[0, 3, 0], [0, 2, 0]]),
        sizes=np.array([3, 2]),
        totals=np.array([0, 5, 0]),
        n_answers=5,
    )

    assert found.tolist() == [[0, 0, 0], [0, 0, 0]]


def test_p_values_are_those_of_the_normal_law():
    deviates = np.array([[0.0, 1.0], [-1.959963984540054, 3.0]])

    p_values = two_sided_p_values(deviates)

    expected = [[1, 0.31731050786291415], [0.05, 0.0026997960632601866]]
    assert p_values == pytest.approx(np.array(expected), rel=1e-12)


def naive_q_values(p_values):
    """Return for each p-value the least bound of false discoveries under which it is one."""
    bounds = [(p * len(p_values) / sum(q <= p for q in p_values), p) for p in p_values]
    return [min(1, *(bound for bound, other in bounds if other >= p)) for p in p_values]


@settings(max_examples=50, derandomize=True)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_q_values_are_the_least_bounds(p_values):
    assert benjamini_hochberg(np.array(p_values)).tolist() == pytest.approx(
        naive_q_values(p_values)
    )


def test_adjusted_p_values_are_those_of_holm_and_of_r():
    # What R gives for the same seven by p.adjust, method "holm".
    p_values = np.array([0.041, 0.001, 0.008, 0.012, 0.041, 0.082, 0.2])

    adjusted = holm(p_values)

    assert adjusted.tolist() == pytest.approx([0.164, 0.007, 0.048, 0.06, 0.164, 0.164, 0.2])
    assert holm(np.array([0.3, 0.9])).tolist() == [0.6, 0.9]
    assert holm(np.array([])).tolist() == []


def test_what_was_not_tested_is_not_adjusted():
    p_values = np.array([[0.01, 0.0], [0.04, 0.0]])

    adjusted = holm(p_values, is_test=np.array([[True, False], [True, False]]))

    assert adjusted.tolist() == [[0.02, 1], [0.04, 1]]


def test_what_was_not_tested_costs_nothing():
    p_values = np.array([[0.01, 0.0], [0.04, 0.0]])

    q_values = benjamini_hochberg(p_values, is_test=np.array([[True, False], [True, False]]))

    assert q_values.tolist() == [[0.02, 1], [0.04, 1]]


def test_no_test_has_no_q_value():
    assert benjamini_hochberg(np.array([])).tolist() == []


@pytest.mark.parametrize(("seen", "mean"), [(1, 0.2), (3, 2.5), (4, 40.0), (12, 0.03), (40, 11.0)])
def test_poisson_digits_are_those_of_the_summed_tail(engine, seen, mean):
    below = sum(exp(-mean) * mean**x / factorial(x) for x in range(seen))
    tail = sum(exp(-mean) * mean**x / factorial(x) for x in range(seen, seen + 120))

    digits = engine.significance.poisson_digits(np.array([seen]), np.array([mean]))

    assert below + tail == pytest.approx(1)
    assert digits[0] == pytest.approx(-log10(tail), abs=1e-9)


def test_poisson_digits_go_on_where_numbers_end(engine):
    digits = engine.significance.poisson_digits(np.array([400, 0]), np.array([0.01, 0.0]))

    # The first term alone: 400 log10(0.01) - log10(400!), the others being a hundredth of it.
    assert digits.round(1).tolist() == [1668.8, 0.0]


@pytest.mark.parametrize(("seen", "mean"), [(990, 1000.0), (1, 1e-3), (1000, 1000.0), (7, 7.5)])
def test_poisson_digits_are_those_of_scipy(engine, seen, mean):
    digits = engine.significance.poisson_digits(np.array([seen]), np.array([mean]))

    assert digits[0] == pytest.approx(-log10(poisson.sf(seen - 1, mean)), rel=1e-9)


def test_counts_far_under_their_expectation_surprise_nobody(engine):
    digits = engine.significance.poisson_digits(np.array([1, 8, 90_000]), np.array([1e3, 1e6, 1e5]))

    assert digits == pytest.approx(0.0, abs=1e-99)


def test_adjusted_digits_are_those_of_the_adjusted_p_values():
    p_values = np.array([1e-9, 0.2, 1e-4, 1e-4, 3e-3])
    whole = np.concatenate([p_values, np.ones(495)])

    digits = adjusted_digits(-np.log10(p_values), n_tests=500)

    assert digits == pytest.approx(-np.log10(benjamini_hochberg(whole)[:5]))


def test_nothing_to_adjust_gives_nothing():
    assert adjusted_digits(np.empty(0), n_tests=10).tolist() == []


def test_tails_are_those_of_fishers_exact_test(engine):
    # Fisher, 1935, The Design of Experiments: the lady tasting tea.
    four, eight = np.array([4]), np.array([8])

    tails = [
        engine.significance.upper_tails(np.array([seen]), drawn=four, marked=four, total=eight)[0]
        for seen in (4, 3, 0)
    ]

    np.testing.assert_allclose(tails, [1 / 70, 17 / 70, 1.0])
