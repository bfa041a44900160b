"""The page of one record: facts, links, what is said, where it comes from."""

from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import pgettext

from observatory.common.formats import date_shown
from observatory.pages.domain.entries import entry_shown
from observatory.pages.domain.parts import part_in_a_line, section_of
from observatory.pages.domain.showing import Reader, Shown, facts_of, field_label
from observatory.records.domain.documents import to_document
from observatory.records.domain.history import unknown_fields
from observatory.records.domain.references import resolve
from observatory.records.domain.shapes import (
    BilingualShape,
    Document,
    PartsShape,
    label_of,
    shapes_of,
)
from observatory.records.enums import LabelNature, Translation
from observatory.records.models import Record
from observatory.search.domain.links import Link, LinkGroup, links_of
from observatory.search.domain.lists import LASTING
from observatory.vocabularies.models import Concept

# Told elsewhere on the page, or of use to editors only.
_ELSEWHERE = {
    "title", "summary", "description", "translation", "evidence", "verified_on", "number",
    "label", "session_number", "reporting_year", "given_name", "family_name",
}  # fmt: skip
_PROVENANCE_PARTS = {"labels", "citations", "statements", "relations"}
UNNAMED = {"label": _lazy("source not named"), "url": ""}
# Short lists that read as facts.
_FACT_PARTS = {"hosts", "roles", "projects"}


def record_page(record: Record, document: Document, language: str) -> Shown:
    """Return what the page of a public record shows, from its document alone."""
    model = type(record)
    reader = Reader(known=resolve(model, document), language=language)
    return {
        "record": _head(record, document, reader),
        "notices": _notices(document, language),
        "facts": _facts(model, document, reader),
        "link_groups": _link_groups(record, language),
        "sections": _sections(model, document, reader),
        "provenance": _provenance(record, document, reader),
        "conflicts": _conflicts(model, document, reader),
    }


def document_of(record: Record) -> Document:
    """Return the document of a record as its last revision keeps it (one query)."""
    revision = record.revisions.first()
    return revision.document if revision else to_document(record)


def _head(record: Record, document: Document, reader: Reader) -> Shown:
    model = type(record)
    summary = reader.text(document.get("summary"))
    lang = "" if record.title_en or reader.language == "fr" else "fr"
    return {
        "kind_label": capfirst(str(model._meta.verbose_name)),
        "title": capfirst(record.title_in(reader.language)),
        "lang": lang,
        "lead": summary["text"],
        "lead_lang": summary["lang"],
    }


def _notices(document: Document, language: str) -> list[Shown]:
    if language == "fr" or document.get("translation") != Translation.MACHINE:
        return []
    text = _("The English text is a machine translation that nobody has read through yet.")
    return [{"level": "info", "title": "", "text": text}]


def _facts(model: type[models.Model], document: Document, reader: Reader) -> list[Shown]:
    names = [
        shape.name
        for shape in shapes_of(model)
        if shape.name not in _ELSEWHERE
        and not _is_prose(shape)
        and not isinstance(shape, PartsShape)
    ]
    # The date first: readers place a fact in time before anything else.
    names.sort(key=lambda name: name != "date")
    facts = facts_of(model, document, reader, names)
    facts += _fact_parts(model, document, reader)
    return [*facts, *_relations(document, reader), *_other_names(document)]


def _relations(document: Document, reader: Reader) -> list[Shown]:
    """Return typed relations as facts, under their own wording."""
    by_type: dict[str, list[Shown]] = {}
    for relation in document.get("relations", []):
        link = reader.link("", relation["object"])
        if link:
            label = reader.concept("relation", relation["type"])["text"]
            date = reader.date(relation.get("date"))
            said = [date["text"] if date else "", reader.plain(relation.get("note"))]
            detail = ", ".join(filter(None, said))
            by_type.setdefault(label, []).append(link | {"detail": detail})
    return [{"label": capfirst(label), "values": links} for label, links in by_type.items()]


def _fact_parts(model: type[models.Model], document: Document, reader: Reader) -> list[Shown]:
    facts = []
    for shape in shapes_of(model):
        if isinstance(shape, PartsShape) and shape.name in _FACT_PARTS and shape.name in document:
            parts = (part_in_a_line(shape, part, reader) for part in document[shape.name])
            facts.append(
                {"label": capfirst(label_of(shape)), "values": [part for part in parts if part]}
            )
    return [fact for fact in facts if fact["values"]]


def _other_names(document: Document) -> list[Shown]:
    by_nature: dict[str, list[Shown]] = {}
    for label in document.get("labels", []):
        nature = label.get("nature", LabelNature.ALIAS)
        by_nature.setdefault(nature, []).append({"text": label["text"], "lang": ""})
    return [
        {"label": capfirst(str(LabelNature(nature).label)), "values": values}
        for nature, values in by_nature.items()
    ]


def _is_prose(shape: Any) -> bool:
    """Whether a field is a text of several sentences: it is read, not listed."""
    return (
        isinstance(shape, BilingualShape)
        and not shape.is_list
        and isinstance(shape.field, models.TextField)
    )


def _link_groups(record: Record, language: str) -> list[Shown]:
    """Return what others say of the record; what it says itself is in its facts and lists."""
    groups = links_of(record, language=language)
    return [_link_group(group, language) for group in groups if group.is_incoming]


def _link_group(group: LinkGroup, language: str) -> Shown:
    return {
        "label": group.label,
        "count": group.total,
        "entries": [_link(link, language) for link in group.links],
        "more_url": "",
    }


def _link(link: Link, language: str) -> Shown:
    entry = entry_shown(link.entry, language)
    # How long an organisation has existed says nothing of the link.
    own_date = "" if link.entry.kind in LASTING else link.entry.date
    dates = date_shown(link.date or own_date, language)
    details = [*link.details, dates["text"] if dates else ""]
    return {
        "title": entry["title"],
        "url": entry["url"],
        "lang": entry["lang"],
        "detail": ", ".join(detail for detail in details if detail),
    }


# ---------------------------------------------------------------- what is said


def _sections(model: type[models.Model], document: Document, reader: Reader) -> list[Shown]:
    sections = []
    for shape in shapes_of(model):
        value = document.get(shape.name)
        if not value or shape.name in _PROVENANCE_PARTS | _FACT_PARTS:
            continue
        if _is_prose(shape):
            title = _("Description") if shape.name == "description" else capfirst(label_of(shape))
            sections.append({"id": shape.name, "title": title} | reader.html(value))
        elif isinstance(shape, PartsShape):
            section = section_of(shape, value, reader)
            if section:
                sections.append(section)
    return sections


# ---------------------------------------------------------------- where it comes from


def _provenance(record: Record, document: Document, reader: Reader) -> Shown:
    model = type(record)
    missing = unknown_fields(record, document)
    return {
        "evidence": _evidence(document, reader),
        "verified": date_shown(document.get("verified_on", ""), reader.language),
        "completeness": {
            "percent": record.completeness,
            "known": len(model.EXPECTED) - len(missing),
            "expected": len(model.EXPECTED),
            "missing": [field_label(model, name) for name in missing],
        },
        "sources": _sources(document, reader),
    }


def _evidence(document: Document, reader: Reader) -> Shown | None:
    notation = document.get("evidence")
    if not notation:
        return None
    concept = Concept.objects.get(scheme__key="niveau-preuve", key=notation)
    definition = {"fr": concept.definition_fr, "en": concept.definition_en}
    return {
        "label": reader.concept("niveau-preuve", notation)["text"],
        "definition": reader.plain(definition),
    }


def _sources(document: Document, reader: Reader) -> list[Shown]:
    """Return each source once, with every place in it that was read."""
    details: dict[str, list[str]] = {}
    for citation in document.get("citations", []):
        said = [reader.plain(citation.get(name)) for name in ("locator", "note")]
        details.setdefault(citation["source"], []).append(". ".join(filter(None, said)).rstrip("."))
    links = ((reader.link("source", key), said) for key, said in details.items())
    between = pgettext("between places", "; ")
    return [
        link
        | {
            "title": link["text"],
            "detail": between.join(filter(None, said)),
        }
        for link, said in links
        if link
    ]


def _conflicts(model: type[models.Model], document: Document, reader: Reader) -> list[Shown]:
    by_field: dict[str, list[Document]] = {}
    for statement in document.get("statements", []):
        by_field.setdefault(statement["field"], []).append(statement)
    return [
        {
            "label": capfirst(field_label(model, field)),
            "statements": [_statement(statement, reader) for statement in statements],
            "note": " ".join(
                reader.plain(statement.get("note")) for statement in statements
            ).strip(),
        }
        for field, statements in by_field.items()
    ]


def _statement(statement: Document, reader: Reader) -> Shown:
    value = reader.text(statement.get("value"))
    link = reader.link("source", statement.get("source"))
    return {
        "value": value["text"],
        "lang": value["lang"],
        "source": {"label": link["text"], "url": link["url"]} if link else UNNAMED,
        "detail": reader.plain(statement.get("locator")),
        "shown": statement.get("retained", False),
    }
