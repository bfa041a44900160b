import numpy as np
import pytest

from civiscope.errors import InputError
from civiscope.survey.design import Selection, SinglePsu, survey_design, with_second_stage
from civiscope.survey.estimation import (
    estimate_domain_means,
    estimate_mean,
    estimate_proportions,
    estimate_ratio,
    estimate_shares,
    estimate_total,
)

DRAWN = Selection.RANDOM_DRAW
VALUES = [1.0, 2.0, 6.0, 3.0]
SIMPLE = survey_design(selection=DRAWN, n_units=4)


def test_many_variables_are_estimated_at_once_as_one_by_one():
    values = np.array([[1, 0], [2, 5], [6, 1], [3, 2]])

    at_once = estimate_mean(SIMPLE, values)

    for place in range(2):
        alone = estimate_mean(SIMPLE, values[:, place])
        assert at_once.values[place] == alone.values[0]
        assert at_once.standard_errors[place] == alone.standard_errors[0]
    assert np.diag(at_once.covariance) == pytest.approx(at_once.variances)


def test_each_numerator_may_have_its_denominator():
    columns = np.array([[1, 0], [2, 5], [6, 1], [3, 2]])

    ratios = estimate_ratio(SIMPLE, columns, columns[:, ::-1])

    assert ratios.values.tolist() == [12 / 8, 8 / 12]
    assert not ratios.is_share


def test_domain_leaves_out_what_is_missing_elsewhere():
    domain = np.array([True, True, False, True])

    total = estimate_total(SIMPLE, [1, 2, np.nan, 3], domain=domain)

    assert total.values.tolist() == [6]
    assert total.n_units.tolist() == [3]


def test_domain_means_have_each_their_base_and_freedom():
    design = survey_design([2, 1, 1, 1, 1], selection=DRAWN, strata=[0, 0, 0, 1, 1])

    means = estimate_domain_means(design, [4, 1, 1, 0, np.nan], codes=[0, 0, 1, 1, -1], n_domains=2)

    assert means.values.tolist() == [3, 0.5]
    assert means.n_units.tolist() == [2, 2]
    assert means.degrees_of_freedom.tolist() == [1, 0]
    assert means.joint_freedom == 2


def test_certain_stratum_adds_no_variance():
    strata, population = [0, 0, 0, 1], [9, 9, 9, 1]
    design = survey_design([3, 3, 3, 1], selection=DRAWN, strata=strata, population=population)
    without = survey_design([3, 3, 3], selection=DRAWN, population=[9, 9, 9])

    total = estimate_total(design, VALUES)

    assert total.values.tolist() == [30]
    assert total.variances[0] == pytest.approx(estimate_total(without, VALUES[:3]).variances[0])


def test_stratum_with_one_unit_is_refused_by_name():
    design = survey_design(selection=DRAWN, n_units=3, strata=["a", "a", "lone"])

    with pytest.raises(InputError, match="got one in stratum 'lone': its variance is unknown"):
        estimate_mean(design, [1, 2, 3])


def test_stratum_with_one_unit_may_be_certain_or_centred():
    strata = ["a", "a", "lone"]
    found = {
        single: estimate_total(
            survey_design(selection=DRAWN, n_units=3, strata=strata, single_psu=single), [1, 2, 3]
        ).variances[0]
        for single in (SinglePsu.CERTAIN, SinglePsu.CENTRED)
    }

    assert found == pytest.approx({SinglePsu.CERTAIN: 1, SinglePsu.CENTRED: 1 + 9})


def test_primary_unit_with_one_secondary_unit_is_refused():
    first = survey_design(selection=DRAWN, n_units=3, psus=[1, 1, 2], population=[9] * 3)
    design = with_second_stage(first, population=[4, 4, 5])

    with pytest.raises(InputError, match="got one in 1 primary units"):
        estimate_mean(design, [1, 2, 3])


def test_second_stage_adds_nothing_where_the_first_has_no_population():
    first = survey_design(selection=DRAWN, n_units=4, psus=[1, 1, 2, 2])
    design = with_second_stage(first, [1, 2, 3, 4], population=[4, 4, 5, 5])

    assert estimate_mean(design, VALUES).variances == estimate_mean(first, VALUES).variances


def test_contrast_keeps_covariances():
    values = np.array([[1, 2], [2, 3], [6, 7], [3, 4]])

    difference = estimate_mean(SIMPLE, values).contrasts([[-1, 1], [1, 0]])

    assert difference.values.tolist() == [1, 3]
    assert difference.standard_errors[0] == pytest.approx(0, abs=1e-12)
    assert difference.n_units.tolist() == [4, 4]


def test_contrast_of_other_estimates_is_refused():
    with pytest.raises(InputError, match=r"each of 1 estimates, got shape \(1, 2\)"):
        estimate_mean(SIMPLE, VALUES).contrasts([[-1, 1]])


def test_self_selected_sample_has_shares_and_no_standard_error():
    design = survey_design(selection=Selection.SELF_SELECTED, n_units=4)

    shares = estimate_shares(design, [True, False, False, True])

    assert (shares.values.tolist(), shares.contributions) == ([0.5], None)
    assert shares.contrasts([[2]]).values.tolist() == [1]
    for claim in ("variances", "standard_errors", "covariance"):
        with pytest.raises(InputError, match="got a self-selected sample: it has no standard err"):
            getattr(shares, claim)


@pytest.mark.parametrize(
    ("estimate", "message"),
    [
        (lambda: estimate_mean(SIMPLE, [1, 2]), r"values of 4 units, got shape \(2,\)"),
        (lambda: estimate_mean(SIMPLE, [1, 2, np.nan, 3]), "got 1 missing or infinite"),
        (lambda: estimate_mean(SIMPLE, VALUES, domain=[1, 0, 0, 0]), "as true or false"),
        (lambda: estimate_mean(SIMPLE, VALUES, domain=[False] * 4), "respondents in the domain"),
        (lambda: estimate_ratio(SIMPLE, VALUES, [0] * 4), "that do not sum to 0, got 1"),
        (
            lambda: estimate_ratio(SIMPLE, np.ones((4, 3)), np.ones((4, 2))),
            "one for each of 3 numerators, got 2",
        ),
        (
            lambda: estimate_proportions(SIMPLE, [0, 1, 2, 3], n_categories=3),
            "a category from 0 to 2",
        ),
        (lambda: estimate_proportions(SIMPLE, [0, 1], n_categories=3), r"got shape \(2,\)"),
        (
            lambda: estimate_domain_means(SIMPLE, VALUES, codes=[0, 0, 2, 2], n_domains=3),
            "respondents in domain 1, got none",
        ),
        (
            lambda: estimate_domain_means(SIMPLE, np.ones((4, 2)), codes=[0, 0, 1, 1], n_domains=2),
            "one value for each of 4 units, got 2",
        ),
    ],
)
def test_what_cannot_be_estimated_is_refused(estimate, message):
    with pytest.raises(InputError, match=message):
        estimate()
