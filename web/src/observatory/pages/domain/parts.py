"""The lists of a record (sessions, speakers, figures…) as sections of its page."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from observatory.common.formats import markdown, number_shown
from observatory.pages.domain.showing import Reader, Shown
from observatory.records.domain.shapes import Document, PartsShape, label_of, shapes_of
from observatory.records.enums import AttachmentNature, Operator


def section_of(shape: PartsShape, parts: list[Document], reader: Reader) -> Shown | None:
    """Return one list of a record as a section, or None when nothing of it is public."""
    build = BUILDERS.get(shape.name, _table)
    content = build(shape, parts, reader)
    if not any(content.values()):
        return None
    return {"id": shape.name, "title": capfirst(label_of(shape))} | content


# ---------------------------------------------------------------- people


def _people(_shape: PartsShape, parts: list[Document], reader: Reader) -> Shown:
    return {"people": people_of(parts, reader)}


def people_of(parts: list[Document], reader: Reader) -> list[Shown]:
    """Return people as displayed: name, function, organisation; a withdrawn name says so."""
    people = (_person(part, reader) for part in parts)
    return [person for person in people if person]


def _person(part: Document, reader: Reader) -> Shown | None:
    link = reader.link("person", part.get("person"))
    if link is None and part.get("person"):
        return None  # a draft: the line says who, so nothing of it is shown
    role = reader.concept("role", part["role"])["text"] if _is_notable(part) else ""
    return {
        "name": link["text"] if link else "",
        "url": link["url"] if link else "",
        "withdrawn": link is None or bool(link.get("withdrawn")),
        "role": role,
        "function": part.get("displayed", ""),
        "lang": "fr" if reader.language != "fr" else "",
        "organisation": None if part.get("displayed") else _organisation(part, reader),
    }


def _is_notable(part: Document) -> bool:
    # Everyone in the list speaks: only another role is worth a word.
    return bool(part.get("role")) and part["role"] != "intervention"


def _organisation(part: Document, reader: Reader) -> Shown | None:
    link = reader.link("organisation", part.get("organisation"))
    return {"label": link["text"], "url": link["url"]} if link else None


# ---------------------------------------------------------------- programme


def _sessions(_shape: PartsShape, parts: list[Document], reader: Reader) -> Shown:
    return {"sessions": [_session(part, reader) for part in parts], "count": len(parts)}


def _session(part: Document, reader: Reader) -> Shown:
    training = reader.link("training", part.get("training"))
    note = reader.plain(part.get("note"))
    description = reader.plain(part.get("description"))
    return {
        "id": f"session-{part['id']}",
        "format": _format(part, reader),
        "title": reader.plain(part.get("title")),
        "lang": reader.text(part.get("title"))["lang"],
        "date": reader.date(part.get("date")),
        "text": markdown("\n\n".join(text for text in (description, note) if text)),
        "people": people_of(part.get("speakers", []), reader),
        "links": [{"label": training["text"], "url": training["url"]}] if training else [],
    }


def _session_groups(_shape: PartsShape, parts: list[Document], reader: Reader) -> Shown:
    return {
        "sessions": [
            {
                "title": _counted(part, reader),
                "topics": reader.lines(part.get("topics")),
                "lang": reader.text(part.get("topics"))["lang"],
            }
            for part in parts
        ]
    }


def _counted(part: Document, reader: Reader) -> str:
    """Say how many sessions of a format there were, where the source gives no titles."""
    words = {"format": _format(part, reader), "count": part.get("count", _("number not known"))}
    return _("%(format)s: %(count)s") % words


def _format(part: Document, reader: Reader) -> str:
    notation = part.get("format")
    return reader.concept("format-session", notation)["text"] if notation else ""


# ---------------------------------------------------------------- lists


def _points(title: str, texts: str) -> Callable[[PartsShape, list[Document], Reader], Shown]:
    """Return a builder of numbered lists: which field titles a point, which lists its contents."""

    def build(_shape: PartsShape, parts: list[Document], reader: Reader) -> Shown:
        points = [
            {
                "title": reader.plain(part.get(title)),
                "text": markdown(_point_text(part, texts, reader)),
            }
            for part in parts
        ]
        return {"points": points, "lang": reader.text(parts[0].get(title))["lang"]}

    return build


def _point_text(part: Document, texts: str, reader: Reader) -> str:
    paragraphs = [reader.plain(part.get("text")), reader.plain(part.get("note"))]
    lines = reader.lines(part.get(texts)) if texts else []
    bullets = "\n".join(f"- {line}" for line in lines)
    return "\n\n".join(text for text in (*paragraphs, bullets) if text)


def _timeline(_shape: PartsShape, parts: list[Document], reader: Reader) -> Shown:
    return {"timeline": [_moment(part, reader) for part in parts]}


def _moment(part: Document, reader: Reader) -> Shown:
    title = reader.text(part.get("title"))
    linked = (
        reader.link(kind, part.get(name))
        for kind, name in (
            ("organisation", "organisation"),
            ("person", "person"),
            ("organisation", "venue"),
        )
    )
    names = [link["text"] for link in linked if link]
    texts = [reader.plain(part.get("description")), reader.plain(part.get("note"))]
    results = reader.date(part.get("results_date"))
    if results:
        texts.append(_("Results given on %(date)s.") % {"date": results["text"]})
    return {
        "date": reader.date(part.get("date")) or {"text": _("undated"), "iso": ""},
        "title": title["text"],
        "lang": title["lang"],
        "kind_label": ", ".join([*names, part.get("function", "")]).strip(", "),
        "text": " ".join(text for text in texts if text),
    }


def _attachments(_shape: PartsShape, parts: list[Document], reader: Reader) -> Shown:
    natures = dict(AttachmentNature.choices)
    return {
        "attachments": [
            reader.text(part.get("title"))
            | {
                "title": reader.plain(part.get("title")),
                "url": part.get("url") or _file_url(part),
                "format": str(natures[part.get("nature", AttachmentNature.LINK)]),
                "size": reader.plain(part.get("note")),
            }
            for part in parts
        ]
    }


def _file_url(part: Document) -> str:
    return reverse("attachment", args=(part["file"],)) if part.get("file") else ""


# ---------------------------------------------------------------- figures


def _figures(_shape: PartsShape, parts: list[Document], reader: Reader) -> Shown:
    return {"figures": [figure_of(part, reader) for part in parts]}


def figure_of(part: Document, reader: Reader) -> Shown:
    """Return a published number with what makes it checkable."""
    operator = part.get("operator", Operator.EQUAL)
    label = reader.text(part.get("label"))
    unit = reader.plain(part.get("unit"))
    method = [reader.plain(part.get(name)) for name in ("definition", "method")]
    return {
        "label": label["text"],
        "lang": label["lang"],
        "operator": "" if operator == Operator.EQUAL else str(Operator(operator).label),
        "value": _number(part, reader),
        "unit": unit if unit != label["text"] else "",
        "base": reader.plain(part.get("base")),
        "date": reader.date(part.get("at")),
        "uncertainty": reader.plain(part.get("uncertainty")),
        "source": _figure_source(part, reader),
        "method": markdown("\n\n".join(text for text in method if text)) if any(method) else "",
    }


def _number(part: Document, reader: Reader) -> str:
    value = part.get("value")
    return _("not known") if value is None else number_shown(Decimal(value), reader.language)


def _figure_source(part: Document, reader: Reader) -> Shown | None:
    link = reader.link("source", part.get("source"))
    if link is None:
        return None
    locator = reader.plain(part.get("locator"))
    return {"label": f"{link['text']}, {locator}" if locator else link["text"], "url": link["url"]}


# ---------------------------------------------------------------- anything else


def _table(shape: PartsShape, parts: list[Document], reader: Reader) -> Shown:
    """Show a list nobody wrote a form for: one column a field that has a value."""
    used = [
        column for column in shapes_of(shape.model) if any(column.name in part for part in parts)
    ]
    rows = [[_cell(column, part, reader) for column in used] for part in parts]
    caption = ngettext("%(count)d line", "%(count)d lines", len(rows)) % {"count": len(rows)}
    columns = [{"label": capfirst(label_of(column))} for column in used]
    return {"table": {"caption": caption, "columns": columns, "rows": rows} if rows else None}


def _cell(column: Any, part: Document, reader: Reader) -> Shown:
    if column.name not in part:
        return {"text": ""}
    values = reader.values(column, part[column.name])
    if len(values) == 1:
        return values[0]
    return {"text": ", ".join(value.get("text", "") for value in values)}


def part_in_a_line(shape: PartsShape, part: Document, reader: Reader) -> Shown | None:
    """Return a line of a short list as a fact: what it links to or says first, then the rest."""
    values = [
        value
        for column in shapes_of(shape.model)
        if column.name in part
        for value in reader.values(column, part[column.name])
    ]
    said = [value | {"text": value.get("text") or value["date"]["text"]} for value in values]
    if not said:
        return None
    # The link leads; what is beside it qualifies it.
    first = next((value for value in said if value.get("url")), said[0])
    rest = [value["text"] for value in said if value is not first]
    return first | {"detail": ", ".join(rest), "date": None}


BUILDERS: dict[str, Callable[[PartsShape, list[Document], Reader], Shown]] = {
    "speakers": _people,
    "witnesses": _people,
    "sessions": _sessions,
    "session_groups": _session_groups,
    "themes": _points("title", ""),
    "modules": _points("title", "contents"),
    "contents": _points("title", "points"),
    "features": _points("name", ""),
    "steps": _timeline,
    "items": _timeline,
    "attachments": _attachments,
    "figures": _figures,
}
