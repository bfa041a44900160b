"""The leading directions of sparse rows, in plain loops.

LAPACK chooses its arithmetic by processor and number of threads; these loops give the same bits
on every machine of an architecture.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from civiscope.synthesis.rows import SparseRows

ROUNDS = 15
"""Power iterations; the start of a factorisation needs directions, not digits."""

_DEPENDENT = 1e-24
"""Squared length under which a column is nothing but those before it."""


def leading_directions(rows: SparseRows, *, count: int) -> NDArray[np.float64]:
    """Approximate the leading right singular vectors of a sparse matrix.

    Parameters
    ----------
    rows : SparseRows
        The matrix, of shape (n_rows, n_columns).
    count : int
        How many vectors, at most ``n_columns``.

    Returns
    -------
    ndarray of float64, shape (count, n_columns)
        Orthonormal vectors by decreasing singular value; the largest entry of each is positive.

    References
    ----------
    Golub and Van Loan, 2013, Matrix Computations, 8.2.4 (orthogonal iteration), from a fixed
    quasi-random start.

    Examples
    --------
    >>> from civiscope.synthesis.rows import SparseRows
    >>> from civiscope.synthesis.spectrum import leading_directions
    >>> rows = SparseRows.of_sets([[0], [0], [1]], n_columns=2)
    >>> abs(leading_directions(rows, count=1)).round(3).tolist()
    [[1.0, 0.0]]
    """
    block = _start(rows.n_columns, count)
    for _ in range(ROUNDS):
        _orthonormalise(block)
        block = _gram_times(rows.indptr, rows.indices, rows.values, block)
    _orthonormalise(block)
    return _with_signs(np.ascontiguousarray(block.T))


def _start(n_columns: int, count: int) -> NDArray[np.float64]:
    """Fill a block with the fractional parts of multiples of square roots, centred."""
    roots = np.sqrt(np.arange(2.0, count + 2.0)) + 0.5 * np.sqrt(3.0)
    return np.asarray(np.outer(np.arange(1.0, n_columns + 1.0), roots) % 1.0 - 0.45)


def _with_signs(vectors: NDArray[np.float64]) -> NDArray[np.float64]:
    largest = np.abs(vectors).argmax(axis=1)
    signs = np.sign(vectors[np.arange(len(vectors)), largest])
    return vectors * np.where(signs == 0, 1.0, signs)[:, None]


@njit(cache=True, nogil=True)
def _orthonormalise(block):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
    """Orthonormalise the columns in place (modified Gram-Schmidt); dependent ones become 0."""
    height, width = block.shape
    for column in range(width):
        for before in range(column):
            product = 0.0
            for row in range(height):
                product += block[row, before] * block[row, column]
            for row in range(height):
                block[row, column] -= product * block[row, before]
        square = 0.0
        for row in range(height):
            square += block[row, column] ** 2
        scale = 1.0 / np.sqrt(square) if square > _DEPENDENT else 0.0
        for row in range(height):
            block[row, column] *= scale


@njit(cache=True, nogil=True)
def _gram_times(indptr, indices, values, block):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
    """Multiply the block by the rows' Gram matrix, row by row of the sparse matrix."""
    width = block.shape[1]
    product = np.zeros_like(block)
    image = np.empty(width)
    for row in range(len(indptr) - 1):
        image[:] = 0.0
        for place in range(indptr[row], indptr[row + 1]):
            value, entries = np.float64(values[place]), block[indices[place]]
            for column in range(width):
                image[column] += value * entries[column]
        for place in range(indptr[row], indptr[row + 1]):
            value, entries = np.float64(values[place]), product[indices[place]]
            for column in range(width):
                entries[column] += value * image[column]
    return product
