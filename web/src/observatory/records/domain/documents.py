"""Write a record as its document."""

from decimal import Decimal
from typing import Any

from django.db import models

from observatory.records.domain.shapes import (
    LANGUAGES,
    BilingualShape,
    ConceptShape,
    Document,
    LinkShape,
    PartsShape,
    ScalarShape,
    Shape,
    shapes_of,
)
from observatory.records.enums import Absence, Status
from observatory.records.models import Record
from observatory.vocabularies.models import Scheme


def to_document(root: Record | Scheme) -> Document:
    """Return the canonical document of a record (as its own kind) or of a vocabulary."""
    document: Document = {"id": root.key}
    if isinstance(root, Record):
        document |= _standing(root)
    document |= _fields(root)
    if isinstance(root, Record):
        document |= _absences(root.absences)
        old = sorted(address.slug for address in root.old_addresses.all())
        document |= {"old_addresses": old} if old else {}
    return document


def reference(record: Record, kind: str) -> str:
    """Return how a document refers to a record from a field that expects `kind` ("": any)."""
    return record.key if kind else f"{record.kind}:{record.key}"


def _standing(record: Record) -> Document:
    standing: Document = {}
    if record.slug != record.key:
        standing["slug"] = record.slug
    if record.status != Status.PUBLISHED:
        standing["status"] = str(record.status)
    if record.merged_into:
        standing["merged_into"] = record.merged_into.key
    return standing


def _absences(absences: dict[str, str]) -> Document:
    listed: Document = {}
    for absence in Absence.values:
        names = sorted(name for name, why in absences.items() if why == absence)
        if names:
            listed[absence] = names
    return listed


def _fields(instance: models.Model) -> Document:
    document: Document = {}
    for shape in shapes_of(type(instance)):
        value = _value(instance, shape)
        if value not in (None, "", [], {}):
            document[shape.name] = value
    return document


def _value(instance: Any, shape: Shape) -> Any:
    match shape:
        case ScalarShape():
            return _scalar(instance, shape)
        case BilingualShape():
            return _bilingual(instance, shape)
        case ConceptShape():
            return _concepts(instance, shape)
        case LinkShape():
            return _links(instance, shape)
        case PartsShape():
            return [_part(part, shape) for part in getattr(instance, shape.name).all()]


def _concepts(instance: Any, shape: ConceptShape) -> Any:
    if shape.is_many:
        return sorted(concept.key for concept in getattr(instance, shape.name).all())
    concept = getattr(instance, shape.name)
    return concept.key if concept else None


def _links(instance: Any, shape: LinkShape) -> Any:
    if shape.is_many:
        linked = getattr(instance, shape.name).all()
        return sorted(reference(record, shape.kind) for record in linked)
    record = getattr(instance, shape.name)
    return reference(record, shape.kind) if record else None


def _part(part: Any, shape: PartsShape) -> Document:
    return ({"id": part.key} if shape.has_key else {}) | _fields(part)


def _scalar(instance: Any, shape: ScalarShape) -> Any:
    value = getattr(instance, shape.name)
    if value is None or value == shape.field.get_default():
        return None
    return plain_scalar(value)


def plain_scalar(value: Any) -> str | int | bool:
    """Return a value as a document keeps it: booleans and whole numbers as such, else text."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return int(value)
    if isinstance(value, Decimal):
        whole = value == value.to_integral_value()
        return int(value) if whole else format(value.normalize(), "f")
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _bilingual(instance: Any, shape: BilingualShape) -> Document:
    written = {}
    for language in LANGUAGES:
        # One form for a text, whether it was typed in a browser or read from a file.
        text = getattr(instance, f"{shape.name}_{language}").replace("\r\n", "\n").strip()
        if text:
            written[language] = text.split("\n") if shape.is_list else text
    return written
