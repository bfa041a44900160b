import numpy as np
import pytest

from civiscope.survey.design import Selection, survey_design
from civiscope.survey.estimation import estimate_shares
from civiscope.survey.presentation import presentation


def judged(n_concerned, n_units, **options):
    design = survey_design(selection=Selection.RANDOM_DRAW, n_units=n_units, **options)
    return presentation(estimate_shares(design, np.arange(n_units) < n_concerned))


@pytest.mark.parametrize(
    ("n_concerned", "n_units", "reasons"),
    [
        (15, 31, ("wide interval",)),
        (26, 31, ()),
        (7, 70, ("wide for its share",)),
        (35, 70, ()),
        (14, 29, ("small base", "small effective size", "wide interval")),
        (5, 2000, ()),
    ],
)
def test_shares_are_shown_by_the_rules(n_concerned, n_units, reasons):
    found = judged(n_concerned, n_units)

    assert found.reasons == (reasons,)
    assert found.is_shown.tolist() == [not reasons]


def test_few_units_alike_have_a_small_effective_size():
    found = judged(20, 40, psus=np.arange(40) // 4)

    assert found.reasons == (("small effective size", "wide interval"),)


def test_sparse_designs_and_shares_of_nothing_are_reviewed():
    assert judged(0, 1000).is_reviewed.tolist() == [True]
    assert judged(500, 1000, psus=np.arange(1000) // 125).is_reviewed.tolist() == [True]
    assert judged(500, 1000).is_reviewed.tolist() == [False]


def test_complement_of_a_shown_share_may_be_hidden():
    assert judged(64, 70).is_complement_hidden.tolist() == [True]
    assert judged(35, 70).is_complement_hidden.tolist() == [False]
