"""The estimators on R's own data sets, which are not ours to publish: only where they are given.

Keys are those of ``r-data.tsv``, made with ours, and of the ``expected.tsv`` that lies beside the
data sets.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr

from civiscope.errors import InputNotFound
from civiscope.survey.cross_tables import CrossTable, cross_table, independence
from civiscope.survey.design import Selection, SurveyDesign, survey_design, with_second_stage
from civiscope.survey.estimates import Estimates
from civiscope.survey.estimation import (
    estimate_domain_means,
    estimate_mean,
    estimate_ratio,
    estimate_shares,
    estimate_total,
)
from civiscope.survey.intervals import korn_graubard
from civiscope.survey.quantiles import Rule, estimate_quantiles
from civiscope.survey.selftest.cases import Found, both, ends, first_order, second_order
from civiscope.survey.selftest.reference import Sample, values_of_lines
from civiscope.weighting import Distance, calibrate, post_stratify, rake
from civiscope.weighting.residuals import RakedMargins, Regression

SCHOOLS, ANSWERS = ("E", "H", "M"), ("No", "Yes")
QUARTILES = (0.25, 0.5, 0.75)
FIRST = slice(0, 10)
"""The units whose weights are compared."""


@dataclass(frozen=True)
class RData:
    """R's data sets ``api``, and two editions that overlap, in a folder.

    Attributes
    ----------
    folder : Path
        Holds ``apistrat.csv``, ``apiclus1.csv``, ``apiclus2.csv``, ``apisrs.csv``,
        ``apipop.csv``, ``overlapping-editions.csv`` and ``expected.tsv``.
    """

    folder: Path

    @cached_property
    def strat(self) -> Sample:
        """A sample of schools, stratified by their type."""
        return self._sample("apistrat")

    @cached_property
    def clus1(self) -> Sample:
        """All schools of a sample of districts."""
        return self._sample("apiclus1")

    @cached_property
    def population(self) -> Sample:
        """All schools."""
        return self._sample("apipop")

    def stratified(self, *, has_population: bool = True) -> SurveyDesign:
        """Return the design of the stratified sample."""
        drawn = self.strat
        return survey_design(
            drawn.numbers("pw"),
            selection=Selection.RANDOM_DRAW,
            strata=drawn.labels("stype"),
            population=drawn.numbers("fpc") if has_population else None,
        )

    def clustered(self) -> SurveyDesign:
        """Return the design of the sample of districts."""
        return _clusters(self.clus1, "fpc")

    def simple(self) -> tuple[SurveyDesign, Sample]:
        """Return a simple random sample and its design."""
        drawn = self._sample("apisrs")
        design = survey_design(
            drawn.numbers("pw"), selection=Selection.RANDOM_DRAW, population=drawn.numbers("fpc")
        )
        return design, drawn

    def two_stage(self) -> tuple[SurveyDesign, Sample]:
        """Return a sample of districts, then of their schools, and its design."""
        drawn = self._sample("apiclus2")
        first = _clusters(drawn, "fpc1")
        design = with_second_stage(first, drawn.labels("snum"), population=drawn.numbers("fpc2"))
        return design, drawn

    def editions(self, *, is_panel: bool = True) -> Estimates:
        """Return the share of both editions, whose units overlap, or count as if they did not."""
        asked = self._sample("overlapping-editions")
        by_edition = np.char.add(asked.labels("type"), asked.labels("edition"))
        design = survey_design(
            asked.numbers("w"),
            selection=Selection.RANDOM_DRAW,
            strata=asked.labels("type") if is_panel else by_edition,
            psus=asked.labels("siren") if is_panel else None,
        )
        codes = asked.codes("edition")
        return estimate_domain_means(
            design, asked.numbers("y"), codes=codes, n_domains=2, is_share=True
        )

    def post_stratified(self) -> SurveyDesign:
        """Return the sample of districts, post-stratified by type of school."""
        design, codes = self.clustered(), self.clus1.codes("stype")
        targets = np.bincount(self.population.codes("stype"))
        found = post_stratify(codes, targets=targets, weights=design.weights)
        adjustment = Regression.on_categories(codes, base_weights=design.weights)
        return design.calibrated(found.weights, adjustment=adjustment)

    def raked(self, design: SurveyDesign, drawn: Sample) -> SurveyDesign:
        """Return a sample raked on type of school and on ``sch.wide``."""
        names = ("stype", "sch.wide")
        codes = np.column_stack([drawn.codes(name) for name in names])
        targets = [np.bincount(self.population.codes(name)) for name in names]
        found = rake(codes, targets=targets, weights=design.weights)
        return design.calibrated(found.weights, adjustment=RakedMargins.on(codes))

    def calibrated(self, distance: Distance) -> SurveyDesign:
        """Return the sample of districts, calibrated on type of school and ``api99``."""
        design, auxiliaries = self.clustered(), _auxiliaries(self.clus1)
        found = calibrate(
            auxiliaries,
            totals=_auxiliaries(self.population).sum(axis=0),
            weights=design.weights,
            distance=distance,
            bounds=(0.5, 2) if distance is Distance.LOGIT else None,
        )
        adjustment = Regression.on(auxiliaries, base_weights=design.weights)
        return design.calibrated(found.weights, adjustment=adjustment)

    def published(self) -> dict[str, Found]:
        """Read the values that lie beside the data sets."""
        with self._path("expected.tsv").open(encoding="utf-8") as file:
            return values_of_lines(file)

    def _sample(self, name: str) -> Sample:
        with self._path(f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return Sample.of_lines(file)

    def _path(self, name: str) -> Path:
        if not (self.folder / name).is_file():
            raise InputNotFound(
                f"Expected {name} in {self.folder}, found none. Name the folder that holds R's "
                "data sets as CSV, and expected.tsv."
            )
        return self.folder / name


def _clusters(drawn: Sample, population: str) -> SurveyDesign:
    return survey_design(
        drawn.numbers("pw"),
        selection=Selection.RANDOM_DRAW,
        psus=drawn.labels("dnum"),
        population=drawn.numbers(population),
    )


def _auxiliaries(drawn: Sample) -> Found:
    codes = drawn.codes("stype", order=SCHOOLS)
    indicators = codes[:, None] == np.arange(1, len(SCHOOLS))
    return np.column_stack([np.ones(len(codes)), indicators, drawn.numbers("api99")])


def _table(design: SurveyDesign, drawn: Sample, rows: str) -> CrossTable:
    return cross_table(design, drawn.codes(rows), drawn.codes("stype"), n_rows=2, n_columns=3)


def _quartiles(design: SurveyDesign, drawn: Sample, rule: Rule = "math") -> Found:
    return estimate_quantiles(design, drawn.numbers("api00"), levels=QUARTILES, rule=rule).values


def _quartile_ends(design: SurveyDesign, drawn: Sample) -> Found:
    found = estimate_quantiles(design, drawn.numbers("api00"), levels=QUARTILES)
    return np.array([found.lower, found.upper]).ravel()


def cases_of(data: RData) -> dict[str, Callable[[], Found]]:
    """Return the estimators under the keys of ``r-data.tsv``."""

    def mean(design: SurveyDesign) -> Found:
        return both(estimate_mean(design, data.clus1.numbers("api00")))

    def total(design: SurveyDesign) -> Found:
        return both(estimate_total(design, data.clus1.numbers("enroll")))

    def of_two_stages(estimate: Callable[[SurveyDesign, Found], Estimates]) -> Found:
        design, drawn = data.two_stage()
        return both(estimate(design, drawn.numbers("api00")))

    return {
        "editions.change": lambda: both(data.editions().contrasts([[-1, 1]])),
        "editions.change.if-independent": lambda: both(
            data.editions(is_panel=False).contrasts([[-1, 1]])
        ),
        "clus2.mean": lambda: of_two_stages(estimate_mean),
        "clus2.total": lambda: of_two_stages(estimate_total),
        "clus1.raked.weights": lambda: data.raked(data.clustered(), data.clus1).weights[FIRST],
        "clus1.raked.mean": lambda: mean(data.raked(data.clustered(), data.clus1)),
        "clus1.raked.total": lambda: total(data.raked(data.clustered(), data.clus1)),
        "clus1.post.mean": lambda: mean(data.post_stratified()),
        "clus1.post.total": lambda: total(data.post_stratified()),
        "clus1.greg.mean": lambda: mean(data.calibrated(Distance.LINEAR)),
        "clus1.greg.total": lambda: total(data.calibrated(Distance.LINEAR)),
        "clus1.entropy.weights": lambda: data.calibrated(Distance.RAKING).weights[FIRST],
        "clus1.entropy.total": lambda: total(data.calibrated(Distance.RAKING)),
        "clus1.logit.weights": lambda: data.calibrated(Distance.LOGIT).weights[FIRST],
        "clus1.logit.total": lambda: total(data.calibrated(Distance.LOGIT)),
        "strat.H.kg": lambda: ends(korn_graubard(_awards(data, "H"))),
        "strat.quantile.ends": lambda: _quartile_ends(data.stratified(), data.strat),
        "clus1.quantiles": lambda: _quartiles(data.clustered(), data.clus1),
        "clus1.quantiles.school": lambda: _quartiles(data.clustered(), data.clus1, "school"),
        "clus1.chisq.F": lambda: second_order(
            independence(_table(data.clustered(), data.clus1, "sch.wide"))
        ),
        "clus1.chisq.Chisq": lambda: first_order(
            independence(_table(data.clustered(), data.clus1, "sch.wide")), n_effects=2
        ),
    }


def published_cases_of(data: RData) -> dict[str, Callable[[], Found]]:
    """Return the estimators under the keys of the ``expected.tsv`` beside the data sets.

    Keys that are not here are of what Civiscope leaves to others, or leaves out on purpose:
    regressions, and the intervals of shares that hold the truth too rarely (``ciprop.mean`` is
    Wald's).
    """
    stratified, drawn = data.stratified, data.strat
    found: dict[str, Callable[[], Estimates]] = {
        "strat.mean.api00": lambda: estimate_mean(stratified(), drawn.numbers("api00")),
        "strat.nofpc.mean.api00": lambda: estimate_mean(
            stratified(has_population=False), drawn.numbers("api00")
        ),
        "strat.total.enroll": lambda: estimate_total(stratified(), drawn.numbers("enroll")),
        "strat.ratio.api.stu.enroll": lambda: _ratio(stratified(), drawn),
        "strat.prop.awards": lambda: estimate_shares(stratified(), _answers(drawn)),
        "strat.by.stype.api00": lambda: _by(stratified(), drawn, "stype"),
        "strat.by.schwide.api00": lambda: _by(stratified(), drawn, "sch.wide"),
        "clus1.mean.api00": lambda: estimate_mean(data.clustered(), data.clus1.numbers("api00")),
        "clus1.total.enroll": lambda: estimate_total(
            data.clustered(), data.clus1.numbers("enroll")
        ),
        "clus1.ratio": lambda: _ratio(data.clustered(), data.clus1),
        "srs.mean.api00": lambda: _of_simple(data, estimate_mean, "api00"),
        "srs.total.enroll": lambda: _of_simple(data, estimate_total, "enroll"),
        "strat.rake.mean.api00": lambda: estimate_mean(
            data.raked(stratified(), drawn), drawn.numbers("api00")
        ),
    }
    cases: dict[str, Callable[[], Found]] = {}
    for key, estimate in found.items():
        cases[f"{key}.est"] = lambda estimate=estimate: estimate().values  # type: ignore[misc]
        cases[f"{key}.se"] = lambda estimate=estimate: estimate().standard_errors  # type: ignore[misc]
    return cases | {
        "strat.by.stype.awardsYes.est": lambda: _awards_by_type(data)[0],
        "strat.by.stype.awardsYes.se": lambda: _awards_by_type(data)[1],
        "strat.ciprop.beta": lambda: _ciprop(_awards(data)),
        "strat.H.ciprop.beta": lambda: _ciprop(_awards(data, "H")),
        "strat.quant.api00": lambda: _quartiles(stratified(), drawn),
        "strat.chisq.F.schwide.stype": lambda: second_order(
            independence(_table(stratified(), drawn, "sch.wide"))
        ),
        "strat.chisq.Chisq.awards.stype": lambda: first_order(
            independence(_table(stratified(), drawn, "awards")), n_effects=2
        )[[0, 2]],
        "strat.ttest": lambda: _difference(_by(stratified(), drawn, "sch.wide")),
    }


def _answers(drawn: Sample) -> NDArray[np.bool_]:
    return np.asarray(drawn.labels("awards")[:, None] == np.array(ANSWERS))


def _awards(data: RData, school: str | None = None) -> Estimates:
    domain = None if school is None else data.strat.labels("stype") == school
    return estimate_shares(data.stratified(), _answers(data.strat)[:, 1], domain=domain)


def _awards_by_type(data: RData) -> tuple[Found, Found]:
    """Return shares without and with awards, type after type, and their standard errors."""
    by_type = [
        estimate_shares(
            data.stratified(), _answers(data.strat), domain=data.strat.labels("stype") == school
        )
        for school in SCHOOLS
    ]
    return (
        np.array([found.values for found in by_type]).T.ravel(),
        np.array([found.standard_errors for found in by_type]).T.ravel(),
    )


def _ratio(design: SurveyDesign, drawn: Sample) -> Estimates:
    return estimate_ratio(design, drawn.numbers("api.stu"), drawn.numbers("enroll"))


def _by(design: SurveyDesign, drawn: Sample, name: str) -> Estimates:
    codes = drawn.codes(name)
    n_domains = int(codes.max()) + 1
    return estimate_domain_means(design, drawn.numbers("api00"), codes=codes, n_domains=n_domains)


def _of_simple(
    data: RData, estimate: Callable[[SurveyDesign, Found], Estimates], name: str
) -> Estimates:
    design, drawn = data.simple()
    return estimate(design, drawn.numbers(name))


def _ciprop(shares: Estimates) -> Found:
    return np.concatenate([shares.values, ends(korn_graubard(shares, is_capped=False))])


def _difference(means: Estimates) -> Found:
    """Return what R's ``svyttest`` prints, whose regression takes one degree of freedom more."""
    found = means.contrasts([[-1, 1]])
    deviate = found.values / found.standard_errors
    freedom = found.degrees_of_freedom - 1
    return np.concatenate([found.values, deviate, freedom, 2 * stdtr(freedom, -np.abs(deviate))])
