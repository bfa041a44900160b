import numpy as np
import pytest

from civiscope.errors import InputError
from civiscope.survey.design import Selection, survey_design, with_second_stage
from civiscope.weighting.residuals import RakedMargins

DRAWN = Selection.RANDOM_DRAW


def test_strata_and_units_are_numbered_in_their_own_order():
    design = survey_design(
        [1, 2, 3, 4],
        selection=DRAWN,
        strata=["town", "county", "town", "county"],
        psus=["b", "c", "a", "d"],
        population=[8, 2, 8, 2],
    )

    (stage,) = design.stages
    assert design.strata == ("county", "town")
    assert stage.unit_of_row.tolist() == [1, 2, 0, 3]
    assert stage.stratum_of_unit.tolist() == [1, 1, 0, 0]
    assert stage.n_sampled.tolist() == [2, 2]
    assert stage.sampled_share.tolist() == [1, 0.25]


def test_units_without_a_population_are_drawn_with_replacement():
    (stage,) = survey_design(selection=DRAWN, n_units=3).stages

    assert stage.sampled_share.tolist() == [0]
    assert stage.unit_of_row.tolist() == [0, 1, 2]


def test_second_stage_has_primary_units_for_strata():
    first = survey_design(selection=DRAWN, n_units=4, psus=[1, 1, 2, 2], population=[9] * 4)

    design = with_second_stage(first, population=[4, 4, 2, 2])

    assert design.stages[1].stratum_of_unit.tolist() == [0, 0, 1, 1]
    assert design.stages[1].sampled_share.tolist() == [0.5, 1]


def test_degrees_of_freedom_are_units_less_strata_of_the_domain():
    design = survey_design(
        [1, 1, 1, 1, 0], selection=DRAWN, strata=[0, 0, 0, 1, 1], psus=[1, 2, 2, 3, 4]
    )

    assert design.degrees_of_freedom(np.ones(5, dtype=bool)) == 3 - 2
    assert design.degrees_of_freedom(np.array([True, True, True, False, False])) == 2 - 1


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"weights": [1, -1]}, "weights of 0 or more"),
        ({"weights": None}, "at least one unit"),
        ({"strata": ["a"]}, r"strata of 2 units, got shape \(1,\)"),
        ({"psus": [[1], [2]]}, r"psus of 2 units, got shape \(2, 1\)"),
        ({"psus": [1, 1], "strata": [1, 2]}, "each sampled unit in one stratum, got some in two"),
        ({"population": [1, 1]}, "at least the 2 units drawn in stratum '0', got 1"),
        ({"population": [3, 4]}, "one population for stratum '0', got several"),
        ({"population": [np.nan, np.nan]}, "one population for stratum '0', got several, or none"),
        ({"population": [3]}, r"each of 2 units, got shape \(1,\)"),
        ({"model": "as if drawn"}, "random draw with a model"),
        ({"selection": Selection.DECLARED_MODEL}, "declared model without a model"),
    ],
)
def test_design_that_cannot_be_is_refused(options, message):
    with pytest.raises(InputError, match=message):
        survey_design(**{"weights": [1, 1], "selection": DRAWN, **options})


def test_declared_model_is_kept():
    design = survey_design(
        n_units=2, selection=Selection.DECLARED_MODEL, model="drawn at random inside types"
    )

    assert design.model == "drawn at random inside types"
    assert design.selection.has_variance


def test_calibration_of_other_units_is_refused():
    design = survey_design([1, 1], selection=DRAWN)

    with pytest.raises(InputError, match=r"an adjustment of 2 units, got \(2,\) and 3"):
        design.calibrated([1, 2], adjustment=RakedMargins.on([[0], [1], [0]]))
    with pytest.raises(InputError, match=r"got \(3,\) and 2"):
        design.calibrated([1, 2, 3], adjustment=RakedMargins.on([[0], [1]]))
