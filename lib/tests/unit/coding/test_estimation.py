"""Shares from a coded sample and a machine's scores."""

import numpy as np
import pytest

from civiscope.coding.estimation import Drawn, estimate_shares
from civiscope.errors import InputError

RNG = np.random.default_rng(6)
CODED = (RNG.random((120, 2)) < [0.4, 0.1]).astype(np.int8)
SCORES = np.clip(CODED * 0.6 + RNG.random((120, 2)) * 0.4, 0, 1)
STRATA = np.repeat([0, 1], [80, 40])


def simple(n_units=120, population=6000):
    return Drawn(strata=np.zeros(n_units, np.int64), populations=np.array([population]))


def stratified():
    return Drawn(strata=STRATA, populations=np.array([5000, 1000]))


def estimate(coded=CODED, scores=SCORES, drawn=None, mean_scores=(0.5, 0.3), **options):
    return estimate_shares(
        coded,
        scores,
        drawn=drawn or simple(len(coded)),
        mean_scores=np.array(mean_scores),
        **options,
    )


def test_combined_share_is_the_difference_estimator():
    found = estimate()

    mean = CODED.mean(axis=0) - found.tuning * SCORES.mean(axis=0)
    assert found.combined == pytest.approx(found.tuning * [0.5, 0.3] + mean)
    assert found.human == pytest.approx(CODED.mean(axis=0))
    assert (found.low < found.combined).all()
    assert (found.combined < found.high).all()


def test_tuning_is_the_slope_of_codes_on_scores():
    half = SCORES.copy()
    half[:60] = RNG.random((60, 2))

    found = estimate(scores=half)

    covariance = np.cov(CODED[:, 0], half[:, 0])
    assert found.tuning[0] == pytest.approx(covariance[0, 1] / covariance[1, 1])


def test_strata_count_by_their_size():
    found = estimate(drawn=stratified())

    by_stratum = [CODED[stratum == STRATA].mean(axis=0) for stratum in (0, 1)]
    assert found.human == pytest.approx(np.average(by_stratum, axis=0, weights=[5, 1]))


def test_stratified_variance_is_that_of_the_textbook():
    found = estimate(scores=np.zeros((120, 2)), drawn=stratified())

    variance = sum(
        share**2 * (1 - n / size) * CODED[stratum == STRATA, 0].var(ddof=1) / n
        for stratum, (share, n, size) in enumerate([(5 / 6, 80, 5000), (1 / 6, 40, 1000)])
    )
    spread = found.human[0] * (1 - found.human[0])
    assert found.tuning.tolist() == [0, 0]
    # Korn and Graubard's effective size, whose interval is within a thousandth of Wald's here.
    assert spread / variance < 120
    reach = (found.human_high - found.human_low)[0] / 2
    assert reach == pytest.approx(1.98 * np.sqrt(variance), rel=0.06)


def test_machine_that_gives_the_same_to_all_adds_nothing():
    found = estimate(scores=np.full((120, 2), 0.3))

    assert found.tuning.tolist() == [0, 0]
    assert found.combined.tolist() == found.human.tolist()
    assert found.high.tolist() == found.human_high.tolist()
    assert found.worth.tolist() == [120, 120]


def test_machine_that_never_erred_in_the_sample_may_still_err():
    found = estimate(scores=CODED.astype(np.float64), mean_scores=(0.4, 0.1))

    assert found.tuning.tolist() == [1, 1]
    assert (found.high - found.low > 0.01).all()
    assert (found.worth > 120).all()


def test_share_of_nothing_is_that_of_people_alone():
    none = np.zeros_like(CODED)

    found = estimate(none)

    assert found.combined.tolist() == [0, 0]
    assert found.high == pytest.approx(1 - 0.025 ** (1 / 120), abs=1e-9)
    assert found.positives.tolist() == [0, 0]


def test_complete_count_leaves_no_doubt():
    found = estimate(drawn=simple(population=120), mean_scores=SCORES.mean(axis=0))

    assert found.human_low == pytest.approx(found.human)
    assert found.high == pytest.approx(found.human)
    assert found.worth.tolist() == [120, 120]


def test_domain_of_a_simple_sample_is_a_simple_sample():
    is_in = np.arange(120) < 50

    found = estimate(is_in=is_in)

    alone = estimate(CODED[:50], SCORES[:50], simple(50, 2500))
    assert found.base == 50
    assert found.combined == pytest.approx(alone.combined)
    assert found.low == pytest.approx(alone.low, abs=2e-3)


@pytest.mark.parametrize("n_in", [0, 2])
def test_domain_of_too_few_units_tells_nothing(n_in):
    found = estimate(is_in=np.arange(120) < n_in)

    assert np.isnan([found.human, found.combined, found.low, found.tuning]).all()
    assert found.base == n_in


def test_wider_level_gives_wider_intervals():
    narrow, wide = estimate(level=0.8), estimate(level=0.99)

    assert (wide.low < narrow.low).all()
    assert (wide.human_high > narrow.human_high).all()


def test_shapes_that_differ_are_refused():
    with pytest.raises(InputError, match=r"Expected codes and scores of shape \(120, 2\)"):
        estimate(scores=SCORES[:50])


def test_stratum_of_one_unit_of_several_is_refused():
    with pytest.raises(InputError, match="Expected two coded contributions or more in each of 2"):
        Drawn(strata=np.array([0, 0, 1]), populations=np.array([9, 9]))


def test_stratum_of_more_units_than_it_has_is_refused():
    with pytest.raises(InputError, match="Expected at most as many sampled contributions"):
        Drawn(strata=np.zeros(3, np.int64), populations=np.array([2]))


def test_stratum_of_a_single_contribution_is_sure():
    drawn = Drawn(strata=np.repeat([0, 1], [119, 1]), populations=np.array([5999, 1]))

    assert np.isfinite(estimate(drawn=drawn).low).all()
    assert drawn.weights[-1] == 1
