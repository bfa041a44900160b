import numpy as np
import pytest

from civiscope.errors import ConvergenceError, InputError
from civiscope.weighting import rake

CODES = [[0, 0], [0, 0], [0, 1], [1, 0], [1, 1], [1, 1]]
TARGETS = [[40, 60], [70, 30]]


def test_weights_are_those_of_r():
    # R 4.2.2, survey 4.1-1: rake(svydesign(~1, weights = ~w, data = d), list(~a, ~b), ...,
    # control = list(maxit = 1000, epsilon = 1e-14)), rows in the order of CODES.
    raked = rake(CODES, targets=TARGETS, weights=[1, 2, 1, 1, 3, 1])

    expected = [
        *[12.4614413677279, 24.9228827354559, 2.6156758968162],
        *[32.6156758968162, 20.5382430773879, 6.84608102579595],
    ]
    assert raked.weights == pytest.approx(expected, rel=1e-10)


def test_margins_are_met():
    codes = np.array(CODES)

    raked = rake(codes, targets=TARGETS)

    for margin, target in enumerate(TARGETS):
        sums = np.bincount(codes[:, margin], weights=raked.weights)
        assert sums == pytest.approx(target, rel=1e-9)
    assert raked.discrepancy <= 1e-12


def test_equal_weights_of_one_passing_margin_cost_nothing():
    raked = rake([[0], [0], [1], [1]], targets=[[10, 10]])

    assert raked.weights.tolist() == [5, 5, 5, 5]
    assert (raked.iterations, raked.design_effect, raked.effective_size) == (1, 1, 4)
    assert (raked.smallest_ratio, raked.largest_ratio) == (1, 1)


def test_ratios_tell_how_far_weights_went():
    raked = rake([[0], [0], [1]], targets=[[10, 20]], weights=[1, 0, 2])

    # Before and after, weights have mean 10: one stays at a third of their sum, one at two thirds.
    assert raked.weights.tolist() == [10, 0, 20]
    assert (raked.smallest_ratio, raked.largest_ratio) == (1, 1)
    raked = rake([[0], [1]], targets=[[10, 30]])
    assert (raked.smallest_ratio, raked.largest_ratio) == (0.5, 1.5)


def test_category_without_target_and_units_is_left_alone():
    raked = rake([[0], [2]], targets=[[1, 0, 3]])

    assert raked.weights.tolist() == [1, 3]


def test_margins_that_cannot_be_met_together_are_named():
    # Whoever is 0 in the first margin is 0 in the second, which has room for fewer.
    codes = [[0, 0], [1, 0], [1, 1]]

    message = "no weights meet all margins unless these give way: category 0 of margin 'size'"
    with pytest.raises(ConvergenceError, match=message):
        rake(codes, targets=[[60, 40], [50, 50]], names=["size", "type"], max_iterations=50)


def test_passes_that_are_too_few_are_said_to_be():
    with pytest.raises(ConvergenceError, match="weights exist that meet all margins"):
        rake(CODES, targets=TARGETS, max_iterations=2)


@pytest.mark.parametrize(
    ("codes", "options", "message"),
    [
        (np.empty((0, 1), dtype=int), {}, "Expected at least one unit"),
        ([[0.0], [1.0]], {}, "Expected codes as whole numbers"),
        ([0, 1], {}, r"got int64 of shape \(2,\)"),
        ([[0], [-1]], {}, "margin 'type' for every unit, got 1 without one"),
        ([[0], [1]], {"targets": []}, "targets for 1 margins, got 0 and 1 names"),
        ([[0], [1]], {"targets": [], "names": None}, "targets for 1 margins, got 0. Give"),
        (np.empty((2, 0), dtype=int), {"targets": [], "names": []}, "at least one margin"),
        ([[0], [2]], {}, "whose codes go up to 2"),
        ([[0], [1]], {"targets": [[1, -1]]}, "targets of 0 or more for margin 'type'"),
        ([[0], [1]], {"targets": [[1, np.nan]]}, "targets of 0 or more for margin 'type'"),
        ([[0], [0]], {}, "'type' has a target, and only there, got a target, and no unit, in cat"),
        ([[0], [1]], {"targets": [[2, 0]]}, "got units, and the target 0, in category 1"),
        ([[0], [1]], {"weights": [1]}, r"one weight for each of 2 units, got shape \(1,\)"),
        ([[0], [1]], {"weights": [1, -1]}, "got 1 that are negative or missing"),
        ([[0], [1]], {"weights": [1, np.nan]}, "got 1 that are negative or missing"),
        ([[0], [1]], {"weights": [0, 0]}, "got 2 that are 0"),
        ([[0], [1]], {"weights": [1, 0]}, "got a target, and no unit, in category 1"),
    ],
)
def test_what_cannot_be_raked_is_refused(codes, options, message):
    with pytest.raises(InputError, match=message):
        rake(codes, **{"targets": [[1, 2]], "names": ["type"], **options})


def test_margins_that_do_not_sum_alike_are_named():
    message = "margin 'type' sums to 3, margin 'size' sums to 4"

    with pytest.raises(InputError, match=message):
        rake([[0, 0], [1, 1]], targets=[[1, 2], [2, 2]], names=["type", "size"])


def test_margins_of_many_categories_are_numbered_all_the_same():
    codes = np.array([[place * 7 % 5, place % 2, place * 3 % 4] for place in range(40)])
    targets = [[20, 30, 10, 25, 15], [55, 45], [30, 25, 25, 20]]
    sparse = codes * [50_000, 1, 1]
    spread = np.zeros(200_001)
    spread[::50_000] = targets[0]

    found = rake(sparse * [1, 50_000, 1], targets=[spread, [55, *[0] * 49_999, 45], targets[2]])

    expected = rake(codes, targets=targets).weights
    assert found.weights == pytest.approx(expected, rel=1e-12)


def test_base_weights_that_meet_the_margins_stay_as_they_are():
    raked = rake(CODES, targets=[[4, 5], [5, 4]], weights=[1, 2, 1, 2, 2, 1])

    assert (raked.weights.tolist(), raked.iterations) == ([1, 2, 1, 2, 2, 1], 0)
