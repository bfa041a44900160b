"""The public records as tables, one for each kind, and the codebook that explains them.

A table has one row for each record and one column for each plain field; a list of
lines (speakers, sessions…) is counted, and stands in full in the pack and in JSON.
An empty cell is unknown; `none` says that there is none, and `not_applicable` that
the question does not arise.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urljoin

from django.db import models
from django.utils.translation import override

from observatory.common.fields import EdtfField
from observatory.imports.domain.cells import SEPARATOR, harmless, written
from observatory.opendata.domain.public import Visible, public_documents
from observatory.opendata.domain.texts import printable
from observatory.records.domain.kinds import models_by_kind
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
from observatory.records.enums import Absence
from observatory.vocabularies.models import Scheme

SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t"}
CODEBOOK = (
    "kind", "column", "label_fr", "label_en", "type", "vocabulary", "values",
    "definition_fr", "definition_en",
)  # fmt: skip


def table(kind: str, base_url: str, *, separator: str = "comma") -> Iterator[str]:
    """Return the lines of a table as CSV (RFC 4180).

    `separator` is one of `SEPARATORS`; with any but the comma the text begins with a
    byte order mark, since it is then meant for a spreadsheet program.
    """
    model = models_by_kind()[kind]
    shapes = shapes_of(model)
    heads = ["id", "url", *(name for shape in shapes for name in _columns(shape))]
    visible = Visible.everything()
    rows = (
        [document["id"], _address(model.PATH, document, base_url), *_row(shapes, document)]
        for document in public_documents(kind, visible)
    )
    return _written([heads], rows, SEPARATORS[separator])


def codebook(*, separator: str = "comma") -> Iterator[str]:
    """Return what each column of each table means, read from the models themselves."""
    schemes = {scheme.key: scheme for scheme in Scheme.objects.all()}
    rows = (
        row
        for kind, model in models_by_kind().items()
        for shape in shapes_of(model)
        for row in _explained(kind, model, shape, schemes)
    )
    return _written([list(CODEBOOK)], rows, SEPARATORS[separator])


# ---------------------------------------------------------------- rows


def _columns(shape: Shape) -> list[str]:
    if isinstance(shape, BilingualShape):
        return [f"{shape.name}_{language}" for language in LANGUAGES]
    return [f"{shape.name}_count" if isinstance(shape, PartsShape) else shape.name]


def _address(path: str, document: Document, base_url: str) -> str:
    return urljoin(base_url, f"/{path}/{document.get('slug', document['id'])}/")


def _row(shapes: Iterable[Shape], document: Document) -> Iterator[str]:
    absences = {name: str(why) for why in Absence.values for name in document.get(why, [])}
    for shape in shapes:
        cells = _cells(shape, document)
        absence = absences.get(shape.name)
        yield from [absence] * len(cells) if absence else cells


def _cells(shape: Shape, document: Document) -> list[str]:
    value = document.get(shape.name)
    match shape:
        case BilingualShape():
            return [written((value or {}).get(language)) for language in LANGUAGES]
        case PartsShape():
            return [str(len(value or []))]
        case ScalarShape() if value is None:
            default = shape.field.get_default()
            return ["" if default is None else str(default)]
        case _:
            return [written(value)]


def _written(
    heads: list[list[str]], rows: Iterable[Iterable[str]], separator: str
) -> Iterator[str]:
    line = io.StringIO()
    writer = csv.writer(line, delimiter=separator)
    if separator != SEPARATORS["comma"]:
        line.write("\ufeff")
    for source in (heads, rows):
        for row in source:
            writer.writerow([harmless(printable(cell)) for cell in row])
            yield line.getvalue()
            line.seek(0)
            line.truncate()


# ---------------------------------------------------------------- codebook


def _explained(
    kind: str, model: type[models.Model], shape: Shape, schemes: dict[str, Scheme]
) -> Iterator[list[str]]:
    scheme = schemes.get(shape.scheme) if isinstance(shape, ConceptShape) else None
    for column in _columns(shape):
        field = shape.model if isinstance(shape, PartsShape) else model._meta.get_field(column)
        labels, helps = _in_both(field)
        yield [
            kind, column, *labels, _type(shape), scheme.key if scheme else "", _values(shape),
            *([scheme.definition_fr, scheme.definition_en] if scheme else helps),
        ]  # fmt: skip


def _in_both(field: Any) -> tuple[list[str], list[str]]:  # a field or a model
    labels, helps = [], []
    for language in LANGUAGES:
        with override(language):
            is_list = isinstance(field, type)
            labels.append(str(field._meta.verbose_name_plural if is_list else field.verbose_name))
            helps.append("" if is_list else str(field.help_text))
    return labels, helps


def _type(shape: Shape) -> str:
    match shape:
        case BilingualShape():
            return "texts" if shape.is_list else "text"
        case ConceptShape():
            return "concepts" if shape.is_many else "concept"
        case LinkShape():
            kind = shape.kind or "kind:id"
            return f"ids of {kind}" if shape.is_many else f"id of {kind}"
        case PartsShape():
            return "number of lines"
        case ScalarShape():
            return _scalar_type(shape.field)


def _scalar_type(field: "models.Field[Any, Any]") -> str:
    names: tuple[tuple[type, str], ...] = (
        (EdtfField, "date (EDTF)"),
        (models.DateField, "day"),
        (models.BooleanField, "true or false"),
        (models.IntegerField, "whole number"),
        (models.DecimalField, "number"),
        (models.URLField, "web address"),
    )
    return next((name for type_, name in names if isinstance(field, type_)), "text")


def _values(shape: Shape) -> str:
    choices = getattr(shape.field, "choices", None) if isinstance(shape, ScalarShape) else None
    return SEPARATOR.join(str(value) for value, _ in choices or () if value)
