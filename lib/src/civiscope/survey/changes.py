"""Whether shares changed from one edition to another, and by how much.

Both editions stand in one design, stacked, with the authority as primary unit: what an authority
that answered twice brings to both is then in the variance of the change.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr

from civiscope.chance.intervals import LEVEL
from civiscope.errors import InputError
from civiscope.survey.estimates import Estimates
from civiscope.survey.intervals import Intervals, korn_graubard


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeTests:
    """Changes of shares, and how surprising they would be if nothing had changed.

    Attributes
    ----------
    differences : Estimates
        After minus before, with their standard errors.
    deviates : ndarray of float64, shape (n_changes,)
        Differences over the standard errors they would have without a change.
    p_values : ndarray of float64, shape (n_changes,)
        Two-sided, unadjusted: adjust those of one family by `civiscope.chance.significance.holm`.
    """

    differences: Estimates
    deviates: NDArray[np.float64]
    p_values: NDArray[np.float64]


def change_tests(before: Estimates, after: Estimates) -> ChangeTests:
    """Test whether shares changed.

    Parameters
    ----------
    before, after : Estimates
        Shares of the same items in two domains of one design, from `estimate_shares`.

    Returns
    -------
    ChangeTests

    Raises
    ------
    InputError
        Where estimates are no shares, are not of one design, or the sample chose itself.

    Notes
    -----
    The variance of the difference is taken as it would be without a change: the design effect of
    the observed difference, ``v / (p1 (1-p1) / n1 + p2 (1-p2) / n2)``, times
    ``p (1-p) (1/n1 + 1/n2)`` of the pooled share p. On a simple sample that is Pearson's test of
    the two by two table, and under a design the idea of Rao and Scott (1984).

    Dividing by the standard error of the difference itself is Wald's test, which is not held to
    its level here: of twenty shares of .1 that did not change between 70 and 31 respondents, it
    claims, after Holm's adjustment, a change in one family in five.

    References
    ----------
    Rao and Scott, 1984, Annals of Statistics 12(1); Agresti, 2013, Categorical Data Analysis, 3rd
    edition, 3.2 (pooled and unpooled tests).

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.survey.changes import change_tests
    >>> from civiscope.survey.design import Selection, survey_design
    >>> from civiscope.survey.estimation import estimate_shares
    >>> design = survey_design(selection=Selection.RANDOM_DRAW, n_units=80)
    >>> is_after, adopts = np.arange(80) >= 40, np.arange(80) % 40 < np.repeat([10, 20], 40)
    >>> before, after = (estimate_shares(design, adopts, domain=d) for d in (~is_after, is_after))
    >>> found = change_tests(before, after)
    >>> found.differences.values.tolist(), found.p_values.round(3).tolist()
    ([0.25], [0.027])
    """
    _check(before, after)
    differences = after.minus(before)
    spreads = [one.values * (1 - one.values) / one.n_units for one in (before, after)]
    observed = spreads[0] + spreads[1]
    effects = np.divide(
        differences.variances, observed, out=np.ones(len(observed)), where=observed > 0
    )
    size = before.n_units + after.n_units
    pooled = (before.values * before.n_units + after.values * after.n_units) / size
    unmoved = effects * pooled * (1 - pooled) * (1 / before.n_units + 1 / after.n_units)
    has_moved = differences.values != 0
    # A complete count of both editions leaves no doubt of what moved.
    certain = np.where(has_moved, np.copysign(np.inf, differences.values), 0.0)
    deviates = np.divide(
        differences.values, np.sqrt(unmoved), out=certain, where=(unmoved > 0) & has_moved
    )
    return ChangeTests(
        differences=differences,
        deviates=deviates,
        p_values=2 * stdtr(differences.degrees_of_freedom, -np.abs(deviates)),
    )


def change_intervals(before: Estimates, after: Estimates, *, level: float = LEVEL) -> Intervals:
    """Find between which values changes of shares may lie.

    Parameters
    ----------
    before, after : Estimates
        As in `change_tests`.
    level : float, optional
        Share of samples whose interval holds the change.

    Returns
    -------
    Intervals
        Of ``after - before``.

    Raises
    ------
    InputError
        As `change_tests`.

    Notes
    -----
    MOVER: the distances from each share to the ends of its Korn-Graubard interval, put together
    with the correlation of both shares: ``lower = d - sqrt(a² + b² - 2 r a b)``, a and b being
    the distances down from the later share and up from the earlier one; the upper end likewise.

    References
    ----------
    Zou and Donner, 2008, "Construction of confidence limits about effect measures: a general
    approach", Statistics in Medicine 27(10).
    """
    _check(before, after)
    differences = after.minus(before)
    early, late = (korn_graubard(one, level=level) for one in (before, after))
    correlation = _correlations(before, after, differences)
    down = _reach(after.values - late.lower, early.upper - before.values, correlation)
    up = _reach(late.upper - after.values, before.values - early.lower, correlation)
    return Intervals(
        lower=differences.values - down,
        upper=differences.values + up,
        level=level,
        method="MOVER",
        model=differences.model,
        effective_size=np.minimum(early.effective_size, late.effective_size),
    )


def _reach(
    one: NDArray[np.float64], other: NDArray[np.float64], correlation: NDArray[np.float64]
) -> NDArray[np.float64]:
    squared = one**2 + other**2 - 2 * correlation * one * other
    return np.asarray(np.sqrt(np.maximum(squared, 0.0)))


def _correlations(
    before: Estimates, after: Estimates, differences: Estimates
) -> NDArray[np.float64]:
    """Read the correlation of both shares off the variance of their difference."""
    one, other = before.variances, after.variances
    spread = 2 * np.sqrt(one * other)
    shared = one + other - differences.variances
    found = np.divide(shared, spread, out=np.zeros(len(spread)), where=spread > 0)
    return np.asarray(found)


def _check(before: Estimates, after: Estimates) -> None:
    if not (before.is_share and after.is_share):
        raise InputError(
            "Expected shares before and after, got other estimates. Estimate both with "
            "estimate_shares, or subtract means and totals with Estimates.minus."
        )
