"""How often each folded form occurs, as integers that add up whatever the batches."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from civiscope.corpus import kernels
from civiscope.corpus.segmentation import (
    Texts,
    Tokens,
    absolute_places,
    as_tokens,
    lookup_table,
    scanner_tables,
    text_bytes,
)

FORM_BYTES = 64
"""Longer forms are counted together, not one by one: no word of either language is as long, and
what is (a line of dashes and letters, pasted code) would let the vocabulary grow without bound."""

_SPARE_BYTES = 16
"""What the last character of a form, or its expansion, may take beyond the limit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormCounts:
    """Counts of folded forms of words and numbers, in the order of their hashes.

    Attributes
    ----------
    forms : pyarrow.LargeStringArray, shape (n_forms,)
        The forms: small letters, composed accents.
    hashes : ndarray of uint64, shape (n_forms,)
        Their hashes, increasing: the same whatever the batches and their order.
    documents : ndarray of int64, shape (n_forms,)
        Texts that have the form.
    tokens : ndarray of int64, shape (n_forms,)
        Tokens that have it.
    capitals : ndarray of int64, shape (n_forms,)
        Tokens written in capitals ("RIC").
    inside : ndarray of int64, shape (n_forms,)
        Tokens that do not begin a sentence.
    initials : ndarray of int64, shape (n_forms,)
        Tokens among these with a capital for their first letter only ("France").
    n_texts : int
        Texts counted.
    n_set_aside : int
        Tokens whose form is longer than `FORM_BYTES` bytes, which are not in the table.
    """

    forms: Any
    hashes: NDArray[np.uint64]
    documents: NDArray[np.int64]
    tokens: NDArray[np.int64]
    capitals: NDArray[np.int64]
    inside: NDArray[np.int64]
    initials: NDArray[np.int64]
    n_texts: int
    n_set_aside: int


_ROOM = 1 << 15
"""Forms for which there is room at first; a batch of 100,000 answers has some 40,000."""

_HELD = 16
"""Counts of batches that are held before they are added up."""

_COUNTS = ("documents", "tokens", "capitals", "inside", "initials")


def count_forms(texts: Texts | Tokens) -> FormCounts:
    """Count the folded forms of the words and numbers of a batch.

    Parameters
    ----------
    texts : pyarrow array of strings or Tokens, shape (n_texts,)
        The batch, or what `segment` made of it.

    Returns
    -------
    FormCounts
        To be merged with those of other batches. Addresses and signs are not counted.

    Examples
    --------
    >>> import pyarrow as pa
    >>> from civiscope.corpus.forms import count_forms
    >>> counts = count_forms(pa.array(["L'impôt, l'IMPÔT", "Impôt"]))
    >>> dict(zip(counts.forms.to_pylist(), counts.documents.tolist())) == {"l'": 1, "impôt": 2}
    True
    """
    tokens = as_tokens(texts)
    examples, counts = _tally(tokens)
    order = np.argsort(tokens.hashes[examples])
    examples, counts = examples[order], counts[order]
    forms, kept = _folded_forms(tokens, examples)
    columns = dict(zip(_COUNTS, counts[kept].T.copy(), strict=True))
    return FormCounts(
        forms=forms.filter(pa.array(kept)),
        hashes=tokens.hashes[examples][kept],
        **columns,
        n_texts=len(tokens.texts),
        n_set_aside=int(counts[:, 1].sum() - columns["tokens"].sum()),
    )


def _tally(tokens: Tokens) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return one token of each form, and the counts of the form in the order of `_COUNTS`."""
    n_texts, text, n_forms, room = len(tokens.indptr) - 1, 0, 0, _ROOM
    # For each form: one of its tokens, the last text that had it, then its counts.
    seen = np.zeros((room, 2 + len(_COUNTS)), np.int64)
    while True:
        table = lookup_table(
            tokens.hashes[seen[:n_forms, 0]], np.arange(n_forms, dtype=np.int32), room=room
        )
        text, n_forms = kernels.count(
            tokens.hashes, tokens.marks, tokens.indptr, text, n_forms, *table, seen
        )
        if text == n_texts:
            return seen[:n_forms, 0], seen[:n_forms, 2:]
        room = 2 * (n_forms + int(tokens.indptr[text + 1] - tokens.indptr[text]))
        seen = np.vstack((seen[:n_forms], np.zeros((room - n_forms, seen.shape[1]), np.int64)))


def _folded_forms(tokens: Tokens, examples: NDArray[np.int64]) -> tuple[Any, NDArray[np.bool_]]:
    """Write the folded form of each example, and tell which are not too long."""
    data, _ = text_bytes(tokens.texts)
    starts, ends = (places[examples] for places in absolute_places(tokens))
    out = np.empty(len(examples) * (FORM_BYTES + _SPARE_BYTES), np.uint8)
    offsets = np.zeros(len(examples) + 1, np.int64)
    kernels.write_forms(data, starts, ends, FORM_BYTES, *scanner_tables(), out, offsets)
    content = pa.py_buffer(out[: offsets[-1]].copy())
    forms = pa.LargeStringArray.from_buffers(len(examples), pa.py_buffer(offsets), content)
    return forms, np.diff(offsets) > 0


def merge_counts(parts: Iterable[FormCounts]) -> FormCounts:
    """Add the counts of batches.

    Parameters
    ----------
    parts : iterable of FormCounts
        In any order; none makes counts of no text.

    Returns
    -------
    FormCounts
        The same, to the last bit, as `count_forms` of all texts in one batch in any order.

    Notes
    -----
    Forms are told apart by their hash of 64 bits. Among ten million forms, that two have the same
    one has a chance of three in a million.

    Examples
    --------
    >>> import pyarrow as pa
    >>> from civiscope.corpus.forms import count_forms, merge_counts
    >>> merged = merge_counts([count_forms(pa.array(["oui"])), count_forms(pa.array(["Oui !"]))])
    >>> merged.forms.to_pylist(), merged.documents.tolist(), merged.n_texts
    (['oui'], [2], 2)
    """
    held: list[FormCounts] = []
    for part in parts:
        held.append(part)
        if len(held) == _HELD:
            held = [_merged(held)]
    return _merged(held) if held else count_forms(pa.array([], pa.large_string()))


def _merged(batches: list[FormCounts]) -> FormCounts:
    every = np.concatenate([batch.hashes for batch in batches])
    hashes, first, rows = np.unique(every, return_index=True, return_inverse=True)
    forms = pa.chunked_array([batch.forms for batch in batches], pa.large_string())
    columns = {name: _added(batches, name, rows, len(hashes)) for name in _COUNTS}
    return FormCounts(
        forms=forms.take(pa.array(first)).combine_chunks(),
        hashes=hashes,
        **columns,
        n_texts=sum(batch.n_texts for batch in batches),
        n_set_aside=sum(batch.n_set_aside for batch in batches),
    )


def _added(
    batches: list[FormCounts], name: str, rows: NDArray[np.int64], n_forms: int
) -> NDArray[np.int64]:
    every = np.concatenate([getattr(batch, name) for batch in batches])
    sums = np.zeros(n_forms, np.int64)
    np.add.at(sums, rows, every)
    return sums
