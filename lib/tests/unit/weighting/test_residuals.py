import numpy as np
import pytest

from civiscope.errors import InputError
from civiscope.weighting.residuals import RakedMargins, Regression

CODES = np.array([[0, 0], [0, 0], [0, 2], [1, 0], [1, 2], [1, 2]])
BASE = np.array([1.0, 2.0, 1.0, 1.0, 3.0, 1.0])
VALUES = np.array([[1.0], [4.0], [2.0], [8.0], [5.0], [7.0]])
ORDER = [4, 1, 5, 0, 3, 2]


def regressed(auxiliaries, weights):
    root = np.sqrt(weights)[:, None]
    found = np.linalg.lstsq(auxiliaries * root, VALUES * root, rcond=None)[0]
    return VALUES - auxiliaries @ found


def test_residuals_are_those_of_a_weighted_regression():
    auxiliaries = np.column_stack([np.ones(6), CODES])

    found = Regression.on(auxiliaries, base_weights=BASE)

    assert found.residuals(VALUES) == pytest.approx(regressed(auxiliaries, BASE), abs=1e-12)
    assert found.n_units == 6


def test_residuals_of_post_strata_are_distances_to_weighted_means():
    found = Regression.on_categories(CODES[:, 0], base_weights=BASE).residuals(VALUES)

    means = np.repeat([11 / 4, 30 / 5], 3)[:, None]
    assert found == pytest.approx(VALUES - means, abs=1e-12)


def test_residuals_of_margins_are_those_of_a_regression_on_all():
    auxiliaries = np.column_stack([np.ones(6), CODES])

    weighted = Regression.on_categories(CODES, base_weights=BASE).residuals(VALUES)
    alike = RakedMargins.on(CODES)

    assert weighted == pytest.approx(regressed(auxiliaries, BASE), abs=1e-12)
    assert alike.residuals(VALUES) == pytest.approx(regressed(auxiliaries, np.ones(6)), abs=1e-8)
    assert alike.n_units == 6


@pytest.mark.parametrize(
    "adjusted",
    [
        lambda order: Regression.on_categories(CODES[order], base_weights=BASE[order]),
        lambda order: RakedMargins.on(CODES[order]),
    ],
)
def test_order_of_units_changes_no_bit(adjusted):
    found = adjusted(np.arange(6)).residuals(VALUES)
    shuffled = adjusted(ORDER).residuals(VALUES[ORDER])

    assert shuffled.tolist() == found[ORDER].tolist()


def test_shapes_that_do_not_go_together_are_refused():
    with pytest.raises(InputError, match=r"got shapes \(6, 4\) and \(1,\)"):
        Regression.on_categories(CODES, base_weights=[1.0])
