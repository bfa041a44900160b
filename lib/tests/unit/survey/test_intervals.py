import numpy as np
import pytest

from civiscope.errors import InputError
from civiscope.survey.changes import change_intervals
from civiscope.survey.design import Selection, survey_design
from civiscope.survey.estimation import estimate_mean, estimate_shares
from civiscope.survey.intervals import korn_graubard, student, wilson

DRAWN = Selection.RANDOM_DRAW


def shares_of(n_concerned, n_units, **options):
    design = survey_design(selection=DRAWN, n_units=n_units, **options)
    return estimate_shares(design, np.arange(n_units) < n_concerned)


@pytest.mark.parametrize("interval", [korn_graubard, wilson])
def test_shares_of_nothing_and_of_all_have_finite_mirrored_intervals(interval):
    none, everyone = (interval(shares_of(count, 66)) for count in (0, 66))

    assert none.lower[0] == pytest.approx(0, abs=1e-12)
    assert 0.04 < none.upper[0] < 0.06
    assert 1 - everyone.lower[0] == pytest.approx(none.upper[0])
    assert everyone.effective_size.tolist() == [66]


@pytest.mark.parametrize("interval", [korn_graubard, wilson])
def test_complete_count_leaves_no_doubt(interval):
    found = interval(shares_of(3, 10, population=[10] * 10))

    assert found.lower[0] == pytest.approx(0.3)
    assert found.upper[0] == pytest.approx(0.3)


def test_effective_size_is_at_most_the_base_unless_told():
    shares = shares_of(3, 10, population=[20] * 10)

    assert korn_graubard(shares).effective_size.tolist() == [10]
    assert korn_graubard(shares, is_capped=False).effective_size == pytest.approx([18])


def test_wider_level_gives_wider_interval():
    narrow, wide = (korn_graubard(shares_of(3, 10), level=level) for level in (0.8, 0.99))

    assert wide.lower[0] < narrow.lower[0] < narrow.upper[0] < wide.upper[0]


def test_student_interval_is_for_anything_but_shares():
    design = survey_design(selection=DRAWN, n_units=4)

    found = student(estimate_mean(design, [1, 2, 6, 3]))

    # The quantile is that of R: qt(.975, 3).
    assert found.upper - found.lower == pytest.approx(2 * 3.182446305284263 * np.sqrt(14 / 3 / 4))
    with pytest.raises(InputError, match="got shares, whose Student interval is Wald's"):
        student(estimate_shares(design, [1, 0, 0, 1]))


def test_interval_of_shares_is_for_shares():
    design = survey_design(selection=DRAWN, n_units=4)

    with pytest.raises(InputError, match="Expected shares, got other estimates"):
        korn_graubard(estimate_mean(design, [0, 1, 0, 1]))


@pytest.mark.parametrize("interval", [korn_graubard, wilson])
def test_self_selected_sample_has_no_interval(interval):
    design = survey_design(selection=Selection.SELF_SELECTED, n_units=4)

    with pytest.raises(InputError, match="self-selected sample: it has no standard error"):
        interval(estimate_shares(design, [1, 0, 0, 1]))


def test_declared_model_goes_with_every_interval():
    model = "those who answered are like those who did not, type by type"
    design = survey_design(n_units=40, selection=Selection.DECLARED_MODEL, model=model)
    half = np.arange(40) < 20
    shares = [estimate_shares(design, half, domain=domain) for domain in (half, ~half)]

    found = [
        *[korn_graubard(shares[0]), wilson(shares[0]), change_intervals(*shares)],
        student(shares[0].contrasts([[2]])),
    ]

    assert [interval.model for interval in found] == [model] * 4


def test_one_unit_has_no_interval():
    with pytest.raises(InputError, match="got no degree of freedom"):
        korn_graubard(shares_of(1, 2, strata=[0, 1], population=[1, 1]))
