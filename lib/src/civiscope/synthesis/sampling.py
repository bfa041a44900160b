"""Distinct lemma sets, and the sample of them that themes are fitted on.

The sample holds the sets of smallest hash: it depends on what the answers say, not on their order
or their batches, and samples of batches merge into the sample of the whole (bottom-k sketch,
Cohen and Kaplan, 2007).
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

from civiscope.synthesis.rows import SparseRows


@dataclass(frozen=True, slots=True, kw_only=True)
class SampledSets:
    """Distinct lemma sets, in the order of their hashes.

    Attributes
    ----------
    hashes : ndarray of uint64, shape (n_sets,)
        The hash of each set, increasing.
    units : ndarray of uint64, shape (n_sets,)
        Who said it, as a hash: the smallest where several did.
    rows : SparseRows
        The sets, of shape (n_sets, n_lemmas).
    """

    hashes: NDArray[np.uint64]
    units: NDArray[np.uint64]
    rows: SparseRows


def hash_sets(rows: SparseRows) -> NDArray[np.uint64]:
    """Hash the columns of each row.

    Returns
    -------
    ndarray of uint64, shape (n_rows,)
        Two different sets share a hash with probability 2⁻⁶⁴; among ten million sets, some pair
        does with probability 3 in a million.

    Examples
    --------
    >>> from civiscope.synthesis.rows import SparseRows
    >>> from civiscope.synthesis.sampling import hash_sets
    >>> first, second, third = hash_sets(SparseRows.of_sets([[0, 2], [1], [2, 0]], n_columns=3))
    >>> bool(first == third), bool(first == second)
    (True, False)
    """
    return np.asarray(_hash_rows(rows.indptr, rows.indices))


def sample_sets(rows: SparseRows, *, units: NDArray[np.uint64], limit: int) -> SampledSets:
    """Keep the distinct sets of smallest hash.

    Parameters
    ----------
    rows : SparseRows
        Lemma sets, of shape (n_answers, n_lemmas).
    units : ndarray of uint64, shape (n_answers,)
        Author of each answer, or the answer itself, as a hash.
    limit : int
        Sets to keep at most.

    Returns
    -------
    SampledSets
        Sets of at least one lemma: a word that is a whole answer tells a theme by itself.
    """
    filled = np.flatnonzero(np.diff(rows.indptr) > 0)
    return _smallest(hash_sets(rows)[filled], units[filled], rows, filled, limit)


def merge_samples(samples: Iterable[SampledSets], *, limit: int) -> SampledSets:
    """Merge samples of batches into the sample of the whole.

    Parameters
    ----------
    samples : iterable of SampledSets
        At least one; all over the same lemmas, each of at least `limit` sets where it had them.
    limit : int
        Sets to keep at most.
    """
    listed = list(samples)
    rows = SparseRows.stacked([sample.rows for sample in listed])
    hashes = np.concatenate([sample.hashes for sample in listed])
    units = np.concatenate([sample.units for sample in listed])
    return _smallest(hashes, units, rows, np.arange(rows.n_rows), limit)


def _smallest(
    hashes: NDArray[np.uint64],
    units: NDArray[np.uint64],
    rows: SparseRows,
    places: NDArray[np.int64],
    limit: int,
) -> SampledSets:
    order = np.lexsort((units, hashes))
    is_first = np.ones(len(order), dtype=np.bool_)
    is_first[1:] = hashes[order][1:] != hashes[order][:-1]
    kept = order[is_first][:limit]
    return SampledSets(hashes=hashes[kept], units=units[kept], rows=rows.take(places[kept]))


@njit(cache=True, nogil=True)
def _hash_rows(indptr, indices):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
    """Hash each row: FNV-1a over its columns, finished by the mixer of SplitMix64."""
    hashes = np.empty(len(indptr) - 1, dtype=np.uint64)
    for row in range(len(hashes)):
        state = np.uint64(0xCBF29CE484222325)
        for place in range(indptr[row], indptr[row + 1]):
            state = (state ^ np.uint64(indices[place])) * np.uint64(0x9E3779B97F4A7C15)
            state ^= state >> np.uint64(29)
        state = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        state = (state ^ (state >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        hashes[row] = state ^ (state >> np.uint64(31))
    return hashes
