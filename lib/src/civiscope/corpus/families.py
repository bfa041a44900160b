"""Families of texts: those that say the same letter for letter, or nearly."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from civiscope.corpus import near_kernels
from civiscope.corpus.near_duplicates import find_candidates, keep_alike
from civiscope.corpus.segmentation import Texts, as_large_strings, normalised_hash
from civiscope.corpus.signatures import MIN_WORDS, readable, sign
from civiscope.threads import map_threads

SIMILARITY = 0.5
"""Jaccard index that a text has with the centre of its family, and with a text through which it
came there. Two texts that each differ from their model by a quarter of their shingles have 0.6; a
text of 20 words of which three are filled in otherwise keeps 0.5 to 0.7. Whether those who wrote
them had a model, `Families.n_own` tells better than a higher threshold."""

RUN = 3
"""Words in a row by which the texts of a family are compared: one word in ten edited at random
leaves three runs in four."""

MEASURED = 5
"""Texts of the smallest family whose own words are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DistinctTexts:
    """Texts with those of the same hash counted together.

    Attributes
    ----------
    rows : ndarray of int64, shape (n_distinct,)
        The first row of each, in the order of the hashes.
    places : ndarray of int64, shape (n_texts,)
        For each text, its place in `rows`.
    n_answers : ndarray of int64, shape (n_distinct,)
        How many texts are the same.
    """

    rows: NDArray[np.int64]
    places: NDArray[np.int64]
    n_answers: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Families:
    """The family of each text; one that is like no other is alone in its own.

    Families are numbered from 0, the one with the most answers first, then in the order of the
    hashes of their centres: the numbers follow from the content, whatever the order of the rows.

    Attributes
    ----------
    family : ndarray of int64, shape (n_texts,)
        The family of each text.
    wording : ndarray of int64, shape (n_texts,)
        The distinct normalised text of each, numbered in the order of the hashes.
    n_answers : ndarray of int64, shape (n_families,)
        Texts of each family.
    n_wordings : ndarray of int64, shape (n_families,)
        Distinct normalised texts of each.
    n_own : ndarray of int32, shape (n_families,)
        Own words: words of its centre in runs of `RUN` words that half of its texts have, and that
        no more texts outside the family have than inside. 0 for short texts, and for families of
        fewer than `MEASURED`.
    n_words : ndarray of int32, shape (n_families,)
        Words of its centre.
    centres : ndarray of int64, shape (n_families,)
        The first row of the wording at its centre.
    hashes : ndarray of uint64, shape (n_families, 2)
        The normalised hash of this wording: the same from one corpus to another.
    """

    family: NDArray[np.int64]
    wording: NDArray[np.int64]
    n_answers: NDArray[np.int64]
    n_wordings: NDArray[np.int64]
    n_own: NDArray[np.int32]
    n_words: NDArray[np.int32]
    centres: NDArray[np.int64]
    hashes: NDArray[np.uint64]


def distinct_texts(hashes: NDArray[np.uint64]) -> DistinctTexts:
    """Count texts of the same hash together.

    Parameters
    ----------
    hashes : ndarray of uint64, shape (n_texts, 2)
        What `normalised_hash` made of them, of all batches.

    Returns
    -------
    DistinctTexts

    Examples
    --------
    >>> import pyarrow as pa
    >>> from civiscope.corpus.families import distinct_texts
    >>> from civiscope.corpus.segmentation import normalised_hash
    >>> distinct = distinct_texts(normalised_hash(pa.array(["Oui !", "Non", "oui"])))
    >>> sorted(zip(distinct.rows.tolist(), distinct.n_answers.tolist()))
    [(0, 2), (1, 1)]
    """
    order = np.argsort(hashes[:, 0], kind="stable")
    in_order = hashes[order]
    differs = in_order[1:] != in_order[:-1]
    if (differs[:, 1] & ~differs[:, 0]).any():
        # Half a hash in common, of which nobody will live to see an example.
        order = np.lexsort(hashes.T[::-1])
        differs = hashes[order[1:]] != hashes[order[:-1]]
    new = np.ones(len(order), np.bool_)
    new[1:] = differs.any(axis=1)
    places = np.empty(len(order), np.int64)
    places[order] = np.cumsum(new) - 1
    return DistinctTexts(rows=order[new], places=places, n_answers=np.bincount(places))


def families(
    texts: Texts,
    *,
    similarity: float = SIMILARITY,
    min_words: int = MIN_WORDS,
    threads: int = 1,
) -> Families:
    """Gather texts that are the same or nearly.

    Parameters
    ----------
    texts : pyarrow array or chunked array of strings, shape (n_texts,)
        All answers. A null counts as an empty text.
    similarity : float, optional
        Jaccard index that a text has at least with the centre of its family, in ]0, 1].
    min_words : int, optional
        Words of the shortest text that is compared, 3 at least. Shorter texts are of one family
        if they are the same.
    threads : int, optional
        Among which texts are signed and linked; no bit depends on it.

    Returns
    -------
    Families
        The same families, with the same numbers, whatever the order of the rows.

    Raises
    ------
    InputError
        Where a parameter is out of its range (`sign`, `link`).

    Notes
    -----
    Union-find over the linked pairs would join, step by step, texts that have nothing in common.
    Instead, stars are taken one after the other [1]_: the text with the most answers around it (its
    own and those linked to it; then the smallest hash) is a centre, and takes all texts that can be
    reached from it through texts it took, provided that they are alike enough to the centre itself,
    which is checked exactly. So a template in which each has filled in other words is one family,
    even where the bands missed that a text is like the centre, and no member is far from it.

    Time is that of `link`, and one comparison at most for each link.

    References
    ----------
    .. [1] J. A. Aslam, E. Pelekhov, D. Rus (2004), "The star clustering algorithm for static and
       dynamic information organization", Journal of Graph Algorithms and Applications 8(1).

    Examples
    --------
    >>> import pyarrow as pa
    >>> from civiscope.corpus.families import families
    >>> texts = pa.array(["Oui", "Indexer les retraites sur le coût de la vie pour les retraités",
    ...                   "OUI !", "oui",
    ...                   "Indexez les retraites sur le coût de la vie pour tous les retraités"])
    >>> families(texts).family.tolist()
    [0, 1, 0, 0, 1]
    """
    batch = as_large_strings(texts)
    hashes = normalised_hash(batch)
    distinct = distinct_texts(hashes)
    return gather_families(
        batch,
        distinct.rows,
        distinct,
        hashes,
        similarity=similarity,
        min_words=min_words,
        threads=threads,
    )


def gather_families(
    texts: Any,  # noqa: ANN401 - pyarrow has no types
    rows: NDArray[np.int64],
    distinct: DistinctTexts,
    hashes: NDArray[np.uint64],
    *,
    similarity: float = SIMILARITY,
    min_words: int = MIN_WORDS,
    threads: int = 1,
) -> Families:
    """Gather texts as `families` does, where only distinct ones are in memory.

    Parameters
    ----------
    texts : pyarrow.LargeStringArray
        Where each distinct text is once at least.
    rows : ndarray of int64, shape (n_distinct,)
        Where each distinct text is among them, in the order of the hashes.
    distinct : DistinctTexts
        Of all answers.
    hashes : ndarray of uint64, shape (n_answers, 2)
        The normalised hash of each answer.
    similarity, min_words, threads
        As for `families`.

    Returns
    -------
    Families
        Of all answers.

    Examples
    --------
    >>> import pyarrow as pa
    >>> from civiscope.corpus.families import distinct_texts, gather_families
    >>> from civiscope.corpus.segmentation import normalised_hash
    >>> hashes = normalised_hash(pa.array(["Oui !", "Non", "oui"]))
    >>> distinct = distinct_texts(hashes)
    >>> kept = pa.array(["Oui !", "Non"], pa.large_string())
    >>> gather_families(kept, distinct.rows, distinct, hashes).family.tolist()
    [0, 1, 0]
    """
    signatures = sign(texts, rows=rows, min_words=min_words, threads=threads)
    codes = find_candidates(signatures, threshold=similarity, threads=threads)
    n_words, n_shingles = signatures.n_words, signatures.n_shingles
    del signatures  # of millions of texts, as large as the texts
    codes = keep_alike(texts, rows, n_shingles, codes, threshold=similarity, threads=threads)
    centres = _centres(texts, rows, distinct.n_answers, n_shingles, codes, similarity)
    del codes
    stars, star = np.unique(centres, return_inverse=True)
    found = Families(
        family=star[distinct.places],
        wording=distinct.places,
        n_answers=_added(distinct.n_answers, star, len(stars)),
        n_wordings=np.bincount(star, minlength=len(stars)),
        n_own=_own_words(texts, rows, distinct.n_answers, n_shingles, (stars, star), threads),
        n_words=n_words[stars],
        centres=distinct.rows[stars],
        hashes=hashes[distinct.rows[stars]],
    )
    return _by_size(found)


def _added(
    counts: NDArray[np.int64], places: NDArray[np.int64], n_places: int
) -> NDArray[np.int64]:
    sums = np.zeros(n_places, np.int64)
    np.add.at(sums, places, counts)
    return sums


def _centres(
    texts: Any,  # noqa: ANN401
    rows: NDArray[np.int64],
    n_answers: NDArray[np.int64],
    n_shingles: NDArray[np.int32],
    links: NDArray[np.int64],
    threshold: float,
) -> NDArray[np.int64]:
    """Return the centre of each distinct text."""
    indptr, neighbours, around = near_kernels.surround(links, n_answers)
    # Only linked texts are visited: in order of the answers around them, then of their hash.
    linked = np.flatnonzero(np.diff(indptr))
    order = linked[np.argsort(-around[linked], kind="stable")]
    centres = np.arange(len(rows))
    centres[linked] = -1
    near_kernels.gather_stars(
        *readable(texts, rows),
        n_shingles,
        indptr,
        neighbours,
        order,
        threshold,
        centres,
    )
    return centres


def _own_words(
    texts: Any,  # noqa: ANN401
    rows: NDArray[np.int64],
    n_answers: NDArray[np.int64],
    n_shingles: NDArray[np.int32],
    centred: tuple[NDArray[np.int64], NDArray[np.int64]],
    threads: int,
) -> NDArray[np.int32]:
    """Count the own words of each family, in the order of the centres."""
    stars, star = centred
    measured = _added(n_answers, star, len(stars)) >= MEASURED
    measured &= n_shingles[stars] > 0
    members = np.flatnonzero(measured[star])
    # Each centre before the others of its family.
    members = members[np.lexsort((stars[star[members]] != members, star[members]))]
    families, starts = np.unique(star[members], return_index=True)
    readings = readable(texts, rows)
    # A word has a byte at least.
    ends, first = readings[1], rows[stars[families]]
    size = int((ends[first + 1] - ends[first]).sum())
    hashes, columns = np.empty(size, np.uint64), np.empty((3, size), np.int64)
    n_runs = near_kernels.common_runs(
        *readings,
        members,
        np.append(starts, len(members)),
        n_answers[members],
        RUN,
        hashes,
        *columns,
    )
    groups, places, inside = columns[:, :n_runs]
    keys, key = np.unique(hashes[:n_runs], return_inverse=True)
    totals = _count_runs(texts, rows, n_answers, keys, threads)
    own = 2 * inside >= totals[key]
    sums = np.zeros(len(stars), np.int32)
    np.add.at(sums, families[groups[own]], _new_words(groups[own], places[own]))
    return sums


def _count_runs(
    texts: Any,  # noqa: ANN401
    rows: NDArray[np.int64],
    n_answers: NDArray[np.int64],
    hashes: NDArray[np.uint64],
    threads: int,
) -> NDArray[np.int64]:
    """Count the answers that have each of the runs, which are distinct."""
    table = near_kernels.index_runs(hashes)
    bounds = np.linspace(0, len(rows), threads + 1, dtype=np.int64)

    def counted(first: int, end: int) -> NDArray[np.int64]:
        totals = np.zeros(len(hashes), np.int64)
        readings = readable(texts, rows[first:end])[:6]
        near_kernels.count_runs(*readings, *table, n_answers[first:end], RUN, totals)
        return totals

    totals = map_threads(counted, bounds[:-1], bounds[1:], threads=threads)
    return np.asarray(np.sum(totals, axis=0))


def _new_words(groups: NDArray[np.int64], places: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return how many words each run adds to those of the runs before it, in the same group."""
    step = np.diff(places, prepend=-RUN)
    step[np.diff(groups, prepend=-1) != 0] = RUN
    return np.minimum(step, RUN)


def _by_size(found: Families) -> Families:
    """Give the first numbers to the largest families, then keep the order of the hashes."""
    order = np.argsort(-found.n_answers, kind="stable")
    number = np.empty(len(order), np.int64)
    number[order] = np.arange(len(order))
    return Families(
        family=number[found.family],
        wording=found.wording,
        n_answers=found.n_answers[order],
        n_wordings=found.n_wordings[order],
        n_own=found.n_own[order],
        n_words=found.n_words[order],
        centres=found.centres[order],
        hashes=found.hashes[order],
    )
