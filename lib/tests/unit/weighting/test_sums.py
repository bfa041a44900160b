from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civiscope.weighting import sums as engine
from civiscope.weighting.results import design_effect
from civiscope.weighting.sums import products, sums_by_group, total

FINITE = st.floats(-1e100, 1e100)


@settings(max_examples=200, derandomize=True)
@given(values=st.lists(FINITE, min_size=1, max_size=30), random=st.randoms(use_true_random=False))
def test_no_order_changes_a_bit(values, random):
    shuffled = random.sample(values, len(values))

    assert total(np.array(shuffled)) == total(np.array(values))


@settings(max_examples=200, derandomize=True)
@given(values=st.lists(FINITE, min_size=1, max_size=30))
def test_sum_is_nearly_that_of_fractions(values):
    exact = float(sum(map(Fraction, values)))

    assert total(np.array(values)) == pytest.approx(exact, rel=1e-15, abs=1e-30)


@pytest.fixture(params=["compiled", "interpreted"])
def _engine(request, monkeypatch):
    """Run the test on the compiled loop, then on the same as plain Python."""
    if request.param == "interpreted":
        monkeypatch.setattr(engine, "_add_slices", engine._add_slices.py_func)


@pytest.mark.usefixtures("_engine")
def test_columns_are_added_by_group():
    values = np.array([[1.0, 10.0], [2.0, 20.0], [4.0, 40.0]])

    sums = sums_by_group(values, np.array([2, 0, 2]), n_groups=3)

    assert sums.tolist() == [[2, 20], [0, 0], [5, 50]]


@pytest.mark.parametrize("values", [[], [0.0], [0.0, -0.0]])
def test_sum_of_nothing_is_nothing(values):
    assert total(np.array(values)) == 0


def test_smallest_numbers_are_added():
    assert total(np.array([1e-308, 2e-308])) == pytest.approx(3e-308)


def test_half_of_the_sample_is_lost_where_one_unit_counts_for_many():
    assert design_effect(np.array([0.0, 0.0, 1.0, 1.0])) == 2


@settings(max_examples=50, derandomize=True)
@given(
    values=st.lists(st.tuples(FINITE, FINITE), min_size=1, max_size=20),
    random=st.randoms(use_true_random=False),
)
def test_no_order_of_rows_changes_a_bit_of_products(values, random):
    shuffled = random.sample(values, len(values))

    one, other = (products(np.array(rows), np.array(rows)) for rows in (values, shuffled))

    assert one.tolist() == other.tolist()


def test_products_are_nearly_those_of_fractions():
    left = np.random.default_rng(3).normal(size=(500, 2))
    right = np.random.default_rng(4).normal(size=(500, 3))

    found = products(left, right)

    exact = [
        [
            sum(Fraction(x) * Fraction(y) for x, y in zip(one, other, strict=True))
            for other in right.T
        ]
        for one in left.T
    ]
    assert found == pytest.approx(np.array(exact, dtype=float), rel=1e-13)


@pytest.mark.usefixtures("_engine")
def test_small_numbers_beside_large_ones_are_not_lost():
    values = np.array([1e16, 1.0, -1e16, 0.1])

    assert total(values) == 1.1


def test_rows_that_are_groups_are_put_in_their_order():
    values = np.array([[1.5, 2.5], [3.5, 4.5]])

    assert sums_by_group(values, np.array([1, 0]), n_groups=2).tolist() == [[3.5, 4.5], [1.5, 2.5]]
    assert sums_by_group(values[:, 0], np.array([1, 0]), n_groups=2).tolist() == [3.5, 1.5]
