"""Batches of contributions in canonical form: clean cells, dates of one form, one order."""

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from civiscope.errors import InputError
from civiscope.tables.columns import DATE, IDENTIFIER, TEXT, SetAside, schema_of
from civiscope.tables.problems import sentence
from civiscope.tables.roles import Cells, filled
from civiscope.tables.sorting import sort_batches
from civiscope.tables.writing import output_failed, partial_file

#: The rows of one row group of the file, which is what is counted at once ever after.
GROUP_ROWS = 100_000
# Identifiers shown where they are not unique.
SHOWN_IDENTIFIERS = 3

DAY_FIRST = r"^(\d{2})/(\d{2})/(\d{4})"
DAY_AND_TIME = r"^(\d{4}-\d{2}-\d{2})[ T]+(\d{2}:\d{2})"
WHOLE_SECONDS = r"(:\d{2})\.0+(\D|$)"
MIDNIGHT = r"T00:00(:00)?$"
MILLISECONDS = r"^\d{13}$"
UNIVERSAL_TIME = r" ?UTC$"
ISO = r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$"


def clean(cells: Cells, name: str, row: int, row_bytes: int) -> tuple[pa.RecordBatch, SetAside]:
    """Return a batch of contributions from cells as they were read.

    Parameters
    ----------
    cells : dict of str to array of string
        The cells, under the names of canonical columns.
    name : str
        What messages call the file.
    row : int
        The rows before these, for messages.
    row_bytes : int
        The bytes that a cell may have at most.

    Returns
    -------
    RecordBatch
        Texts and identifiers without null, other columns with null where nothing is known.
    SetAside
        What was changed.

    Raises
    ------
    InputError
        If a row has no identifier, or a cell is too long.
    """
    _check_sizes(cells, name, row, row_bytes)
    aside = SetAside()
    columns = {}
    for column, array in cells.items():
        known, removed = _without_nul(array)
        columns[column] = filled(known)
        aside += SetAside(nul_characters=removed)
    _check_identified(columns[IDENTIFIER], name, row)
    columns[TEXT] = pc.fill_null(columns[TEXT], "")
    blank = pc.equal(pc.utf8_trim_whitespace(columns[TEXT]), "").true_count
    if DATE in columns:
        columns[DATE], unreadable = read_dates(columns[DATE])
        aside += SetAside(unreadable_dates=unreadable)
    batch = pa.RecordBatch.from_arrays(list(columns.values()), schema=schema_of(tuple(columns)))
    return batch, aside + SetAside(without_text=blank)


def read_dates(column: pa.StringArray) -> tuple[pa.StringArray, int]:
    """Return dates as ISO 8601 writes them, and how many could not be read.

    Known are ISO 8601 itself, the day first as in ``22/01/2019 10:30``, and milliseconds since
    1970. Times stay at the offset they are given in; midnight is no time.

    Examples
    --------
    >>> import pyarrow as pa
    >>> from civiscope.tables.canonical import read_dates
    >>> dates, unreadable = read_dates(pa.array(["22/01/2019 10:30", "2019-01-22", "hier"]))
    >>> dates.to_pylist(), unreadable
    (['2019-01-22T10:30', '2019-01-22', None], 1)
    """
    dates = pc.replace_substring_regex(_from_milliseconds(column), DAY_FIRST, r"\3-\2-\1")
    dates = pc.replace_substring_regex(dates, DAY_AND_TIME, r"\1T\2")
    dates = pc.replace_substring_regex(dates, UNIVERSAL_TIME, "Z")
    dates = pc.replace_substring_regex(dates, WHOLE_SECONDS, r"\1\2")
    dates = pc.replace_substring_regex(dates, MIDNIGHT, "")
    days = pc.utf8_slice_codeunits(dates, 0, 10)
    parsed = pc.strptime(days, "%Y-%m-%d", "s", error_is_null=True)
    exist = pc.equal(pc.strftime(parsed, "%Y-%m-%d"), days)  # 30 February would be 2 March
    read = pc.if_else(pc.and_(exist, pc.match_substring_regex(dates, ISO)), dates, None)
    return read, read.null_count - column.null_count


def _from_milliseconds(column: pa.StringArray) -> pa.StringArray:
    """Return a column where milliseconds since 1970 are written as dates, in UTC."""
    counted = pc.fill_null(pc.match_substring_regex(column, MILLISECONDS), fill_value=False)
    if not counted.true_count:
        return column
    times = column.filter(counted).cast(pa.int64()).cast(pa.timestamp("ms"))
    written = pc.strftime(times.cast(pa.timestamp("s"), safe=False), "%Y-%m-%dT%H:%M:%S")
    return pc.replace_with_mask(column, counted, written)


def write_sorted(
    batches: Iterable[pa.RecordBatch],
    schema: pa.Schema,
    destination: Path,
    *,
    name: str,
    memory_bytes: int,
) -> int:
    """Write contributions sorted by identifier, and return their number.

    Parameters
    ----------
    batches : iterable of RecordBatch
        The contributions in any order, taken one batch at a time.
    schema : Schema
        Their schema.
    destination : Path
        The file; it appears once it is whole. Whatever the order and the size of the batches,
        its bytes are the same.
    name : str
        What messages call the file that was read.
    memory_bytes : int
        What the sort may keep in memory; the rest goes to a folder beside the destination.

    Returns
    -------
    int
        The number of rows.

    Raises
    ------
    InputError
        If two contributions have the same identifier.
    OutputFailed
        If the file cannot be written.
    """
    try:
        with partial_file(destination) as path, _spill(destination) as folder:
            ordered = sort_batches(batches, folder, memory_bytes=memory_bytes)
            return _write(ordered, schema, path, name)
    except OSError as error:
        raise output_failed(destination, error) from error


def _write(batches: Iterator[pa.RecordBatch], schema: pa.Schema, path: Path, name: str) -> int:
    """Write batches as row groups of one size, and return the number of rows."""
    rows, repeated, last = 0, [], None
    unique = [column for column in schema.names if column in (IDENTIFIER, TEXT)]
    with (
        path.open("wb") as sink,
        pq.ParquetWriter(
            sink,
            schema,
            compression="zstd",
            compression_level=1,
            use_dictionary=[column for column in schema.names if column not in unique],
            sorting_columns=[pq.SortingColumn(0)],
        ) as writer,
    ):
        for group in groups(batches):
            identifiers = group.column(IDENTIFIER).combine_chunks()
            repeated += _repeated(last, identifiers)
            last = identifiers[-1]
            rows += len(group)
            writer.write_table(group, row_group_size=GROUP_ROWS)
    if repeated:
        raise _duplicates(name, repeated)
    return rows


def groups(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.Table]:
    """Yield tables of ``GROUP_ROWS`` rows in one piece, the last one of fewer."""
    waiting: list[pa.RecordBatch] = []
    rows = 0
    for batch in batches:
        begin = 0
        while rows + len(batch) - begin >= GROUP_ROWS:
            taken = batch.slice(begin, GROUP_ROWS - rows)
            yield pa.Table.from_batches([*waiting, taken]).combine_chunks()
            waiting, rows, begin = [], 0, begin + len(taken)
        waiting.append(batch.slice(begin))
        rows += len(waiting[-1])
    if rows:
        yield pa.Table.from_batches(waiting).combine_chunks()


def _repeated(last: pa.StringScalar | None, identifiers: pa.StringArray) -> list[str]:
    """Return the identifiers that equal the one before them."""
    same = identifiers[1:].filter(pc.equal(identifiers[1:], identifiers[:-1])).to_pylist()
    return [last.as_py(), *same] if last is not None and last == identifiers[0] else same


def _duplicates(name: str, repeated: list[str]) -> InputError:
    shown = [f"“{identifier}”" for identifier in dict.fromkeys(repeated)][:SHOWN_IDENTIFIERS]
    found = f"{len(repeated):,} rows that repeat the identifier of another: " + ", ".join(shown)
    remedy = "Give each row one of its own, or leave repeated rows out."
    expected = "one identifier for each row"
    return InputError(sentence(name, expected=expected, found=found, remedy=remedy))


def _check_sizes(cells: Cells, name: str, row: int, row_bytes: int) -> None:
    for array in cells.values():
        sizes = pc.binary_length(array)
        if (longest := pc.max(sizes).as_py() or 0) > row_bytes:
            place = f"{name}, row {row + pc.index(sizes, longest).as_py() + 1}"
            expected, found = f"at most {row_bytes:,} bytes in a cell", f"{longest:,}"
            remedy = "Leave out what is no contribution: attached files, images."
            raise InputError(sentence(place, expected=expected, found=found, remedy=remedy))


def _check_identified(identifiers: pa.StringArray, name: str, row: int) -> None:
    if identifiers.null_count:
        first = pc.index(pc.is_null(identifiers), value=True).as_py()
        remedy = "Give each row an identifier, or name another column."
        place = f"{name}, row {row + first + 1}"
        raise InputError(
            sentence(place, expected="an identifier", found="an empty cell", remedy=remedy)
        )


def _without_nul(column: pa.StringArray) -> tuple[pa.StringArray, int]:
    """Return a column without NUL characters, and how many there were."""
    characters = column.buffers()[2]
    if characters is None or np.frombuffer(characters, np.uint8).all():
        return column, 0
    found = pc.sum(pc.count_substring(column, "\0")).as_py() or 0
    return pc.replace_substring(column, "\0", ""), found


@contextmanager
def _spill(destination: Path) -> Iterator[Path]:
    """Yield a folder beside a file, for what does not fit in memory; it is removed afterwards."""
    folder = destination.with_name(f"{destination.name}.spill")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
