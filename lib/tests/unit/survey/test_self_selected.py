import dataclasses

import numpy as np
import pytest

from civiscope.errors import InputError
from civiscope.survey.design import Selection, survey_design
from civiscope.survey.self_selected import describe_respondents, sensitivity_range, who_answered

CHOSEN = survey_design(selection=Selection.SELF_SELECTED, n_units=5)


def test_range_is_that_of_odds_divided_by_the_ratio():
    found = sensitivity_range([0.2, 0.0, 1.0], ratios=[0.5, 1, 4])

    assert found.shares.tolist() == pytest.approx(
        np.array([[0.4 / 1.2, 0, 1], [0.2, 0, 1], [0.2 / 3.4, 0, 1]])
    )
    assert found.lowest.tolist() == pytest.approx([0.2 / 3.4, 0, 1])
    assert found.highest.tolist() == pytest.approx([1 / 3, 0, 1])


@pytest.mark.parametrize("ratios", [[], [0], [-1], [np.nan], [np.inf]])
def test_ratio_that_is_none_is_refused(ratios):
    with pytest.raises(InputError, match="ratios of propensities above 0"):
        sensitivity_range([0.5], ratios=ratios)


@pytest.mark.parametrize("share", [-0.1, 1.1, np.nan])
def test_share_that_is_none_is_refused(share):
    with pytest.raises(InputError, match=r"shares in \[0, 1\]"):
        sensitivity_range([share])


def test_respondents_stand_beside_the_register():
    found = who_answered([0, 0, 0, 1], register=[100, 300, 0])

    assert found.respondents.tolist() == [3, 1, 0]
    assert found.respondent_share.tolist() == [0.75, 0.25, 0]
    assert found.register_share.tolist() == [0.25, 0.75, 0]
    assert found.response_rate.tolist() == [0.03, 1 / 300, 0]
    assert found.dissimilarity == 0.5


@pytest.mark.parametrize("codes", [[], [3], [-1]])
def test_respondents_of_no_category_are_refused(codes):
    with pytest.raises(InputError, match="one of 2 categories of the register"):
        who_answered(np.array(codes, dtype=int), register=[100, 300])


def test_more_respondents_than_there_are_is_refused():
    with pytest.raises(InputError, match=r"no more than 1 respondents of category 1, .* got 2"):
        who_answered([1, 1], register=[100, 1])


def test_figure_of_a_self_selected_sample_carries_all_that_must_stand_beside_it():
    asked = np.array([True, True, True, True, False])

    figure = describe_respondents(
        CHOSEN,
        [True, False, True, False, False],
        codes=[0, 0, 1, 1, 1],
        register=[10, 30],
        domain=asked,
    )

    assert (figure.share, figure.n_concerned, figure.n_units) == (0.5, 2, 4)
    assert figure.sensitivity.shares[:, 0] == pytest.approx([2 / 3, 1 / 2, 1 / 3])
    assert figure.who_answered.respondents.tolist() == [2, 2]


def test_figure_has_no_room_for_a_margin_of_error():
    figure = describe_respondents(CHOSEN, [True] * 5, codes=[0] * 5, register=[10])

    assert [field.name for field in dataclasses.fields(figure)] == [
        *["share", "n_concerned", "n_units", "sensitivity", "who_answered"],
    ]
    assert figure.n_units == 5


def test_drawn_sample_is_not_described_as_self_selected():
    drawn = survey_design(selection=Selection.RANDOM_DRAW, n_units=5)

    with pytest.raises(InputError, match="got one by random draw"):
        describe_respondents(drawn, [True] * 5, codes=[0] * 5, register=[10])
