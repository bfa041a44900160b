"""What holds for the weights of any sample."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civiscope.weighting import post_stratify, rake

small = settings(max_examples=100, deadline=None, derandomize=True)


@st.composite
def samples(draw):
    """Draw units that have every combination of categories, and a population's margins."""
    sizes = draw(st.lists(st.integers(1, 3), min_size=1, max_size=3))
    every = np.array(list(np.ndindex(*sizes)), dtype=np.int64)
    extra = draw(st.lists(st.integers(0, len(every) - 1), max_size=20))
    codes = np.concatenate([every, every[extra].reshape(-1, len(sizes))])
    weight = st.floats(0.1, 10)
    weights = np.array(draw(st.lists(weight, min_size=len(codes), max_size=len(codes))))
    population = np.array(draw(st.lists(weight, min_size=len(codes), max_size=len(codes))))
    targets = [
        np.bincount(codes[:, margin], weights=population, minlength=size)
        for margin, size in enumerate(sizes)
    ]
    return codes, weights, targets


@small
@given(samples())
def test_raking_meets_its_margins(sample):
    codes, weights, targets = sample

    raked = rake(codes, targets=targets, weights=weights)

    for margin, target in enumerate(targets):
        sums = np.bincount(codes[:, margin], weights=raked.weights, minlength=len(target))
        assert sums == pytest.approx(target, rel=1e-9)


@small
@given(samples(), st.randoms(use_true_random=False))
def test_order_of_units_changes_no_bit(sample, random):
    codes, weights, targets = sample
    order = np.array(random.sample(range(len(codes)), len(codes)))

    raked = rake(codes, targets=targets, weights=weights)
    shuffled = rake(codes[order], targets=targets, weights=weights[order])

    assert shuffled.weights.tolist() == raked.weights[order].tolist()
    assert shuffled.design_effect == raked.design_effect


@small
@given(samples(), st.sampled_from([0.25, 3.0, 1e6]))
def test_scaling_base_weights_changes_nothing(sample, factor):
    codes, weights, targets = sample

    raked = rake(codes, targets=targets, weights=weights)
    scaled = rake(codes, targets=targets, weights=weights * factor)

    assert scaled.weights == pytest.approx(raked.weights, rel=1e-9)


@small
@given(samples())
def test_raking_on_one_margin_is_post_stratification(sample):
    codes, weights, targets = sample

    raked = rake(codes[:, :1], targets=targets[:1], weights=weights)
    stratified = post_stratify(codes[:, 0], targets=targets[0], weights=weights)

    assert raked.weights == pytest.approx(stratified.weights, rel=1e-12)
