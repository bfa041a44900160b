"""The history of a record: what changed and when."""

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst

from observatory.pages.domain.showing import Reader, Shown
from observatory.records.domain.references import resolve
from observatory.records.domain.shapes import Document, PartsShape, Shape, label_of, shapes_of
from observatory.records.enums import Action
from observatory.records.models import Record, Revision

SHOWN_REVISIONS = 50
SHOWN_CHARACTERS = 600


def history_page(record: Record, language: str) -> list[Shown]:
    """Return the revisions of a public record, newest first.

    Editors are not named, and what a revision refers to is shown as a visitor
    may see it now: a name withdrawn since then is withdrawn here too. What a
    revision said while the record was not public stays untold.
    """
    revisions = list(record.revisions.all()[: SHOWN_REVISIONS + 1])
    before: list[Revision | None] = [*revisions[1:], None]
    known = resolve(type(record), *(revision.document for revision in revisions))
    reader = Reader(known=known, language=language)
    return [
        _revision(type(record), revision, previous, reader)
        for revision, previous in zip(revisions, before, strict=True)
    ][:SHOWN_REVISIONS]


def _revision(
    model: type[models.Model], revision: Revision, previous: Revision | None, reader: Reader
) -> Shown:
    return {
        "number": revision.number,
        "at": {
            "text": date_format(timezone.localtime(revision.at), "DATETIME_FORMAT"),
            "iso": revision.at.isoformat(),
        },
        "action": capfirst(str(Action(revision.action).label)),
        "note": revision.note if _was_public(revision) else "",
        "changes": _changes(model, previous, revision, reader)
        if previous and _was_public(previous) and _was_public(revision)
        else [],
    }


def _was_public(revision: Revision) -> bool:
    # A document says its status only when it is another one than published.
    return "status" not in revision.document


def _changes(
    model: type[models.Model], previous: Revision, revision: Revision, reader: Reader
) -> list[Shown]:
    before, after = previous.document, revision.document
    changed = [
        shape for shape in shapes_of(model) if before.get(shape.name) != after.get(shape.name)
    ]
    return [
        {
            "label": capfirst(label_of(shape)),
            "before": _said(shape, before, reader),
            "after": _said(shape, after, reader),
        }
        for shape in changed
    ]


def _said(shape: Shape, document: Document, reader: Reader) -> str:
    """Return the value of a field on one line, however nested."""
    value = document.get(shape.name)
    if value is None:
        return ""
    if isinstance(shape, PartsShape):
        text = " ; ".join(_part_said(shape, part, reader) for part in value)
    else:
        text = ", ".join(
            shown["text"] if "text" in shown else shown["date"]["text"]
            for shown in reader.values(shape, value)
        )
    return text if len(text) <= SHOWN_CHARACTERS else f"{text[:SHOWN_CHARACTERS]}…"


def _part_said(shape: PartsShape, part: Document, reader: Reader) -> str:
    said = (_said(inner, part, reader) for inner in shapes_of(shape.model))
    return " · ".join(text for text in said if text)
