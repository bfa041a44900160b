"""Turn the values of a document into what templates show."""

from dataclasses import dataclass
from typing import Any, TypeAlias

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from observatory.common.formats import chosen, date_shown, markdown, number_shown
from observatory.records.domain.references import Known
from observatory.records.domain.shapes import (
    BilingualShape,
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
from observatory.records.enums import Absence

Shown: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Reads one document in one language, with what it refers to already looked up."""

    known: Known
    language: str

    def values(self, shape: Shape, value: Any) -> list[Shown]:
        """Return the values of a field, each {text, url, lang, date, detail}."""
        match shape:
            case ScalarShape():
                return [self._scalar(shape.field, value)]
            case BilingualShape() if shape.is_list:
                items, lang = chosen(value, self.language)
                return [{"text": item, "lang": lang} for item in items]
            case BilingualShape():
                return [self.text(value)]
            case ConceptShape():
                notations = value if shape.is_many else [value]
                return [self.concept(shape.scheme, notation) for notation in notations]
            case LinkShape():
                references = value if shape.is_many else [value]
                shown = (self.link(shape.kind, reference) for reference in references)
                return [link for link in shown if link]
            case PartsShape():
                return []

    def _scalar(self, field: Any, value: Any) -> Shown:
        if isinstance(value, bool):
            return {"text": pgettext("answer", "yes") if value else pgettext("answer", "no")}
        if is_date(field) or isinstance(field, models.DateField):
            return {"date": date_shown(str(value), self.language)}
        if isinstance(field, models.URLField):
            return {"text": str(value).removeprefix("https://").rstrip("/"), "url": value}
        if field.choices:
            return {"text": str(dict(field.flatchoices).get(value, value))}
        if isinstance(field, models.DecimalField):
            return {"text": number_shown(value, self.language)}
        return {"text": str(value)}

    def text(self, texts: dict[str, str] | None) -> Shown:
        """Return a bilingual text in the page's language, or in French, saying so."""
        text, lang = chosen(texts or {}, self.language)
        return {"text": text, "lang": lang}

    def plain(self, texts: dict[str, str] | None) -> str:
        """Return a bilingual text without its language."""
        return chosen(texts or {}, self.language)[0]

    def html(self, texts: dict[str, str] | None) -> Shown:
        """Return a bilingual Markdown text as safe HTML."""
        text, lang = chosen(texts or {}, self.language)
        return {"text": markdown(text) if text else "", "lang": lang}

    def lines(self, texts: dict[str, list[str]] | None) -> list[str]:
        """Return a bilingual list in the page's language."""
        return list(chosen(texts or {}, self.language)[0] or [])  # type: ignore[arg-type]  # lists, for once

    def concept(self, scheme: str, notation: str) -> Shown:
        """Return the label of a concept."""
        return self.text(self.known.label(scheme, notation))

    def link(self, kind: str, reference: str | None) -> Shown | None:
        """Return a link to a record, the words for a withdrawn name, or None if not public."""
        target = self.known.target(kind, reference) if reference else None
        if target is None:
            return None
        if target.is_withdrawn:
            return {"text": _("Name withdrawn"), "withdrawn": True, "url": "", "lang": ""}
        return self.text(target.title) | {"url": target.url}

    def date(self, edtf: str | None) -> Any:
        """Return a date to show, or None."""
        return date_shown(edtf or "", self.language)


def field_label(model: type[models.Model], name: str) -> str:
    """Return the wording of a field by its name in documents."""
    shape = shape_named(model, name)
    return label_of(shape) if shape else name


def facts_of(
    model: type[models.Model], document: Document, reader: Reader, names: list[str]
) -> list[Shown]:
    """Return the facts to list: what is known, and what is said to be absent."""
    facts = []
    for name in names:
        shape = shape_named(model, name)
        if shape is None:
            continue
        fact: Shown = {"label": capfirst(label_of(shape))}
        values = reader.values(shape, document[name]) if name in document else []
        absent = next((why for why in Absence.values if name in document.get(why, [])), "")
        if values:
            facts.append(fact | {"values": values})
        elif absent:
            facts.append(fact | {"values": [], "absent": absent})
    return facts
