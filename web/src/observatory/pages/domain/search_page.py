"""The page of the one search box over everything."""

from django.http import QueryDict
from django.urls import reverse
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from observatory.pages.domain.asking import QUOTED_CHARACTERS, Asked, how_read, pagination
from observatory.pages.domain.entries import entry_shown
from observatory.pages.domain.showing import Shown
from observatory.records.domain.kinds import models_by_kind
from observatory.search.domain.search import SearchPage, SearchResult, search

EXAMPLES = ("budget participatif", "Grand débat national", "Nantes", "baromètre 2018")


def search_page(query: QueryDict, language: str) -> Shown:
    """Return what the search page shows, before or after a search."""
    asked = Asked(reverse("search"), query)
    kind = asked.one_of("kind", tuple(models_by_kind())) or None
    page = search(asked.text, language=language, kind=kind, page=asked.page)
    is_empty = not asked.text
    return {
        "query": page.text,
        "count": page.total,
        "query_words": "" if is_empty else _in_words(page),
        "did_you_mean": None,
        "examples": [{"label": example, "url": f"{asked.url}?q={example}"} for example in EXAMPLES],
        "facets": None if is_empty or not page.counts else _facets(page, asked, kind),
        "active_filters": [],
        "clear_url": "",
        "views": [],
        "sorts": [],
        "view": "list",
        "entries": [_result(result, language) for result in page.results],
        "empty": _empty(asked, kind),
        "pagination": pagination(page.page, page.pages, asked),
        "data_url": "",
        "feed_url": "",
    }


def _facets(page: SearchPage, asked: Asked, kind: str | None) -> Shown:
    total = sum(page.counts.values())
    every = {"value": "", "label": _("Everything"), "lang": "", "count": total}
    kinds = [
        {
            "value": name,
            "label": capfirst(str(models_by_kind()[name]._meta.verbose_name_plural)),
            "lang": "",
            "count": count,
            "selected": name == kind,
        }
        for name, count in page.counts.items()
    ]
    options = [every | {"selected": not kind}, *kinds]
    group = {"name": "kind", "label": _("Kind"), "options": options, "more": [], "single": True}
    return {
        "action": asked.url,
        "target": "list",
        "query": None,
        "hidden": asked.hidden("q"),
        "groups": [group],
    }


def _result(result: SearchResult, language: str) -> Shown:
    shown = entry_shown(result.entry, language)
    # The passage that was sought says more than the summary.
    return shown | ({"snippet": result.snippet} if result.snippet else {})


def _in_words(page: SearchPage) -> str:
    """Say what was found, and how the words were read to find it."""
    sentences = [
        ngettext(
            "%(count)d record for “%(text)s”.", "%(count)d records for “%(text)s”.", page.total
        )
        % {"count": page.total, "text": Truncator(page.text).chars(QUOTED_CHARACTERS)}
    ]
    return " ".join([*sentences, *how_read(page)])


def _empty(asked: Asked, kind: str | None) -> Shown:
    suggestions = [{"label": _("All actors"), "url": reverse("record_list", args=("acteurs",))}]
    if kind:
        suggestions.insert(
            0, {"label": _("The same words in every kind"), "url": asked.without("kind", kind)}
        )
    return {
        "reason": _("No record has these words, nor words close to them."),
        "suggestions": suggestions,
    }
