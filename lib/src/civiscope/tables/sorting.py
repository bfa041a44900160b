"""Sort more rows than fit in memory.

DuckDB 2.0 was tried first: it keeps blocks of whole rows at hand while it sorts, and gives up with
a memory of 1 GB where texts are of 6 kB. Here memory does not depend on the length of rows.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain
from pathlib import Path
from typing import Any, TypeAlias

import pyarrow as pa
import pyarrow.compute as pc

#: The bytes of each run that are in memory while runs are merged.
WINDOW_BYTES = 4_000_000
# Copies of a run in memory at once: gathered, in one piece, in order, and the next being gathered.
RUNS_AT_ONCE = 6
# Strings of one Arrow array lie within 2 GB.
RUN_BYTES = 1_000_000_000

Batches: TypeAlias = Iterator[pa.RecordBatch]


def sort_batches(
    batches: Iterable[pa.RecordBatch], folder: Path, *, memory_bytes: int
) -> Iterator[pa.RecordBatch]:
    """Yield rows sorted by their first column, in the order of bytes.

    Parameters
    ----------
    batches : iterable of RecordBatch
        The rows; the first column is of strings, without null.
    folder : Path
        An empty folder, for sorted runs where the rows do not fit in memory.
    memory_bytes : int
        What may be kept in memory.

    Yields
    ------
    RecordBatch
        The rows in order; those with equal keys in no order that can be relied upon.
    """
    tables = _gathered(batches, min(RUN_BYTES, memory_bytes // RUNS_AT_ONCE))
    first, second = next(tables, None), next(tables, None)
    if first is None:
        return
    if second is None:
        yield from _in_order(first).to_batches()
        return
    runs = _write_runs(chain([first, second], tables), folder)
    del first, second
    yield from ahead(_merged([_read_run(run) for run in runs]))


def ahead(batches: Batches) -> Batches:
    """Yield batches, and have the next one made by another thread in the meantime."""
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(next, batches, None)
        while (batch := coming.result()) is not None:
            coming = pool.submit(next, batches, None)
            yield batch


def _gathered(batches: Iterable[pa.RecordBatch], run_bytes: int) -> Iterator[pa.Table]:
    """Yield tables of many batches, each as large as a run may be."""
    waiting: list[pa.RecordBatch] = []
    size = 0
    for batch in batches:
        if waiting and size + batch.nbytes > run_bytes:
            yield pa.Table.from_batches(waiting)
            waiting, size = [], 0
        waiting.append(batch)
        size += batch.nbytes
    if waiting:
        yield pa.Table.from_batches(waiting)


def _in_order(table: pa.Table) -> pa.Table:
    return table.combine_chunks().take(pc.sort_indices(table.column(0)))


def _write_runs(tables: Iterator[pa.Table], folder: Path) -> list[Path]:
    """Write each table in order to a file of its own, while the next one is read."""
    paths: list[Path] = []
    with ThreadPoolExecutor(1) as pool:
        written: Future[Any] = pool.submit(list)  # nothing to wait for yet
        for number, table in enumerate(tables):
            written.result()
            paths.append(folder / f"{number}.arrow")
            written = pool.submit(_write_run, table, paths[-1])
            del table
        written.result()
    return paths


def _write_run(table: pa.Table, path: Path) -> None:
    rows = max(1, len(table) * WINDOW_BYTES // max(1, table.nbytes))
    with path.open("wb") as sink, pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(_in_order(table).combine_chunks(), max_chunksize=rows)


def _read_run(path: Path) -> Batches:
    with path.open("rb") as stream, pa.ipc.open_stream(stream) as reader:
        yield from reader


def _merged(runs: list[Batches]) -> Batches:
    """Yield the rows of sorted runs in order.

    Of the windows into the runs, the one whose last key is least tells how far all are known.
    """
    windows = [next(run) for run in runs]
    while windows:
        bound = min(window.column(0)[-1].as_py() for window in windows)
        ends = [_end(window.column(0), bound) for window in windows]
        known = [window.slice(0, end) for window, end in zip(windows, ends, strict=True)]
        yield from _in_order(pa.Table.from_batches(known)).to_batches()
        left = [
            (window.slice(end) if end < len(window) else next(run, None), run)
            for window, end, run in zip(windows, ends, runs, strict=True)
        ]
        windows = [window for window, _ in left if window is not None]
        runs = [run for window, run in left if window is not None]


def _end(keys: pa.StringArray, bound: str) -> int:
    """Return how many sorted keys are no greater than a bound."""
    return bisect_right(range(len(keys)), bound, key=lambda place: str(keys[place]))
