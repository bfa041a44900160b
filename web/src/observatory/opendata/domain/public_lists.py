"""Which published records feeds, calendars and the sitemap hold."""

from django.db.models import QuerySet

from observatory.records.domain.kinds import models_by_kind
from observatory.records.enums import Status
from observatory.records.models import Record
from observatory.search.models import Entry

# What happens; the directory behind it is found by following the links.
NEWS_KINDS = (
    "event",
    "training_session",
    "activity",
    "publication",
    "press_mention",
    "case",
    "edition",
    "dossier",
)
NEWS_LENGTH = 50


def entries() -> QuerySet[Entry]:
    """Return every public record that has a page; a withdrawn name has none."""
    return Entry.objects.exclude(slug="")


def latest_news() -> QuerySet[Entry]:
    """Return the records of news kinds that were published last, latest first."""
    news = entries().filter(kind__in=NEWS_KINDS).select_related("record")
    return news.order_by("-published_at", "-sorted_on", "pk")[:NEWS_LENGTH]


def dated_events() -> QuerySet[Entry]:
    """Return the public events and training sessions that have a date, first to last."""
    events = entries().filter(kind__in=("event", "training_session")).exclude(date="")
    return events.select_related("record").order_by("sorted_on", "pk")


def published_one(path: str, slug: str) -> Record | None:
    """Return the published record at an address, as its own kind, or None."""
    for model in models_by_kind().values():
        if path == model.PATH:
            return model.objects.filter(status=Status.PUBLISHED, slug=slug).first()
    return None
