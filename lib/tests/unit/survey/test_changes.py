import numpy as np
import pytest

from civiscope.errors import InputError
from civiscope.survey.changes import change_intervals, change_tests
from civiscope.survey.cross_tables import cross_table, independence
from civiscope.survey.design import Selection, survey_design
from civiscope.survey.estimation import estimate_mean, estimate_shares
from civiscope.survey.intervals import korn_graubard

ADOPTS = np.array([1] * 8 + [0] * 22 + [1] * 15 + [0] * 15)
IS_AFTER = np.repeat([False, True], 30)
APART, PANEL = range(60), [*range(30)] * 2


def editions(authorities, is_so=ADOPTS, **options):
    design = survey_design(
        **{"selection": Selection.RANDOM_DRAW, "n_units": 60, "psus": authorities, **options}
    )
    return [estimate_shares(design, is_so, domain=domain) for domain in (~IS_AFTER, IS_AFTER)]


def test_without_a_design_the_test_is_pearsons():
    found = change_tests(*editions(APART))

    pooled = 23 / 60
    deviate = (7 / 30) / np.sqrt(pooled * (1 - pooled) * 2 / 30)
    assert found.differences.values == pytest.approx([7 / 30])
    # The design's variances have n - 1 where Pearson's has n.
    assert found.deviates == pytest.approx([deviate], rel=0.01)


def test_test_agrees_with_rao_and_scott():
    design = survey_design(selection=Selection.RANDOM_DRAW, n_units=60)
    table = cross_table(design, IS_AFTER * 1, ADOPTS, n_rows=2, n_columns=2)

    found = change_tests(*editions(APART))

    assert found.p_values == pytest.approx([independence(table).p_value], abs=0.01)


def test_same_authorities_make_a_change_surer():
    panel, apart = (change_tests(*editions(who)) for who in (PANEL, APART))
    widths = [np.ptp(ends(editions(who))) for who in (PANEL, APART)]

    assert panel.p_values < apart.p_values
    assert widths[0] < widths[1]


def ends(pair):
    found = change_intervals(*pair)
    return [found.lower[0], found.upper[0]]


def test_interval_between_samples_that_are_apart_is_that_of_newcombe():
    before, after = editions(APART)
    early, late = korn_graubard(before), korn_graubard(after)

    lower, upper = ends((before, after))

    downward = np.hypot(after.values - late.lower, early.upper - before.values)
    upward = np.hypot(late.upper - after.values, before.values - early.lower)
    assert lower == pytest.approx(7 / 30 - downward[0])
    assert upper == pytest.approx(7 / 30 + upward[0])


def test_nothing_that_stays_nothing_is_no_change():
    pair = editions(APART, is_so=np.zeros(60))

    found = change_tests(*pair)

    assert (found.deviates.tolist(), found.p_values.tolist()) == ([0], [1])
    lower, upper = ends(pair)
    assert lower == pytest.approx(-upper)
    assert 0.05 < upper < 0.2


def test_all_that_follows_nothing_is_a_change():
    found = change_tests(*editions(APART, is_so=IS_AFTER * 1))

    assert found.p_values < 1e-6


def test_complete_counts_leave_no_doubt_of_a_change():
    strata = IS_AFTER * 1

    found = change_tests(*editions(APART, strata=strata, population=[30] * 60))

    assert (found.deviates.tolist(), found.p_values.tolist()) == ([np.inf], [0])


def test_self_selected_editions_have_no_test():
    with pytest.raises(InputError, match="self-selected sample: it has no standard error"):
        change_tests(*editions(APART, selection=Selection.SELF_SELECTED))


def test_means_have_no_test_of_shares():
    design = survey_design(selection=Selection.RANDOM_DRAW, n_units=60)
    before, after = (estimate_mean(design, ADOPTS, domain=one) for one in (~IS_AFTER, IS_AFTER))

    with pytest.raises(InputError, match="Expected shares before and after"):
        change_tests(before, after)


def test_estimates_of_two_designs_are_not_subtracted():
    (before, _), (_, after) = editions(APART), editions(PANEL)

    with pytest.raises(InputError, match="from the same design, got 1, or another design"):
        change_tests(before, after)


def test_means_are_subtracted_with_what_they_share():
    design = survey_design(selection=Selection.RANDOM_DRAW, n_units=60, psus=PANEL)
    before, after = (estimate_mean(design, ADOPTS, domain=one) for one in (~IS_AFTER, IS_AFTER))

    found = after.minus(before)

    assert found.values == pytest.approx([7 / 30])
    assert found.variances < before.variances + after.variances
    assert (found.joint_freedom, found.n_units.tolist()) == (29, [30])


def test_self_selected_shares_are_subtracted_without_an_error():
    before, after = editions(APART, selection=Selection.SELF_SELECTED)

    assert after.minus(before).contributions is None
