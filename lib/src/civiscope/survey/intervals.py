"""Between which values a share may lie, where the sample lets anyone say so.

Wald's interval, an estimate plus or minus two standard errors, is not here for shares: with 31
respondents and a rare practice it holds the truth in half of the samples.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from civiscope.chance import intervals
from civiscope.chance.intervals import LEVEL, exact_interval, score_interval
from civiscope.errors import InputError
from civiscope.survey.estimates import Estimates


@dataclass(frozen=True, slots=True, kw_only=True)
class Intervals:
    """Between which values each estimate may lie.

    Attributes
    ----------
    lower, upper : ndarray of float64, shape (n_estimates,)
        Ends of the intervals.
    level : float
        Share of samples whose interval holds the value.
    method : str
        Korn-Graubard, Wilson, MOVER or Student.
    model : str or None
        The declared model under which the intervals hold, to be shown with them; None where the
        sample was drawn at random.
    effective_size : ndarray of float64, shape (n_estimates,)
        As many independent respondents would say as much; the base for a Student interval.
    """

    lower: NDArray[np.float64]
    upper: NDArray[np.float64]
    level: float
    method: str
    model: str | None
    effective_size: NDArray[np.float64]


def korn_graubard(
    estimates: Estimates, *, level: float = LEVEL, is_capped: bool = True
) -> Intervals:
    """Find the Korn-Graubard interval of each share.

    Parameters
    ----------
    estimates : Estimates
        Shares, from `estimate_shares` or `estimate_proportions`.
    level : float, optional
        Share of samples whose interval holds the value.
    is_capped : bool, optional
        Whether the effective size is at most the base, as the National Center for Health
        Statistics has it.

    Returns
    -------
    Intervals
        Of a share of 0 or 1, that of as many independent respondents; of a share that a complete
        count leaves without variance, the share itself.

    Raises
    ------
    InputError
        Where estimates are no shares, the sample chose itself, or no degree of freedom is left.

    Notes
    -----
    Clopper and Pearson's interval of ``x = n* p`` out of ``n* = p (1-p) / v * (t_n-1 / t_df)²``
    respondents, v being the variance under the design. R's ``svyciprop(method = "beta")`` does
    not cap ``n*`` at the base (use ``is_capped = False``), and has no answer where a share is 0
    or 1.

    References
    ----------
    Korn and Graubard, 1998, "Confidence intervals for proportions with small expected number of
    positive counts estimated from survey data", Survey Methodology 24(2); Parker et al., 2017,
    "National Center for Health Statistics Data Presentation Standards for Proportions", Vital and
    Health Statistics 2(175).

    Examples
    --------
    >>> from civiscope.survey.design import Selection, survey_design
    >>> from civiscope.survey.estimation import estimate_shares
    >>> from civiscope.survey.intervals import korn_graubard
    >>> design = survey_design(selection=Selection.RANDOM_DRAW, n_units=66)
    >>> found = korn_graubard(estimate_shares(design, [True] * 66))
    >>> found.lower.round(4).tolist(), found.upper.tolist()
    ([0.9456], [1.0])
    """
    _check_shares(estimates)
    shares, size = estimates.values, effective_sizes(estimates, level=level, is_capped=is_capped)
    lower, upper = exact_interval(shares, size, level=level)
    return Intervals(
        lower=lower,
        upper=upper,
        level=level,
        method="Korn-Graubard",
        model=estimates.model,
        effective_size=size,
    )


def wilson(estimates: Estimates, *, level: float = LEVEL, is_capped: bool = True) -> Intervals:
    """Find Wilson's interval of each share, narrower and a little less sure than Korn-Graubard's.

    Parameters
    ----------
    estimates, level, is_capped
        As in `korn_graubard`.

    Returns
    -------
    Intervals

    Raises
    ------
    InputError
        As `korn_graubard`.

    Notes
    -----
    Wilson's score interval with the effective size of `korn_graubard` in place of the number of
    respondents. R's ``survey`` has none.

    References
    ----------
    Wilson, 1927, "Probable inference", JASA 22(158); Franco, Little, Louis and Slud, 2019,
    "Comparative study of confidence intervals for proportions in complex sample surveys", Journal
    of Survey Statistics and Methodology 7(3).

    Examples
    --------
    >>> from civiscope.survey.design import Selection, survey_design
    >>> from civiscope.survey.estimation import estimate_shares
    >>> from civiscope.survey.intervals import wilson
    >>> design = survey_design(selection=Selection.RANDOM_DRAW, n_units=10)
    >>> found = wilson(estimate_shares(design, [True] * 3 + [False] * 7))
    >>> found.lower.round(4).tolist(), found.upper.round(4).tolist()
    ([0.1021], [0.6175])
    """
    _check_shares(estimates)
    shares, size = estimates.values, effective_sizes(estimates, level=level, is_capped=is_capped)
    lower, upper = score_interval(shares, size, level=level)
    return Intervals(
        lower=lower,
        upper=upper,
        level=level,
        method="Wilson",
        model=estimates.model,
        effective_size=size,
    )


def student(estimates: Estimates, *, level: float = LEVEL) -> Intervals:
    """Find Student's interval of totals, means and ratios; shares have their own.

    Parameters
    ----------
    estimates : Estimates
        Anything but shares.
    level : float, optional
        Share of samples whose interval holds the value.

    Returns
    -------
    Intervals

    Raises
    ------
    InputError
        Where estimates are shares, the sample chose itself, or no degree of freedom is left.

    Notes
    -----
    The estimate, plus or minus its standard error times Student's quantile. R's
    ``confint(…, df = degf(design))``.
    """
    if estimates.is_share:
        raise InputError(
            "Expected totals, means or ratios, got shares, whose Student interval is Wald's and "
            "too narrow. Use korn_graubard, or wilson."
        )
    _check_freedom(estimates)
    reach = stdtrit(estimates.degrees_of_freedom, (1 + level) / 2) * estimates.standard_errors
    return Intervals(
        lower=estimates.values - reach,
        upper=estimates.values + reach,
        level=level,
        method="Student",
        model=estimates.model,
        effective_size=estimates.n_units.astype(np.float64),
    )


def effective_sizes(
    estimates: Estimates, *, level: float = LEVEL, is_capped: bool = True
) -> NDArray[np.float64]:
    """Tell how many independent respondents would say as much of each share.

    Parameters
    ----------
    estimates : Estimates
        Shares.
    level : float, optional
        The level of the interval, which the correction for degrees of freedom follows.
    is_capped : bool, optional
        Whether the size is at most the base.

    Returns
    -------
    ndarray of float64, shape (n_estimates,)
        The base for a share of 0 or 1; infinite for a share strictly between that has no
        variance, as in a complete count.
    """
    _check_freedom(estimates)
    shares, base = estimates.values, estimates.n_units.astype(np.float64)
    freedom, variances = estimates.degrees_of_freedom.astype(np.float64), estimates.variances
    size = intervals.effective_sizes(shares, variances, base, freedom, level=level)
    return np.where(variances > 0, np.minimum(size, base), size) if is_capped else size


def _check_shares(estimates: Estimates) -> None:
    if not estimates.is_share:
        raise InputError(
            "Expected shares, got other estimates. Estimate them with estimate_shares, or use "
            "student for totals, means and ratios."
        )


def _check_freedom(estimates: Estimates) -> None:
    if (estimates.degrees_of_freedom < 1).any():
        raise InputError(
            "Expected more primary units than strata, got no degree of freedom: nothing can be "
            "said of how far off an estimate is. Merge strata, or take a larger domain."
        )
