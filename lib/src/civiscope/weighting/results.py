"""What a weighting gives: weights, and how far they had to go."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from civiscope.weighting.sums import total


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighting:
    """Weights that meet their targets, with what they cost.

    Attributes
    ----------
    weights : ndarray of float64, shape (n_units,)
        They add up to the targets.
    iterations : int
        Passes over the margins that it took.
    discrepancy : float
        The largest gap to a target, as a share of it.
    design_effect : float
        Kish's: one plus the relative variance of the weights; the variance of a mean grows about
        as much where weights have nothing to do with what is measured.
    effective_size : float
        How many units of equal weights would be as precise, by the same reckoning.
    smallest_ratio, largest_ratio : float
        Of a weight to the unit's base weight, when both have mean 1: 3 for a unit that counts
        three times as much as before.

    References
    ----------
    Kish, 1965, Survey Sampling, 11.7; Kish, 1992, "Weighting for unequal Pi", Journal of Official
    Statistics 8(2).
    """

    weights: NDArray[np.float64]
    iterations: int
    discrepancy: float
    design_effect: float
    effective_size: float
    smallest_ratio: float
    largest_ratio: float


def weighed(
    weights: NDArray[np.float64],
    *,
    base: NDArray[np.float64],
    iterations: int,
    discrepancy: float,
) -> Weighting:
    """Gather weights and their diagnostics; units of base weight 0 have no ratio."""
    is_counted = base > 0
    ratios = weights[is_counted] / base[is_counted] * (total(base) / total(weights))
    effect = design_effect(weights)
    return Weighting(
        weights=weights,
        iterations=iterations,
        discrepancy=discrepancy,
        design_effect=effect,
        effective_size=len(weights) / effect,
        smallest_ratio=float(ratios.min()),
        largest_ratio=float(ratios.max()),
    )


def design_effect(weights: NDArray[np.float64]) -> float:
    """Measure what unequal weights cost.

    Parameters
    ----------
    weights : ndarray of float64, shape (n_units,)
        Not all 0.

    Returns
    -------
    float
        1 for equal weights, 2 where half of the sample is lost to their spread.

    References
    ----------
    Kish, 1965, Survey Sampling, 11.7.

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.weighting.results import design_effect
    >>> design_effect(np.array([1.0, 1.0, 1.0, 5.0]))
    1.75
    """
    return len(weights) * total(weights**2) / total(weights) ** 2
