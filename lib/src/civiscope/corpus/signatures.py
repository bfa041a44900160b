"""Short signatures of texts, by which those that share most of their letters are found.

A text is read as the set of its *shingles*: the runs of five characters of its normalised form
(`segmentation.normalised_hash` says which). How alike two texts are is the share of shingles that
both have among those that either has, Jaccard's index [1]_.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from civiscope.corpus import near_kernels
from civiscope.corpus.characters import character_tables
from civiscope.corpus.kernels import (
    CLASS_MASK,
    CLASS_SHIFT,
    DIGIT,
    EXPANDED,
    EXPANSION,
    FOLD_MASK,
    INVISIBLE,
    MARK,
    PERCENT,
    SYMBOL,
)
from civiscope.corpus.segmentation import Texts, as_large_strings, text_bytes
from civiscope.errors import InputError
from civiscope.threads import map_threads

MIN_WORDS = 12
"""Words of the shortest text that is compared letter by letter. Below, people who do not know each
other write the same: among the 222,738 answers of the Grand débat, the most repeated text of 8
words was sent 211 times, of 10 words 22 times, of 11 words 4 times; from 12 on, what was sent more
than 5 times was copied."""

_SHORTEST = 3
"""Words that make at least one shingle, whatever their letters."""

_CODE_POINTS = 0x110000

Readable = tuple[Any, Any, Any, Any, Any, Any, Any, Any]
"""The first arguments of each compiled loop; see `readable`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatures:
    """What is kept of each text to find those that are like it: 155 bytes.

    Attributes
    ----------
    n_words : ndarray of int32, shape (n_texts,)
        Runs of letters and digits: "l'État" has two.
    n_shingles : ndarray of int32, shape (n_texts,)
        Distinct shingles; 0 for a text that is too short to be compared.
    sketches : ndarray of uint8, shape (n_texts, 63)
        The last four bits of each minimum, two in a byte. Jaccard's index is estimated by the share
        of equal ones, of which one in sixteen is equal by chance (Li and König, 2010, "b-bit
        minwise hashing", WWW).
    keys : ndarray of uint32, shape (n_texts, 21)
        A hash of the six minima of each band.
    """

    n_words: NDArray[np.int32]
    n_shingles: NDArray[np.int32]
    sketches: NDArray[np.uint8]
    keys: NDArray[np.uint32]


def sign(
    texts: Texts,
    *,
    rows: NDArray[np.int64] | None = None,
    min_words: int = MIN_WORDS,
    threads: int = 1,
) -> Signatures:
    r"""Sign texts, so that the more two are alike the more of their signatures is equal.

    Parameters
    ----------
    texts : pyarrow array or chunked array of strings, shape (n_texts,)
        The batch. A null counts as an empty text.
    rows : ndarray of int64, shape (n_rows,), optional
        Which texts to sign, and in which order; all of them by default.
    min_words : int, optional
        Words of the shortest text that is signed, 3 at least.
    threads : int, optional
        Among which the texts are divided; no bit depends on it.

    Returns
    -------
    Signatures
        Each row depends on its text alone, so that batches may be signed anywhere and merged.

    Raises
    ------
    InputError
        Where `texts` holds no strings, or `min_words` is less than 3.

    Notes
    -----
    For a random order of all shingles, two sets have the same minimum with the probability of
    their Jaccard index :math:`J = |A \cap B| / |A \cup B|` (MinHash, [1]_). The 126 minima of a
    text come from few passes over its shingles: a hash sends each shingle to one of 126 places,
    where the smallest is kept [2]_; as long as places are empty, another hash sends the shingles
    again, and only the empty places take them [3]_. Unlike copying from a neighbour or a random
    place [4]_, this keeps the minima of short texts independent, and costs about as much.

    The minima make 21 bands of six. Two texts meet if all six of a band are equal, which happens
    with probability :math:`1 - (1 - J^6)^{21}`: 0.998 at J = 0.8, 0.63 at 0.6, and less than
    one in a million at 0.06, which is what unrelated answers share ([5]_, section 3.4).

    References
    ----------
    .. [1] A. Z. Broder (1997), "On the resemblance and containment of documents", SEQUENCES.
    .. [2] P. Li, A. Owen, C.-H. Zhang (2012), "One permutation hashing", NIPS.
    .. [3] S. Dahlgaard, M. B. T. Knudsen, M. Thorup (2017), "Fast similarity sketching", FOCS.
    .. [4] A. Shrivastava (2017), "Optimal densification for fast and accurate minwise hashing",
       ICML.
    .. [5] J. Leskovec, A. Rajaraman, J. D. Ullman (2020), "Mining of massive datasets", 3rd ed.,
       chapter 3.

    Examples
    --------
    >>> import pyarrow as pa
    >>> from civiscope.corpus.signatures import sign
    >>> signatures = sign(pa.array(["Vive le vote blanc !", "vive, le vote BLANC", "Oui"]),
    ...                   min_words=3)
    >>> signatures.n_words.tolist(), signatures.n_shingles.tolist()
    ([4, 4, 1], [14, 14, 0])
    >>> bool((signatures.keys[0] == signatures.keys[1]).all())
    True
    """
    if min_words < _SHORTEST:
        raise InputError(
            f"Expected texts of at least {_SHORTEST} words to be compared, got {min_words}. "
            "Shorter ones have no shingle."
        )
    batch = as_large_strings(texts)
    every = np.arange(len(batch)) if rows is None else rows
    signatures = _room(len(every))
    bounds = np.linspace(0, len(every), threads + 1, dtype=np.int64)

    def write(first: int, end: int) -> None:
        near_kernels.sign(
            *readable(batch, every[first:end]),
            min_words,
            *(getattr(signatures, field.name)[first:end] for field in fields(Signatures)),
        )

    map_threads(write, bounds[:-1], bounds[1:], threads=threads)
    return signatures


def _room(n_texts: int) -> Signatures:
    return Signatures(
        n_words=np.empty(n_texts, np.int32),
        n_shingles=np.empty(n_texts, np.int32),
        sketches=np.zeros((n_texts, near_kernels.VALUES // 2), np.uint8),
        keys=np.zeros((n_texts, near_kernels.BANDS), np.uint32),
    )


def merge_signatures(parts: Iterable[Signatures]) -> Signatures:
    """Put the signatures of batches one after the other.

    Parameters
    ----------
    parts : iterable of Signatures
        In the order of their texts.

    Returns
    -------
    Signatures
        The same as `sign` of all texts in one batch.

    Examples
    --------
    >>> import pyarrow as pa
    >>> from civiscope.corpus.signatures import merge_signatures, sign
    >>> merge_signatures([sign(pa.array(["oui"])), sign(pa.array(["ah non"]))]).n_words.tolist()
    [1, 2]
    """
    batches = [_room(0), *parts]
    columns = {
        field.name: np.concatenate([getattr(batch, field.name) for batch in batches])
        for field in fields(Signatures)
    }
    return Signatures(**columns)


def readable(texts: Any, rows: NDArray[np.int64]) -> Readable:  # noqa: ANN401
    """Return what each compiled loop reads of texts, and room for the longest of them.

    Parameters
    ----------
    texts : pyarrow.LargeStringArray, shape (n_texts,)
    rows : ndarray of int64, shape (n_rows,)
        The text of each number that a loop is given.

    Returns
    -------
    tuple
        Bytes, where texts start, rows, the tables of plain characters, then room for the code
        points of a text and for the table of its shingles.
    """
    data, offsets = text_bytes(texts)
    plain, parts = plain_tables()
    # A sign takes a space before it; another character that becomes several has two bytes.
    growth = max(2, (parts.shape[1] + 2) // 2)
    n_codes = growth * int(np.diff(offsets).max(initial=0)) + near_kernels.SHINGLE
    slots = max(16, 1 << (2 * n_codes).bit_length())
    room = np.empty(n_codes, np.int32), np.empty(slots, np.uint64), np.zeros(slots, np.int64)
    return data, offsets, rows, plain, parts, *room


@cache
def plain_tables() -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Build what the compiled loops look up to normalise a text.

    Returns
    -------
    tuple of ndarray of int32, shapes (0x110000,) and (n_several, width)
        For each code point, what stands for it, or that it separates or counts for nothing; then
        the letters of those that become several, the rest 0.

    Examples
    --------
    >>> from civiscope.corpus.signatures import plain_tables
    >>> plain, parts = plain_tables()
    >>> chr(plain[ord("É")])
    'e'
    """
    tables = character_tables()
    entries, bare = tables.entries[:_CODE_POINTS], tables.bare
    kinds = entries >> CLASS_SHIFT & CLASS_MASK
    signs = np.isin(kinds, (SYMBOL, PERCENT))
    several, single = entries & EXPANDED != 0, entries & FOLD_MASK
    plain = np.where(several, 0, bare[np.where(several, 0, single)])
    several |= plain & EXPANDED != 0
    rows = np.flatnonzero(several & (kinds <= DIGIT))
    letters = [_letters(tables.entries, bare, int(entries[row])) for row in rows]
    plain[rows] = np.arange(len(rows)) | near_kernels.SEVERAL
    plain[signs] |= near_kernels.SIGN
    plain[(kinds > DIGIT) & ~signs] = near_kernels.APART
    plain[(kinds == MARK) | (kinds == INVISIBLE)] = near_kernels.SKIPPED
    parts = np.zeros((len(rows), max(map(len, letters))), np.int32)
    for row, text in enumerate(letters):
        parts[row, : len(text)] = text
    return plain.astype(np.int32), parts


def _letters(entries: NDArray[np.int32], bare: NDArray[np.int32], entry: int) -> list[int]:
    """Return the unaccented letters of an entry."""
    folded = _expanded(entries, entry)
    return [part for letter in folded for part in _expanded(entries, int(bare[letter]))]


def _expanded(entries: NDArray[np.int32], entry: int) -> list[int]:
    letter = entry & FOLD_MASK
    if not entry & EXPANDED:
        return [letter]
    return [int(part) for part in entries[letter : letter + EXPANSION] if part]


def shared_shingles(
    texts: Any,  # noqa: ANN401 - pyarrow has no types
    rows: NDArray[np.int64],
    codes: NDArray[np.int64],
) -> NDArray[np.int32]:
    """Count the distinct shingles that the texts of each pair share.

    Parameters
    ----------
    texts : pyarrow.LargeStringArray, shape (n_texts,)
    rows : ndarray of int64, shape (n_rows,)
        The text of each number that stands in a pair.
    codes : ndarray of int64, shape (n_pairs,)
        The first of each pair times 2³², plus its second; increasing.

    Returns
    -------
    ndarray of int32, shape (n_pairs,)
    """
    shared = np.empty(len(codes), np.int32)
    near_kernels.overlaps(*readable(texts, rows), codes, shared)
    return shared
