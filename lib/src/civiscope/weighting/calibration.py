"""Calibration: weights that meet known totals, as near the base weights as a distance says."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from civiscope.errors import ConvergenceError, InputError
from civiscope.weighting.feasibility import out_of_reach
from civiscope.weighting.margins import base_weights
from civiscope.weighting.results import Weighting, weighed
from civiscope.weighting.sums import products

TOLERANCE = 1e-11
"""The largest gap to a total that is left, as a share of one plus the total."""

MAX_ITERATIONS = 100
"""Newton's method needs about six; each may halve its step some fifty times."""

RANK_TOLERANCE = 256 * np.finfo(np.float64).eps
"""Directions of smaller weight are those of auxiliaries that repeat others; R's own bound."""

Ratio = Callable[[NDArray[np.float64]], tuple[NDArray[np.float64], NDArray[np.float64]]]


class Distance(Enum):
    """How far a weight is from its base weight.

    Attributes
    ----------
    LINEAR
        The chi-square distance: generalised regression (GREG); weights may turn negative.
    RAKING
        Relative entropy: weights stay positive, and are those of raking where totals are margins.
    LOGIT
        Bounded: the ratio to the base weight stays between two bounds.
    """

    LINEAR = "linear"
    RAKING = "raking"
    LOGIT = "logit"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sample:
    """What is calibrated: auxiliaries, base weights, and the totals to meet."""

    auxiliaries: NDArray[np.float64]
    base: NDArray[np.float64]
    totals: NDArray[np.float64]

    def gaps(self, ratios: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return what is missing to each total."""
        weights = (self.base * ratios)[:, None]
        return self.totals - products(self.auxiliaries, weights)[:, 0]

    def linear(self, multipliers: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the linear predictor of each unit, summed in the order of the auxiliaries."""
        return np.asarray((self.auxiliaries * multipliers).sum(axis=1))


def calibrate(
    auxiliaries: ArrayLike,
    *,
    totals: ArrayLike,
    distance: Distance = Distance.LINEAR,
    bounds: tuple[float, float] | None = None,
    weights: ArrayLike | None = None,
    names: Sequence[str] | None = None,
) -> Weighting:
    """Find the weights nearest the base weights whose weighted sums are the known totals.

    Parameters
    ----------
    auxiliaries : array of float, shape (n_units, n_auxiliaries)
        What is known of each unit, and in total of the population: indicators of categories,
        numbers of inhabitants; a column of ones for the size of the population.
    totals : array of float, shape (n_auxiliaries,)
        The sum of each auxiliary over the population.
    distance : Distance, optional
        Linear unless told otherwise.
    bounds : (float, float), optional
        Under and above 1: between which a weight over its base weight must stay. Needed with
        `Distance.LOGIT`, and only there.
    weights : array of float, shape (n_units,), optional
        Base weights, 0 or more; 1 for all when left out.
    names : sequence of n_auxiliaries str, optional
        What messages call the auxiliaries; their places when left out.

    Returns
    -------
    Weighting
        The order of the units changes no bit of their weights.

    Raises
    ------
    InputError
        Where shapes, numbers or bounds are not those expected.
    ConvergenceError
        Where no weights were found that meet all totals, inside the bounds if there are any; the
        message names the totals that must give way.

    Notes
    -----
    The weight of unit i is ``d_i * F(x_i' lambda)``: ``F(u) = 1 + u`` (linear), ``exp(u)``
    (raking), or ``(L (U-1) + U (1-L) exp(A u)) / (U - 1 + (1-L) exp(A u))`` with
    ``A = (U-L) / ((1-L) (U-1))`` (logit). Newton's method finds lambda.

    R's ``calibrate(calfun = …)`` solves the same equations, but stops at ``epsilon = 1e-7``
    unless told otherwise, and scales base weights first where all totals are over twenty times
    those of the sample, bounds included. Here bounds are always those of the ratio to the base
    weight: give base weights that sum to the population.

    References
    ----------
    Deville and Särndal, 1992, "Calibration estimators in survey sampling", JASA 87(418), table 1,
    cases 1, 2 and 6.

    Examples
    --------
    >>> from civiscope.weighting import Distance, calibrate
    >>> ones_and_sizes = [[1, 2], [1, 4], [1, 6]]
    >>> calibrate(ones_and_sizes, totals=[30, 140], weights=[10, 10, 10]).weights.round(6).tolist()
    [5.0, 10.0, 15.0]
    >>> calibrate(
    ...     ones_and_sizes, totals=[30, 140], weights=[10, 10, 10],
    ...     distance=Distance.LOGIT, bounds=(0.4, 2),
    ... ).weights.round(3).tolist()
    [5.389, 9.222, 15.389]
    """
    sample = _sample(auxiliaries, totals=totals, weights=weights, names=names)
    ratios, iterations = _solve(sample, _ratio(distance, bounds))
    gaps = np.abs(sample.gaps(ratios)) / (1 + np.abs(sample.totals))
    if not gaps.max() <= TOLERANCE:
        raise _unmet(sample, float(gaps.max()), distance=distance, bounds=bounds, names=names)
    return weighed(
        sample.base * ratios,
        base=sample.base,
        iterations=iterations,
        discrepancy=float(gaps.max()),
    )


def _sample(
    auxiliaries: ArrayLike,
    *,
    totals: ArrayLike,
    weights: ArrayLike | None,
    names: Sequence[str] | None,
) -> _Sample:
    columns = np.asarray(auxiliaries, dtype=np.float64)
    known = np.asarray(totals, dtype=np.float64)
    if columns.ndim != 2 or known.shape != columns.shape[1:] or not known.size:  # noqa: PLR2004  # a table
        raise InputError(
            "Expected auxiliaries of shape (n_units, n_auxiliaries) and one total for each, got "
            f"shapes {columns.shape} and {known.shape}. Give one column for each total."
        )
    if names is not None and len(names) != len(known):
        raise InputError(
            f"Expected a name for each of {len(known)} auxiliaries, got {len(names)}. "
            "Name all of them, or none."
        )
    for place in np.flatnonzero(~(np.isfinite(columns).all(axis=0) & np.isfinite(known))):
        raise InputError(
            f"Expected {_name(int(place), names)} known of every unit and in total, got missing "
            "or infinite values. Leave units out, or the auxiliary."
        )
    base = base_weights(weights, n_units=len(columns))
    return _Sample(auxiliaries=columns, base=base, totals=known)


def _ratio(distance: Distance, bounds: tuple[float, float] | None) -> Ratio:
    """Return F and its derivative, both functions of the linear predictor."""
    if (distance is Distance.LOGIT) != (bounds is not None):
        raise InputError(
            "Expected bounds with the logit distance and with no other, got "
            f"{distance.value} {'without' if bounds is None else 'with'} bounds. "
            "Give both or neither."
        )
    if bounds is not None:
        return _logit(*bounds)
    return _linear if distance is Distance.LINEAR else _raking


def _linear(u: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    return 1 + u, np.ones_like(u)


def _raking(u: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    with np.errstate(over="ignore"):
        ratios = np.exp(u)
    return ratios, ratios


def _logit(lower: float, upper: float) -> Ratio:
    if not 0 <= lower < 1 < upper < np.inf:
        raise InputError(
            f"Expected bounds of the ratio under and above 1, got {lower:g} and {upper:g}. "
            "A ratio of 1 leaves a weight as it is."
        )
    slope = (upper - lower) / ((1 - lower) * (upper - 1))

    def ratio(u: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        # Written with exp(-|Au|), which no predictor makes overflow.
        fading = np.exp(-np.abs(slope * u))
        low, high = np.where(u > 0, fading, 1.0), np.where(u > 0, 1.0, fading)
        part = (upper - 1) * low + (1 - lower) * high
        ratios = (lower * (upper - 1) * low + upper * (1 - lower) * high) / part
        return ratios, slope * (upper - ratios) * (ratios - lower) / (upper - lower)

    return ratio


def _solve(sample: _Sample, ratio: Ratio) -> tuple[NDArray[np.float64], int]:
    """Find the multipliers by Newton's method, halving steps that lead farther away."""
    multipliers = np.zeros(len(sample.totals))
    ratios, slopes = ratio(sample.linear(multipliers))
    gaps = sample.gaps(ratios)
    iteration = 0
    # A digit more than what is asked, so that rounding leaves what is asked.
    while iteration < MAX_ITERATIONS and _size(gaps, sample.totals) > TOLERANCE / 10:
        iteration += 1
        curvature = products(
            sample.auxiliaries, sample.auxiliaries * (sample.base * slopes)[:, None]
        )
        step = scaled_inverse(curvature) @ gaps
        for _ in range(50):
            tried, tried_slopes = ratio(sample.linear(multipliers + step))
            if np.isfinite(tried).all():
                found = sample.gaps(tried)
                if _size(found, sample.totals) < _size(gaps, sample.totals):
                    break
            step = step / 2
        else:
            break
        multipliers, ratios, slopes, gaps = multipliers + step, tried, tried_slopes, found
    return ratios, iteration


def _size(gaps: NDArray[np.float64], totals: NDArray[np.float64]) -> float:
    return float((np.abs(gaps) / (1 + np.abs(totals))).max())


def _unmet(
    sample: _Sample,
    gap: float,
    *,
    distance: Distance,
    bounds: tuple[float, float] | None,
    names: Sequence[str] | None,
) -> ConvergenceError:
    """Say which totals cannot be met, or that the search ended too early."""
    lowest = -np.inf if distance is Distance.LINEAR else 0.0
    lower, upper = (lowest, np.inf) if bounds is None else bounds
    blamed = out_of_reach(
        sample.auxiliaries * sample.base[:, None],
        sample.totals,
        lower=np.full(len(sample.base), lower),
        upper=np.full(len(sample.base), upper),
    )
    told = (
        f"no such weights exist unless these give way: {_names(blamed, names)}"
        if blamed
        else f"weights exist, but only at the very ends of what they may be, {gap:.2g} away"
    )
    return ConvergenceError(
        f"Expected {distance.value} weights that meet all totals, got none: {told}. Check these "
        "totals, merge or leave out auxiliaries, widen the bounds, or scale base weights to the "
        "population."
    )


def _names(places: Sequence[int], names: Sequence[str] | None) -> str:
    return ", ".join(_name(place, names) for place in places)


def _name(place: int, names: Sequence[str] | None) -> str:
    return f"auxiliary {place + 1}" if names is None else f"auxiliary {names[place]!r}"


def scaled_inverse(gram: NDArray[np.float64]) -> NDArray[np.float64]:
    """Invert a matrix of products, leaving out auxiliaries that repeat others."""
    scale = np.sqrt(np.diag(gram))
    scale = np.where(scale > 0, scale, 1.0)
    inverse = np.linalg.pinv(gram / np.outer(scale, scale), rcond=RANK_TOLERANCE, hermitian=True)
    return np.asarray(inverse / np.outer(scale, scale))
