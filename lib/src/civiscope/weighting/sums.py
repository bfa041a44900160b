"""Sums that no order of the rows changes, to the last bit."""

from math import frexp, ldexp

import numpy as np
from numba import njit
from numpy.typing import NDArray

FOLDS = 3
"""Slices of each value that are added: 57 bits of the largest one at 2**32 rows, more at fewer."""

SLICES = 4
"""Slices of each factor of a product of matrices: 64 bits of the largest at a million rows."""

EXACT_BITS = 52
"""Whole numbers are exact in double precision up to 2**53."""

SMALLEST_EXPONENT = -1022
"""Of a double that keeps all its bits."""


def sums_by_group(
    values: NDArray[np.float64], groups: NDArray[np.int64], *, n_groups: int
) -> NDArray[np.float64]:
    """Add values by group, the same bits whatever the order of the rows.

    Parameters
    ----------
    values : ndarray of float64, shape (n_rows,) or (n_rows, n_columns)
        Finite numbers.
    groups : ndarray of int64, shape (n_rows,)
        The group of each row, in [0, n_groups).
    n_groups : int
        How many groups there are.

    Returns
    -------
    ndarray of float64, shape (n_groups,) or (n_groups, n_columns)
        0 for a group without rows.

    Notes
    -----
    Each value is cut into slices on a grid that the largest one sets; the slices are whole numbers
    of the grid, whose sums are exact. What is dropped is under 2**-57 of the largest value.

    References
    ----------
    Demmel and Nguyen, 2015, "Parallel reproducible summation", IEEE Transactions on Computers
    64(7): the same cut, made once for all rows.

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.weighting.sums import sums_by_group
    >>> values = np.array([0.1, 0.2, 0.3, 1.0])
    >>> sums_by_group(values, np.array([0, 0, 0, 1]), n_groups=2).tolist()
    [0.6, 1.0]
    >>> sums_by_group(values[::-1], np.array([1, 0, 0, 0]), n_groups=2).tolist()
    [0.6, 1.0]
    """
    if len(values) == n_groups and (np.bincount(groups, minlength=n_groups) == 1).all():
        # Each row is a group: there is nothing to add.
        alone = np.empty(values.shape)
        alone[groups] = values
        return alone
    if values.ndim == 1:
        return np.asarray(_sums(values[:, None], groups, n_groups)[:, 0])
    return _sums(values, groups, n_groups)


def total(values: NDArray[np.float64]) -> float:
    """Add values, the same bits whatever their order.

    Parameters
    ----------
    values : ndarray of float64, shape (n_rows,)
        Finite numbers.

    Returns
    -------
    float

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.weighting.sums import total
    >>> total(np.array([1e16, 1.0, -1e16])), total(np.array([1.0, 1e16, -1e16]))
    (1.0, 1.0)
    """
    return float(_sums(values[:, None], np.zeros(len(values), dtype=np.int64), 1)[0, 0])


def products(left: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.float64]:
    """Multiply columns with columns and add over the rows, the same bits in any order of rows.

    Parameters
    ----------
    left : ndarray of float64, shape (n_rows, n_left)
        Finite numbers.
    right : ndarray of float64, shape (n_rows, n_right)
        Finite numbers.

    Returns
    -------
    ndarray of float64, shape (n_left, n_right)
        ``left.T @ right``.

    Notes
    -----
    Each column is cut into slices of whole numbers so short that their products and sums are
    exact, whatever the library that multiplies them does, and on as many threads.

    References
    ----------
    Ozaki, Ogita, Oishi and Rump, 2012, "Error-free transformations of matrix multiplication by
    using fast routines of matrix multiplication and its applications", Numerical Algorithms 59.

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.weighting.sums import products
    >>> columns = np.array([[1.0, 2.0], [3.0, 4.0]])
    >>> products(columns, columns).tolist()
    [[10.0, 14.0], [14.0, 20.0]]
    """
    bits = (EXACT_BITS - len(left).bit_length()) // 2
    left_slices, right_slices = _slices(left, bits), _slices(right, bits)
    added = np.zeros((left.shape[1], right.shape[1]))
    # From the smallest products to the largest; those under the last slice of both are left out.
    for order in range(SLICES - 1, -1, -1):
        for first in range(order + 1):
            (one, one_grid), (other, other_grid) = left_slices[first], right_slices[order - first]
            added += (one.T @ other) * one_grid[:, None] * other_grid
    return added


def combinations(
    rows: NDArray[np.float64], coefficients: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Combine the columns of each row, in one order of additions whatever the place of the row.

    Parameters
    ----------
    rows : ndarray of float64, shape (n_rows, n_columns)
        Finite numbers.
    coefficients : ndarray of float64, shape (n_columns, n_combinations)
        What each column counts in each combination.

    Returns
    -------
    ndarray of float64, shape (n_rows, n_combinations)
        ``rows @ coefficients``.

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.weighting.sums import combinations
    >>> combinations(np.array([[3.0, 1.0]]), np.array([[1.0], [-1.0]])).tolist()
    [[2.0]]
    """
    combined = np.zeros((len(rows), coefficients.shape[1]))
    for column, counted in zip(rows.T, coefficients, strict=True):
        combined += column[:, None] * counted
    return combined


def _slices(
    columns: NDArray[np.float64], bits: int
) -> list[tuple[NDArray[np.float64], NDArray[np.float64]]]:
    """Cut columns into whole numbers of finer and finer grids."""
    exponents = np.frexp(np.abs(columns).max(axis=0, initial=0.0))[1]
    cut, rest = [], columns
    for _ in range(SLICES):
        exponents = np.maximum(exponents - bits, SMALLEST_EXPONENT)
        grid = np.ldexp(1.0, exponents)
        slices = np.rint(rest / grid)
        rest = rest - slices * grid
        cut.append((slices, grid))
    return cut


def _sums(
    values: NDArray[np.float64], groups: NDArray[np.int64], n_groups: int
) -> NDArray[np.float64]:
    """Add the rows of each group, column by column."""
    largest = max(float(values.max(initial=0.0)), -float(values.min(initial=0.0)))
    n_columns = values.shape[1]
    if largest == 0.0:
        return np.zeros((n_groups, n_columns))
    bits = EXACT_BITS - len(values).bit_length()
    exponent = frexp(largest)[1]
    grids = np.array(
        [ldexp(1.0, max(exponent - bits * fold, SMALLEST_EXPONENT)) for fold in range(1, FOLDS + 1)]
    )
    slices = np.zeros((FOLDS, n_groups, n_columns))
    _add_slices(np.ascontiguousarray(values), groups, grids, slices)
    # Sums of slices are whole numbers, exact in any order; those of folds come in theirs.
    return np.asarray(sum(whole * grid for whole, grid in zip(slices, grids, strict=True)))


@njit(cache=True, nogil=True)
def _add_slices(values, groups, grids, slices):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
    """Cut each value into whole numbers of finer and finer grids, and add them by group."""
    inverses = 1.0 / grids
    rest = np.empty(values.shape[1])
    for row in range(len(values)):
        group = groups[row]
        rest[:] = values[row]
        for fold in range(len(grids)):
            for column in range(len(rest)):
                whole = np.rint(rest[column] * inverses[fold])
                slices[fold, group, column] += whole
                rest[column] -= whole * grids[fold]
