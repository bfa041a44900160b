"""What the document of a model holds, field by field, read from the model itself.

A document is the canonical form of a record: plain dicts, lists, texts, whole
numbers and booleans. Packs, history, proposals and exports all use it. Empty
fields and defaults are left out, references are keys, concepts are notations.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

from django.db import models

from observatory.common.fields import EdtfField, LinesField
from observatory.records.fields import RecordLink, RecordLinks
from observatory.records.models import COMMON_PARTS, Part, Record
from observatory.vocabularies.fields import ConceptField, ConceptsField
from observatory.vocabularies.models import Concept, Scheme

Document: TypeAlias = dict[str, Any]
Root: TypeAlias = type[Record] | type[Scheme]

LANGUAGES = ("fr", "en")
# Written by the site itself, or said otherwise in a document.
_UNWRITTEN = {
    "id", "kind", "key", "slug", "status", "order", "absences", "merged_into", "completeness",
    "created_at", "updated_at", "verified_by", "date_earliest", "date_latest", "scheme",
}  # fmt: skip
# A person's title is made of the names.
_DERIVED = {("person", "title")}


@dataclass(frozen=True, slots=True)
class ScalarShape:
    """A text, number, date, boolean, choice or file."""

    name: str
    field: Any


@dataclass(frozen=True, slots=True)
class BilingualShape:
    """A French and an English column, of a text or of a list of texts."""

    name: str
    field: Any

    @property
    def is_list(self) -> bool:
        """Whether each language holds a list of short texts."""
        return isinstance(self.field, LinesField)


@dataclass(frozen=True, slots=True)
class ConceptShape:
    """One concept of a scheme, or several; scheme "" means the concept's own scheme."""

    name: str
    field: Any
    scheme: str
    is_many: bool


@dataclass(frozen=True, slots=True)
class LinkShape:
    """A reference to one record or several; kind "" means any kind (written `kind:key`)."""

    name: str
    field: Any
    kind: str
    is_many: bool


@dataclass(frozen=True, slots=True)
class PartsShape:
    """An ordered list that belongs to the record."""

    name: str
    model: type[models.Model]
    parent: str
    has_key: bool


Shape: TypeAlias = ScalarShape | BilingualShape | ConceptShape | LinkShape | PartsShape


def shapes_of(model: type[models.Model]) -> tuple[Shape, ...]:
    """Return the shapes of a model's document, in the order in which they are written."""
    return _shapes_of(model)


@lru_cache(maxsize=256)  # apart from `shapes_of`, whose argument it would hide from type checks
def _shapes_of(model: type[models.Model]) -> tuple[Shape, ...]:
    return (*_field_shapes(model), *_parts_shapes(model))


def shape_named(model: type[models.Model], name: str) -> Shape | None:
    """Return one shape of a model, or nothing."""
    return next((shape for shape in shapes_of(model) if shape.name == name), None)


def label_of(shape: Shape) -> str:
    """Return the wording of a field, without the language its column is in."""
    if isinstance(shape, PartsShape):
        return str(shape.model._meta.verbose_name_plural)
    return str(shape.field.verbose_name).removesuffix(" (fr)")


def _field_shapes(model: type[models.Model]) -> Iterator[Shape]:
    parents = _parent_names(model)
    kind = getattr(model, "KIND", "")
    for field in (*model._meta.fields, *model._meta.many_to_many):  # Django's own way in
        if field.name in _UNWRITTEN or field.name in parents or _is_parent_link(field):
            continue
        shape = _shape_of(field)
        if shape is not None and (kind, shape.name) not in _DERIVED:
            yield shape


def _is_parent_link(field: Any) -> bool:
    return bool(getattr(field.remote_field, "parent_link", False))


def _parent_names(model: type[models.Model]) -> set[str]:
    """Return the foreign keys of a part to what it is a part of."""
    if not issubclass(model, Part):
        return set()
    return {
        field.name
        for field in model._meta.fields  # Django's own way in
        if isinstance(field, models.ForeignKey) and field.remote_field.on_delete is models.CASCADE
    }


def _shape_of(field: Any) -> Shape | None:
    if isinstance(field, ConceptField | ConceptsField):
        return ConceptShape(field.name, field, field.scheme, field.many_to_many)
    if isinstance(field, RecordLink | RecordLinks):
        kind = getattr(field.related_model, "KIND", "")
        return LinkShape(field.name, field, kind, field.many_to_many)
    if field.related_model is Concept:
        return ConceptShape(field.name, field, "", is_many=False)
    name, _, language = field.name.rpartition("_")
    if language in LANGUAGES:
        return BilingualShape(name, field) if language == "fr" else None
    return ScalarShape(field.name, field)


def _parts_shapes(model: type[models.Model]) -> Iterator[PartsShape]:
    names = getattr(model, "PARTS", ())
    if issubclass(model, Record):
        names = (*names, *COMMON_PARTS)
    for name in names:
        relation = model._meta.get_field(name)  # Django's own way in
        part: Any = relation.related_model
        has_key = any(field.name == "key" for field in part._meta.fields)
        yield PartsShape(name, part, relation.field.name, has_key)  # type: ignore[union-attr]  # PARTS name relations only


def is_date(field: Any) -> bool:
    """Whether a scalar is a fuzzy date."""
    return isinstance(field, EdtfField)
