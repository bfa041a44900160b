"""How well groups come back when other participants like these take part."""

from math import exp, factorial

import numpy as np
from numpy.typing import NDArray

from civiscope.chance.hashing import mix
from civiscope.opinion.directions import find_directions, project, vote_sums
from civiscope.opinion.groups import SAMPLE, OpinionGroups, best_clusters
from civiscope.opinion.votes import VoteMatrix, row_keys

REPLICATES = 40
"""Conversations drawn again."""

_STEPS = 60
_STARTS = 3
_SEED = 0x61_67_61_69_6E
"""The bytes of "again"; each replicate adds its number."""


def measure_stability(
    matrix: VoteMatrix,
    found: OpinionGroups,
    *,
    is_left_out: NDArray[np.bool_] | None = None,
    replicates: int = REPLICATES,
) -> tuple[float, ...]:
    """Draw participants again, find as many groups in them, and see which come back.

    Parameters
    ----------
    matrix : VoteMatrix
    found : OpinionGroups
        The groups of that matrix, at least two.
    is_left_out : ndarray of bool, shape (n_statements,), optional
        As groups were found.
    replicates : int, optional
        How often participants are drawn again.

    Returns
    -------
    tuple of float
        For each group, the mean over replicates of its best Jaccard index with a group found
        again, among the participants of the sample. Under 0.6 a group is not to be relied on.

    References
    ----------
    Hennig, 2007, "Cluster-wise assessment of cluster stability", Computational Statistics & Data
    Analysis 52.
    """
    counted = matrix if is_left_out is None else matrix.only(~is_left_out)
    rows, keys = np.flatnonzero(found.is_kept), row_keys(counted)
    rows = rows[np.argsort(keys[rows], kind="stable")][:SAMPLE]
    sample, groups = counted.take(rows), found.groups[rows]
    n_directions, n_groups = found.centres.shape[1], found.n_groups
    jaccards = [
        _best_jaccards(groups, _groups_again(sample, drawn, n_directions, n_groups), n_groups)
        for drawn in (_drawn(keys[rows], number) for number in range(replicates))
    ]
    return tuple(np.mean(jaccards, axis=0).tolist())


def _drawn(keys: NDArray[np.uint64], number: int) -> NDArray[np.int64]:
    """Draw participants again: each as often as a Poisson variable of mean 1 says."""
    shares = np.cumsum([exp(-1) / factorial(times) for times in range(14)])
    lots = (mix(keys, seed=_SEED + number) >> np.uint64(11)) * 2.0**-53
    return np.repeat(np.arange(len(keys)), np.searchsorted(shares, lots, side="right"))


def _groups_again(
    sample: VoteMatrix, drawn: NDArray[np.int64], n_directions: int, n_groups: int
) -> NDArray[np.int64]:
    """Find groups in the participants drawn, and give each of the sample the nearest one."""
    again = sample.take(drawn)
    directions = find_directions(again, count=n_directions, steps=_STEPS)
    n_counted = int((vote_sums(again)[1] > 0).sum())
    points = project(again, directions, n_counted=n_counted)
    # What was drawn stands in the order of keys, which is like one drawn by lot.
    centres = best_clusters(points, n_groups, starts=_STARTS).centres
    places = project(sample, directions, n_counted=n_counted)
    distances = ((places[:, None] - centres[None]) ** 2).sum(axis=2)
    return np.asarray(distances.argmin(axis=1))


def _best_jaccards(
    groups: NDArray[np.int64], again: NDArray[np.int64], n_groups: int
) -> NDArray[np.float64]:
    table = np.zeros((n_groups, max(n_groups, int(again.max()) + 1)), np.int64)
    np.add.at(table, (groups, again), 1)
    union = table.sum(axis=1)[:, None] + table.sum(axis=0) - table
    return np.asarray((table / np.maximum(union, 1)).max(axis=1))
