"""Raking: weights whose margins are those of a population, as near the base weights as can be."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from civiscope.errors import ConvergenceError
from civiscope.weighting.feasibility import out_of_reach
from civiscope.weighting.margins import base_weights, category_codes, margin_name, target_margins
from civiscope.weighting.results import Weighting, weighed
from civiscope.weighting.sums import sums_by_group

TOLERANCE = 1e-12
"""The largest gap to a target that is left, as a share of it: as near as sums of doubles allow."""

MAX_ITERATIONS = 1000
"""Margins that agree are met in some ten passes; those that hardly do may take hundreds."""

MAX_NUMBERS = 2**22
"""Combinations of categories that are numbered in a table, rather than sorted."""


def rake(
    codes: ArrayLike,
    *,
    targets: Sequence[ArrayLike],
    weights: ArrayLike | None = None,
    names: Sequence[str] | None = None,
    tolerance: float = TOLERANCE,
    max_iterations: int = MAX_ITERATIONS,
) -> Weighting:
    """Scale weights to one margin after the other, until all margins are met.

    Parameters
    ----------
    codes : array of int, shape (n_units, n_margins)
        The category of each unit in each margin, from 0.
    targets : sequence of n_margins arrays of float, shape (n_categories,)
        The total of each category in the population, often a count.
    weights : array of float, shape (n_units,), optional
        Base weights, 0 or more; 1 for all when left out. A unit of weight 0 keeps it.
    names : sequence of n_margins str, optional
        What messages call the margins; their places when left out.
    tolerance : float, optional
        The largest gap to a target that is left, as a share of it.
    max_iterations : int, optional
        Passes over all margins before giving up.

    Returns
    -------
    Weighting
        The order of the units changes no bit of their weights.

    Raises
    ------
    InputError
        Where a category is not known, has a target and no unit, or units and no target; where
        margins do not sum alike; where weights or targets are negative or missing.
    ConvergenceError
        Where margins are not met after all passes; the message names those that contradict
        the others.

    Notes
    -----
    Iterative proportional fitting over cells, that is, over the combinations of categories that
    some unit has; a unit's weight is its base weight times the factor of its cell. Of all weights
    that meet the margins these have the least relative entropy to the base weights (Deming and
    Stephan 1940; Ireland and Kullback 1968).

    R's ``rake`` goes through the same passes, but stops where a margin moves by less than
    ``epsilon`` = 1 unit of the population, unless told otherwise: its weights are then those of
    an unfinished fit. With ``control = list(epsilon = 1e-12, maxit = 1000)`` both are the same.

    References
    ----------
    Deming and Stephan, 1940, "On a least squares adjustment of a sampled frequency table when the
    expected marginal totals are known", Annals of Mathematical Statistics 11(4).

    Examples
    --------
    >>> from civiscope.weighting import rake
    >>> raked = rake([[0, 0], [0, 1], [1, 0], [1, 1]], targets=[[40, 60], [50, 50]])
    >>> raked.weights.tolist(), raked.iterations
    ([20.0, 20.0, 30.0, 30.0], 1)
    """
    table = category_codes(codes, names=names)
    base = base_weights(weights, n_units=len(table))
    margins = target_margins(targets, codes=table, weights=base, names=names)
    cells, cell_of_unit = _cells(table, sizes=[len(target) for target in margins])
    held = sums_by_group(base, cell_of_unit, n_groups=len(cells))
    fitted, iterations = _fit(held, cells, margins, tolerance=tolerance, passes=max_iterations)
    gaps = _gaps(fitted, cells, margins)
    if not gaps.max() <= tolerance:
        raise ConvergenceError(
            f"Expected margins met to {tolerance:g} of their targets after {max_iterations} "
            f"passes, got a gap of {gaps.max():.2g}: {_trouble(cells, margins, names)}."
        )
    factors = np.divide(fitted, held, out=np.zeros(len(held)), where=held > 0)
    return weighed(
        base * factors[cell_of_unit],
        base=base,
        iterations=iterations,
        discrepancy=float(gaps.max()),
    )


def _cells(
    table: NDArray[np.int64], *, sizes: Sequence[int]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the combinations of categories, in order, and which one each unit has."""
    numbers, n_numbers = np.zeros(len(table), dtype=np.int64), 1
    for margin, size in enumerate(sizes):
        numbers, n_numbers = numbers * size + table[:, margin], n_numbers * size
        if n_numbers > MAX_NUMBERS:
            # Numbered anew, so that no product of sizes is too large.
            numbers = np.unique(numbers, return_inverse=True)[1]
            n_numbers = len(table)
    is_held = np.zeros(n_numbers, dtype=np.bool_)
    is_held[numbers] = True
    numbers = (np.cumsum(is_held) - 1)[numbers]
    unit_of_cell = np.empty(np.count_nonzero(is_held), dtype=np.int64)
    unit_of_cell[numbers] = np.arange(len(table))
    return table[unit_of_cell], numbers


def _trouble(
    cells: NDArray[np.int64],
    margins: Sequence[NDArray[np.float64]],
    names: Sequence[str] | None,
) -> str:
    """Say which categories cannot be met with the others, if so it is."""
    indicators = [
        (cells[:, margin, None] == np.arange(len(target))).astype(np.float64)
        for margin, target in enumerate(margins)
    ]
    categories = [
        f"category {category} of {margin_name(margin, names)}"
        for margin, target in enumerate(margins)
        for category in range(len(target))
    ]
    blamed = out_of_reach(
        np.concatenate(indicators, axis=1),
        np.concatenate(margins),
        lower=np.zeros(len(cells)),
        upper=np.full(len(cells), np.inf),
    )
    if not blamed:
        return "weights exist that meet all margins. Allow more passes"
    told = ", ".join(categories[place] for place in blamed)
    return f"no weights meet all margins unless these give way: {told}. Merge categories there"


def _fit(
    held: NDArray[np.float64],
    cells: NDArray[np.int64],
    margins: Sequence[NDArray[np.float64]],
    *,
    tolerance: float,
    passes: int,
) -> tuple[NDArray[np.float64], int]:
    """Fit the total of each cell, until a whole pass finds nothing left to move."""
    codes, fitted = np.ascontiguousarray(cells.T), held
    for iteration in range(passes):
        farthest = 0.0
        for code, target in zip(codes, margins, strict=True):
            sums = np.bincount(code, weights=fitted, minlength=len(target))
            factors = np.divide(target, sums, out=np.ones(len(target)), where=sums > 0)
            farthest = max(farthest, float(np.abs(factors - 1).max()))
            fitted = fitted * factors[code]
        if farthest <= tolerance / 2:
            return fitted, iteration
    return fitted, passes


def _gaps(
    fitted: NDArray[np.float64], cells: NDArray[np.int64], margins: Sequence[NDArray[np.float64]]
) -> NDArray[np.float64]:
    """Return the largest gap of each margin, as a share of its target."""
    gaps = np.empty(len(margins))
    for margin, target in enumerate(margins):
        sums = np.bincount(cells[:, margin], weights=fitted, minlength=len(target))
        has_target = target > 0
        gaps[margin] = (np.abs(sums - target)[has_target] / target[has_target]).max(initial=0.0)
    return gaps
