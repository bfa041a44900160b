"""What is done after a record was written: its completeness, its revision, the public index."""

import datetime as dt

from observatory.accounts.models import User
from observatory.records.domain.documents import to_document
from observatory.records.domain.shapes import Document
from observatory.records.enums import Absence, Action
from observatory.records.models import Record, Revision
from observatory.records.signals import record_changed


def record_saved(
    record: Record,
    *,
    by: User | None,
    at: dt.datetime,
    action: Action,
    note: str = "",
) -> Revision | None:
    """Keep what a record now is; call it in the transaction that wrote the record.

    Recomputes completeness, writes a revision (none when nothing changed) and
    tells the public index.
    """
    document = to_document(record)
    percent = completeness(record, document)
    if percent != record.completeness:
        record.completeness = percent
        Record.objects.filter(pk=record.pk).update(completeness=percent)
    last = record.revisions.first()
    revision = None
    if last is None or last.document != document:
        number = last.number + 1 if last else 1
        revision = Revision.objects.create(
            record_id=record.pk, number=number, at=at, by=by, action=action, note=note,
            document=document,
        )  # fmt: skip
    record_changed.send(sender=type(record), record=record)
    return revision


def completeness(record: Record, document: Document) -> int:
    """Return the percent of expected fields that are known, known to be none, or not applicable."""
    expected = len(type(record).EXPECTED)
    known = expected - len(unknown_fields(record, document))
    return round(100 * known / expected) if expected else 100


def unknown_fields(record: Record, document: Document) -> list[str]:
    """Return the expected fields that nobody has told yet."""
    said = {name for absence in Absence.values for name in document.get(absence, [])}
    return [
        name
        for name in type(record).EXPECTED
        if name not in said and not _is_known(record, document, name)
    ]


def _is_known(record: Record, document: Document, name: str) -> bool:
    # A title made of other fields is no part of the document.
    return name in document or (name == "title" and bool(record.title_fr))
