"""Small tables written by people: every error has its file and its line."""

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TypeVar

from civiscope.errors import InputError, InputNotFound
from civiscope.tables.contributions import open_source
from civiscope.tables.files import File, find_file, read_blocks
from civiscope.tables.problems import column_not_found, sentence
from civiscope.tables.source import Source
from civiscope.tables.texts import find_text

Thing = TypeVar("Thing")

#: The bytes of a table written by people, decompressed: it is kept whole in memory.
SHEET_BYTES = 200_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a sheet, and where it stands."""

    file: str
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        """Return a cell."""
        return self.cells[column]

    def problem(self, *, expected: str, found: str, remedy: str) -> InputError:
        """Return the error for something in the row."""
        place = f"{self.file}, line {self.line}"
        return InputError(sentence(place, expected=expected, found=found, remedy=remedy))

    def required(self, column: str) -> str:
        """Return a cell that may not be empty."""
        if not self[column]:
            raise self.problem(
                expected=f"something in the column “{column}”",
                found="nothing",
                remedy="Fill it in.",
            )
        return self[column]

    def one_of(self, column: str, known: Mapping[str, object], *, what: str) -> str:
        """Return a cell that names something known."""
        if self[column] not in known:
            names = ", ".join(known) or "none"
            raise self.problem(
                expected=f"{what} in the column “{column}”",
                found=f"“{self[column]}”",
                remedy=f"Those known: {names}.",
            )
        return self[column]

    def truth(self, column: str) -> bool:
        """Return whether a cell says yes."""
        return self.one_of(column, {"yes": True, "no": False}, what="yes or no") == "yes"


def read_rows(path: Path, *columns: str) -> Iterator[Row]:
    """Read a CSV file in UTF-8 that has some columns, and maybe others.

    Parameters
    ----------
    path : Path
        The file.
    *columns : str
        What its header must name.

    Yields
    ------
    Row
        Cells without the spaces around them.

    Raises
    ------
    InputNotFound
        Where there is no such file.
    InputError
        Where it is no CSV in UTF-8, lacks a column, or a row has too many or too few cells.
    """
    header, rows = _parsed(path)
    for column in columns:
        if column not in header:
            raise column_not_found(path.name, column, tuple(header))
    for line, cells in rows:
        if len(cells) != len(header):
            place = f"{path.name}, line {line}"
            found = f"{len(cells)}"
            raise InputError(
                sentence(
                    place,
                    expected=f"{len(header)} cells, as in the header",
                    found=found,
                    remedy="Put texts that hold a comma between quotes.",
                )
            )
        stripped = dict(zip(header, (cell.strip() for cell in cells), strict=True))
        yield Row(file=path.name, line=line, cells=stripped)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A small table, whole.

    Attributes
    ----------
    name : str
        What messages call the file.
    columns : tuple of str
        Its columns, in small letters.
    rows : tuple of Row
        Its rows; a cell that is empty or missing is "".
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def check_columns(self, *names: str) -> None:
        """Raise where one of these columns is missing."""
        for name in names:
            if name not in self.columns:
                raise column_not_found(self.name, name, self.columns)


def read_sheet(path: Path) -> Sheet:
    r"""Read a small table in any format that contributions may have.

    Parameters
    ----------
    path : Path
        CSV with any separator, TSV, XLSX, ODS, JSON or Parquet.

    Returns
    -------
    Sheet
        Columns in small letters; cells composed (NFC), with ``\n`` at the end of lines, and
        without the spaces around them. Rows count from the header, on line 1; rows of a text
        have the line on which they begin.

    Raises
    ------
    InputNotFound
        Where there is no such file.
    InputError
        Where it is damaged, too large, or two of its columns have one name.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> from civiscope.tables.sheets import read_sheet
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "codes.csv")
    ...     _ = file.write_text("Code;Label\ntax; Taxes\n")
    ...     sheet = read_sheet(file)
    >>> sheet.columns, sheet.rows[0]["label"], sheet.rows[0].line
    (('code', 'label'), 'Taxes', 2)
    """
    file = find_file(path)
    _check_small(file)
    source = open_source(path)
    columns = tuple(name.strip().casefold() for name in source.columns)
    _check_distinct(source.name, columns)
    lines = _lines(file, source.separator) if source.separator else count(2)
    rows = tuple(
        Row(file=source.name, line=line, cells=dict(zip(columns, cells, strict=True)))
        for line, cells in zip(lines, _cells(source), strict=False)
    )
    return Sheet(name=source.name, columns=columns, rows=rows)


def _check_small(file: File) -> None:
    size = 0
    for block in read_blocks(file):
        size += len(block)
        if size > SHEET_BYTES:
            expected, found = f"at most {SHEET_BYTES:,} bytes", "more"
            remedy = "Leave out what is not needed."
            raise InputError(sentence(file.name, expected=expected, found=found, remedy=remedy))


def _check_distinct(name: str, columns: tuple[str, ...]) -> None:
    for column, times in Counter(columns).items():
        if times > 1:
            expected, remedy = f"one column “{column}”", "Give each column a name of its own."
            raise InputError(sentence(name, expected=expected, found=f"{times}", remedy=remedy))


def _cells(source: Source) -> Iterator[tuple[str, ...]]:
    for batch in source.batches(source.columns):
        yield from zip(*(map(_clean, column.to_pylist()) for column in batch.columns), strict=True)


def _clean(cell: str | None) -> str:
    lines = (cell or "").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", lines).strip()


def _lines(file: File, separator: str) -> Iterator[int]:
    """Yield the lines on which rows begin, but for the header's; blank lines are no rows."""
    text = b"".join(find_text(file).blocks()).decode()
    cell = rf'(?:"[^"]*+(?:""[^"]*+)*+"|[^{re.escape(separator)}\r\n]*+)'
    rows = re.finditer(rf"(?=[^\r\n]){cell}(?:{re.escape(separator)}{cell})*+", text)
    line, place = 1, next(rows).end()
    line += text.count("\n", 0, place)
    for row in rows:
        line += text.count("\n", place, row.start())
        yield line
        line += text.count("\n", row.start(), row.end())
        place = row.end()


def _parsed(path: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            rows = [(reader.line_num, cells) for cells in reader if cells]
    except FileNotFoundError as error:
        raise InputNotFound(
            f"Expected {path.name} in {path.parent}, and there is none. The reference of survey "
            "files tells what each holds."
        ) from error
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(
            sentence(
                path.name,
                expected="CSV in UTF-8",
                found="something else",
                remedy="Save it as CSV in UTF-8, with commas.",
            )
        ) from error
    return (rows[0][1], rows[1:]) if rows else ([], [])


def by_name(rows: Iterator[Row], name: str, make: Callable[[Row], Thing]) -> dict[str, Thing]:
    """Make something of each row, by the name in a column, which no two rows share."""
    made: dict[str, Thing] = {}
    for row in rows:
        if row.required(name) in made:
            raise row.problem(
                expected=f"each “{name}” once",
                found=f"“{row[name]}” again",
                remedy="Remove or rename one of the two.",
            )
        made[row[name]] = make(row)
    return made
