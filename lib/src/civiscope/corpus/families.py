"""Families of texts: those that say the same letter for letter, or nearly."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from civiscope.corpus import near_kernels
from civiscope.corpus.near_duplicates import link_codes
from civiscope.corpus.segmentation import Texts, as_large_strings, normalised_hash
from civiscope.corpus.signatures import MIN_WORDS, readable, sign

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


def distinct_texts(
    hashes: NDArray[np.uint64], *, counts: NDArray[np.int64] | None = None
) -> DistinctTexts:
    """Count texts of the same hash together.

    Parameters
    ----------
    hashes : ndarray of uint64, shape (n_texts, 2)
        What `normalised_hash` made of them, of all batches.
    counts : ndarray of int64, shape (n_texts,), optional
        Answers that each text stands for; one by default.

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
    order = np.lexsort(hashes.T[::-1])
    new = np.ones(len(order), np.bool_)
    new[1:] = (hashes[order[1:]] != hashes[order[:-1]]).any(axis=1)
    places = np.empty(len(order), np.int64)
    places[order] = np.cumsum(new) - 1
    n_answers = np.zeros(int(new.sum()), np.int64)
    np.add.at(n_answers, places, 1 if counts is None else counts)
    return DistinctTexts(rows=order[new], places=places, n_answers=n_answers)


def families(
    texts: Texts,
    *,
    counts: NDArray[np.int64] | None = None,
    similarity: float = SIMILARITY,
    min_words: int = MIN_WORDS,
    threads: int = 1,
) -> Families:
    """Gather texts that are the same or nearly.

    Parameters
    ----------
    texts : pyarrow array or chunked array of strings, shape (n_texts,)
        All answers, or distinct ones with their `counts`. A null counts as an empty text.
    counts : ndarray of int64, shape (n_texts,), optional
        Answers that each text stands for; one by default.
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
    distinct = distinct_texts(hashes, counts=counts)
    signatures = sign(batch, rows=distinct.rows, min_words=min_words, threads=threads)
    links = link_codes(batch, distinct.rows, signatures, threshold=similarity, threads=threads)
    n_words, n_shingles = signatures.n_words, signatures.n_shingles
    del signatures  # of millions of texts, as large as the texts
    centres = _centres(batch, distinct, n_shingles, links, similarity)
    stars, star = np.unique(centres, return_inverse=True)
    found = Families(
        family=star[distinct.places],
        wording=distinct.places,
        n_answers=_added(distinct.n_answers, star, len(stars)),
        n_wordings=np.bincount(star, minlength=len(stars)),
        n_own=_own_words(batch, distinct, n_shingles, centres),
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
    batch: Texts,
    distinct: DistinctTexts,
    n_shingles: NDArray[np.int32],
    links: NDArray[np.int64],
    threshold: float,
) -> NDArray[np.int64]:
    """Return the centre of each distinct text."""
    n_texts = len(distinct.rows)
    indptr, neighbours, around = near_kernels.surround(links, distinct.n_answers)
    # Only linked texts are visited: in order of the answers around them, then of their hash.
    linked = np.flatnonzero(np.diff(indptr))
    order = linked[np.argsort(-around[linked], kind="stable")]
    centres = np.arange(n_texts)
    centres[linked] = -1
    near_kernels.gather_stars(
        *readable(batch, distinct.rows),
        n_shingles,
        indptr,
        neighbours,
        order,
        threshold,
        centres,
    )
    return centres


def _own_words(
    batch: Texts,
    distinct: DistinctTexts,
    n_shingles: NDArray[np.int32],
    centres: NDArray[np.int64],
) -> NDArray[np.int32]:
    """Count the own words of each family, in the order of the centres."""
    stars, star = np.unique(centres, return_inverse=True)
    measured = _added(distinct.n_answers, star, len(stars)) >= MEASURED
    measured &= n_shingles[stars] > 0
    # Each centre before the others of its family.
    members = np.lexsort((centres != np.arange(len(centres)), star))
    members = members[measured[star[members]]]
    families, starts = np.unique(star[members], return_index=True)
    readings = readable(batch, distinct.rows)
    # A word has a byte at least.
    ends, rows = readings[1], distinct.rows[stars[families]]
    size = int((ends[rows + 1] - ends[rows]).sum())
    hashes, columns = np.empty(size, np.uint64), np.empty((3, size), np.int64)
    n_runs = near_kernels.common_runs(
        *readings,
        members,
        np.append(starts, len(members)),
        distinct.n_answers[members],
        RUN,
        hashes,
        *columns,
    )
    groups, places, inside = columns[:, :n_runs]
    keys, key = np.unique(hashes[:n_runs], return_inverse=True)
    totals = np.empty(len(keys), np.int64)
    near_kernels.count_runs(*readings[:6], keys, distinct.n_answers, RUN, totals)
    own = 2 * inside >= totals[key]
    sums = np.zeros(len(stars), np.int32)
    np.add.at(sums, families[groups[own]], _new_words(groups[own], places[own]))
    return sums


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


def spread(found: Families, distinct: DistinctTexts) -> Families:
    """Give each answer the family of its text.

    Parameters
    ----------
    found : Families
        Those of the texts ``distinct.rows``, in this order, with ``counts=distinct.n_answers``.
    distinct : DistinctTexts
        Of all answers.

    Returns
    -------
    Families
        The same as `families` of all answers: what has millions of answers need not have them in
        memory at the same time.

    Examples
    --------
    >>> import pyarrow as pa
    >>> from civiscope.corpus.families import distinct_texts, families, spread
    >>> from civiscope.corpus.segmentation import normalised_hash
    >>> texts = pa.array(["Oui !", "Non", "oui"])
    >>> distinct = distinct_texts(normalised_hash(texts))
    >>> found = families(texts.take(pa.array(distinct.rows)), counts=distinct.n_answers)
    >>> spread(found, distinct).family.tolist()
    [0, 1, 0]
    """
    return replace(
        found,
        family=found.family[distinct.places],
        wording=found.wording[distinct.places],
        centres=distinct.rows[found.centres],
    )
