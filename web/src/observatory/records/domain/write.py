"""Write a document, already checked, into the database.

Two passes, so that records may refer to one another: `create` those that are new
first, then `fill` each with its fields, links and parts.
"""

from typing import Any

from django.db import models

from observatory.records.domain.kinds import models_by_kind
from observatory.records.domain.references import pair_of
from observatory.records.domain.shapes import (
    LANGUAGES,
    BilingualShape,
    ConceptShape,
    Document,
    LinkShape,
    PartsShape,
    Root,
    ScalarShape,
    shapes_of,
)
from observatory.records.enums import Absence, Status
from observatory.records.models import OldAddress, Record
from observatory.vocabularies.models import Concept, Scheme


def model_of(kind: str) -> Root:
    """Return the model of a kind of record, or of vocabularies."""
    return Scheme if kind == Scheme.KIND else models_by_kind()[kind]


def create(kind: str, document: Document) -> Record | Scheme:
    """Create a record with its own columns and the links it cannot be without."""
    instance = model_of(kind)(key=document["id"])
    _set_columns(instance, document)
    if isinstance(instance, Record):
        _set_standing(instance, document)
        if instance.status == Status.MERGED:
            instance.status = Status.DRAFT  # what it is merged into may not exist yet
    _set_links(instance, document, required=True)
    instance.save()
    return instance


def fill(root: Record | Scheme, document: Document) -> None:
    """Give a record everything its document says, and nothing else."""
    _set_columns(root, document)
    _set_links(root, document, required=True)
    _set_links(root, document, required=False)
    if isinstance(root, Record):
        _set_standing(root, document)
        _set_merged(root, document)
    root.full_clean()
    root.save()
    _set_many(root, document)
    for shape in shapes_of(type(root)):
        if isinstance(shape, PartsShape):
            _set_parts(root, shape, document.get(shape.name, []))
    if isinstance(root, Record):
        _set_old_addresses(root, document)


def _set_standing(record: Record, document: Document) -> None:
    record.slug = document.get("slug") or document["id"]
    record.status = document.get("status", Status.PUBLISHED)
    record.absences = {
        name: str(absence) for absence in Absence.values for name in document.get(absence, [])
    }


def _set_merged(record: Record, document: Document) -> None:
    key = document.get("merged_into")
    record.merged_into = Record.objects.get(kind=record.kind, key=key) if key else None


def _set_old_addresses(record: Record, document: Document) -> None:
    slugs = document.get("old_addresses", [])
    record.old_addresses.exclude(slug__in=slugs).delete()
    for slug in slugs:
        keep_old_address(record, slug)


def keep_old_address(record: Record, slug: str) -> None:
    """Redirect from an address the record had; an address in use wins over an old one."""
    OldAddress.objects.filter(kind=record.kind, slug=record.slug).delete()
    if slug != record.slug:
        OldAddress.objects.update_or_create(
            kind=record.kind, slug=slug, defaults={"record_id": record.pk}
        )


# ---------------------------------------------------------------- fields


def _set_columns(instance: models.Model, document: Document) -> None:
    for shape in shapes_of(type(instance)):
        if isinstance(shape, ScalarShape):
            setattr(instance, shape.name, _scalar(shape, document))
        elif isinstance(shape, BilingualShape):
            _set_bilingual(instance, shape, document.get(shape.name, {}))


def _scalar(shape: ScalarShape, document: Document) -> Any:
    if shape.name not in document:
        return shape.field.get_default()
    return shape.field.to_python(document[shape.name])


def _set_bilingual(instance: models.Model, shape: BilingualShape, texts: dict[str, Any]) -> None:
    for language in LANGUAGES:
        value = texts.get(language, [] if shape.is_list else "")
        setattr(instance, f"{shape.name}_{language}", "\n".join(value) if shape.is_list else value)


def _set_links(instance: Any, document: Document, *, required: bool) -> None:
    for shape in shapes_of(type(instance)):
        if isinstance(shape, ConceptShape | LinkShape) and not shape.is_many:
            if shape.field.null is required:
                continue
            target = document.get(shape.name)
            setattr(instance, shape.name, _target(instance, shape, target) if target else None)


def _set_many(instance: Any, document: Document) -> None:
    for shape in shapes_of(type(instance)):
        if isinstance(shape, ConceptShape | LinkShape) and shape.is_many:
            targets = [_target(instance, shape, key) for key in document.get(shape.name, [])]
            getattr(instance, shape.name).set(targets)


def _target(instance: Any, shape: ConceptShape | LinkShape, key: str) -> models.Model:
    if isinstance(shape, LinkShape):
        kind, own_key = pair_of(shape.kind, key)
        return (models_by_kind()[kind] if shape.kind else Record).objects.get(
            kind=kind, key=own_key
        )
    scheme = shape.scheme or instance.scheme.key
    return Concept.objects.get(scheme__key=scheme, key=key)


# ---------------------------------------------------------------- parts


def _set_parts(parent: models.Model, shape: PartsShape, documents: list[Document]) -> None:
    """Keep the parts that remain (by key, else by place), so that what points at them holds."""
    existing = list(getattr(parent, shape.name).all())
    by_key = {part.key: part for part in existing} if shape.has_key else {}
    kept = set()
    for order, document in enumerate(documents, start=1):
        if shape.has_key:
            part = by_key.get(document["id"])
        else:
            part = existing[order - 1] if order <= len(existing) else None
        part = part or shape.model(**{shape.parent: parent})
        _fill_part(part, order, document)
        kept.add(part.pk)
    for part in existing:
        if part.pk not in kept:
            part.delete()


def _fill_part(part: Any, order: int, document: Document) -> None:
    part.order = order
    if "id" in document:
        part.key = document["id"]
    _set_columns(part, document)
    _set_links(part, document, required=True)
    _set_links(part, document, required=False)
    part.full_clean(validate_unique=False, validate_constraints=False)
    part.save()
    _set_many(part, document)
    for shape in shapes_of(type(part)):
        if isinstance(shape, PartsShape):
            _set_parts(part, shape, document.get(shape.name, []))
