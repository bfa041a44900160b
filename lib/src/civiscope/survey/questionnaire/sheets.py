"""Small tables written by people: every error has its file and its line."""

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from civiscope.errors import InputError, InputNotFound
from civiscope.tables.problems import column_not_found, sentence

Thing = TypeVar("Thing")


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
