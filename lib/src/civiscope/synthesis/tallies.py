"""Sparse counts: keys with how often each comes, which add up over batches."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

_WAITING = 1 << 22
"""Keys that wait to be merged, at least: merging few into many again and again would be slow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Counts by key.

    Attributes
    ----------
    keys : ndarray of int64, shape (n_keys,)
        Increasing.
    counts : ndarray of int64, shape (n_keys,)
        How often each comes.
    """

    keys: NDArray[np.int64]
    counts: NDArray[np.int64]


def tally(keys: NDArray[np.int64], times: NDArray[np.int64]) -> Tally:
    """Count how often each key comes.

    Parameters
    ----------
    keys : ndarray of int64, shape (n,)
        In any order.
    times : ndarray of int64, shape (n,)
        How often each of them comes.

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.synthesis.tallies import tally
    >>> found = tally(np.array([7, 2, 7]), np.array([1, 1, 3]))
    >>> found.keys.tolist(), found.counts.tolist()
    ([2, 7], [1, 4])
    """
    return _added([Tally(keys=keys, counts=times)])


def tally_slices(
    indptr: NDArray[np.int64],
    begins: NDArray[np.int64],
    ends: NDArray[np.int64],
    values: NDArray[np.int32],
    *,
    n_values: int,
) -> Tally:
    """Count how often each value comes in the slices of each group.

    Parameters
    ----------
    indptr : ndarray of int64, shape (n_groups + 1,)
        The slices of group i are those from ``indptr[i]`` to ``indptr[i + 1]``.
    begins, ends : ndarray of int64, shape (n_slices,)
        Where each begins and ends among the values.
    values : ndarray of int32
        In [0, n_values).
    n_values : int
        How many values there can be.

    Returns
    -------
    Tally
        Its key is ``group * n_values + value``.

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.synthesis.tallies import tally_slices
    >>> values = np.array([3, 1, 3, 0], dtype=np.int32)
    >>> bounds = np.array([0, 0, 2]), np.array([3, 1, 4])
    >>> found = tally_slices(np.array([0, 2, 3]), *bounds, values, n_values=10)
    >>> found.keys.tolist(), found.counts.tolist()
    ([1, 3, 10, 13], [1, 3, 1, 1])
    """
    slices = (indptr, begins, ends)
    nothing = np.empty(0, dtype=np.int64)
    n_keys = _count_slices(slices, values, n_values, nothing, nothing)
    keys, counts = np.empty(n_keys, dtype=np.int64), np.empty(n_keys, dtype=np.int64)
    _count_slices(slices, values, n_values, keys, counts)
    return Tally(keys=keys, counts=counts)


def merge_tallies(parts: Iterable[Tally]) -> Tally:
    """Add up the counts of several batches, in any order.

    Parameters
    ----------
    parts : iterable of Tally
        Any number; they are read one by one, and held together no longer than needed.

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.synthesis.tallies import merge_tallies, tally
    >>> parts = [tally(np.array([7, 2]), np.array([1, 1])), tally(np.array([7]), np.array([5]))]
    >>> found = merge_tallies(parts)
    >>> found.keys.tolist(), found.counts.tolist()
    ([2, 7], [1, 6])
    """
    merged = Tally(keys=np.empty(0, np.int64), counts=np.empty(0, np.int64))
    waiting: list[Tally] = []
    for part in parts:
        waiting.append(part)
        if sum(len(one.keys) for one in waiting) > max(_WAITING, len(merged.keys) // 8):
            merged, waiting = _both(merged, _added(waiting)), []
    return _both(merged, _added(waiting)) if waiting else merged


def _added(parts: list[Tally]) -> Tally:
    keys = np.concatenate([part.keys for part in parts])
    counts = np.concatenate([part.counts for part in parts])
    order = np.argsort(keys, kind="stable")
    firsts = _firsts(keys[order])
    added = np.add.reduceat(counts[order], firsts) if len(firsts) else counts
    return Tally(keys=keys[order][firsts], counts=added)


def _both(one: Tally, other: Tally) -> Tally:
    """Add up two tallies, which takes no more room than their sum."""
    n_keys = len(one.keys) + len(other.keys)
    keys, counts = np.empty(n_keys, np.int64), np.empty(n_keys, np.int64)
    n_kept = _merge(one.keys, one.counts, other.keys, other.counts, keys, counts)
    return Tally(keys=keys[:n_kept], counts=counts[:n_kept])


def _firsts(ordered: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the place where each key begins, among sorted ones."""
    is_first = np.ones(len(ordered), dtype=np.bool_)
    is_first[1:] = ordered[1:] != ordered[:-1]
    return np.flatnonzero(is_first)


@njit(cache=True, nogil=True)
def _merge(keys, counts, other_keys, other_counts, all_keys, all_counts):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
    """Merge two increasing lists of keys, and return how many different ones there are."""
    place, other, n_kept = 0, 0, 0
    while place < len(keys) or other < len(other_keys):
        is_ours = other == len(other_keys) or (
            place < len(keys) and keys[place] <= other_keys[other]
        )
        is_theirs = place == len(keys) or (
            other < len(other_keys) and other_keys[other] <= keys[place]
        )
        all_keys[n_kept] = keys[place] if is_ours else other_keys[other]
        all_counts[n_kept] = 0
        if is_ours:
            all_counts[n_kept] += counts[place]
            place += 1
        if is_theirs:
            all_counts[n_kept] += other_counts[other]
            other += 1
        n_kept += 1
    return n_kept


@njit(cache=True, nogil=True)
def _count_slices(slices, values, n_values, keys, counts):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
    """Write the keys and their counts, if there is room, and return how many there are."""
    indptr, begins, ends = slices
    times = np.zeros(n_values, np.int64)
    met = np.empty(n_values, np.int64)
    n_keys = 0
    for group in range(len(indptr) - 1):
        n_met = 0
        for piece in range(indptr[group], indptr[group + 1]):
            for place in range(begins[piece], ends[piece]):
                value = values[place]
                if times[value] == 0:
                    met[n_met] = value
                    n_met += 1
                times[value] += 1
        if len(keys) > 0:
            for value in np.sort(met[:n_met]):
                keys[n_keys], counts[n_keys] = group * n_values + value, times[value]
                n_keys += 1
        else:
            n_keys += n_met
        times[met[:n_met]] = 0
    return n_keys
