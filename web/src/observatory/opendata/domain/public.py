"""What of a record anyone may take: the one redaction behind every open format.

Nothing refers to a record that is not public. A field that did is absent; a line of
a list is left out when it cannot stand without what it referred to. Where a person
was withdrawn, the line stays with the function displayed, without the person, and
no text holds the name any more.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db import models

from observatory.common.fields import EdtfField
from observatory.records.domain.documents import to_document
from observatory.records.domain.kinds import models_by_kind
from observatory.records.domain.names import withdrawn_names, without_names
from observatory.records.domain.references import Pair, pair_of, references_in
from observatory.records.domain.shapes import (
    BilingualShape,
    ConceptShape,
    Document,
    LinkShape,
    PartsShape,
    ScalarShape,
    Shape,
    shapes_of,
)
from observatory.records.enums import Status
from observatory.records.models import Record
from observatory.vocabularies.models import Scheme

# Records read at once: their parts are fetched together, and a thousand fit in memory.
CHUNK_RECORDS = 500
_STANDING = ("kind", "key", "status")


class NotPublic(LookupError):
    """The record is not published: nothing of it may be given away."""


@dataclass(frozen=True, slots=True)
class Visible:
    """Which records a public document may name, and the people whose names were withdrawn."""

    published: frozenset[Pair]
    withdrawn_people: frozenset[Pair]
    withdrawn_names: tuple[str, ...]

    @classmethod
    def among(cls, pairs: Iterable[Pair]) -> "Visible":
        """Return the visible ones of the records named (one query for each kind)."""
        keys_by_kind: dict[str, set[str]] = {}
        for kind, key in pairs:
            keys_by_kind.setdefault(kind, set()).add(key)
        return cls._of(
            row
            for kind, keys in keys_by_kind.items()
            for row in Record.objects.filter(kind=kind, key__in=keys).values_list(*_STANDING)
        )

    @classmethod
    def from_document(cls, model: type[models.Model], document: Document) -> "Visible":
        """Return the visible ones of the records that a document refers to."""
        return cls.among(pair for is_record, pair in references_in(model, document) if is_record)

    @classmethod
    def everything(cls) -> "Visible":
        """Return all that a public copy may hold (one query, and one for each needed link).

        A published record that cannot do without one that is not public, such as an
        edition of a survey still in draft, waits for it.
        """
        visible = cls._of(Record.objects.values_list(*_STANDING))
        published = set(visible.published)
        needed = list(_needed_links())
        while waiting := {
            record for record, target in needed if record in published and target not in published
        }:
            published -= waiting
        return replace(visible, published=frozenset(published))

    def said(self, text: Any, language: str) -> Any:  # a text, or a list of them
        """Return a text without the names that were withdrawn."""
        if isinstance(text, list):
            return [self.said(item, language) for item in text]
        return without_names(text, self.withdrawn_names, language)

    @classmethod
    def _of(cls, rows: Iterable[tuple[str, str, str]]) -> "Visible":
        published, withdrawn = set(), set()
        for kind, key, status in rows:
            if status == Status.PUBLISHED:
                published.add((kind, key))
            elif status == Status.WITHDRAWN and kind == "person":
                withdrawn.add((kind, key))
        return cls(frozenset(published), frozenset(withdrawn), withdrawn_names())


def public_document(
    record: Record, visible: Visible | None = None, *, document: Document | None = None
) -> Document:
    """Return the document of a published record without anything that is not public.

    `record` is of its own kind; `document` spares reading it again. Raises
    `NotPublic` unless the record is published.
    """
    if not record.is_public:
        raise NotPublic
    document = document or to_document(record)
    seen = visible or Visible.from_document(type(record), document)
    return _redacted(type(record), document, seen)


def public_documents(
    kind: str, visible: Visible, *, among: Collection[int] | None = None
) -> Iterator[Document]:
    """Return the public documents of a kind, by key; `among` keeps those with these numbers."""
    published = models_by_kind()[kind].objects.filter(status=Status.PUBLISHED)
    if among is not None:
        published = published.filter(pk__in=among)
    for record in with_everything(published):
        if (kind, record.key) in visible.published:
            yield public_document(record, visible)


def with_everything(records: "models.QuerySet[Any]") -> Iterator[Any]:
    """Return records or vocabularies by key, all that their documents need fetched together."""
    paths = list(_paths(records.model))
    if issubclass(records.model, Record):
        paths += ["old_addresses", "merged_into"]
    # Sorted here, since databases disagree on the place of a hyphen.
    order = [pk for _, pk in sorted(records.values_list("key", "pk"))]
    for start in range(0, len(order), CHUNK_RECORDS):
        chunk = order[start : start + CHUNK_RECORDS]
        found = records.prefetch_related(*paths).in_bulk(chunk)
        yield from (found[pk] for pk in chunk if pk in found)


def vocabulary_documents() -> Iterator[Document]:
    """Return the documents of the vocabularies; all of them are public."""
    return (to_document(scheme) for scheme in with_everything(Scheme.objects.all()))


def _paths(model: type[models.Model], prefix: str = "") -> Iterator[str]:
    for shape in shapes_of(model):
        if isinstance(shape, ConceptShape | LinkShape | PartsShape):
            yield f"{prefix}{shape.name}"
        if isinstance(shape, PartsShape):
            yield from _paths(shape.model, f"{prefix}{shape.name}__")


def _needed_links() -> Iterator[tuple[Pair, Pair]]:
    """Return each published record with each record that it cannot be without."""
    for kind, model in models_by_kind().items():
        for name in (shape.name for shape in shapes_of(model) if _is_needed(shape)):
            published = model.objects.filter(status=Status.PUBLISHED)
            for key, *target in published.values_list("key", f"{name}__kind", f"{name}__key"):
                yield (kind, key), (target[0], target[1])


def _is_needed(shape: Shape) -> bool:
    return isinstance(shape, LinkShape) and not shape.is_many and not shape.field.null


# ---------------------------------------------------------------- redaction


def _redacted(model: type[models.Model], document: Document, visible: Visible) -> Document:
    redacted = dict(document)
    for shape in shapes_of(model):
        if shape.name not in document:
            continue
        value = document[shape.name]
        match shape:
            case LinkShape():
                redacted[shape.name] = _links(shape, value, visible)
            case PartsShape():
                lines = (_line(shape.model, line, visible) for line in value)
                redacted[shape.name] = [line for line in lines if line is not None]
            case BilingualShape():
                redacted[shape.name] = {
                    language: visible.said(text, language) for language, text in value.items()
                }
            case ScalarShape(field=models.CharField() | models.TextField()):
                redacted[shape.name] = visible.said(value, "fr")
            case _:
                pass
    return {name: value for name, value in redacted.items() if value not in (None, [])}


def _links(shape: LinkShape, value: str | list[str], visible: Visible) -> str | list[str] | None:
    if isinstance(value, list):
        return [reference for reference in value if _is_visible(shape, reference, visible)]
    return value if _is_visible(shape, value, visible) else None


def _is_visible(shape: LinkShape, reference: str, visible: Visible) -> bool:
    return pair_of(shape.kind, reference) in visible.published


def _line(model: type[models.Model], line: Document, visible: Visible) -> Document | None:
    kept = _redacted(model, line, visible)
    if ("person", line.get("person")) in visible.withdrawn_people:
        return kept
    if "person" in line and "person" not in kept:
        return None  # the function displayed would tell who the draft is about
    return kept if kept == line or _stands(model, kept) else None


def _stands(model: type[models.Model], line: Document) -> bool:
    """Whether a line that lost a link still says something: another link, or a text of its own.

    A role, a date or a note of nobody says nothing, and the database may refuse it.
    """
    shapes = shapes_of(model)
    has_needed = all(shape.name in line for shape in shapes if _is_needed(shape))
    return has_needed and any(shape.name in line and _is_said(shape) for shape in shapes)


def _is_said(shape: Shape) -> bool:
    if isinstance(shape, ScalarShape):
        is_text = isinstance(shape.field, models.CharField)
        return is_text and not isinstance(shape.field, EdtfField)
    return isinstance(shape, LinkShape | PartsShape) or (
        isinstance(shape, BilingualShape) and shape.name != "note"
    )
