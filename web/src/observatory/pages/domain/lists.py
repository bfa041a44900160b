"""Lists: what the address asks, said in words, with what narrows it."""

from collections.abc import Iterator, Sequence

from django.http import QueryDict
from django.urls import reverse
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from observatory.pages.domain.asking import QUOTED_CHARACTERS, Asked, how_read, pagination
from observatory.pages.domain.entries import entry_shown
from observatory.pages.domain.showing import Shown
from observatory.pages.sections import SECTIONS, Section
from observatory.records.domain.kinds import models_by_kind, models_by_path
from observatory.records.models import Record
from observatory.search.domain.latest import counts_by_kind
from observatory.search.domain.lists import Facet, ListPage, list_entries
from observatory.search.models import FACET_COLUMNS, Entry

VIEWS = ("list", "table")
SORTS = ("title", "date")
# A facet shows as many values; the rest is folded.
SHOWN_VALUES = 8
# Of a line of the list: more would be a table.
SHOWN_FACETS = 2


def lists_of(section: Section) -> list[Shown]:
    """Return the lists under one of the site's entries, counted (one query)."""
    counts = counts_by_kind()
    return [
        {
            "label": link.label,
            "url": link.url,
            "count": counts.get(link.kind, 0),
            "text": link.text,
        }
        for link in section.lists
    ]


def tables() -> list[Shown]:
    """Return the tables anyone can take, one a kind that has records."""
    counts = counts_by_kind()
    return [
        {
            "label": capfirst(str(model._meta.verbose_name_plural)),
            "url": reverse("download_csv", args=(kind,)),
            "count": counts[kind],
        }
        for kind, model in models_by_kind().items()
        if counts.get(kind)
    ]


# ---------------------------------------------------------------- a list


def list_page(path: str, query: QueryDict, language: str) -> Shown | None:
    """Return what a list shows, or None when there is no such list."""
    model = models_by_path().get(path)
    if model is None:
        return None
    asked = Asked(reverse("record_list", args=(path,)), query)
    filters = {name: asked.values(name) for name in (*model.FACETS, "year")}
    page = list_entries(
        model.KIND,
        filters={name: values for name, values in filters.items() if values},
        text=asked.text,
        language=language,
        sort=asked.one_of("sort", SORTS),
        page=asked.page,
    )
    groups = [_group(facet) for facet in page.facets]
    title, lead = _titles(path, model)
    return (
        {
            "title": title,
            "lead": lead,
            "count": page.total,
            "query_words": _in_words(page, groups, asked.text),
            "breadcrumb": [*_section_crumb(path), {"label": title}],
        }
        | _narrowing(groups, asked, model)
        | _choices(page, asked)
        | _results(page, asked, language)
    )


def _narrowing(groups: list[Shown], asked: Asked, model: type[Record]) -> Shown:
    active = list(_active(groups, asked))
    return {
        "facets": {
            "action": asked.url,
            "target": "list",
            "query": asked.text,
            "hidden": asked.hidden("view", "sort"),
            "groups": groups,
        },
        "active_filters": active,
        "clear_url": asked.url,
        "empty": _empty(active, asked),
        # The table holds the whole list: nothing is offered as what it is not.
        "data_url": "" if active else reverse("download_csv", args=(model.KIND,)),
        "feed_url": "",
    }


def _choices(page: ListPage, asked: Asked) -> Shown:
    sorts = {"title": pgettext("order", "title"), "date": pgettext("order", "date")}
    return {
        "view": asked.one_of("view", VIEWS) or "list",
        "views": asked.choices("view", {"list": _("list"), "table": _("table")}),
        "sorts": asked.choices("sort", sorts, page.sort),
        "pagination": pagination(page.page, page.pages, asked),
    }


def _results(page: ListPage, asked: Asked, language: str) -> Shown:
    if asked.one_of("view", VIEWS) != "table":
        return {"entries": [_entry(entry, page, language) for entry in page.entries]}
    return {"table": _table(page, language)}


def _entry(entry: Entry, page: ListPage, language: str) -> Shown:
    """Return a line of the list; its kind is the list's, so what it is classified as is said."""
    labels = {
        facet.name: {value.value: value.label for value in facet.values} for facet in page.facets
    }
    names = models_by_kind()[page.kind].FACETS[:SHOWN_FACETS]
    said = [
        labels.get(name, {}).get(value, "")
        for name, column in zip(names, FACET_COLUMNS, strict=False)
        for value in getattr(entry, column).split()
    ]
    kind_label = pgettext("between facts", " – ").join(filter(None, said))
    return entry_shown(entry, language) | {"kind_label": kind_label}


def _table(page: ListPage, language: str) -> Shown:
    rows = [_row(entry_shown(entry, language)) for entry in page.entries]
    labels = (_("Title"), _("Date"), _("Place"), _("In one sentence"))
    return {
        "caption": ngettext("%(count)d record", "%(count)d records", len(rows))
        % {"count": len(rows)},
        "columns": [{"label": label} for label in labels],
        "rows": rows,
    }


def _row(entry: Shown) -> list[Shown]:
    return [
        {"text": entry["title"], "url": entry["url"], "lang": entry["lang"]},
        {"text": "", "date": entry["date"]},
        {"text": entry["place"]},
        {"text": entry["summary"], "lang": entry["lang"]},
    ]


# ---------------------------------------------------------------- what narrows it


def _group(facet: Facet) -> Shown:
    options = [
        {
            "value": value.value,
            "label": value.label or _("not known"),
            "lang": "",
            "count": value.count,
            "selected": value.is_selected,
        }
        for value in facet.values
    ]
    # What is chosen stays in sight.
    first = [option for option in options if option["selected"]]
    rest = [option for option in options if not option["selected"]]
    shown = first + rest[: max(0, SHOWN_VALUES - len(first))]
    return {
        "name": facet.name,
        "label": capfirst(facet.label),
        "options": shown,
        "more": [option for option in rest if option not in shown],
    }


def _chosen(groups: Sequence[Shown]) -> Iterator[tuple[Shown, Shown]]:
    for group in groups:
        for option in (*group["options"], *group["more"]):
            if option["selected"]:
                yield group, option


def _active(groups: Sequence[Shown], asked: Asked) -> Iterator[Shown]:
    if asked.text:
        label = _("“%(text)s”") % {"text": asked.text}
        yield {"label": label, "lang": "", "url": asked.without("q", asked.text)}
    for group, option in _chosen(groups):
        yield {
            "label": option["label"],
            "lang": option["lang"],
            "url": asked.without(group["name"], option["value"]),
        }


def _in_words(page: ListPage, groups: Sequence[Shown], text: str) -> str:
    """Say a query in words: "12 records – Type of actor: Media outlet"."""
    total = page.total
    words = [ngettext("%(count)d record", "%(count)d records", total) % {"count": total}]
    chosen: dict[str, list[str]] = {}
    for group, option in _chosen(groups):
        chosen.setdefault(group["label"], []).append(option["label"])
    for label, values in chosen.items():
        either = pgettext("between values", " or ").join(values)
        words.append(_("%(label)s: %(values)s") % {"label": label, "values": either})
    if text:
        quoted = Truncator(text).chars(QUOTED_CHARACTERS)
        words.append(_("with the words “%(text)s”") % {"text": quoted})
    said = pgettext("between facts", " – ").join(words)
    notes = how_read(page)
    return f"{said}. {' '.join(notes)}" if notes else said


def _empty(active: Sequence[Shown], asked: Asked) -> Shown:
    if not active:
        return {"reason": _("No record here yet."), "suggestions": []}
    without = [
        {"label": _("Without %(filter)s") % {"filter": one["label"]}, "url": one["url"]}
        for one in active
    ]
    everything = {"label": _("All records of this list"), "url": asked.url}
    return {
        "reason": _("No record has all of this at once."),
        "suggestions": [*without, everything],
    }


# ---------------------------------------------------------------- where it stands


def _titles(path: str, model: type[Record]) -> tuple[str, str]:
    """Return the title of a list and what it holds, in a sentence."""
    for section in SECTIONS:
        for link in section.lists:
            if link.path == path:
                return str(link.label), str(link.text)
    return capfirst(str(model._meta.verbose_name_plural)), ""


def crumbs_to_records(path: str) -> list[Shown]:
    """Return the way to a record: the section and the list it stands in."""
    title, _lead = _titles(path, models_by_path()[path])
    return [*_section_crumb(path), {"label": title, "url": reverse("record_list", args=(path,))}]


def _section_crumb(path: str) -> list[Shown]:
    return [
        {"label": section.label, "url": reverse("section", args=(section.slug,))}
        for section in SECTIONS
        if any(link.path == path for link in section.lists)
    ]
