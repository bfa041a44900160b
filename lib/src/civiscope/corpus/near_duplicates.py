"""Pairs of texts that share most of their shingles, without comparing each with each."""

from dataclasses import dataclass
from functools import partial
from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from civiscope.corpus import near_kernels
from civiscope.corpus.segmentation import Texts, as_large_strings, normalised_hash
from civiscope.corpus.signatures import MIN_WORDS, Signatures, shared_shingles, sign
from civiscope.errors import InputError
from civiscope.threads import map_threads

SIMILARITY = 0.8
"""Jaccard index from which two texts are near-duplicates, as in the literature (Leskovec et al.,
section 3.1.2) and in what other tools are compared at."""

REACH = 32
"""Texts of a bucket with which each is compared. A bucket of 33 is compared in full; in a larger
one, texts stand in the order of the next bands' keys, so that the most alike are neighbours
(Hernández and Stolfo 1995, "The merge/purge problem", SIGMOD), and the work stays linear."""

_SPREAD = 4.0
"""Standard errors below the threshold at which an estimate still has the pair compared exactly:
one pair in thirty thousand of those at the threshold is lost."""

_SECOND = 0xFFFFFFFF
"""The bits of the code of a pair that name its second text."""

_ROOM = 1 << 18
"""Pairs found, or compared, at a time in each thread: 20 MB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Pairs of texts that are alike.

    Attributes
    ----------
    first, second : ndarray of int64, shape (n_pairs,)
        Rows of the texts. In each pair the first has the smaller normalised hash; the pairs stand
        in the order of these hashes.
    similarity : ndarray of float64, shape (n_pairs,)
        Jaccard index of their shingles, exact, in [0, 1].
    """

    first: NDArray[np.int64]
    second: NDArray[np.int64]
    similarity: NDArray[np.float64]


def near_duplicate_pairs(
    texts: Texts, *, threshold: float = SIMILARITY, min_words: int = MIN_WORDS
) -> Pairs:
    r"""Find the pairs of texts whose shingles are mostly the same.

    Parameters
    ----------
    texts : pyarrow array or chunked array of strings, shape (n_texts,)
        Distinct: no two with the same normalised hash. A null counts as an empty text.
    threshold : float, optional
        Jaccard index from which a pair is listed, in ]0, 1].
    min_words : int, optional
        Words of the shortest text that is compared, 3 at least.

    Returns
    -------
    Pairs
        The same pairs of texts whatever their order. Every pair listed is one: its index is
        computed from the shingles themselves. A pair at the threshold of 0.8 is missed with a
        probability of 0.002, and more where very many texts are alike (see `REACH`).

    Raises
    ------
    InputError
        Where texts are repeated, or a parameter is out of its range.

    Notes
    -----
    Texts meet in the buckets of 21 bands (`signatures.sign`). Those whose sketches agree enough,
    at least four standard errors under the threshold, are compared exactly. Time is linear in
    the number of texts, at most `REACH` comparisons of sketches for each text and band.

    Examples
    --------
    >>> import pyarrow as pa
    >>> from civiscope.corpus.near_duplicates import near_duplicate_pairs
    >>> texts = pa.array(["Indexer les retraites sur le coût de la vie pour tous les retraités",
    ...                   "Indexer les retraites sur le coût de la vie, pour tout les retraités",
    ...                   "Planter des arbres au bord de toutes les routes de notre département"])
    >>> near_duplicate_pairs(texts).similarity.round(2).tolist()
    [0.83]
    """
    batch = as_large_strings(texts)
    hashes = normalised_hash(batch)
    order = np.lexsort(hashes.T[::-1])
    if (hashes[order[1:]] == hashes[order[:-1]]).all(axis=1).any():
        raise InputError(
            "Expected distinct texts, got some with the same normalised hash. Keep the first row "
            "of each hash, or call `families`, which counts them."
        )
    links = link(batch, order, sign(batch, rows=order, min_words=min_words), threshold=threshold)
    return Pairs(first=order[links.first], second=order[links.second], similarity=links.similarity)


def link(
    texts: Any,  # noqa: ANN401 - pyarrow has no types
    rows: NDArray[np.int64],
    signatures: Signatures,
    *,
    threshold: float,
) -> Pairs:
    """Find the pairs among signed texts.

    Parameters
    ----------
    texts : pyarrow.LargeStringArray, shape (n_texts,)
    rows : ndarray of int64, shape (n_rows,)
        The text of each signature. Their order must come from the content, for it decides which
        neighbours are compared in large buckets.
    signatures : Signatures, shape (n_rows,)
    threshold : float
        Jaccard index from which a pair is listed, in ]0, 1].

    Returns
    -------
    Pairs
        By place in `rows`, first < second, in that order.

    Raises
    ------
    InputError
        Where the threshold is out of its range.
    """
    codes = find_candidates(signatures, threshold=threshold)
    n_shingles = signatures.n_shingles
    linked = keep_alike(texts, rows, n_shingles, codes, threshold=threshold)
    similarity = _similarity(texts, rows, n_shingles, linked)
    return Pairs(first=linked >> 32, second=linked & _SECOND, similarity=similarity)


def find_candidates(
    signatures: Signatures, *, threshold: float, threads: int = 1
) -> NDArray[np.int64]:
    """Find the pairs that may be alike, by their signatures alone.

    Parameters
    ----------
    signatures : Signatures, shape (n_rows,)
        As for `link`.
    threshold : float
        As for `link`.
    threads : int, optional
        Among which the bands are divided; no bit depends on it.

    Returns
    -------
    ndarray of int64, shape (n_pairs,)
        The first of each pair times 2³², plus its second, increasing: millions of pairs have no
        room for more.
    """
    if not 0 < threshold <= 1:
        raise InputError(f"Expected a threshold above 0 and up to 1, got {threshold:g}.")
    bands = range(near_kernels.BANDS)
    # The bits of each text are the bands in which it is compared with all that it meets.
    whole, buckets = np.zeros(len(signatures.keys), np.uint32), []
    in_buckets = map_threads(partial(_in_buckets, signatures), bands, threads=threads)
    for band, (texts, small) in enumerate(in_buckets):
        whole[small] |= np.uint32(1 << band)
        buckets.append(texts)
    del in_buckets

    def met(band: int) -> NDArray[np.int64]:
        return _meeting(signatures, band, buckets[band], whole, threshold)

    found = map_threads(met, bands, threads=threads)
    buckets.clear()
    codes = np.concatenate(found)
    found.clear()
    codes.sort()
    is_new = np.ones(len(codes), np.bool_)
    np.not_equal(codes[1:], codes[:-1], out=is_new[1:])
    return codes[is_new]


def keep_alike(
    texts: Any,  # noqa: ANN401 - pyarrow has no types
    rows: NDArray[np.int64],
    n_shingles: NDArray[np.int32],
    codes: NDArray[np.int64],
    *,
    threshold: float,
    threads: int = 1,
) -> NDArray[np.int64]:
    """Keep the pairs that are alike, comparing their texts.

    Parameters
    ----------
    texts : pyarrow.LargeStringArray, shape (n_texts,)
    rows : ndarray of int64, shape (n_rows,)
        As for `link`.
    n_shingles : ndarray of int32, shape (n_rows,)
        Those of each text (`Signatures.n_shingles`).
    codes : ndarray of int64, shape (n_pairs,)
        What `find_candidates` found.
    threshold : float
        As for `link`.
    threads : int, optional
        Among which the pairs are divided; no bit depends on it.

    Returns
    -------
    ndarray of int64, shape (n_alike,)
        Some of the codes, increasing.
    """

    def kept(start: int) -> NDArray[np.int64]:
        some = codes[start : start + _ROOM]
        return some[_similarity(texts, rows, n_shingles, some) >= threshold]

    found = map_threads(kept, range(0, len(codes), _ROOM), threads=threads)
    return np.concatenate([np.empty(0, np.int64), *found])


def _similarity(
    texts: Any,  # noqa: ANN401
    rows: NDArray[np.int64],
    n_shingles: NDArray[np.int32],
    codes: NDArray[np.int64],
) -> NDArray[np.float64]:
    """Return Jaccard's index of each pair, exactly."""
    shared = shared_shingles(texts, rows, codes)
    either = n_shingles[codes >> 32] + n_shingles[codes & _SECOND] - shared
    return np.asarray(shared / either)


def _meeting(
    signatures: Signatures,
    band: int,
    texts: NDArray[np.int32],
    whole: NDArray[np.uint32],
    threshold: float,
) -> NDArray[np.int64]:
    """Return the pairs that meet in a band and whose sketches agree enough."""
    room = np.empty(_ROOM, np.int64)
    found, start = [room[:0]], 0
    while start < len(texts):
        start, n_pairs = near_kernels.collide(
            texts,
            band,
            REACH,
            least_agreements(threshold),
            threshold,
            signatures.n_shingles,
            signatures.sketches,
            signatures.keys,
            whole,
            start,
            room,
        )
        found.append(room[:n_pairs].copy())
    return np.concatenate(found)


def least_agreements(threshold: float) -> int:
    """Return how many of the 126 values two texts at the threshold share at the very least.

    Four bits of each are compared: of those that differ, one in sixteen looks the same.

    Examples
    --------
    >>> from civiscope.corpus.near_duplicates import least_agreements
    >>> least_agreements(0.8), least_agreements(0.05)
    (84, 0)
    """
    n_values = near_kernels.VALUES
    equal = threshold + (1 - threshold) / 16
    spread = _SPREAD * sqrt(equal * (1 - equal) / n_values)
    return max(0, int(n_values * (equal - spread)))


def _in_buckets(signatures: Signatures, band: int) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return the texts that share the key of a band with another, those of each key together.

    Then those of them whose bucket is compared in full.
    """
    keys, usable = signatures.keys, np.flatnonzero(signatures.n_shingles)
    entries = np.sort(
        keys[usable, band].astype(np.uint64) << np.uint64(32) | usable.astype(np.uint64)
    )
    bounds = np.flatnonzero(np.diff(entries >> np.uint64(32), prepend=-1, append=-1))
    sizes = np.diff(bounds)
    size = np.repeat(sizes, sizes)
    is_met = size > 1
    texts, size = (entries[is_met] & np.uint64(_SECOND)).astype(np.int32), size[is_met]
    small, large = texts[size <= REACH + 1], np.flatnonzero(size > REACH + 1)
    following = [(band + step) % near_kernels.BANDS for step in (2, 1, 0)]
    inside = np.lexsort((texts[large], *(keys[texts[large], other] for other in following)))
    texts[large] = texts[large][inside]
    return texts, small
