"""Near-duplicates among the texts of all batches."""

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from civiscope.corpus.families import Families, distinct_texts, gather_families
from civiscope.corpus.segmentation import as_large_strings
from civiscope.tables import TEXT, Contributions, read_batch
from civiscope.threads import map_threads


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
    distinct = distinct_texts(hashes)
    # They are named in the order of their hashes, and read in that of their rows.
    order = np.argsort(distinct.rows)
    places = np.empty_like(order)
    places[order] = np.arange(len(order))
    texts = _texts_at(contributions, distinct.rows[order], threads)
    del order
    # Arrow keeps what it no longer needs, and nearly all of it is NumPy's turn now.
    pa.default_memory_pool().release_unused()
    found = gather_families(texts, places, distinct, hashes, threads=threads)
    del texts
    pa.default_memory_pool().release_unused()
    return found


def _texts_at(
    contributions: Contributions, rows: NDArray[np.int64], threads: int
) -> pa.LargeStringArray:
    """Read the texts of some rows, given in ascending order."""
    path, metadata = contributions.path, pq.read_metadata(contributions.path)
    sizes = [metadata.row_group(group).num_rows for group in range(metadata.num_row_groups)]
    starts = np.cumsum([0, *sizes])
    bounds = np.searchsorted(rows, starts)

    def taken(group: int) -> pa.LargeStringArray:
        inside = rows[bounds[group] : bounds[group + 1]] - starts[group]
        return as_large_strings(read_batch(path, group, (TEXT,))[TEXT].take(pa.array(inside)))

    return pa.concat_arrays(map_threads(taken, range(len(sizes)), threads=threads))
