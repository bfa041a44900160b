"""Write the page of every kind of record and its fields, from the site's own models."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from django.db import models
from django.utils.translation import override
from sphinx.application import Sphinx

from observatory.common.fields import EdtfField
from observatory.records.domain.kinds import models_by_kind
from observatory.records.domain.shapes import (
    BilingualShape,
    ConceptShape,
    LinkShape,
    PartsShape,
    Shape,
    label_of,
    shapes_of,
)
from observatory.records.models import Record

TYPES = (
    (EdtfField, "fuzzy date"),
    (models.BooleanField, "true or false"),
    (models.IntegerField, "whole number"),
    (models.DecimalField, "number"),
    (models.DateField, "day"),
    (models.URLField, "web address"),
    (models.FileField, "file"),
)


def setup(app: Sphinx) -> dict[str, bool]:
    """Write the page before Sphinx looks for its sources."""
    app.connect("builder-inited", write_page)
    return {"parallel_read_safe": True}


def write_page(app: Sphinx) -> None:
    """Write `reference/generated/kinds.md`, if it says something new."""
    with override("en"):
        text = "\n".join(_page())
    path = Path(app.srcdir, "reference/generated/kinds.md")
    path.parent.mkdir(exist_ok=True)
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def _page() -> Iterator[str]:
    yield from ("# Kinds of record", "", "This page is written from the site's models.", "")
    common = shapes_of(Record)
    yield from _section("every kind", Record, common)
    for kind, model in models_by_kind().items():
        names = {shape.name for shape in common}
        yield from _section(kind, model, [s for s in shapes_of(model) if s.name not in names])


def _section(kind: str, model: type[Record], shapes: Sequence[Shape]) -> Iterator[str]:
    yield from (f"## {kind}", "", _first_line(model), "")
    if model.EXPECTED:
        yield from (f"Completeness counts: {_codes(model.EXPECTED)}.", "")
    yield from _table(shapes)
    yield from _parts(kind, shapes)


def _parts(owner: str, shapes: Sequence[Shape]) -> Iterator[str]:
    for shape in shapes:
        if isinstance(shape, PartsShape):
            name = f"{owner}: {shape.name}"
            yield from (f"### {name}", "", _first_line(shape.model), "")
            yield from _table(shapes_of(shape.model), has_id=shape.has_key)
            yield from _parts(name, shapes_of(shape.model))


def _first_line(model: type[models.Model]) -> str:
    return (model.__doc__ or "").partition("\n")[0]


def _table(shapes: Sequence[Shape], *, has_id: bool = False) -> Iterator[str]:
    if not shapes:
        return
    yield from ("| Field | What | Value |", "|---|---|---|")
    if has_id:
        yield "| `id` | identifier, once in its list | letters a to z, digits and hyphens |"
    for shape in shapes:
        yield f"| `{shape.name}` | {label_of(shape)} | {_value(shape)} |"
    yield ""


def _codes(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _value(shape: Shape) -> str:
    match shape:
        case PartsShape():
            return "list, see below"
        case BilingualShape():
            return "lists of texts, `fr` and `en`" if shape.is_list else "texts, `fr` and `en`"
        case ConceptShape():
            scheme = f"`{shape.scheme}`" if shape.scheme else "its own vocabulary"
            return f"{'list of terms' if shape.is_many else 'term'} of {scheme}"
        case LinkShape():
            kind = f"`{shape.kind}`" if shape.kind else "any record, as `kind:id`"
            return f"{'list of references' if shape.is_many else 'reference'} to {kind}"
        case _:
            return _scalar(shape.field)


def _scalar(field: models.Field) -> str:
    if field.choices:
        return f"one of {_codes(value for value, _ in field.choices if value)}"
    return next((words for kind, words in TYPES if isinstance(field, kind)), "text")
