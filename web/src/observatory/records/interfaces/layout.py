"""How the form of a record is laid out, read from the shapes of its document."""

from collections.abc import Iterable
from typing import TypeAlias

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from observatory.records.domain.shapes import (
    LANGUAGES,
    BilingualShape,
    LinkShape,
    PartsShape,
    Shape,
    is_date,
    shapes_of,
)
from observatory.records.interfaces.wording import field_label
from observatory.records.models import Record

Row: TypeAlias = str | tuple[str, ...]
Fieldset: TypeAlias = tuple[str | Promise | None, dict[str, object]]

_IDENTITY = ("title", "given_name", "family_name", "acronym", "summary")
_KNOWN_BY = ("evidence", "verified_on")
_ELSEWHERE = (*_IDENTITY, *_KNOWN_BY, "translation", "reporting_year")


def fieldsets_of(model: type[Record], *, is_new: bool) -> list[Fieldset]:
    """Return the groups of the form, the same for every kind; empty ones are left out."""
    own = [shape for shape in shapes_of(model) if not isinstance(shape, PartsShape)]
    rest = [shape for shape in own if shape.name not in _ELSEWHERE]
    texts = [shape for shape in rest if _is_text(shape)]
    dates = [shape for shape in rest if _is_date(shape)]
    links = [shape for shape in rest if isinstance(shape, LinkShape)]
    facts = [shape for shape in rest if shape not in [*texts, *dates, *links]]
    identity = [shape for name in _IDENTITY for shape in own if shape.name == name]
    groups: list[tuple[str | Promise | None, list[Row], str]] = [
        (None, _rows(identity) + (["key"] if is_new else []), "identity"),
        (_("Dates"), [*_rows(dates), "reporting_year"], ""),
        (_("Facts"), _rows(facts), ""),
        (_("Related records"), _rows(links), ""),
        (_("Texts"), [*_rows(texts), "translation"], "texts"),
        (_("How we know"), [_KNOWN_BY], ""),
        (_("Known to have none, or not applicable"), ["absences"], "collapse"),
        (_("Status and address"), _standing(is_new=is_new), "" if is_new else "collapse"),
        (None, ["note", "seen"], "why"),
    ]
    return [
        (title, {"fields": rows, "classes": tuple(classes.split())})
        for title, rows, classes in groups
        if rows
    ]


def _standing(*, is_new: bool) -> list[Row]:
    return ["slug"] if is_new else [("status", "completeness"), ("key", "slug")]


def _is_text(shape: Shape) -> bool:
    return isinstance(shape, BilingualShape) and isinstance(shape.field, models.TextField)


def _is_date(shape: Shape) -> bool:
    return not isinstance(shape, PartsShape) and is_date(shape.field)


def _rows(shapes: Iterable[Shape]) -> list[Row]:
    """Return one row for each shape: French and English stand side by side."""
    return [
        tuple(f"{shape.name}_{language}" for language in LANGUAGES)
        if isinstance(shape, BilingualShape)
        else shape.name
        for shape in shapes
    ]


def part_rows(model: type[models.Model]) -> list[Row]:
    """Return the rows of a part, its order first."""
    own = [shape for shape in shapes_of(model) if not isinstance(shape, PartsShape)]
    has_key = any(field.name == "key" for field in model._meta.fields)
    return [("order", "key") if has_key else "order", *_rows(own)]


def columns(rows: Iterable[Row]) -> list[str]:
    """Return the columns of rows, in order."""
    return [name for row in rows for name in ((row,) if isinstance(row, str) else row)]


def absence_labels(model: type[Record]) -> dict[str, str]:
    """Return what may be said absent of a kind of record, with its words."""
    names = [name for name in model.EXPECTED if name not in {"title", "given_name", "family_name"}]
    return {name: field_label(model, name) for name in names}
