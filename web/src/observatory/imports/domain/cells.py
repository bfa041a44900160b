"""Cells of tables: what a document holds, written flat and read back."""

import datetime as dt
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from observatory.common.dates import DateInvalid, read_typed
from observatory.records.domain.catalogue import Catalogue
from observatory.records.domain.documents import plain_scalar
from observatory.records.domain.references import pair_of
from observatory.records.domain.shapes import (
    LANGUAGES,
    BilingualShape,
    ConceptShape,
    Document,
    LinkShape,
    PartsShape,
    ScalarShape,
    Shape,
    is_date,
    shapes_of,
)
from observatory.records.enums import Absence
from observatory.records.models import Record

# Between the items of a list inside one cell.
SEPARATOR = " | "
SOURCES = "sources"
# A cell that begins so would be run by a spreadsheet (OWASP, "CSV Injection"): it gets an
# apostrophe in front. The last four are =, +, - and @ in full width.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", *"\uff1d\uff0b\uff0d\uff20")
_YES, _NO = "true", "false"


@lru_cache(maxsize=64)
def columns_of(model: type[Record]) -> tuple[str, ...]:
    """Return the columns of a kind's table: its document, without lists of parts."""
    names = ["id"]
    for shape in shapes_of(model):
        if isinstance(shape, BilingualShape):
            names += [f"{shape.name}_{language}" for language in LANGUAGES]
        elif not isinstance(shape, PartsShape):
            names.append(shape.name)
    return (*names, *Absence.values, SOURCES)


# ---------------------------------------------------------------- out


def to_cells(model: type[Record], document: Document) -> dict[str, str]:
    """Return the cells of a record, safe to open in a spreadsheet."""
    cells = {"id": document.get("id", "")}
    for shape in shapes_of(model):
        value = document.get(shape.name)
        if isinstance(shape, BilingualShape):
            for language in LANGUAGES:
                cells[f"{shape.name}_{language}"] = written((value or {}).get(language))
        elif not isinstance(shape, PartsShape):
            cells[shape.name] = written(value)
    for absence in Absence.values:
        cells[absence] = written(document.get(absence))
    cells[SOURCES] = written([citation["source"] for citation in document.get("citations", [])])
    return {name: harmless(text) for name, text in cells.items()}


def written(value: Any) -> str:
    """Return a value of a document as the text of a cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _YES if value else _NO
    return SEPARATOR.join(value) if isinstance(value, list) else str(value)


def harmless(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


# ---------------------------------------------------------------- in


def plain(cell: object) -> str:
    """Return the text of a cell, whatever the spreadsheet made of it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return _YES if cell else _NO
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = str(cell).strip()
    return text[1:] if text[:1] == "'" and text[1:].startswith(_FORMULA) else text


def read_cells(
    model: type[Record], cells: dict[str, str], catalogue: Catalogue, base: Document
) -> Document:
    """Return the document that a row makes of `base`.

    A column that is not there leaves its field alone; an empty cell empties
    it. Sources are added, never taken away. Raises `ValidationError` with
    every wrong cell, by column.
    """
    reading = _Reading(model, cells, catalogue)
    document = dict(base)
    for shape in shapes_of(model):
        if isinstance(shape, BilingualShape):
            reading.bilingual(document, shape)
        elif not isinstance(shape, PartsShape) and shape.name in cells:
            reading.keep(document, shape.name, reading.value(shape))
    for absence in Absence.values:
        reading.absences(document, absence)
    reading.sources(document)
    if reading.errors:
        raise ValidationError(reading.errors)
    return document


class _Reading:
    """One row being read, and what is wrong with it."""

    def __init__(self, model: type[Record], cells: dict[str, str], catalogue: Catalogue) -> None:
        self.model = model
        self.cells = cells
        self.catalogue = catalogue
        self.errors: dict[str, list[str]] = {}

    def keep(self, document: Document, name: str, value: Any) -> None:
        """Give a document a value, or nothing."""
        if value in (None, "", [], {}):
            document.pop(name, None)
        else:
            document[name] = value

    def bilingual(self, document: Document, shape: BilingualShape) -> None:
        """Read both languages, each from its column."""
        texts = dict(document.get(shape.name, {}))
        for language in LANGUAGES:
            column = f"{shape.name}_{language}"
            if column not in self.cells:
                continue
            text = self.cells[column]
            limit = shape.field.max_length
            if limit and len(text) > limit:
                message = _("At most %(limit)d characters; found %(found)d.")
                self._refuse(column, message % {"limit": limit, "found": len(text)})
            self.keep(texts, language, items(text) if shape.is_list else text)
        ordered = {language: texts[language] for language in LANGUAGES if language in texts}
        self.keep(document, shape.name, ordered)

    def value(self, shape: Shape) -> Any:
        """Read a cell by the shape of its field."""
        text = self.cells[shape.name]
        match shape:
            case ConceptShape():
                return self._one_or_many(shape, text, self._concept)
            case LinkShape():
                return self._one_or_many(shape, text, self._link)
            case ScalarShape():
                return self._scalar(shape, text) if text else None
            case _:
                raise TypeError(shape)

    def _one_or_many(
        self,
        shape: ConceptShape | LinkShape,
        text: str,
        check: Callable[[Any, str], None],
    ) -> Any:
        found = items(text) if shape.is_many else [text][: bool(text)]
        for item in found:
            check(shape, item)
        if shape.is_many:
            return sorted(set(found))
        return found[0] if found else None

    def _concept(self, shape: ConceptShape, notation: str) -> None:
        known = self.catalogue.notations.get(shape.scheme, set())
        if notation not in known:
            message = _("“%(found)s” is not in the vocabulary “%(scheme)s”. Expected: %(known)s.")
            words = {"found": notation, "scheme": shape.scheme, "known": ", ".join(sorted(known))}
            self._refuse(shape.name, message % words)

    def _link(self, shape: LinkShape, reference: str) -> None:
        kind, key = pair_of(shape.kind, reference)
        if key not in self.catalogue.keys.get(kind, set()):
            message = _("No record of kind “%(kind)s” has the identifier “%(found)s”.")
            self._refuse(shape.name, message % {"kind": kind, "found": key})

    def _scalar(self, shape: ScalarShape, text: str) -> Any:
        column = shape.field
        try:
            if is_date(column):
                return read_typed(text)
            is_boolean = isinstance(column, models.BooleanField)
            raw: Any = {_YES: True, _NO: False}.get(text.lower(), text) if is_boolean else text
            value = column.clean(raw, None)
        except DateInvalid:
            message = _("“%(found)s” is not a date. Write 2019-05-15, 2019-05, mai 2019 or 2019.")
            self._refuse(shape.name, message % {"found": text})
        except ValidationError as error:
            self._refuse(shape.name, " ".join(error.messages))
        else:
            return None if value == column.get_default() else plain_scalar(value)
        return None

    def absences(self, document: Document, absence: str) -> None:
        """Read the fields known to have no value."""
        names = items(self.cells.get(absence, ""))
        known = {shape.name for shape in shapes_of(self.model)}
        for name in names:
            if name not in known:
                message = _("“%(found)s” is not a field of this kind of record.")
                self._refuse(absence, message % {"found": name})
            elif name in document:
                message = _("“%(found)s” has a value, so it cannot be said absent.")
                self._refuse(absence, message % {"found": name})
        if absence not in self.cells:
            names = [name for name in document.get(absence, []) if name not in document]
        self.keep(document, absence, sorted(set(names)))

    def sources(self, document: Document) -> None:
        """Add the sources that the record does not cite yet."""
        citations = list(document.get("citations", []))
        cited = {citation["source"] for citation in citations}
        for key in items(self.cells.get(SOURCES, "")):
            if key not in self.catalogue.keys.get("source", set()):
                message = _("No record of kind “%(kind)s” has the identifier “%(found)s”.")
                self._refuse(SOURCES, message % {"kind": "source", "found": key})
            elif key not in cited:
                citations.append({"source": key})
                cited.add(key)
        self.keep(document, "citations", citations)

    def _refuse(self, column: str, message: str) -> None:
        self.errors.setdefault(column, []).append(message)


def items(text: str) -> list[str]:
    """Return the items of a list written in one cell."""
    return [item.strip() for item in text.replace("\n", "|").split("|") if item.strip()]


def unknown_columns(model: type[Record], headers: Iterable[str]) -> list[str]:
    """Return the headers that name no column of a kind's table."""
    known = columns_of(model)
    return [header for header in headers if header not in known]
