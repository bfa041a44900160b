"""The leading directions of votes: principal components of a matrix that is never filled in.

Where a vote is missing, Polis puts the mean of the statement. Once centred, what it puts is zero:
the components of the full matrix are those of the sparse one, and nothing needs to be filled in.
LAPACK chooses its arithmetic by processor and number of threads; these loops give the same bits
on every machine of an architecture.
"""

from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

from civiscope.opinion.votes import VoteMatrix

MOST_STEPS = 300
"""Lanczos steps after which directions are taken as they are."""

_CHECKED_EVERY = 10
_TOLERANCE = 1e-9
"""Residual, beside the largest value, under which a direction has converged."""

_NOTHING = 1e-300


@dataclass(frozen=True, slots=True, kw_only=True)
class Directions:
    """The leading principal components of votes.

    Attributes
    ----------
    means : ndarray of float64, shape (n_statements,)
        Mean vote on each statement; 0 where nobody voted.
    components : ndarray of float64, shape (n_directions, n_statements)
        Orthonormal; the largest entry of each is positive.
    strengths : ndarray of float64, shape (n_directions,)
        Sum of squares of the participants along each, decreasing.
    """

    means: NDArray[np.float64]
    components: NDArray[np.float64]
    strengths: NDArray[np.float64]


def find_directions(matrix: VoteMatrix, *, count: int, steps: int = MOST_STEPS) -> Directions:
    """Find the directions along which participants differ most.

    Parameters
    ----------
    matrix : VoteMatrix
        At least one vote; rows in a fixed order, since sums follow it.
    count : int
        How many directions, fewer where the votes have fewer.
    steps : int, optional
        Lanczos steps at most.

    Returns
    -------
    Directions

    References
    ----------
    Golub and Van Loan, 2013, Matrix Computations, 10.1 (Lanczos) with full reorthogonalisation,
    from a fixed quasi-random start; 8.5 (Jacobi) for the small matrix.

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.opinion.directions import find_directions
    >>> from civiscope.opinion.votes import matrix_of
    >>> who, what = np.repeat(np.arange(4, dtype=np.int32), 2), np.tile([0, 1], 4).astype(np.int32)
    >>> cast = np.array([1, -1, 1, -1, -1, 1, -1, 1], np.int8)
    >>> matrix, _ = matrix_of(who, what, cast, n_participants=4, n_statements=2)
    >>> find_directions(matrix, count=1).components.round(4).tolist()
    [[0.7071, -0.7071]]
    """
    means = mean_votes(matrix)
    centred = _centre(matrix.statements, matrix.votes, means)
    basis, diagonal, beside = _start(means, steps), np.empty(steps), np.empty(steps)
    done, values, vectors = 0, np.empty(0), np.empty((0, 0))
    while done < len(basis) - 1:
        upto = min(done + _CHECKED_EVERY, len(basis) - 1)
        reached = _lanczos(
            matrix.indptr,
            matrix.statements,
            centred,
            basis,
            diagonal,
            beside,
            done,
            upto,
        )
        values, vectors = _eigen(diagonal[:reached], beside[: reached - 1])
        residuals = beside[reached - 1] * np.abs(vectors[-1, :count])
        done = reached
        if reached < upto or residuals.max() <= _TOLERANCE * values[0]:
            break
    leading = values[:count] > _TOLERANCE * max(values[0], _NOTHING)
    kept = int(leading.sum())
    return Directions(
        means=means,
        components=_with_signs(_combined(vectors[:, :kept], basis[:done])),
        strengths=values[:kept].copy(),
    )


def mean_votes(matrix: VoteMatrix) -> NDArray[np.float64]:
    """Return the mean vote on each statement, 0 where nobody voted."""
    sums, seen = vote_sums(matrix)
    return np.asarray(sums / np.maximum(seen, 1))


def vote_sums(matrix: VoteMatrix) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return, for each statement, the sum of votes and their number."""
    sums = np.zeros(matrix.n_statements, np.int64)
    seen = np.zeros(matrix.n_statements, np.int64)
    _add_votes(matrix.statements, matrix.votes, sums, seen)
    return sums, seen


def project(
    matrix: VoteMatrix, directions: Directions, *, always_seen: int = 0, n_counted: int
) -> NDArray[np.float64]:
    """Place participants along the directions, those of few votes pushed outwards.

    Parameters
    ----------
    matrix : VoteMatrix
        The votes that count.
    directions : Directions
        As found in them.
    always_seen : int, optional
        Statements that count as voted by all, as Polis has it of moderated ones.
    n_counted : int
        Statements that count.

    Returns
    -------
    ndarray of float64, shape (n_participants, n_directions)
        The sum over the votes of a participant, centred, times the square root of the statements
        that count over those voted.

    References
    ----------
    Polis, ``math/src/polismath/math/pca.clj``, ``sparsity-aware-project-ptpt``.
    """
    places = np.empty((matrix.n_participants, len(directions.components)))
    _project(
        matrix.indptr,
        matrix.statements,
        matrix.votes,
        directions.means,
        np.ascontiguousarray(directions.components.T),
        places,
    )
    seen = np.maximum(matrix.lengths + always_seen, 1)
    return places * np.sqrt(n_counted / seen)[:, None]


def _start(means: NDArray[np.float64], steps: int) -> NDArray[np.float64]:
    """Make room for the vectors, the first filled with fractional parts of multiples of a root."""
    basis = np.zeros((min(steps, len(means)) + 1, len(means)))
    basis[0] = (np.arange(1.0, len(means) + 1.0) * np.sqrt(2.0)) % 1.0 - 0.45
    basis[0] /= np.sqrt((basis[0] ** 2).sum())
    return basis


def _with_signs(vectors: NDArray[np.float64]) -> NDArray[np.float64]:
    largest = np.abs(vectors).argmax(axis=1)
    signs = np.sign(vectors[np.arange(len(vectors)), largest])
    return vectors * np.where(signs == 0, 1.0, signs)[:, None]


def _eigen(
    diagonal: NDArray[np.float64], beside: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the eigenvalues of a tridiagonal matrix, decreasing, and its eigenvectors."""
    square = np.diag(diagonal) + np.diag(beside, 1) + np.diag(beside, -1)
    vectors = np.eye(len(diagonal))
    _jacobi(square, vectors)
    order = np.argsort(-square.diagonal(), kind="stable")
    return square.diagonal()[order], vectors[:, order]


@njit(cache=True, nogil=True)
def _add_votes(statements, votes, sums, seen):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
    for place in range(len(statements)):
        sums[statements[place]] += votes[place]
        seen[statements[place]] += 1


@njit(cache=True, nogil=True)
def _project(indptr, statements, votes, means, loadings, places):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
    places[:] = 0.0
    for row in range(len(places)):
        for place in range(indptr[row], indptr[row + 1]):
            statement = statements[place]
            for direction in range(places.shape[1]):
                places[row, direction] += (votes[place] - means[statement]) * loadings[
                    statement, direction
                ]


@njit(cache=True, nogil=True)
def _centre(statements, votes, means):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
    centred = np.empty(len(votes))
    for place in range(len(votes)):
        centred[place] = votes[place] - means[statements[place]]
    return centred


@njit(cache=True, nogil=True)
def _gram_times(indptr, statements, centred, vector, product):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
    """Multiply a vector by the Gram matrix of the centred votes, row by row."""
    product[:] = 0.0
    for row in range(len(indptr) - 1):
        along = 0.0
        for place in range(indptr[row], indptr[row + 1]):
            along += centred[place] * vector[statements[place]]
        for place in range(indptr[row], indptr[row + 1]):
            product[statements[place]] += along * centred[place]


@njit(cache=True, nogil=True)
def _lanczos(indptr, statements, centred, basis, diagonal, beside, done, upto):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
    """Go on from a step to another; stop before where the directions are exhausted."""
    product = np.empty(basis.shape[1])
    largest = 0.0
    for step in range(done, upto):
        _gram_times(indptr, statements, centred, basis[step], product)
        diagonal[step] = _dot(product, basis[step])
        largest = max(largest, abs(diagonal[step]))
        for _ in range(2):
            for before in range(step + 1):
                share = _dot(product, basis[before])
                for column in range(len(product)):
                    product[column] -= share * basis[before, column]
        beside[step] = np.sqrt(_dot(product, product))
        if beside[step] <= 1e-12 * largest or largest == 0.0:
            beside[step] = 0.0
            return step + 1
        for column in range(len(product)):
            basis[step + 1, column] = product[column] / beside[step]
    return upto


@njit(cache=True, nogil=True)
def _dot(one, other):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
    total = 0.0
    for place in range(len(one)):
        total += one[place] * other[place]
    return total


@njit(cache=True, nogil=True)
def _combined(weights, basis):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
    """Return the vectors whose coordinates in the basis are the columns of the weights."""
    vectors = np.zeros((weights.shape[1], basis.shape[1]))
    for vector in range(len(vectors)):
        for step in range(len(basis)):
            for column in range(basis.shape[1]):
                vectors[vector, column] += weights[step, vector] * basis[step, column]
    return vectors


@njit(cache=True, nogil=True)
def _jacobi(square, vectors):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
    """Turn a symmetric matrix into a diagonal one, in place, by rotations (Golub, 8.5.2)."""
    while _is_beside(square):
        for row in range(1, len(square)):
            for column in range(row):
                if abs(square[row, column]) > _NOTHING:
                    _rotate(square, vectors, column, row)


@njit(cache=True, nogil=True)
def _is_beside(square):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
    """Tell whether anything stands beside the diagonal yet."""
    off, on = 0.0, 0.0
    for row in range(len(square)):
        on += square[row, row] ** 2
        for column in range(row):
            off += square[row, column] ** 2
    return off > 1e-26 * on


@njit(cache=True, nogil=True)
def _rotate(square, vectors, p, q):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
    tau = (square[q, q] - square[p, p]) / (2.0 * square[p, q])
    sign = 1.0 if tau >= 0 else -1.0
    t = sign / (abs(tau) + np.sqrt(1.0 + tau * tau))
    c = 1.0 / np.sqrt(1.0 + t * t)
    s = t * c
    for k in range(len(square)):
        left, right = square[k, p], square[k, q]
        square[k, p], square[k, q] = c * left - s * right, s * left + c * right
    for k in range(len(square)):
        left, right = square[p, k], square[q, k]
        square[p, k], square[q, k] = c * left - s * right, s * left + c * right
    for k in range(len(square)):
        left, right = vectors[k, p], vectors[k, q]
        vectors[k, p], vectors[k, q] = c * left - s * right, s * left + c * right
