"""Clusters of points: k-means from starts that are given, and how well they hold apart."""

from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

SETTLED = 0.01
"""How little every centre moves once clusters have settled (Polis, ``same-clustering?``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clusters:
    """Points, cut in clusters.

    Attributes
    ----------
    labels : ndarray of int64, shape (n_points,)
        The cluster of each point.
    centres : ndarray of float64, shape (n_clusters, n_dimensions)
        Its weighted mean.
    spread : float
        Weighted sum of squared distances to the centres.
    """

    labels: NDArray[np.int64]
    centres: NDArray[np.float64]
    spread: float


def settle(
    points: NDArray[np.float64],
    starts: NDArray[np.float64],
    *,
    weights: NDArray[np.float64] | None = None,
    most_rounds: int,
    settled: float = SETTLED,
) -> Clusters:
    """Move centres to the mean of the points nearest to them until they settle.

    Parameters
    ----------
    points : ndarray of float64, shape (n_points, n_dimensions)
        At least one.
    starts : ndarray of float64, shape (n_clusters, n_dimensions)
        Where the centres begin.
    weights : ndarray of float64, shape (n_points,), optional
        How much each point counts in the means; 1 if not given.
    most_rounds : int
        Rounds after the first, at most.
    settled : float, optional
        How far centres may move and still have settled; they are compared in the order of their
        coordinates, as Polis does.

    Returns
    -------
    Clusters
        Without those that lost all their points.

    References
    ----------
    Lloyd, 1982; Polis, ``math/src/polismath/math/clusters.clj``, ``kmeans``.

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.opinion.clusters import settle
    >>> points = np.array([[0.0], [1.0], [9.0]])
    >>> settle(points, points[:2], most_rounds=10).centres.tolist()
    [[0.5], [9.0]]
    """
    heavy = np.ones(len(points)) if weights is None else weights
    centres = np.ascontiguousarray(starts)
    left = most_rounds
    while True:
        labels, moved, spread = _round(points, heavy, centres)
        if left == 0 or _have_settled(centres, moved, settled):
            return Clusters(labels=labels, centres=moved, spread=float(spread))
        centres, left = moved, left - 1


def silhouettes(points: NDArray[np.float64], labels: NDArray[np.int64]) -> NDArray[np.float64]:
    """Measure how much nearer each point is to its own cluster than to the next.

    Parameters
    ----------
    points : ndarray of float64, shape (n_points, n_dimensions)
    labels : ndarray of int64, shape (n_points,)
        Clusters, at least two of them.

    Returns
    -------
    ndarray of float64, shape (n_points,)
        In [-1, 1]; 0 for a point that is alone in its cluster.

    References
    ----------
    Rousseeuw, 1987, "Silhouettes: a graphical aid to the interpretation and validation of cluster
    analysis", Journal of Computational and Applied Mathematics 20.

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.opinion.clusters import silhouettes
    >>> points = np.array([[0.0], [1.0], [9.0]])
    >>> silhouettes(points, np.array([0, 0, 1])).round(3).tolist()
    [0.889, 0.875, 0.0]
    """
    widths = np.zeros(len(points))
    _silhouettes(points, labels, np.bincount(labels), widths)
    return widths


def distinct_points(points: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return where each distinct point comes first, in the order of the points."""
    _, firsts = np.unique(points, axis=0, return_index=True)
    return np.sort(firsts)


def _have_settled(before: NDArray[np.float64], after: NDArray[np.float64], settled: float) -> bool:
    """Compare centres by the order of their coordinates, as many as both have."""
    one, other = (centres[np.lexsort(centres.T[::-1])] for centres in (before, after))
    shared = min(len(one), len(other))
    moves = np.sqrt(((one[:shared] - other[:shared]) ** 2).sum(axis=1))
    return bool((moves < settled).all())


@njit(cache=True, nogil=True)
def _round(points, weights, centres):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
    """Give each point to the nearest centre, the first of several, and find the new means."""
    n_clusters, width = centres.shape
    labels = np.empty(len(points), np.int64)
    sums = np.zeros((n_clusters, width))
    masses = np.zeros(n_clusters)
    counts = np.zeros(n_clusters, np.int64)
    spread = 0.0
    for point in range(len(points)):
        nearest, least = 0, np.inf
        for cluster in range(n_clusters):
            square = 0.0
            for axis in range(width):
                square += (points[point, axis] - centres[cluster, axis]) ** 2
            if square < least:
                nearest, least = cluster, square
        labels[point] = nearest
        spread += weights[point] * least
        counts[nearest] += 1
        masses[nearest] += weights[point]
        for axis in range(width):
            sums[nearest, axis] += weights[point] * points[point, axis]
    numbers = np.empty(n_clusters, np.int64)
    kept = 0
    for cluster in range(n_clusters):
        numbers[cluster] = kept
        kept += counts[cluster] > 0
    means = np.empty((kept, width))
    for cluster in range(n_clusters):
        if counts[cluster] > 0:
            means[numbers[cluster]] = sums[cluster] / masses[cluster]
    for point in range(len(points)):
        labels[point] = numbers[labels[point]]
    return labels, means, spread


@njit(cache=True, nogil=True)
def _silhouettes(points, labels, sizes, widths):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
    far = np.empty(len(sizes))
    for point in range(len(points)):
        own = labels[point]
        if sizes[own] > 1:
            far[:] = 0.0
            for other in range(len(points)):
                square = 0.0
                for axis in range(points.shape[1]):
                    square += (points[point, axis] - points[other, axis]) ** 2
                far[labels[other]] += np.sqrt(square)
            within = far[own] / (sizes[own] - 1)
            beyond = np.inf
            for cluster in range(len(sizes)):
                if cluster != own and sizes[cluster] > 0:
                    beyond = min(beyond, far[cluster] / sizes[cluster])
            largest = max(within, beyond)
            widths[point] = (beyond - within) / largest if largest > 0 else 0.0
