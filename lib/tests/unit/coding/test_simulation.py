"""Intervals hold in nineteen samples out of twenty, and are no wider than those of people alone."""

import numpy as np
import pytest

from civiscope.coding.simulation import MACHINES, SHARES, grid, invent, try_samples

DRAWS = 400
# Of 400 draws at .95, the count that one cell of a hundred would be under by chance.
LEAST = 0.92


def trials(machine, shares, *, is_stratified, n_units=100):
    rng = np.random.default_rng(3)
    for share in shares:
        codes, scores = invent(machine, share, rng=rng)
        yield try_samples(
            codes, scores, n_units=n_units, is_stratified=is_stratified, draws=DRAWS, rng=rng
        )


@pytest.mark.parametrize("is_stratified", [False, True])
@pytest.mark.parametrize("machine", MACHINES)
def test_intervals_hold_whatever_the_machine_does(machine, is_stratified):
    for trial in trials(machine, (0.02, 0.1, 0.5), is_stratified=is_stratified):
        assert trial.human_coverage >= LEAST
        assert trial.coverage >= LEAST
        assert trial.width_ratio <= 1.05


def test_good_machine_saves_work():
    [trial] = trials("good", (0.3,), is_stratified=False, n_units=200)

    assert trial.width_ratio < 0.6
    assert trial.worth > 2 * 200


def test_grid_tries_every_machine_and_share():
    found = list(grid(rng=np.random.default_rng(1), draws=2))

    assert len(found) == len(MACHINES) * len(SHARES) * 6
    assert {(machine, share) for machine, share, _ in found} == {
        (machine, share) for machine in MACHINES for share in SHARES
    }
