"""Which columns of a file are what, and what a reading of it brought."""

from dataclasses import dataclass, fields
from pathlib import Path

import pyarrow as pa

#: The columns of canonical contributions; the variables to compare by follow, under their names.
IDENTIFIER, TEXT = "contribution_id", "text"
AUTHOR, QUESTION, DATE = "author", "question", "date"
#: Where authors live: at most one of these columns.
DEPARTMENT, POSTAL_CODE, COMMUNE = "author_department", "author_postal_code", "author_commune"
PLACES = (DEPARTMENT, POSTAL_CODE, COMMUNE)
CANONICAL = (IDENTIFIER, TEXT, AUTHOR, QUESTION, DATE, *PLACES)
REQUIRED = (IDENTIFIER, TEXT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The names that columns have in a file.

    Attributes
    ----------
    identifier, text : str, optional
        The columns of identifiers and of texts: required, but for the exports of platforms,
        which know theirs.
    author, question, date : str, optional
        The columns that tell authors, questions and dates apart.
    department, postal_code, commune : str, optional
        The column that says where authors live, under the name of what it holds: a département,
        by its code or its name; a postal code; the code of a commune at INSEE. One at most.
    by : tuple of str
        Variables to compare by; a name may also be one of the columns above.
    """

    identifier: str | None = None
    text: str | None = None
    author: str | None = None
    question: str | None = None
    date: str | None = None
    department: str | None = None
    postal_code: str | None = None
    commune: str | None = None
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """How much of a file is not in the contributions as it stood.

    Attributes
    ----------
    rows_left_out : int
        Rows that a platform marks as removed: trashed, rejected by moderators, withdrawn.
    unanswered : int
        Questions without an answer, in files with one column for each question: left out.
    without_text : int
        Contributions without any text: kept, with an empty text.
    marked_up : int
        Texts whose HTML was replaced by what it shows.
    nul_characters : int
        NUL characters, which no text has a use for: removed.
    unreadable_dates : int
        Dates of an unknown form: kept as unknown.
    """

    rows_left_out: int = 0
    unanswered: int = 0
    without_text: int = 0
    marked_up: int = 0
    nul_characters: int = 0
    unreadable_dates: int = 0

    def __add__(self, other: "SetAside") -> "SetAside":
        """Return the sums."""
        names = [field.name for field in fields(self)]
        return SetAside(**{name: getattr(self, name) + getattr(other, name) for name in names})


@dataclass(frozen=True, slots=True, kw_only=True)
class Contributions:
    """Contributions in canonical form.

    Attributes
    ----------
    path : Path
        The Parquet file, sorted by identifier in the order of bytes.
    rows : int
        Its number of rows.
    digest : str
        SHA-256 of the file they were read from, in hexadecimal digits.
    format, encoding : str
        What that file was, and how its characters were written.
    source_columns : tuple of str
        The columns it has.
    columns : tuple of str
        The columns of the contributions.
    set_aside : SetAside
        What was left out or changed.
    """

    path: Path
    rows: int
    digest: str
    format: str
    encoding: str
    source_columns: tuple[str, ...]
    columns: tuple[str, ...]
    set_aside: SetAside


def schema_of(columns: tuple[str, ...]) -> pa.Schema:
    """Return the Arrow schema of contributions with these columns."""
    return pa.schema([pa.field(name, pa.string(), name not in REQUIRED) for name in columns])
