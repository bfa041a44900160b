"""Near-duplicates among the texts of all batches."""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from civiscope.corpus.families import DistinctTexts, Families, distinct_texts, families, spread
from civiscope.corpus.segmentation import as_large_strings, text_bytes
from civiscope.tables import TEXT, Contributions, read_batches


def find_families(
    contributions: Contributions, hashes: NDArray[np.uint64], *, threads: int
) -> Families:
    """Gather near-duplicates among the distinct texts, which alone are held in memory.

    Parameters
    ----------
    contributions : Contributions
        In canonical form.
    hashes : ndarray of uint64, shape (n_answers, 2)
        The normalised hash of each text.
    threads : int
        Among which the texts are divided; no bit depends on it.
    """
    in_order = _by_row(distinct_texts(hashes))
    texts = _texts_at(contributions, in_order.rows)
    return spread(families(texts, counts=in_order.n_answers, threads=threads), in_order)


def _by_row(distinct: DistinctTexts) -> DistinctTexts:
    """Give distinct texts numbers in the order of their rows, in which they are read."""
    order = np.argsort(distinct.rows)
    numbers = np.empty(len(order), np.int64)
    numbers[order] = np.arange(len(order))
    return DistinctTexts(
        rows=distinct.rows[order],
        places=numbers[distinct.places],
        n_answers=distinct.n_answers[order],
    )


def _texts_at(contributions: Contributions, rows: NDArray[np.int64]) -> pa.LargeStringArray:
    """Read the texts of some rows, given in ascending order, without holding them twice."""
    lengths = [pc.binary_length(texts) for texts in _taken(contributions, rows)]
    ends = np.cumsum(np.concatenate([[0], *lengths]), dtype=np.int64)
    letters = np.empty(ends[-1], np.uint8)
    first = 0
    for texts in _taken(contributions, rows):
        data, offsets = text_bytes(texts)
        n_bytes = offsets[-1] - offsets[0]
        letters[first : first + n_bytes] = data[offsets[0] : offsets[-1]]
        first += n_bytes
    return pa.LargeStringArray.from_buffers(len(rows), pa.py_buffer(ends), pa.py_buffer(letters))


def _taken(contributions: Contributions, rows: NDArray[np.int64]) -> Iterator[pa.LargeStringArray]:
    first = 0
    for batch in read_batches(contributions.path, (TEXT,)):
        inside = slice(*np.searchsorted(rows, [first, first + len(batch)]))
        yield as_large_strings(batch[TEXT].take(pa.array(rows[inside] - first)))
        first += len(batch)
