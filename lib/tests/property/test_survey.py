"""What holds for the estimates of any sample."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civiscope.survey.cross_tables import cross_table
from civiscope.survey.design import Selection, survey_design
from civiscope.survey.estimation import estimate_mean, estimate_ratio, estimate_shares
from civiscope.survey.intervals import korn_graubard, wilson
from civiscope.survey.quantiles import estimate_quantiles
from civiscope.weighting import post_stratify
from civiscope.weighting.residuals import Regression

small = settings(max_examples=60, deadline=None, derandomize=True)


@st.composite
def samples(draw):
    """Draw two strata of primary units, weights and values."""
    sizes = draw(st.lists(st.integers(2, 5), min_size=2, max_size=2))
    strata = np.repeat([0, 1], [size * 2 for size in sizes])
    n_units = len(strata)
    psus = np.arange(n_units) // draw(st.sampled_from([1, 2]))
    number = st.integers(1, 1000)
    weights = np.array(draw(st.lists(number, min_size=n_units, max_size=n_units))) / 7
    values = np.array(draw(st.lists(number, min_size=n_units, max_size=n_units))) / 3
    return strata, psus, weights, values


def designed(strata, psus, weights):
    return survey_design(
        weights,
        selection=Selection.RANDOM_DRAW,
        strata=strata,
        psus=psus,
        population=strata * 0 + 99,
    )


def told(design, values):
    is_high = values > 150
    mean = estimate_mean(design, np.column_stack([values, values**2]))
    shares = estimate_shares(design, np.column_stack([is_high, ~is_high]))
    table = cross_table(design, is_high * 1, (values < 200) * 1, n_rows=2, n_columns=2)
    quantiles = estimate_quantiles(design, values, levels=[0.25, 0.5])
    return [
        *[mean.values.tolist(), mean.variances.tolist(), mean.covariance.tolist()],
        *[korn_graubard(shares).lower.tolist(), wilson(shares).upper.tolist()],
        *[table.shares.covariance.tolist(), quantiles.values.tolist(), quantiles.lower.tolist()],
        estimate_ratio(design, values, values + 1).variances.tolist(),
    ]


@small
@given(samples(), st.randoms(use_true_random=False))
def test_order_of_units_changes_no_bit(sample, random):
    strata, psus, weights, values = sample
    order = np.array(random.sample(range(len(values)), len(values)))

    shuffled = designed(strata[order], psus[order], weights[order])

    assert told(shuffled, values[order]) == told(designed(strata, psus, weights), values)


@small
@given(samples(), st.randoms(use_true_random=False))
def test_order_of_units_changes_no_bit_of_calibrated_estimates(sample, random):
    strata, psus, weights, values = sample
    codes = np.arange(len(values)) % 2
    order = np.array(random.sample(range(len(values)), len(values)))

    def calibrated(place):
        found = post_stratify(codes[place], targets=[60, 40], weights=weights[place])
        adjustment = Regression.on_categories(codes[place], base_weights=weights[place])
        design = designed(strata[place], psus[place], weights[place])
        return told(design.calibrated(found.weights, adjustment=adjustment), values[place])

    assert calibrated(order) == calibrated(np.arange(len(values)))


@small
@given(samples(), st.sampled_from([0.25, 3.0, 1e5]))
def test_scaling_weights_changes_no_share_and_no_interval(sample, factor):
    strata, psus, weights, values = sample

    one, other = (
        korn_graubard(estimate_shares(designed(strata, psus, scaled), values > 150))
        for scaled in (weights, weights * factor)
    )

    assert (other.lower, other.upper) == (
        pytest.approx(one.lower, rel=1e-9),
        pytest.approx(one.upper, rel=1e-9),
    )


@small
@given(samples())
def test_interval_holds_its_share_and_stays_between_0_and_1(sample):
    strata, psus, weights, values = sample
    shares = estimate_shares(designed(strata, psus, weights), values[:, None] > [0, 100, 200, 400])

    for interval in (korn_graubard, wilson):
        found = interval(shares)
        assert (found.lower <= shares.values + 1e-12).all()
        assert (shares.values <= found.upper + 1e-12).all()
        assert (found.lower >= -1e-12).all()
        assert (found.upper <= 1 + 1e-12).all()


@small
@given(samples())
def test_auxiliaries_are_estimated_without_error(sample):
    strata, psus, weights, values = sample
    codes = np.arange(len(values)) % 2
    found = post_stratify(codes, targets=[60, 40], weights=weights)
    adjustment = Regression.on_categories(codes, base_weights=weights)
    design = designed(strata, psus, weights).calibrated(found.weights, adjustment=adjustment)

    shares = estimate_shares(design, codes == 0)

    assert shares.values == pytest.approx([0.6])
    assert shares.standard_errors == pytest.approx([0], abs=1e-9)
