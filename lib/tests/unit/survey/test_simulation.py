import numpy as np
import pytest

from civiscope.survey.simulation import ALLOCATIONS, REGISTER, TILTS, coverages, family_errors


def test_tilts_cancel_out():
    assert sum(size * tilt for size, tilt in zip(REGISTER, TILTS, strict=True)) == pytest.approx(0)
    assert {n_units: sum(taken) for n_units, taken in ALLOCATIONS.items()} == {31: 31, 70: 70}


def test_intervals_hold_the_share_as_often_as_they_say():
    found = list(coverages(rng=np.random.default_rng(3), draws=400))

    assert [(one.design, one.n_units) for one in found[::5]] == [
        *[("simple", 31), ("simple", 70), ("stratified", 31), ("stratified", 70)],
    ]
    assert [round(one.share, 2) for one in found[:5]] == [0.03, 0.1, 0.3, 0.58, 0.87]
    # Three standard errors of 400 draws under 95 %.
    assert min(one.korn_graubard for one in found) > 0.917
    assert all(one.wilson_width < one.korn_graubard_width for one in found)


def test_twenty_comparisons_without_a_change_seldom_claim_one():
    found = list(family_errors(rng=np.random.default_rng(3), draws=200))

    assert len(found) == 9
    assert min(one.unadjusted for one in found) > 0.4
    assert max(one.adjusted for one in found) < 0.1


def test_same_seed_draws_the_same():
    one, other = (next(coverages(rng=np.random.default_rng(5), draws=300)) for _ in range(2))

    assert one == other
