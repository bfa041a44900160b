"""Shares of groups, beside Polis's formulas worked out by hand."""

from math import sqrt

import numpy as np
import pytest

from civiscope.opinion.representativeness import (
    group_aware_consensus,
    measure_stances,
    wilson_interval,
)

COUNTS = np.array([[[2, 1, 7]], [[9, 0, 3]]])


def test_shares_and_their_deviates_are_those_of_polis():
    stances = measure_stances(COUNTS)

    assert stances.seen.tolist() == [[10], [12]]
    assert stances.agree.share[0, 0] == pytest.approx(8 / 12)
    assert stances.agree.share_deviate[0, 0] == pytest.approx(2 * sqrt(11) * (8 / 11 - 0.5))
    assert stances.disagree.ratio[1, 0] == pytest.approx((10 / 14) / (3 / 12))
    pooled = 12 / 24
    expected = (8 / 11 - 4 / 13) / sqrt(pooled * (1 - pooled) * (1 / 11 + 1 / 13))
    assert stances.agree.ratio_deviate[0, 0] == pytest.approx(expected)
    assert stances.agree.metric[0, 0] == pytest.approx(
        8 / 12 / (4 / 14) * expected * 8 / 12 * 2 * sqrt(11) * (8 / 11 - 0.5)
    )


def test_all_on_one_side_differ_in_nothing():
    stances = measure_stances(np.array([[[0, 0, 4]], [[0, 0, 6]]]))

    assert stances.agree.ratio_deviate.tolist() == [[0.0], [0.0]]


def test_group_aware_consensus_is_the_product_of_shares():
    stances = measure_stances(COUNTS)

    assert group_aware_consensus(stances.agree)[0] == pytest.approx(8 / 12 * 4 / 14)


def test_intervals_are_wilson_s():
    low, high = wilson_interval(np.array([81]), np.array([263]))

    # Newcombe, 1998, Statistics in Medicine 17, table I, method 3: 81 of 263.
    assert low[0] == pytest.approx(0.2553, abs=5e-5)
    assert high[0] == pytest.approx(0.3662, abs=5e-5)
