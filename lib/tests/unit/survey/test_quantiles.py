import numpy as np
import pytest

from civiscope.errors import InputError
from civiscope.survey.design import Selection, survey_design
from civiscope.survey.quantiles import estimate_quantiles

DRAWN = Selection.RANDOM_DRAW


@pytest.mark.parametrize(("rule", "expected"), [("math", [1, 3, 9]), ("school", [1, 3.5, 9])])
def test_rule_says_what_stands_between_two_values(rule, expected):
    design = survey_design([1, 1, 1, 1], selection=DRAWN)

    found = estimate_quantiles(design, [3, 1, 9, 4], levels=[0.1, 0.5, 0.9], rule=rule)

    assert found.values.tolist() == expected
    assert found.n_units == 4


def test_units_of_weight_0_and_outside_the_domain_play_no_part():
    design = survey_design([1, 0, 1, 1, 1], selection=DRAWN)
    domain = np.array([True, True, True, True, False])

    found = estimate_quantiles(design, [1, 2, 5, 7, np.nan], levels=[0.3, 0.5], domain=domain)

    assert found.values.tolist() == [1, 5]


def test_quantiles_of_a_self_selected_sample_have_no_interval():
    design = survey_design(selection=Selection.SELF_SELECTED, n_units=4)

    found = estimate_quantiles(design, [3, 1, 9, 4], levels=[0.5])

    assert (found.values.tolist(), found.lower, found.upper) == ([3], None, None)


@pytest.mark.parametrize("levels", [0.5, [0], [1], [50]])
def test_levels_that_are_none_are_refused(levels):
    design = survey_design([1, 1], selection=DRAWN)

    with pytest.raises(InputError, match="levels between 0 and 1"):
        estimate_quantiles(design, [1, 2], levels=levels)


def test_several_variables_are_refused():
    design = survey_design([1, 1], selection=DRAWN)

    with pytest.raises(InputError, match=r"one value for each unit, got shape \(2, 2\)"):
        estimate_quantiles(design, [[1, 2], [3, 4]], levels=[0.5])
