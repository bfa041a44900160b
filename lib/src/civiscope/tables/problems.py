"""What can be wrong with a file that was given, or with the place that is written to."""

from difflib import get_close_matches
from typing import ClassVar

from civiscope.errors import CiviscopeError, InputError

# More columns than this are cut from a message: no one reads two hundred names.
LISTED_COLUMNS = 30


class ColumnNotFound(InputError):
    """A file has no column of the name that was given."""


class OutputFailed(CiviscopeError):
    """A file could not be written; nothing of it is left."""

    exit_code: ClassVar[int] = 74  # EX_IOERR


def sentence(place: str, *, expected: str, found: str, remedy: str) -> str:
    """Return a message of the form all messages about files have.

    Examples
    --------
    >>> from civiscope.tables.problems import sentence
    >>> sentence("a.csv, line 2", expected="3 cells", found="2", remedy="Complete the row.")
    'a.csv, line 2: expected 3 cells, found 2. Complete the row.'
    """
    return f"{place}: expected {expected}, found {found}. {remedy}"


def column_not_found(place: str, name: str, columns: tuple[str, ...]) -> ColumnNotFound:
    """Return the error for a missing column, with the nearest names and the list of all."""
    found = f"the columns {listed(columns)}"
    remedy = f"Did you mean “{near}”?" if (near := nearest(name, columns)) else "Name one of these."
    return ColumnNotFound(
        sentence(place, expected=f"a column “{name}”", found=found, remedy=remedy)
    )


def listed(columns: tuple[str, ...]) -> str:
    """Return the names of columns in quotes; of very many, the first and how many others.

    Examples
    --------
    >>> from civiscope.tables.problems import listed
    >>> print(listed(("id", "text")))
    “id”, “text”
    """
    rest = len(columns) - LISTED_COLUMNS
    names = ", ".join(f"“{column}”" for column in columns[:LISTED_COLUMNS])
    return f"{names} and {rest} others" if rest > 0 else names


def nearest(name: str, columns: tuple[str, ...]) -> str:
    """Return the column whose name is nearest to another, whatever the case; "" if none is near.

    Examples
    --------
    >>> from civiscope.tables.problems import nearest
    >>> nearest("Txt", ("id", "text")), nearest("date", ("id", "text"))
    ('text', '')
    """
    folded = {column.casefold(): column for column in reversed(columns)}
    matches = get_close_matches(name.casefold(), folded, n=1)
    return folded[matches[0]] if matches else ""
