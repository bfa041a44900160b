"""Medians and other quantiles of a population, with Woodruff's intervals."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from civiscope.chance.intervals import LEVEL
from civiscope.errors import InputError
from civiscope.survey.design import SurveyDesign
from civiscope.survey.estimation import estimate_mean, estimate_shares
from civiscope.survey.intervals import korn_graubard
from civiscope.weighting.sums import sums_by_group

Rule = Literal["math", "school"]

ROUNDING = 1e-12
"""A cumulated share this near a level is taken for it: sums of weights are rounded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantiles:
    """Quantiles of one variable.

    Attributes
    ----------
    levels : ndarray of float64, shape (n_levels,)
        Shares of the population that are at most at each value: .5 for the median.
    values : ndarray of float64, shape (n_levels,)
        The quantiles, in the unit of the variable.
    lower, upper : ndarray of float64, shape (n_levels,), or None
        Ends of the intervals; None where the sample chose itself.
    n_units : int
        The base.
    rule : str
        `math` or `school`.
    """

    levels: NDArray[np.float64]
    values: NDArray[np.float64]
    lower: NDArray[np.float64] | None
    upper: NDArray[np.float64] | None
    n_units: int
    rule: Rule


def estimate_quantiles(
    design: SurveyDesign,
    values: ArrayLike,
    *,
    levels: ArrayLike,
    domain: ArrayLike | None = None,
    rule: Rule = "math",
    level: float = LEVEL,
) -> Quantiles:
    """Estimate quantiles of a population, or of a domain.

    Parameters
    ----------
    design : SurveyDesign
        How the units were drawn.
    values : array of float, shape (n_units,)
        What was measured; outside the domain it may be missing.
    levels : array of float, shape (n_levels,)
        Between 0 and 1, both left out.
    domain : array of bool, shape (n_units,), optional
        The units that are meant; all when left out.
    rule : {"math", "school"}, optional
        What is taken where a level falls between two values: the lower one (the inverse of the
        distribution function), or the middle of both.
    level : float, optional
        Share of samples whose interval holds the quantile.

    Returns
    -------
    Quantiles

    Raises
    ------
    InputError
        As `estimate_mean`, and where a level is not between 0 and 1.

    Notes
    -----
    Woodruff's interval: the Korn-Graubard interval, not capped, of the share of the population at
    most at the quantile, read back through the distribution function. R's ``svyquantile(x, design,
    quantiles, interval.type = "beta", qrule = rule, df = degf(design))``; R's own default,
    ``interval.type = "mean"``, starts from Wald's interval of that share. Where a level is under
    the share of the least value R 4.1-1 gives the second value; here it is the least one.

    References
    ----------
    Woodruff, 1952, "Confidence intervals for medians and other position measures", JASA 47(260);
    Hyndman and Fan, 1996, "Sample quantiles in statistical packages", The American Statistician
    50(4), definitions 1 and 2.

    Examples
    --------
    >>> from civiscope.survey.design import Selection, survey_design
    >>> from civiscope.survey.quantiles import estimate_quantiles
    >>> design = survey_design([1, 1, 1, 1], selection=Selection.RANDOM_DRAW)
    >>> estimate_quantiles(design, [3, 1, 9, 4], levels=[0.5]).values.tolist()
    [3.0]
    >>> estimate_quantiles(design, [3, 1, 9, 4], levels=[0.5], rule="school").values.tolist()
    [3.5]
    """
    wanted = np.asarray(levels, dtype=np.float64)
    if wanted.ndim != 1 or not ((wanted > 0) & (wanted < 1)).all():
        raise InputError(
            "Expected a list of levels between 0 and 1, got others. Give 0.5 for the median."
        )
    base = estimate_mean(design, values, domain=domain)
    kept = np.ones(design.n_units, dtype=np.bool_) if domain is None else np.asarray(domain)
    measured = np.asarray(values, dtype=np.float64)
    if measured.ndim != 1:
        raise InputError(
            f"Expected one value for each unit, got shape {measured.shape}. "
            "Estimate the quantiles of one variable at a time."
        )
    curve = _curve(measured[kept], design.weights[kept])
    found = _read(curve, wanted, rule)
    lower, upper = None, None
    if design.selection.has_variance:
        is_under = np.where(kept, measured, np.inf)[:, None] <= found
        shares = estimate_shares(design, is_under, domain=kept)
        ends = korn_graubard(shares, level=level, is_capped=False)
        lower, upper = _read(curve, ends.lower, rule), _read(curve, ends.upper, rule)
    return Quantiles(
        levels=wanted,
        values=found,
        lower=lower,
        upper=upper,
        n_units=int(base.n_units[0]),
        rule=rule,
    )


_Curve = tuple[NDArray[np.float64], NDArray[np.float64]]


def _curve(values: NDArray[np.float64], weights: NDArray[np.float64]) -> _Curve:
    """Return the distinct values, and the share of the population at most at each."""
    distinct, places = np.unique(values[weights > 0], return_inverse=True)
    masses = sums_by_group(weights[weights > 0], places, n_groups=len(distinct))
    cumulated = np.cumsum(masses)
    return distinct, cumulated / cumulated[-1]


def _read(curve: _Curve, levels: NDArray[np.float64], rule: Rule) -> NDArray[np.float64]:
    distinct, shares = curve
    last = len(distinct) - 1
    places = np.minimum(np.searchsorted(shares, levels - ROUNDING), last)
    if rule == "math":
        return distinct[places]
    is_met = np.abs(shares[places] - levels) <= ROUNDING
    following = distinct[np.minimum(places + 1, last)]
    return np.where(is_met, (distinct[places] + following) / 2, distinct[places])
