"""Files of votes on statements: one vote a row, or one participant a row."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from civiscope.errors import InputError
from civiscope.tables.contributions import open_source
from civiscope.tables.files import find_digest
from civiscope.tables.problems import column_not_found, sentence
from civiscope.tables.roles import filled
from civiscope.tables.source import Source

# Words for votes, in lower case, beside the numbers: those of Cap Collectif among them.
_WORDS = {
    1: ("1", "1.0", "+1", "agree", "yes", "ok", "for", "d'accord", "d’accord", "pour", "oui"),
    0: ("0", "0.0", "-0.0", "pass", "mixed", "mitige", "mitigé", "neutral", "mitigée"),
    -1: (
        "-1",
        "-1.0",
        "disagree",
        "no",
        "nok",
        "against",
        "pas d'accord",
        "pas d’accord",
        "contre",
        "non",
    ),
}
_VOTES = {word: vote for vote, words in _WORDS.items() for word in words}
_ANY_VOTE = "a vote of -1, 0 or 1 (or agree, pass, mixed, disagree)"

_USUAL: Mapping[str | None, Mapping[str, tuple[str, ...]]] = {
    None: {"participant": ("participant",), "statement": ("statement",), "vote": ("vote",)},
    "polis": {
        "participant": ("voter-id", "participant_id", "pid"),
        "statement": ("comment-id", "statement_id", "tid"),
        "vote": ("vote",),
        "time": ("timestamp", "modified"),
    },
    "cap-collectif": {
        "participant": (
            "contributions_votes_author_id",
            "votes_author_id",
            "vote_author_id",
            "authorId",
            "author_id",
        ),
        "statement": (
            "contributions_id",
            "proposal_id",
            "contribution_id",
            "opinion_id",
            "reference",
        ),
        "vote": ("contributions_votes_value", "votes_value", "vote_value", "value", "vote"),
        "time": ("contributions_votes_createdAt", "votes_createdAt", "publishedAt", "createdAt"),
    },
}
VOTE_PLATFORMS = ("cap-collectif", "polis")
"""The platforms whose exports of votes are known by name."""

_SECONDS = len("2019-01-22 10:30:00")

_WIDE = ("participant", "n-votes", "n-agree", "n-disagree")
"""What Polis's matrix of participants has before its columns of statements."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteColumns:
    """The names that columns have in a file of votes; those that are usual if not given."""

    participant: str | None = None
    statement: str | None = None
    vote: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Votes:
    """Votes as they were cast, in their order.

    Attributes
    ----------
    participants, statements : StringArray
        Their identifiers: by number where all are whole numbers, else by their bytes.
    participant, statement : ndarray of int32, shape (n_votes,)
        Who voted on what, as places in the two above.
    vote : ndarray of int8, shape (n_votes,)
        1, 0 or -1.
    not_voted : int
        Rows without a vote: left out.
    digest, format : str
        SHA-256 of the file, and what it is.
    """

    participants: pa.StringArray
    statements: pa.StringArray
    participant: NDArray[np.int32]
    statement: NDArray[np.int32]
    vote: NDArray[np.int8]
    not_voted: int
    digest: str
    format: str


def read_votes(
    path: Path, *, columns: VoteColumns | None = None, platform: str | None = None
) -> Votes:
    r"""Read a file of votes.

    Parameters
    ----------
    path : Path
        Any format that ``read_contributions`` reads.
    columns : VoteColumns, optional
        The names of columns in the file; ``participant``, ``statement`` and ``vote`` if not given.
    platform : str, optional
        The platform that exported it, one of ``VOTE_PLATFORMS``: its names of columns are known,
        its times put votes in order, and Polis's matrix of participants is known by its columns.

    Returns
    -------
    Votes

    Raises
    ------
    ColumnNotFound
        If a column is missing.
    InputError
        If something else than a vote stands in its column, a row has no participant or no
        statement, or there is no vote.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> from civiscope.tables import read_votes
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "votes.csv")
    ...     _ = file.write_text("participant,statement,vote\nzoe,s1,1\nali,s1,disagree\n")
    ...     votes = read_votes(file)
    >>> votes.participants.to_pylist(), votes.participant.tolist(), votes.vote.tolist()
    (['ali', 'zoe'], [1, 0], [1, -1])
    """
    source = open_source(path)
    if platform == "polis" and columns is None and set(_WIDE) <= set(source.columns):
        gathered = _gather(_wide_cells(source), source.name)
    else:
        roles = _roles(source, columns or VoteColumns(), platform)
        gathered = _gather(_long_cells(source, roles), source.name)
    return gathered.votes(source, find_digest(path))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cells:
    """Some votes: two columns of names, votes with null where none was cast, and times."""

    participant: pa.StringArray
    statement: pa.StringArray
    vote: pa.StringArray
    time: pa.StringArray | None
    first_row: int


def _roles(source: Source, columns: VoteColumns, platform: str | None) -> dict[str, str]:
    """Return the column of each role, after checking that it is there."""
    roles = {}
    for role, usual in _USUAL[platform].items():
        named = getattr(columns, role, None)
        found = named or next((name for name in usual if name in source.columns), None)
        if found is None and role == "time":
            continue
        roles[role] = source.check_column(found or usual[0])
    return roles


def _long_cells(source: Source, roles: dict[str, str]) -> Iterator[_Cells]:
    row = 0
    for batch in source.batches(tuple(dict.fromkeys(roles.values()))):
        yield _Cells(
            participant=batch.column(roles["participant"]),
            statement=batch.column(roles["statement"]),
            vote=batch.column(roles["vote"]),
            time=batch.column(roles["time"]) if "time" in roles else None,
            first_row=row,
        )
        row += len(batch)


def _wide_cells(source: Source) -> Iterator[_Cells]:
    """Yield Polis's matrix, statement by statement."""
    after = source.columns.index(_WIDE[-1]) + 1
    names = tuple(map(source.check_column, source.columns[after:]))
    if not names:
        raise column_not_found(source.name, "0", source.columns)
    row = 0
    for batch in source.batches((_WIDE[0], *names)):
        for name in names:
            yield _Cells(
                participant=batch.column(_WIDE[0]),
                statement=pa.array([name] * len(batch), pa.string()),
                vote=batch.column(name),
                time=None,
                first_row=row,
            )
        row += len(batch)


class _Names:
    """Names met so far, each with a number."""

    def __init__(self) -> None:
        self.known: dict[str, int] = {}

    def numbers(self, column: pa.StringArray) -> NDArray[np.int32]:
        """Return the number of each name, those that are new included."""
        encoded = pc.dictionary_encode(column)
        known = self.known
        of_batch = [known.setdefault(name, len(known)) for name in encoded.dictionary.to_pylist()]
        return np.asarray(np.array(of_batch, np.int32)[encoded.indices.to_numpy()])

    def ordered(self) -> tuple[pa.StringArray, NDArray[np.int32]]:
        """Return the names in their order, and the place there of each number."""
        names = in_name_order(self.known)
        places = np.empty(len(names), np.int32)
        places[[self.known[name] for name in names]] = np.arange(len(names), dtype=np.int32)
        return pa.array(names, pa.string()), places


@dataclass(slots=True)
class _Gathered:
    """What was read, batch by batch."""

    participants: _Names = field(default_factory=_Names)
    statements: _Names = field(default_factory=_Names)
    participant: list[NDArray[np.int32]] = field(default_factory=list)
    statement: list[NDArray[np.int32]] = field(default_factory=list)
    vote: list[NDArray[np.int8]] = field(default_factory=list)
    time: list[NDArray[np.float64]] = field(default_factory=list)
    not_voted: int = 0

    def votes(self, source: Source, digest: str) -> Votes:
        """Return all of it in the order of time; raise if there is no vote."""
        if not self.vote:
            remedy = "Export it again, with its votes."
            raise InputError(sentence(source.name, expected="votes", found="none", remedy=remedy))
        participants, who = self.participants.ordered()
        statements, what = self.statements.ordered()
        order = np.argsort(np.concatenate(self.time), kind="stable") if self.time else slice(None)
        return Votes(
            participants=participants,
            statements=statements,
            participant=who[np.concatenate(self.participant)][order],
            statement=what[np.concatenate(self.statement)][order],
            vote=np.concatenate(self.vote)[order],
            not_voted=self.not_voted,
            digest=digest,
            format=source.format,
        )


def _gather(batches: Iterator[_Cells], name: str) -> _Gathered:
    gathered = _Gathered()
    for cells in batches:
        votes = _numbers_of_votes(cells, name)
        is_vote = pc.is_valid(votes)
        gathered.not_voted += len(votes) - is_vote.true_count
        if not is_vote.true_count:
            continue
        who, what = cells.participant.filter(is_vote), cells.statement.filter(is_vote)
        for column, role in ((who, "participant"), (what, "statement")):
            _check_named(column, role, name)
        gathered.participant.append(gathered.participants.numbers(who))
        gathered.statement.append(gathered.statements.numbers(what))
        gathered.vote.append(votes.filter(is_vote).to_numpy().astype(np.int8))
        if cells.time is not None:
            gathered.time.append(_times(cells.time.filter(is_vote), name))
    return gathered


def _numbers_of_votes(cells: _Cells, name: str) -> pa.Int8Array:
    """Return votes as numbers, null where none was cast; raise where something else stands."""
    encoded = pc.dictionary_encode(pc.fill_null(cells.vote, ""))
    words = [word.strip().casefold() for word in encoded.dictionary.to_pylist()]
    known = pa.array([_VOTES.get(word) for word in words], pa.int8())
    is_wrong = pa.array([bool(word) and word not in _VOTES for word in words], pa.bool_())
    wrong = is_wrong.take(encoded.indices)
    if wrong.true_count:
        row = cells.first_row + pc.index(wrong, value=True).as_py() + 1
        remedy = "Correct it, or name the column of votes."
        raise InputError(
            sentence(
                f"{name}, row {row:,}", expected=_ANY_VOTE, found="something else", remedy=remedy
            )
        )
    return known.take(encoded.indices)


def _check_named(column: pa.StringArray, role: str, name: str) -> None:
    blank = pc.equal(pc.fill_null(column, ""), "").true_count
    if blank:
        remedy = f"Give each vote its {role}, or name the column of {role}s."
        found = f"{blank:,} without"
        raise InputError(
            sentence(name, expected=f"votes with a {role}", found=found, remedy=remedy)
        )


def _times(column: pa.StringArray, name: str) -> NDArray[np.float64]:
    """Return times as numbers, whether they are numbers or dates."""
    try:
        return np.asarray(pc.cast(filled(column), pa.float64()).to_numpy(zero_copy_only=False))
    except pa.ArrowInvalid:
        pass
    try:
        dates = pc.cast(pc.utf8_slice_codeunits(filled(column), 0, _SECONDS), pa.timestamp("s"))
    except pa.ArrowInvalid as error:
        expected, remedy = "times as numbers or as 2019-01-22 10:30:00", "Export it again."
        found = "something else"
        raise InputError(sentence(name, expected=expected, found=found, remedy=remedy)) from error
    return np.asarray(dates.cast(pa.int64()).cast(pa.float64()).to_numpy(zero_copy_only=False))


def in_name_order(names: Iterable[str]) -> list[str]:
    """Return names by number where all of them are whole numbers, else by their bytes.

    Examples
    --------
    >>> from civiscope.tables import in_name_order
    >>> in_name_order(["10", "9"]), in_name_order(["s10", "s9"])
    (['9', '10'], ['s10', 's9'])
    """
    known = list(names)
    if all(name.isascii() and name.isdecimal() for name in known):
        return sorted(known, key=lambda name: (int(name), name))
    return sorted(known, key=str.encode)
