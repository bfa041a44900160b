"""Read Parquet, every column as text."""

from collections.abc import Iterator, Sequence
from functools import partial

import pyarrow as pa
import pyarrow.parquet as pq

from civiscope.errors import InputError
from civiscope.tables.files import File
from civiscope.tables.problems import sentence
from civiscope.tables.source import Source

# Rows read at once: few, for a row may be long.
BATCH_ROWS = 10_000
REMEDY = "Export it again, with plain columns."


def read_parquet(file: File) -> Source:
    """Read a Parquet file.

    Parameters
    ----------
    file : File
        The file.

    Returns
    -------
    Source
        Its rows. Numbers, dates and times are written as Arrow writes them:
        ``2019-01-22 10:30:00``.

    Raises
    ------
    InputError
        If the file is damaged or a column that is read holds lists or structures.
    """
    try:
        columns = tuple(pq.read_schema(file.path).names)
    except (pa.ArrowException, OSError) as error:
        raise _damage(file) from error
    return Source(
        name=file.name, format="parquet", columns=columns, batches=partial(_batches, file)
    )


def _batches(file: File, names: Sequence[str]) -> Iterator[pa.RecordBatch]:
    with pq.ParquetFile(file.path) as parquet:
        batches = parquet.iter_batches(BATCH_ROWS, columns=list(names))
        while (batch := _next(batches, file)) is not None:
            yield pa.RecordBatch.from_arrays(
                [_strings(batch.column(name), name, file) for name in names], list(names)
            )


def _next(batches: Iterator[pa.RecordBatch], file: File) -> pa.RecordBatch | None:
    try:
        return next(batches, None)
    except (pa.ArrowException, OSError) as error:
        raise _damage(file) from error


def _strings(column: pa.Array, name: str, file: File) -> pa.StringArray:
    try:
        return column.cast(pa.string())
    except pa.ArrowException as error:
        expected, found = f"text or numbers in the column “{name}”", f"the type {column.type}"
        raise InputError(
            sentence(file.name, expected=expected, found=found, remedy=REMEDY)
        ) from error


def _damage(file: File) -> InputError:
    expected, found = "a whole Parquet file", "one that is cut short or damaged"
    return InputError(sentence(file.name, expected=expected, found=found, remedy=REMEDY))
