"""Non-negative factorisation of sparse rows, deterministic from start to end."""

from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

from civiscope.synthesis.rows import SparseRows
from civiscope.synthesis.spectrum import leading_directions

ROUNDS = 15
"""Sweeps over all memberships and all parts. From 8 to 60, human readers of the Grand débat see no
difference (measured on tagged answers)."""

FOLD_ROUNDS = 6
"""Sweeps over the memberships of new rows in parts that stay as they are."""

_FLOOR = 1e-12
"""Below it a part is empty, and is left as it is."""

_ABREAST = 64
"""Rows whose memberships are worked out side by side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Factorisation:
    """Rows as non-negative sums of parts.

    Attributes
    ----------
    memberships : ndarray of float64, shape (n_rows, n_parts)
        What each part contributes to each row, in the length of the part.
    parts : ndarray of float64, shape (n_parts, n_columns)
        The parts, of length 1; an empty part is 0.
    """

    memberships: NDArray[np.float64]
    parts: NDArray[np.float64]


def factorise(rows: SparseRows, *, n_parts: int) -> Factorisation:
    """Find the parts of which the rows are sums.

    Parameters
    ----------
    rows : SparseRows
        Non-negative rows, of shape (n_rows, n_columns).
    n_parts : int
        How many parts, at most ``min(n_rows, n_columns)``.

    Returns
    -------
    Factorisation
        The same for the same rows, bit for bit.

    Notes
    -----
    Least squares by hierarchical alternating updates from the NNDSVD start. Unlike scikit-learn's
    ``NMF``, the number of sweeps is fixed and no part depends on the order of threads.

    References
    ----------
    Cichocki and Phan, 2009, "Fast local algorithms for large scale nonnegative matrix and tensor
    factorizations", algorithm 2; Boutsidis and Gallopoulos, 2008, "SVD based initialization".

    Examples
    --------
    >>> from civiscope.synthesis.factorisation import factorise
    >>> from civiscope.synthesis.rows import SparseRows
    >>> rows = SparseRows.of_sets([[0, 1], [0, 1], [2]], n_columns=3)
    >>> factorise(rows, n_parts=2).memberships.argmax(axis=1).tolist()
    [0, 0, 1]
    """
    directions = leading_directions(rows, count=n_parts)
    memberships, parts = _nonnegative_start(rows, directions)
    for _ in range(ROUNDS):
        _update_memberships(rows.indptr, rows.indices, rows.values, parts, memberships)
        _update_parts(rows.indptr, rows.indices, rows.values, parts, memberships)
    _update_memberships(rows.indptr, rows.indices, rows.values, parts, memberships)
    lengths = np.sqrt((parts**2).sum(axis=0))
    unit = parts / np.where(lengths > _FLOOR, lengths, 1.0)
    return Factorisation(memberships=memberships * lengths, parts=np.ascontiguousarray(unit.T))


def fold_in(rows: SparseRows, parts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Find the memberships of new rows in given parts.

    Parameters
    ----------
    rows : SparseRows
        Non-negative rows, of shape (n_rows, n_columns), scaled as those the parts were found on.
    parts : ndarray of float64, shape (n_parts, n_columns)
        Non-negative parts.

    Returns
    -------
    ndarray of float64, shape (n_rows, n_parts)
        Each row depends on its own entries and the parts alone.
    """
    columns = np.ascontiguousarray(parts.T)
    products = _times(rows.indptr, rows.indices, rows.values, columns)
    memberships = np.zeros_like(products)
    gram = _gram(columns)
    for _ in range(FOLD_ROUNDS):
        _descend(products, gram, memberships)
    return np.asarray(memberships)


def _nonnegative_start(
    rows: SparseRows, directions: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Split each pair of singular vectors by sign, and keep the heavier side (NNDSVD)."""
    left = _times(rows.indptr, rows.indices, rows.values, np.ascontiguousarray(directions.T))
    sides = [
        (np.maximum(sign * left, 0.0), np.maximum(sign * directions.T, 0.0)) for sign in (1, -1)
    ]
    weights = [(u**2).sum(axis=0) * (v**2).sum(axis=0) for u, v in sides]
    is_positive = weights[0] >= weights[1]
    (left_plus, right_plus), (left_minus, right_minus) = sides
    memberships = np.where(is_positive, left_plus, left_minus)
    parts = np.where(is_positive, right_plus, right_minus)
    return np.ascontiguousarray(memberships), np.ascontiguousarray(parts)


@njit(cache=True, nogil=True)
def _times(indptr, indices, values, columns):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
    height, width = len(indptr) - 1, columns.shape[1]
    product = np.zeros((height, width))
    line = np.empty(width)
    for row in range(height):
        line[:] = 0.0
        for place in range(indptr[row], indptr[row + 1]):
            weight, entries = np.float64(values[place]), columns[indices[place]]
            for column in range(width):
                line[column] += weight * entries[column]
        product[row] = line
    return product


@njit(cache=True, nogil=True)
def _gram(block):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
    height, width = block.shape
    gram = np.zeros((width, width))
    for row in range(height):
        for first in range(width):
            weight = block[row, first]
            if weight != 0.0:
                for second in range(width):
                    gram[first, second] += weight * block[row, second]
    return gram


@njit(cache=True, nogil=True)
def _descend(products, gram, block):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
    """Lower the error of each row of the block in one part after the other, in place.

    Rows are taken some at a time and turned on their side, so that a processor works on several.
    """
    height, width = block.shape
    wanted = np.empty((width, _ABREAST))
    weights = np.empty((width, _ABREAST))
    for first in range(0, height, _ABREAST):
        last = min(first + _ABREAST, height)
        wanted[:, : last - first] = products[first:last].T
        weights[:, : last - first] = block[first:last].T
        _lower(wanted, gram, weights, last - first)
        block[first:last] = weights[:, : last - first].T


@njit(cache=True, nogil=True)
def _lower(wanted, gram, weights, count):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
    """Set each line of weights, one part's, to what lowers the error most; none under 0."""
    rest = np.empty(count)
    for part in range(len(weights)):
        if gram[part, part] > _FLOOR:
            rest[:] = wanted[part, :count]
            for other in range(len(weights)):
                if other != part:
                    shared, line = gram[other, part], weights[other]
                    for row in range(count):
                        rest[row] -= shared * line[row]
            line, scale = weights[part], gram[part, part]
            for row in range(count):
                line[row] = max(0.0, rest[row] / scale)


@njit(cache=True, nogil=True)
def _update_memberships(indptr, indices, values, parts, memberships):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
    products = _times(indptr, indices, values, parts)
    _descend(products, _gram(parts), memberships)


@njit(cache=True, nogil=True)
def _update_parts(indptr, indices, values, parts, memberships):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
    products = np.zeros_like(parts)
    for row in range(len(indptr) - 1):
        weights = memberships[row]
        for place in range(indptr[row], indptr[row + 1]):
            value, product = np.float64(values[place]), products[indices[place]]
            for part in range(len(weights)):
                product[part] += value * weights[part]
    _descend(products, _gram(memberships), parts)
