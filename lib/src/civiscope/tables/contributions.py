"""Any file of contributions, into one canonical form."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from civiscope.errors import InputError
from civiscope.tables.canonical import GROUP_ROWS, clean, write_sorted
from civiscope.tables.columns import Columns, Contributions, SetAside, schema_of
from civiscope.tables.delimited import read_delimited
from civiscope.tables.files import File, find_digest, find_file
from civiscope.tables.iramuteq import is_iramuteq, read_iramuteq
from civiscope.tables.objects import read_objects
from civiscope.tables.parquet import read_parquet
from civiscope.tables.platforms import find_shape
from civiscope.tables.problems import sentence
from civiscope.tables.roles import Shape
from civiscope.tables.source import ROW_BYTES, Source
from civiscope.tables.texts import find_text
from civiscope.tables.workbooks import read_workbook

JSON_SUFFIXES = frozenset((".json", ".jsonl", ".ndjson"))
DELIMITED_SUFFIXES = frozenset((".csv", ".tsv", ".tab"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much may be read at once.

    Attributes
    ----------
    row_bytes : int
        The bytes of a row of text, or of a cell. A longer one is refused.
    memory_bytes : int
        What the sort of all contributions keeps in memory before it writes to the disk.
    """

    row_bytes: int = ROW_BYTES
    memory_bytes: int = 1_000_000_000


def read_contributions(
    source: Path,
    destination: Path,
    *,
    columns: Columns | None = None,
    platform: str | None = None,
    separator: str | None = None,
    sheet: str | None = None,
    language: str = "fr",
    limits: Limits | None = None,
) -> Contributions:
    r"""Read a file of contributions and write them in canonical form.

    Parameters
    ----------
    source : Path
        CSV or its kin, JSON lines or an array, each plain or compressed with gzip, zstd, bz2
        or xz; a workbook; Parquet; a corpus of IRaMuTeQ. Text may be UTF-8, UTF-16 with its
        byte order mark, or Windows-1252 throughout.
    destination : Path
        The Parquet file to write. It appears once it is whole.
    columns : Columns, optional
        The names of columns in the file.
    platform : str, optional
        The platform that exported the file, one of ``PLATFORMS``.
    separator : str, optional
        The sign between cells of delimited text; found out if not given.
    sheet : str, optional
        The sheet of a workbook; the first if not given.
    language : str
        The language to prefer where an export has several.
    limits : Limits, optional
        How much may be read at once.

    Returns
    -------
    Contributions
        Where they are, how many, and what was set aside. The bytes of the file depend on the
        contributions alone: neither on the order of the rows nor on the format read.

    Raises
    ------
    InputNotFound
        If there is no such file.
    ColumnNotFound
        If a column is missing.
    InputError
        If the file is damaged, mixes encodings, has no row, has rows without identifier or
        with that of another.
    OutputFailed
        If the destination cannot be written.

    Notes
    -----
    Texts are literal: nothing is trimmed, and no type is guessed, so that ``001`` stays
    ``001``. Exceptions are NUL characters, which are removed, and the HTML of Decidim and
    Consul, which is replaced by what it shows; both are counted. Dates become ISO 8601.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> from civiscope.tables import Columns, read_contributions
    >>> with TemporaryDirectory() as folder:
    ...     answers = Path(folder, "answers.csv")
    ...     _ = answers.write_text("id,text\n002,Moins de voitures\n001,Plus d'arbres\n")
    ...     columns = Columns(identifier="id", text="text")
    ...     read = read_contributions(answers, Path(folder, "c.parquet"), columns=columns)
    >>> read.rows, read.columns
    (2, ('contribution_id', 'text'))
    """
    limits = limits or Limits()
    rows = open_source(source, separator=separator, sheet=sheet, row_bytes=limits.row_bytes)
    shape = find_shape(rows, columns or Columns(), platform, language)
    counts = _Counts()
    with ThreadPoolExecutor(1) as pool:
        digest = pool.submit(find_digest, source)
        written = write_sorted(
            _contributions(rows, shape, limits.row_bytes, counts),
            schema_of(shape.writes),
            destination,
            name=rows.name,
            memory_bytes=limits.memory_bytes,
        )
    return Contributions(
        path=destination,
        rows=written,
        digest=digest.result(),
        format=rows.format,
        encoding=rows.encoding,
        source_columns=rows.columns,
        columns=shape.writes,
        set_aside=counts.set_aside,
    )


def open_source(
    path: Path,
    *,
    separator: str | None = None,
    sheet: str | None = None,
    row_bytes: int = ROW_BYTES,
) -> Source:
    """Return the columns and the rows of a file, whatever its format.

    Parameters are those of ``read_contributions``.
    """
    file = find_file(path)
    if file.nature == "parquet":
        return read_parquet(file)
    if file.nature == "workbook":
        return read_workbook(file, sheet=sheet)
    text = find_text(file)
    first = next(text.blocks())
    if file.suffix in JSON_SUFFIXES or _is_json(file, first):
        return read_objects(text, row_bytes=row_bytes)
    if file.suffix not in DELIMITED_SUFFIXES and is_iramuteq(first):
        return read_iramuteq(text, row_bytes=row_bytes)
    tabs = "\t" if file.suffix in {".tsv", ".tab"} else None
    return read_delimited(text, separator=separator or tabs, row_bytes=row_bytes)


def read_batches(path: Path, columns: tuple[str, ...] | None = None) -> Iterator[pa.RecordBatch]:
    """Yield contributions in canonical form, one row group at a time.

    Parameters
    ----------
    path : Path
        The file that ``read_contributions`` wrote.
    columns : tuple of str, optional
        The columns to read; all if not given.
    """
    with pq.ParquetFile(path) as parquet:
        names = list(columns) if columns is not None else None
        yield from parquet.iter_batches(GROUP_ROWS, columns=names)


def read_batch(path: Path, group: int, columns: tuple[str, ...] | None = None) -> pa.RecordBatch:
    """Return one row group of contributions in canonical form.

    Parameters
    ----------
    path : Path
        The file that ``read_contributions`` wrote.
    group : int
        The number of the row group, from 0.
    columns : tuple of str, optional
        The columns to read; all if not given.
    """
    with pq.ParquetFile(path) as parquet:
        names = list(columns) if columns is not None else None
        return parquet.read_row_group(group, columns=names).combine_chunks().to_batches()[0]


@dataclass(slots=True)
class _Counts:
    """What was read so far."""

    rows: int = 0
    set_aside: SetAside = SetAside()  # noqa: RUF009 -- frozen


def _contributions(
    source: Source, shape: Shape, row_bytes: int, counts: _Counts
) -> Iterator[pa.RecordBatch]:
    """Yield the contributions of a file, clean, and count; raise if there are none."""
    kept = 0
    for read in source.batches(shape.reads):
        cells, shaped = shape.shape(read)
        ordered = {name: cells[name] for name in shape.writes}
        batch, cleaned = clean(ordered, source.name, counts.rows, row_bytes)
        counts.rows += len(read)
        counts.set_aside += shaped + cleaned
        kept += len(batch)
        yield batch
    if not kept:
        found = f"{counts.rows:,} rows, all of them left out" if counts.rows else "no row"
        remedy = "Export it again, with its contributions."
        raise InputError(
            sentence(source.name, expected="contributions", found=found, remedy=remedy)
        )


def _is_json(file: File, first: bytes) -> bool:
    return file.suffix not in DELIMITED_SUFFIXES and first.lstrip().startswith((b"[", b"{"))
