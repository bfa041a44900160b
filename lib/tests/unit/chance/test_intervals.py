"""Intervals of shares from their effective sizes."""

import numpy as np
import pytest
from scipy.stats import binomtest

from civiscope.chance.intervals import effective_sizes, exact_interval, score_interval


@pytest.mark.parametrize(
    ("find", "method"), [(exact_interval, "exact"), (score_interval, "wilson")]
)
@pytest.mark.parametrize("hits", [0, 3, 20])
def test_interval_is_the_one_scipy_finds(find, method, hits):
    low, high = find(np.array([hits / 20]), np.array([20.0]))

    expected = binomtest(hits, 20).proportion_ci(method=method)
    assert low[0] == pytest.approx(expected.low, abs=1e-12)
    assert high[0] == pytest.approx(expected.high, abs=1e-12)


def test_share_that_chance_does_not_touch_is_its_interval():
    low, high = exact_interval(np.array([0.3, 0.0]), np.array([np.inf, np.inf]))

    assert (low.tolist(), high.tolist()) == ([0.3, 0], [0.3, 0])


def test_effective_size_is_the_base_without_spread_and_unbounded_without_variance():
    shares, base = np.array([0.0, 0.4, 0.4]), np.full(3, 10.0)

    found = effective_sizes(shares, np.array([0.0, 0.0, 0.024]), base, base - 1)

    assert found.tolist() == [10, np.inf, pytest.approx(10)]
