import numpy as np
import pytest

from civiscope.errors import ConvergenceError, InputError
from civiscope.weighting import Distance, calibrate, calibration, rake

GROUP = [0, 0, 0, 0, 1, 1, 1, 1, 1, 1]
SIZE = [2, 5, 3, 8, 1, 4, 9, 7, 6, 2]
AUXILIARIES = np.column_stack([np.ones(10), GROUP, SIZE])
BASE = [12, 8, 10, 10, 9, 11, 10, 13, 7, 10]
TOTALS = [110, 66, 560]

# R 4.2.2, survey 4.1-1: calibrate(svydesign(~1, weights = ~w, data = d), ~group + size, TOTALS,
# calfun = distance, bounds = c(.5, 2) for logit, epsilon = 1e-14, maxit = 200).
OF_R = {
    Distance.LINEAR: [
        *[11.429350206863, 9.12650279873449, 10.1523485032855, 13.2917984911171, 7.67726940861523],
        *[11.4553662691652, 13.5534193234364, 15.9869311267948, 8.16882453151618, 9.15818934047213],
    ],
    Distance.RAKING: [
        *[11.4493908808266, 9.04757587404114, 10.0975227388462, 13.405510506286, 7.82435161953941],
        *[11.3354729591859, 13.6809254901781, 15.879302530832, 8.07927530426885, 9.20067209599582],
    ],
    Distance.LOGIT: [
        *[11.4297109143839, 9.09583170821399, 10.1081712873819, 13.3662860900202, 7.78998984920766],
        *[11.358996476092, 13.6026129717969, 15.9527718912216, 8.12411592154807, 9.1715128901338],
    ],
}


@pytest.mark.parametrize("distance", Distance)
def test_weights_are_those_of_r_and_meet_the_totals(distance):
    bounds = (0.5, 2) if distance is Distance.LOGIT else None

    found = calibrate(AUXILIARIES, totals=TOTALS, weights=BASE, distance=distance, bounds=bounds)

    assert found.weights == pytest.approx(OF_R[distance], rel=1e-10)
    assert AUXILIARIES.T @ found.weights == pytest.approx(TOTALS, rel=1e-10)
    assert found.discrepancy <= 1e-11


def test_auxiliaries_that_repeat_others_change_nothing():
    twice = np.column_stack([AUXILIARIES, AUXILIARIES[:, 0] - AUXILIARIES[:, 1]])

    found = calibrate(twice, totals=[*TOTALS, 44], weights=BASE)

    assert found.weights == pytest.approx(OF_R[Distance.LINEAR], rel=1e-10)


def test_totals_that_base_weights_meet_need_no_step():
    found = calibrate(AUXILIARIES, totals=AUXILIARIES.T @ BASE, weights=BASE)

    assert (found.weights.tolist(), found.iterations) == (BASE, 0)


def test_relative_entropy_on_margins_is_raking():
    codes = [[0, 0], [0, 0], [0, 1], [1, 0], [1, 1], [1, 1]]
    indicators = np.column_stack([np.eye(2)[column] for column in np.transpose(codes)])

    raked = rake(codes, targets=[[40, 60], [70, 30]])
    found = calibrate(indicators, totals=[40, 60, 70, 30], distance=Distance.RAKING)

    assert found.weights == pytest.approx(raked.weights, rel=1e-9)


def test_order_of_units_changes_no_bit():
    order = [3, 9, 0, 5, 1, 8, 2, 7, 4, 6]

    found = calibrate(AUXILIARIES, totals=TOTALS, weights=BASE, distance=Distance.RAKING)
    shuffled = calibrate(
        AUXILIARIES[order],
        totals=TOTALS,
        weights=np.array(BASE)[order],
        distance=Distance.RAKING,
    )

    assert shuffled.weights.tolist() == found.weights[order].tolist()


def test_far_totals_are_reached_by_halved_steps():
    found = calibrate([[1, 0], [1, 1]], totals=[1e6, 1e6 - 1], distance=Distance.RAKING)

    assert found.weights == pytest.approx([1, 1e6 - 1], rel=1e-4)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            {"totals": [100, 66, 5000], "distance": Distance.RAKING},
            "these give way: auxiliary 'size'. Check",
        ),
        (
            {"totals": [100, 60, 800], "distance": Distance.LOGIT, "bounds": (0.9, 1.1)},
            "Expected logit weights .*auxiliary 'size'",
        ),
        ({"auxiliaries": np.ones((10, 3))}, "Expected linear weights .* got none"),
    ],
)
def test_totals_that_no_weights_meet_are_named(options, message):
    given = {"auxiliaries": AUXILIARIES, "totals": TOTALS, **options}

    with pytest.raises(ConvergenceError, match=message):
        calibrate(**given, weights=BASE, names=["all", "group", "size"])


def test_search_that_ends_early_is_told_from_totals_out_of_reach(monkeypatch):
    monkeypatch.setattr(calibration, "MAX_ITERATIONS", 1)

    with pytest.raises(ConvergenceError, match="weights exist, but only at the very ends"):
        calibrate(AUXILIARIES, totals=TOTALS, weights=BASE, distance=Distance.RAKING)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"auxiliaries": SIZE}, r"got shapes \(10,\) and \(3,\)"),
        ({"totals": [1]}, r"got shapes \(10, 3\) and \(1,\)"),
        ({"names": ["all"]}, "a name for each of 3 auxiliaries, got 1"),
        ({"totals": [1, np.nan, 2]}, "auxiliary 2 known of every unit"),
        ({"bounds": (0.5, 2)}, "got linear with bounds"),
        ({"distance": Distance.LOGIT}, "got logit without bounds"),
        ({"distance": Distance.LOGIT, "bounds": (1, 2)}, "got 1 and 2"),
    ],
)
def test_what_cannot_be_calibrated_is_refused(options, message):
    given = {"auxiliaries": AUXILIARIES, "totals": TOTALS, **options}

    with pytest.raises(InputError, match=message):
        calibrate(**given)
