"""The home page: the year in brief, what is new, what is coming."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from observatory.activities.enums import Section
from observatory.common.formats import date_shown
from observatory.pages.domain.entries import entry_shown
from observatory.pages.domain.observatory import partners_shown
from observatory.pages.domain.showing import Shown
from observatory.programme.models import Highlight
from observatory.records.enums import Status
from observatory.search.domain.latest import latest_news, upcoming
from observatory.search.models import Entry

SHOWN_NEWS = 5
# Kind, section of an activity, list, words.
_YEAR_FIGURES = (
    ("event", "", "evenements", _("events")),
    ("activity", Section.INTERVENTION, "interventions", _("talks and hearings")),
    ("activity", Section.NETWORK, "interventions", _("network activities")),
    ("case", "", "cas", _("cases and articles")),
    ("publication", "", "publications", _("publications")),
    ("press_mention", "", "presse", _("press mentions")),
)


def home_page(today: dt.date, language: str) -> Shown:
    """Return what the home page shows on a day."""
    told = highlights()
    year = told[0].date_earliest.year if told and told[0].date_earliest else today.year
    return {
        "year": year,
        "year_figures": year_figures(year),
        "timeline": timeline_of(told, language),
        "news": [entry_shown(entry, language) for entry in latest_news(SHOWN_NEWS)],
        "upcoming": [entry_shown(entry, language) for entry in upcoming(today)],
        "partners": partners_shown(language),
    }


def year_figures(year: int) -> list[Shown]:
    """Return the counts of a year, each leading to what it counts; none that is nought."""
    counted = Entry.objects.filter(year=year).order_by().values_list("kind", "facet_1")
    counts: Counter[tuple[str, str]] = Counter()
    for kind, facet, count in counted.annotate(Count("pk")):
        counts[kind, facet if kind == "activity" else ""] += count
    return [
        {"value": counts[kind, section], "label": label, "url": _counted_url(path, year, section)}
        for kind, section, path, label in _YEAR_FIGURES
        if counts[kind, section]
    ]


def _counted_url(path: str, year: int, section: str) -> str:
    url = f"{reverse('record_list', args=(path,))}?year={year}"
    return f"{url}&section={section}" if section else url


def timeline_of(highlights: Sequence[Highlight], language: str) -> list[Shown]:
    """Return the moments of a year, each leading to the record it is about."""
    return [_moment(highlight, language) for highlight in highlights]


def highlights() -> list[Highlight]:
    """Return the moments of the last year told, in the order of time (two queries)."""
    public = Highlight.objects.filter(status=Status.PUBLISHED, date_earliest__isnull=False)
    last = public.order_by("-date_earliest").first()
    if last is None or last.date_earliest is None:
        return []
    told = public.filter(date_earliest__year=last.date_earliest.year)
    return list(told.select_related("about").order_by("date_earliest", "number"))


def _moment(highlight: Highlight, language: str) -> Shown:
    about = highlight.about if highlight.about and highlight.about.is_public else highlight
    is_english = language == "en" and bool(highlight.title_en)
    return {
        "date": date_shown(highlight.date, language),
        "title": highlight.title_in(language),
        "url": about.get_absolute_url(),
        "lang": "" if language == "fr" or is_english else "fr",
        "text": highlight.summary_en if is_english else highlight.summary_fr,
    }
