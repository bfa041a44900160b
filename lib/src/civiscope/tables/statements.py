"""What goes with votes: the texts of statements, and what is known of participants."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from civiscope.errors import InputError
from civiscope.tables.contributions import open_source
from civiscope.tables.files import find_digest
from civiscope.tables.problems import sentence
from civiscope.tables.source import Source

_STATEMENT = ("statement", "comment-id", "statement_id", "tid", "contributions_id", "id")
_TEXT = ("text", "comment-body", "txt", "contributions_title", "title", "body")
_PARTICIPANT = ("participant", "participant_id", "voter-id", "pid", "author_id", "id")

_REJECTED = ("-1", "rejected")
_META = ("true", "1", "yes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statements:
    """The texts of statements.

    Attributes
    ----------
    texts : mapping of str to str
        By identifier.
    left_out : frozenset of str
        Those that moderators rejected, or that are questions about people (``is_meta``).
    digest : str
        SHA-256 of the file.
    """

    texts: Mapping[str, str]
    left_out: frozenset[str]
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """What is known of participants.

    Attributes
    ----------
    values : mapping of str to mapping of str to str
        For each variable, the value of each participant; none where it is empty.
    digest : str
        SHA-256 of the file.
    """

    values: Mapping[str, Mapping[str, str]]
    digest: str


def read_statements(path: Path) -> Statements:
    r"""Read the texts of statements.

    Parameters
    ----------
    path : Path
        Any format that ``read_contributions`` reads, with the columns ``statement`` and ``text``,
        or those of an export of Polis. In the column ``moderated``, -1 leaves a statement out.

    Returns
    -------
    Statements

    Raises
    ------
    ColumnNotFound
        If a column is missing.
    InputError
        If two rows have the same statement, or a row has none.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> from civiscope.tables import read_statements
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "comments.csv")
    ...     _ = file.write_text("statement,text,moderated\n1,Plus de bus,1\n2,Achetez,-1\n")
    ...     statements = read_statements(file)
    >>> statements.texts["1"], sorted(statements.left_out)
    ('Plus de bus', ['2'])
    """
    source = open_source(path)
    statement, text = _column(source, _STATEMENT), _column(source, _TEXT)
    marks = [name for name in ("moderated", "is_meta") if name in source.columns]
    cells = _cells(source, (statement, text, *marks))
    _check_distinct(cells[statement], "statement", source.name)
    rejected = _marked(cells, "moderated", _REJECTED) | _marked(cells, "is_meta", _META)
    return Statements(
        texts={
            name or "": words or ""
            for name, words in zip(cells[statement], cells[text], strict=True)
        },
        left_out=frozenset(
            name or "" for row, name in enumerate(cells[statement]) if row in rejected
        ),
        digest=find_digest(path),
    )


def read_panel(path: Path, *, by: tuple[str, ...], participant: str | None = None) -> Panel:
    """Read what is known of participants.

    Parameters
    ----------
    path : Path
        Any format that ``read_contributions`` reads, one row a participant.
    by : tuple of str
        The variables to read.
    participant : str, optional
        The column of their identifiers; ``participant`` if not given.

    Returns
    -------
    Panel

    Raises
    ------
    ColumnNotFound
        If a column is missing.
    InputError
        If two rows have the same participant, or a row has none.
    """
    source = open_source(path)
    name = source.check_column(participant) if participant else _column(source, _PARTICIPANT)
    cells = _cells(source, (name, *map(source.check_column, by)))
    _check_distinct(cells[name], "participant", source.name)
    return Panel(
        values={
            variable: {
                who: value
                for who, value in zip(cells[name], cells[variable], strict=True)
                if who and value
            }
            for variable in by
        },
        digest=find_digest(path),
    )


def _column(source: Source, usual: tuple[str, ...]) -> str:
    found = next((name for name in usual if name in source.columns), usual[0])
    return source.check_column(found)


def _cells(source: Source, names: tuple[str, ...]) -> dict[str, list[str | None]]:
    wanted = tuple(dict.fromkeys(names))
    batches = list(source.batches(wanted))
    return {
        name: pa.chunked_array([batch.column(name) for batch in batches], pa.string()).to_pylist()
        for name in wanted
    }


def _marked(cells: dict[str, list[str | None]], name: str, marks: tuple[str, ...]) -> set[int]:
    found = enumerate(cells.get(name, ()))
    return {row for row, cell in found if (cell or "").strip().casefold() in marks}


def _check_distinct(column: list[str | None], role: str, name: str) -> None:
    found = pc.value_counts(pa.array([cell or "" for cell in column], pa.string()))
    counts = {row["values"]: row["counts"] for row in found.to_pylist()}
    if blank := counts.get("", 0):
        expected, remedy = f"a {role} on each row", f"Give each row its {role}."
        found_said = f"{blank:,} rows without"
        raise InputError(sentence(name, expected=expected, found=found_said, remedy=remedy))
    if twice := sum(count > 1 for count in counts.values()):
        expected, remedy = f"each {role} once", "Keep one row of each."
        found_said = f"{twice:,} more than once"
        raise InputError(sentence(name, expected=expected, found=found_said, remedy=remedy))
