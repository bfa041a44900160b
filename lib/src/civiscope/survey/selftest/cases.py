"""Every estimator, on the fictitious samples, under the keys of ``expected.tsv``."""

from collections.abc import Callable
from functools import cache

import numpy as np
from numpy.typing import NDArray

from civiscope.survey.cross_tables import IndependenceTest, cross_table, independence
from civiscope.survey.design import (
    Selection,
    SinglePsu,
    SurveyDesign,
    survey_design,
    with_second_stage,
)
from civiscope.survey.estimates import Estimates
from civiscope.survey.estimation import (
    estimate_domain_means,
    estimate_mean,
    estimate_proportions,
    estimate_ratio,
    estimate_shares,
    estimate_total,
)
from civiscope.survey.intervals import Intervals, korn_graubard, student, wilson
from civiscope.survey.quantiles import Rule, estimate_quantiles
from civiscope.survey.selftest.reference import Sample, sample
from civiscope.weighting import Distance, calibrate, post_stratify, rake
from civiscope.weighting.residuals import RakedMargins, Regression
from civiscope.weighting.sums import sums_by_group

Found = NDArray[np.float64]

TYPES = ("commune", "epci", "departement", "ctu")
SIZES = ("large", "small")
PRACTICES = ("none", "online", "both")
SIZE_TOTALS, PRACTICE_TOTALS = (1900, 2751), (3000, 900, 751)
TYPE_TOTALS = (3300, 1255, 95, 1)
KNOWN_TOTALS = (4651, 2751, 2.5e7)
SHOWN = [0, 1, 94, 119, 139, 149]
"""The units whose weights are compared, numbered from 1 in R's calls."""


def both(estimates: Estimates) -> Found:
    """Return estimates, then standard errors."""
    return np.concatenate([estimates.values, estimates.standard_errors])


def ends(intervals: Intervals) -> Found:
    """Return lower ends, then upper ends."""
    return np.concatenate([intervals.lower, intervals.upper])


@cache
def _authorities() -> Sample:
    return sample("authorities")


@cache
def _stratified() -> SurveyDesign:
    drawn = _authorities()
    return survey_design(
        drawn.numbers("weight"),
        selection=Selection.RANDOM_DRAW,
        strata=drawn.labels("type"),
        population=drawn.numbers("population"),
    )


@cache
def _clustered() -> SurveyDesign:
    drawn = _authorities()
    return survey_design(
        drawn.numbers("cluster_weight"),
        selection=Selection.RANDOM_DRAW,
        psus=drawn.labels("department"),
        population=drawn.numbers("departments"),
    )


@cache
def _two_stage() -> SurveyDesign:
    drawn = _authorities()
    return with_second_stage(
        _clustered(), drawn.labels("authority"), population=drawn.numbers("in_department")
    )


def _budget() -> Found:
    return _authorities().numbers("budget")


def _inhabitants() -> Found:
    return _authorities().numbers("inhabitants")


def _meetings() -> Found:
    return _authorities().numbers("meetings")


def _adopts() -> Found:
    return _authorities().numbers("adopts")


def _is(name: str, value: str) -> NDArray[np.bool_]:
    return np.asarray(_authorities().labels(name) == value)


def _size_codes() -> NDArray[np.int64]:
    return _authorities().codes("size", order=SIZES)


def _practice_codes() -> NDArray[np.int64]:
    return _authorities().codes("practice", order=PRACTICES)


def _type_codes() -> NDArray[np.int64]:
    return _authorities().codes("type", order=TYPES)


def _degrees_of_freedom() -> Found:
    design, is_large = _stratified(), _is("size", "large")
    domains = (np.ones(design.n_units, dtype=np.bool_), is_large)
    return np.array([float(design.degrees_of_freedom(domain)) for domain in domains])


def _by_size() -> Estimates:
    return estimate_domain_means(_stratified(), _budget(), codes=_size_codes(), n_domains=2)


def _without_population() -> Found:
    drawn = _authorities().where(~_is("type", "ctu"))
    design = survey_design(
        drawn.numbers("weight"), selection=Selection.RANDOM_DRAW, strata=drawn.labels("type")
    )
    return both(estimate_mean(design, drawn.numbers("budget")))


def _lonely(single_psu: SinglePsu) -> Found:
    drawn = _authorities()
    design = survey_design(
        drawn.numbers("weight"),
        selection=Selection.RANDOM_DRAW,
        strata=drawn.labels("type"),
        population=drawn.numbers("population") + 4,
        single_psu=single_psu,
    )
    return both(estimate_mean(design, _budget()))


def _editions() -> Estimates:
    asked = sample("editions")
    design = survey_design(
        asked.numbers("weight"),
        selection=Selection.RANDOM_DRAW,
        strata=asked.labels("type"),
        psus=asked.labels("authority"),
    )
    return estimate_domain_means(
        design, asked.numbers("adopts"), codes=asked.codes("edition"), n_domains=2, is_share=True
    )


@cache
def _post_stratified() -> SurveyDesign:
    design = _stratified()
    found = post_stratify(_size_codes(), targets=SIZE_TOTALS, weights=design.weights)
    adjustment = Regression.on_categories(_size_codes(), base_weights=design.weights)
    return design.calibrated(found.weights, adjustment=adjustment)


def _raked_on(
    design: SurveyDesign, codes: NDArray[np.int64], targets: list[tuple[float, ...]]
) -> SurveyDesign:
    found = rake(codes, targets=targets, weights=design.weights)
    return design.calibrated(found.weights, adjustment=RakedMargins.on(codes))


@cache
def _raked() -> SurveyDesign:
    codes = np.column_stack([_type_codes(), _size_codes(), _practice_codes()])
    return _raked_on(_stratified(), codes, [TYPE_TOTALS, SIZE_TOTALS, PRACTICE_TOTALS])


@cache
def _raked_clusters() -> SurveyDesign:
    codes = np.column_stack([_size_codes(), _practice_codes()])
    targets = [tuple(count / 10 for count in totals) for totals in (SIZE_TOTALS, PRACTICE_TOTALS)]
    return _raked_on(_clustered(), codes, targets)


@cache
def _calibrated(distance: Distance) -> SurveyDesign:
    design = _stratified()
    auxiliaries = np.column_stack([np.ones(design.n_units), _is("size", "small"), _inhabitants()])
    found = calibrate(
        auxiliaries,
        totals=KNOWN_TOTALS,
        weights=design.weights,
        distance=distance,
        bounds=(0.4, 2.5) if distance is Distance.LOGIT else None,
    )
    adjustment = Regression.on(auxiliaries, base_weights=design.weights)
    return design.calibrated(found.weights, adjustment=adjustment)


def _calibrated_clusters() -> Found:
    design = _clustered()
    auxiliaries = np.column_stack([np.ones(design.n_units), _is("size", "small")])
    found = calibrate(auxiliaries, totals=[500, 300], weights=design.weights)
    adjustment = Regression.on(auxiliaries, base_weights=design.weights)
    calibrated = design.calibrated(found.weights, adjustment=adjustment)
    return both(estimate_mean(calibrated, _budget()))


def _adopting(design: SurveyDesign, kind: str | None = None) -> Estimates:
    return estimate_shares(design, _adopts(), domain=None if kind is None else _is("type", kind))


def _quantiles(
    design: SurveyDesign, values: Found, levels: list[float], rule: Rule = "math"
) -> Found:
    return estimate_quantiles(design, values, levels=levels, rule=rule).values


def _quantile_ends(design: SurveyDesign) -> Found:
    found = estimate_quantiles(design, _budget(), levels=[0.25, 0.5, 0.75])
    return np.array([found.lower, found.upper]).ravel()


def _independence_of_practice() -> IndependenceTest:
    table = cross_table(_stratified(), _size_codes(), _practice_codes(), n_rows=2, n_columns=3)
    return independence(table)


def _independence_of_type() -> IndependenceTest:
    kept = ~_is("type", "ctu")
    adopts = _adopts().astype(np.int64)
    return independence(
        cross_table(_clustered(), _type_codes(), adopts, n_rows=3, n_columns=2, domain=kept)
    )


def second_order(test: IndependenceTest) -> Found:
    """Return what R's ``svychisq(statistic = "F")`` prints."""
    freedom = [test.numerator_freedom, test.denominator_freedom]
    return np.array([test.f, *freedom, test.p_value])


def first_order(test: IndependenceTest, *, n_effects: int) -> Found:
    """Return what R's ``svychisq(statistic = "Chisq")`` prints."""
    return np.array([test.chi_square, n_effects, test.first_order_p_value])


CASES: dict[str, Callable[[], Found]] = {
    "strat.total": lambda: both(estimate_total(_stratified(), _budget())),
    "strat.mean": lambda: both(estimate_mean(_stratified(), _budget())),
    "strat.share": lambda: both(_adopting(_stratified())),
    "strat.proportions": lambda: both(
        estimate_proportions(_stratified(), _practice_codes(), n_categories=3)
    ),
    "strat.ratio": lambda: both(estimate_ratio(_stratified(), _budget(), _inhabitants())),
    "strat.domain.mean": lambda: both(
        estimate_mean(_stratified(), _budget(), domain=_is("size", "large"))
    ),
    "strat.domain.total": lambda: both(
        estimate_total(_stratified(), _budget(), domain=_is("size", "large"))
    ),
    "strat.domains": lambda: both(_by_size()),
    "strat.domains.covariance": lambda: _by_size().covariance[:1, 1],
    "strat.covariance": lambda: estimate_mean(
        _stratified(), np.column_stack([_budget(), _meetings()])
    ).covariance[:1, 1],
    "strat.difference": lambda: both(_by_size().contrasts([[-1, 1]])),
    "strat.df": _degrees_of_freedom,
    "strat.student": lambda: ends(student(estimate_mean(_stratified(), _budget()))),
    "nofpc.mean": _without_population,
    "clus.mean": lambda: both(estimate_mean(_clustered(), _budget())),
    "clus.total": lambda: both(estimate_total(_clustered(), _budget())),
    "clus.ratio": lambda: both(estimate_ratio(_clustered(), _budget(), _inhabitants())),
    "clus.share": lambda: both(_adopting(_clustered())),
    "clus.domain.mean": lambda: both(
        estimate_mean(_clustered(), _budget(), domain=_is("type", "epci"))
    ),
    "two.mean": lambda: both(estimate_mean(_two_stage(), _budget())),
    "two.total": lambda: both(estimate_total(_two_stage(), _budget())),
    "two.share": lambda: both(_adopting(_two_stage())),
    "lone.adjust.mean": lambda: _lonely(SinglePsu.CENTRED),
    "lone.certainty.mean": lambda: _lonely(SinglePsu.CERTAIN),
    "panel.editions": lambda: both(_editions()),
    "panel.change": lambda: both(_editions().contrasts([[-1, 1]])),
    "post.weights": lambda: sums_by_group(_post_stratified().weights, _size_codes(), n_groups=2),
    "post.mean": lambda: both(estimate_mean(_post_stratified(), _budget())),
    "post.total": lambda: both(estimate_total(_post_stratified(), _meetings())),
    "raked.weights": lambda: _raked().weights[SHOWN],
    "raked.mean": lambda: both(estimate_mean(_raked(), _budget())),
    "raked.total": lambda: both(estimate_total(_raked(), _meetings())),
    "rakedclus.mean": lambda: both(estimate_mean(_raked_clusters(), _budget())),
    "greg.weights": lambda: _calibrated(Distance.LINEAR).weights[SHOWN],
    "greg.mean": lambda: both(estimate_mean(_calibrated(Distance.LINEAR), _budget())),
    "greg.total": lambda: both(estimate_total(_calibrated(Distance.LINEAR), _budget())),
    "greg.domain.mean": lambda: both(
        estimate_mean(_calibrated(Distance.LINEAR), _budget(), domain=_is("type", "epci"))
    ),
    "entropy.weights": lambda: _calibrated(Distance.RAKING).weights[SHOWN],
    "entropy.total": lambda: both(estimate_total(_calibrated(Distance.RAKING), _budget())),
    "logit.weights": lambda: _calibrated(Distance.LOGIT).weights[SHOWN],
    "logit.total": lambda: both(estimate_total(_calibrated(Distance.LOGIT), _budget())),
    "gregclus.mean": _calibrated_clusters,
    "strat.kg.uncapped": lambda: ends(korn_graubard(_adopting(_stratified()), is_capped=False)),
    "clus.kg.uncapped": lambda: ends(korn_graubard(_adopting(_clustered()), is_capped=False)),
    "strat.domain.kg.uncapped": lambda: ends(
        korn_graubard(_adopting(_stratified(), "epci"), is_capped=False)
    ),
    "strat.kg": lambda: ends(korn_graubard(_adopting(_stratified()))),
    "clus.kg": lambda: ends(korn_graubard(_adopting(_clustered()))),
    "two.kg": lambda: ends(korn_graubard(_adopting(_two_stage()))),
    "strat.domain.kg": lambda: ends(korn_graubard(_adopting(_stratified(), "epci"))),
    "strat.wilson": lambda: ends(wilson(_adopting(_stratified()))),
    "clus.wilson": lambda: ends(wilson(_adopting(_clustered()))),
    "strat.quantiles": lambda: _quantiles(_stratified(), _budget(), [0.1, 0.25, 0.5, 0.75, 0.9]),
    "strat.quantiles.school": lambda: _quantiles(
        _stratified(), _meetings(), [0.25, 0.5, 0.75], "school"
    ),
    "strat.quantiles.ends": lambda: _quantile_ends(_stratified()),
    "clus.quantiles": lambda: _quantiles(_clustered(), _budget(), [0.25, 0.5, 0.75]),
    "clus.quantiles.ends": lambda: _quantile_ends(_clustered()),
    "strat.chisq.f": lambda: second_order(_independence_of_practice()),
    "strat.chisq.chisq": lambda: first_order(_independence_of_practice(), n_effects=2),
    "clus.chisq.f": lambda: second_order(_independence_of_type()),
    "clus.chisq.chisq": lambda: first_order(_independence_of_type(), n_effects=2),
}
