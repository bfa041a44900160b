"""Texts cut into tokens, with their place in the text, by one compiled loop over Arrow's bytes.

The rules need no language: French and English have one set. They know of elision (l', qu',
jusqu'), compounds, clitics, apostrophes and hyphens of all kinds, numbers, addresses and emoji.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from civiscope.corpus import kernels
from civiscope.corpus.characters import character_tables, compositions
from civiscope.corpus.lexicons import read_sections
from civiscope.errors import InputError

Texts = Any
"""A pyarrow StringArray, LargeStringArray, StringViewArray or ChunkedArray of these."""

WORD, NUMBER, ADDRESS, SIGN = kernels.WORD, kernels.NUMBER, kernels.ADDRESS, kernels.SIGN
"""Kinds of tokens; an address is a URL or an e-mail, a sign an emoji or another symbol."""

_OPEN_ADDRESSING = 2
"""Slots for each key at least: most look-ups are of what is not there, and stop at the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cuts:
    """Where a batch of texts was cut, in the order of the texts.

    Attributes
    ----------
    indptr : ndarray of int64, shape (n_texts + 1,)
        The tokens of text i are those from ``indptr[i]`` to ``indptr[i + 1]``.
    marks : ndarray of uint8, shape (n_tokens,)
        Kind, break and case, in bits; see the properties.
    """

    indptr: NDArray[np.int64]
    marks: NDArray[np.uint8]

    @property
    def kinds(self) -> NDArray[np.uint8]:
        """`WORD`, `NUMBER`, `ADDRESS` or `SIGN` for each token, shape (n_tokens,)."""
        return self.marks & np.uint8(kernels.KIND_MASK)

    @property
    def breaks(self) -> NDArray[np.uint8]:
        """What stands before each token, shape (n_tokens,).

        2 for the start of the text, the end of a sentence or a line, 1 for a comma, bracket, dash
        or quotation mark, 0 for none of these.
        """
        return self.marks >> np.uint8(kernels.BREAK_SHIFT) & np.uint8(kernels.BREAK_MASK)

    @property
    def cases(self) -> NDArray[np.uint8]:
        """2 where every letter is a capital (two at least), 1 where the first one is, else 0."""
        return self.marks >> np.uint8(kernels.CASE_SHIFT) & np.uint8(kernels.CASE_MASK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens(Cuts):
    """The tokens of a batch of texts, in the order of the texts.

    Attributes
    ----------
    texts : pyarrow.LargeStringArray
        The texts themselves, null as empty, shape (n_texts,).
    starts, ends : ndarray of int32, shape (n_tokens,)
        Bytes from the start of the text: ``text.encode()[start:end]`` is the token as typed.
    hashes : ndarray of uint64, shape (n_tokens,)
        Hash of the folded form: small letters, composed accents kept, ' for every apostrophe, -
        for every hyphen, nothing invisible, no space within a number.
    """

    texts: Any
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    hashes: NDArray[np.uint64]


def segment(texts: Texts) -> Tokens:
    """Cut texts into tokens.

    Parameters
    ----------
    texts : pyarrow array or chunked array of strings, shape (n_texts,)
        The batch. A null counts as an empty text.

    Returns
    -------
    Tokens
        The tokens of each text depend on nothing but the text, so that batches may be cut
        anywhere. Memory is some 18 bytes for each token beside the texts.

    Raises
    ------
    InputError
        Where `texts` holds no strings, or bytes that are not UTF-8.

    Notes
    -----
    An elision is a token with its apostrophe ("l'", "qu'"). Hyphens separate, as in "faut-il",
    unless the published lexicon ``segmentation.txt`` has the compound ("peut-être") or a prefix
    before it ("co-construction"). Apostrophes inside other words join ("prud'homme", "don't"); the
    English 's is a token. Thousands, decimals and the sign for per cent belong to their number.
    Languages written without spaces are not cut.

    Examples
    --------
    >>> import pyarrow as pa
    >>> from civiscope.corpus.segmentation import segment, token_texts
    >>> tokens = segment(pa.array(["Faut-il qu’il paie 1 000 € d'impôts, aujourd’hui ?"]))
    >>> token_texts(tokens).to_pylist()
    ['Faut', 'il', 'qu’', 'il', 'paie', '1 000', '€', "d'", 'impôts', 'aujourd’hui']
    """
    batch = as_large_strings(texts)
    data, offsets = text_bytes(batch)
    # One place a byte: what is never written takes no memory, and nothing is copied.
    size = int(offsets[-1] - offsets[0])
    starts, ends = np.empty(size, np.int32), np.empty(size, np.int32)
    marks, hashes = np.empty(size, np.uint8), np.empty(size, np.uint64)
    indptr = np.zeros(len(offsets), np.int64)
    kernels.scan(data, offsets, *scanner_tables(), starts, ends, marks, hashes, indptr)
    return Tokens(
        texts=batch,
        indptr=indptr,
        starts=starts[: indptr[-1]],
        ends=ends[: indptr[-1]],
        marks=marks[: indptr[-1]],
        hashes=hashes[: indptr[-1]],
    )


def token_texts(tokens: Tokens) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Return the tokens as they were typed.

    Returns
    -------
    pyarrow.LargeStringArray, shape (n_tokens,)

    Examples
    --------
    >>> import pyarrow as pa
    >>> from civiscope.corpus.segmentation import segment, token_texts
    >>> token_texts(segment(pa.array(["C'est-à-dire", None]))).to_pylist()
    ["C'est-à-dire"]
    """
    data, _ = text_bytes(tokens.texts)
    starts, ends = absolute_places(tokens)
    typed = [data[start:end].tobytes() for start, end in zip(starts, ends, strict=True)]
    return pa.array(typed, pa.large_binary()).cast(pa.large_string())


def absolute_places(tokens: Tokens) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return where the tokens start and end in the bytes of the whole batch."""
    _, offsets = text_bytes(tokens.texts)
    origins = np.repeat(offsets[:-1], np.diff(tokens.indptr))
    return origins + tokens.starts, origins + tokens.ends


def normalised_hash(texts: Texts) -> NDArray[np.uint64]:
    """Hash texts so that those which say the same, letter for letter, have the same hash.

    Parameters
    ----------
    texts : pyarrow array or chunked array of strings, shape (n_texts,)
        The batch. A null counts as an empty text.

    Returns
    -------
    ndarray of uint64, shape (n_texts, 2)
        128 bits. A text without a letter, digit or symbol has that of the empty text.

    Notes
    -----
    What is hashed: the runs of letters and digits, and each symbol (emoji, €, %, +), in order, one
    space between them. Letters are folded and stripped of accents, œ is oe. Nothing else counts:
    neither case, punctuation, apostrophes, hyphens nor the number of spaces. "C'est l'État !" is
    "c est l etat"; "peut-être" is "peut etre" but not "peutetre".

    Examples
    --------
    >>> import pyarrow as pa
    >>> from civiscope.corpus.segmentation import normalised_hash
    >>> hashes = normalised_hash(pa.array(["C’est l’État !", "c est  l'etat", "l’État"]))
    >>> [bool((one == hashes[0]).all()) for one in hashes]
    [True, True, False]
    """
    data, offsets = text_bytes(as_large_strings(texts))
    hashes = np.empty((len(offsets) - 1, 2), np.uint64)
    tables = character_tables()
    kernels.hash_texts(data, offsets, tables.entries, tables.bare, hashes)
    return hashes


def as_tokens(texts: Texts | Tokens) -> Tokens:
    """Return the tokens of texts, or tokens as they are."""
    return texts if isinstance(texts, Tokens) else segment(texts)


def as_large_strings(texts: Texts) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Return texts as one pyarrow.LargeStringArray of valid UTF-8, null as empty."""
    kind = texts.type
    if not (pa.types.is_string(kind) or pa.types.is_large_string(kind)):
        raise InputError(
            f"Expected an Arrow column of strings, got {kind}. Cast the column to string first."
        )
    batch = texts.cast(pa.large_string())
    if isinstance(batch, pa.ChunkedArray):
        batch = batch.combine_chunks()
    if batch.null_count:
        batch = batch.fill_null("")
    try:
        batch.validate(full=True)
    except pa.ArrowInvalid as error:
        raise InputError(
            "Expected texts in UTF-8, got bytes that are not. Read the file in its own encoding."
        ) from error
    return batch


def text_bytes(batch: Any) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:  # noqa: ANN401
    """Return the bytes of a LargeStringArray and where its texts start, without copying them."""
    _, places, content = batch.buffers()
    data = np.frombuffer(content or b"\0", np.uint8)
    if not len(batch):
        return data, np.zeros(1, np.int64)
    offsets = np.frombuffer(places, np.int64)[batch.offset : batch.offset + len(batch) + 1]
    return data, offsets.copy()


@cache
def scanner_tables() -> tuple[NDArray[np.int32], NDArray[np.uint64], NDArray[np.int32]]:
    """Build what the compiled loops look up: characters, then keys and values of what joins.

    The keys are both those of the joining rules and of letters with their combining marks.
    """
    characters = character_tables()
    pairs, rules = compositions(), joining_rules()
    keys = kernels.composition_keys(np.array(list(pairs), np.int64))
    folded = characters.entries[list(pairs.values())] & np.int32(kernels.FOLD_MASK)
    flags = np.array(list(rules.values()), np.int32)
    table = lookup_table(
        np.concatenate((keys, hash_forms(list(rules)))), np.concatenate((folded, flags))
    )
    return characters.entries, *table


def lookup_table(
    keys: NDArray[np.uint64], values: NDArray[np.int32], *, room: int = 0
) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
    """Return an open-addressed table from keys to values of 0 or more, for `kernels.find`.

    Parameters
    ----------
    keys : ndarray of uint64, shape (n_keys,)
    values : ndarray of int32, shape (n_keys,)
    room : int, optional
        Keys that the table must be able to take, where more are to come.

    Returns
    -------
    tuple of ndarray, shape (n_slots,)
        Keys, and values or -1, in their slots.
    """
    slots = 1 << (_OPEN_ADDRESSING * max(len(keys), room)).bit_length()
    table = np.zeros(slots, np.uint64), np.full(slots, -1, np.int32)
    kernels.fill(*table, keys, values)
    return table


def joining_rules() -> dict[str, int]:
    """Return what is joined, as flags, by what stands before it with the sign that joins.

    Examples
    --------
    >>> from civiscope.corpus.kernels import ELISION, PARTIAL
    >>> from civiscope.corpus.segmentation import joining_rules
    >>> joining_rules()["rendez-"] == PARTIAL, joining_rules()["l'"] == ELISION
    (True, True)
    """
    words = read_sections("segmentation.txt")
    flags: dict[str, int] = {}
    for name, sign, flag in _SECTIONS:
        for word in words[name]:
            flags[word + sign] = flags.get(word + sign, 0) | flag
    for compound in words["compounds"]:
        flags[compound] = flags.get(compound, 0) | kernels.WHOLE
        for place, sign in enumerate(compound):
            if sign in "'-":
                start = compound[: place + 1]
                flags[start] = flags.get(start, 0) | kernels.PARTIAL
    return flags


_SECTIONS = (
    ("elisions", "'", kernels.ELISION),
    ("prefixes", "-", kernels.PREFIX),
    ("domains", "", kernels.DOMAIN),
    ("schemes", "", kernels.SCHEME),
    ("hosts", "", kernels.HOST),
)


def hash_forms(forms: list[str]) -> NDArray[np.uint64]:
    """Hash folded forms as `segment` hashes the tokens that have them.

    Parameters
    ----------
    forms : list of str, length n_forms
        Folded: what is not is hashed as it is and meets no token.

    Returns
    -------
    ndarray of uint64, shape (n_forms,)
    """
    return kernels.hash_folded(*text_bytes(pa.array(forms, pa.large_string())))
