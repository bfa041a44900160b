"""The home page: the year in brief, what is new, what is coming."""

from collections.abc import Sequence

from observatory.common.formats import date_shown
from observatory.pages.domain.showing import Shown
from observatory.programme.models import Highlight
from observatory.records.enums import Status


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
