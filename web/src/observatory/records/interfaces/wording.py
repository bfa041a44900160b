"""Fields and values of documents in words, for history and proposals."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from observatory.common.dates import DateInvalid, in_words
from observatory.records.domain.differences import Difference, Path
from observatory.records.domain.references import Pair, pair_of, references_in
from observatory.records.domain.shapes import (
    LANGUAGES,
    ConceptShape,
    Document,
    LinkShape,
    PartsShape,
    ScalarShape,
    Shape,
    is_date,
    label_of,
    shape_named,
)
from observatory.records.enums import Absence, Status
from observatory.records.models import Record
from observatory.vocabularies.models import Concept


def field_label(model: type[models.Model], name: str) -> str:
    """Return what a field of a document is called, whatever its language."""
    standing = {
        "slug": _("address"),
        "status": _("status"),
        "merged_into": _("merged into"),
        "old_addresses": _("old addresses"),
        Absence.NONE.value: _("known to have none"),
        Absence.NOT_APPLICABLE.value: _("not applicable"),
    }
    if name in standing:
        return standing[name]
    shape = shape_named(model, name)
    if shape is None:
        return str(getattr(_column(model, name), "verbose_name", name))
    return label_of(shape)


def _column(model: type[models.Model], name: str) -> object:
    names = {field.name: field for field in model._meta.get_fields()}
    return names.get(name) or names.get(f"{name}_fr")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One difference in words."""

    field: str
    before: str
    after: str


class Wording:
    """Words for differences between documents of one kind; looks every reference up at once."""

    def __init__(self, model: type[Record], *documents: Document) -> None:
        """Read the titles and labels that the documents refer to (two queries)."""
        self.model = model
        references = [pair for document in documents for pair in references_in(model, document)]
        self.titles = _titles({pair for is_record, pair in references if is_record})
        self.labels = _labels({pair for is_record, pair in references if not is_record})

    def lines(self, changes: list[Difference] | tuple[Difference, ...]) -> list[Line]:
        """Return each difference in words."""
        return [self._line(change) for change in changes]

    def _line(self, change: Difference) -> Line:
        words, shape = self._place(change.path)
        return Line(
            field=" / ".join(words),
            before=self._say(shape, change.before),
            after=self._say(shape, change.after),
        )

    def _place(self, path: Path) -> tuple[list[str], Shape | str]:
        """Return the words for a path, and the shape of what stands there (or a field's name)."""
        name, *rest = path
        words = [field_label(self.model, name).capitalize()]
        shape: Shape | str = shape_named(self.model, name) or name
        while rest:
            step, *rest = rest
            if isinstance(shape, PartsShape) and rest:
                field, *rest = rest
                words += [step, field_label(shape.model, field)]
                shape = shape_named(shape.model, field) or field
            else:
                words.append({"fr": _("in French"), "en": _("in English")}.get(step, step))
        return words, shape

    def _say(self, shape: Shape | str, value: Any) -> str:
        if isinstance(value, list):
            return ", ".join(self._say(shape, item) for item in value)
        if isinstance(value, dict):
            if isinstance(shape, PartsShape):
                return "\n".join(self._fields(shape.model, value))
            return " / ".join(self._say(shape, item) for item in value.values())
        return "" if value is None else self._say_one(shape, value)

    def _say_one(self, shape: Shape | str, value: Any) -> str:
        match shape:
            case ConceptShape():
                words = self.labels.get((shape.scheme, value), value)
            case LinkShape():
                words = self.titles.get(pair_of(shape.kind, value), value)
            case ScalarShape():
                words = _say_scalar(shape, value)
            case "status":
                words = Status(value).label
            case Absence.NONE.value | Absence.NOT_APPLICABLE.value:
                words = field_label(self.model, value)
            case _:
                words = value
        return str(words)

    def _fields(self, model: type[models.Model], part: Document) -> Iterator[str]:
        for name, value in part.items():
            shape = shape_named(model, name)
            if shape is not None:
                yield _("%(field)s: %(value)s") % {
                    "field": field_label(model, name),
                    "value": self._say(shape, value),
                }


def _say_scalar(shape: ScalarShape, value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if is_date(shape.field):
        try:
            return in_words(value, get_language() or LANGUAGES[0])
        except DateInvalid:
            return str(value)
    choices = dict(shape.field.flatchoices)
    return str(choices.get(value, value))


def _titles(pairs: set[Pair]) -> dict[Pair, str]:
    records = Record.objects.filter(key__in={key for _kind, key in pairs}) if pairs else ()
    return {
        (record.kind, record.key): _("Name withdrawn")
        if record.kind == "person" and record.status == Status.WITHDRAWN
        else str(record)
        for record in records
    }


def _labels(pairs: set[Pair]) -> dict[Pair, str]:
    if not pairs:
        return {}
    concepts = Concept.objects.filter(key__in={key for _scheme, key in pairs})
    return {
        (concept.scheme.key, concept.key): str(concept)
        for concept in concepts.select_related("scheme")
    }
