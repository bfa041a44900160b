"""The history that comes with a full copy: what each record was, and when we knew it.

A file of history holds, for records of one kind, every revision, first to last:

    kind: history_event
    records:
      - id: forum-2019
        revisions:
          - number: 1
            at: '2020-01-15T09:00:00+00:00'
            action: loaded
            note: observatory-2019
            document: {id: forum-2019, …}

It is taken in with a record that the database does not have yet, and left alone
otherwise: what happened here is not rewritten. It does not say who wrote.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_datetime

from civiscope.packs import Mapping, Node, Problem, Scalar
from civiscope.packs import Record as PackRecord
from civiscope.packs import Sequence as NodeList
from observatory.records.domain.files import Files, with_files
from observatory.records.domain.shapes import Document
from observatory.records.enums import Action
from observatory.records.models import Record, Revision

KIND_PREFIX = "history_"
_WHOLE_NUMBER = re.compile(r"-?[0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class PastRevision:
    """One revision of a record, as a full copy holds it."""

    number: int
    at: dt.datetime
    action: str
    note: str
    document: Document


# By kind and key of record.
History: TypeAlias = dict[tuple[str, str], list[PastRevision]]


def kind_of_history(kind: str) -> str:
    """Return the kind of record that a kind of file holds the history of, or nothing."""
    return kind.removeprefix(KIND_PREFIX) if kind.startswith(KIND_PREFIX) else ""


def read_history(records: Sequence[PackRecord], files: Files, problems: list[Problem]) -> History:
    """Return the history of every record that has one in the pack; problems are kept aside."""
    known = {(record.kind, record.id) for record in records}
    history: History = {}
    for record in records:
        kind = kind_of_history(record.kind)
        if kind and (kind, record.id) not in known:
            expected = f"the history of a record of kind {kind} that is in the pack"
            problems.append(Problem(record.where, expected, repr(record.id)))
        elif kind:
            history[kind, record.id] = list(_revisions(record.fields, files, problems))
    return history


def keep_history(record: Record, past: Sequence[PastRevision]) -> None:
    """Give a record that was just created the history of a full copy."""
    Revision.objects.bulk_create(
        Revision(
            record_id=record.pk,
            number=revision.number,
            at=revision.at,
            action=revision.action,
            note=revision.note,
            document=revision.document,
        )
        for revision in past
    )


def last_loaded(past: Sequence[PastRevision]) -> PastRevision | None:
    """Return what a pack last said of a record, so that later edits are still known as such."""
    loaded = (revision for revision in reversed(past) if revision.action == Action.LOADED)
    return next(loaded, None)


# ---------------------------------------------------------------- reading


def _revisions(fields: Mapping, files: Files, problems: list[Problem]) -> Iterator[PastRevision]:
    lines = fields.get("revisions")
    numbers = set()
    for line in lines.items if isinstance(lines, NodeList) else ():
        try:
            revision = _revision(typed(line), files)
        except ValidationError as error:
            problems.append(Problem(line.where, " ".join(error.messages), "another value"))
            continue
        if revision.number in numbers:
            problems.append(Problem(line.where, "each number once", str(revision.number)))
        numbers.add(revision.number)
        yield revision


def _revision(line: object, files: Files) -> PastRevision:
    said = line if isinstance(line, dict) else {}
    at = _moment(said.get("at"))
    match said:
        case {"number": int(number), "action": str(action), "document": dict(document)} if (
            at and number > 0 and action in Action.values
        ):
            return PastRevision(
                number=number,
                at=at,
                action=action,
                note=str(said.get("note", "")),
                document=with_files(document, files.accepted),
            )
    message = (
        "a revision: number from 1, at (a moment with its time zone), document, and action "
        f"among {', '.join(Action.values)}"
    )
    raise ValidationError(message)


def _moment(text: object) -> dt.datetime | None:
    try:
        moment = parse_datetime(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return moment if moment and moment.tzinfo else None


def typed(node: Node) -> object:
    """Return what a node of a dump holds, numbers and booleans as such.

    Whoever writes a pack puts quotes around a text that looks like either.
    """
    match node:
        case Mapping():
            return {entry.key: typed(entry.value) for entry in node.entries}
        case Scalar(text=text, quoted=False) if text in {"true", "false"}:
            return text == "true"
        case Scalar(text=text, quoted=False) if text and _WHOLE_NUMBER.fullmatch(text):
            return int(text)
        case Scalar(text=text):
            return text
        case _:
            return [typed(item) for item in node.items]
