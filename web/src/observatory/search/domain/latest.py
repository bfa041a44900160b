"""What is new and what is coming: for the home page and the feed."""

import datetime as dt

from django.db.models import Count, Q, QuerySet

from observatory.records.domain.kinds import ORDER
from observatory.search.models import Entry

# What happens; actors, people or objectives are not news.
NEWS = (
    "event", "training_session", "activity", "publication", "press_mention", "case", "edition",
    "dossier", "exercise", "tool",
)  # fmt: skip
# Days people may still attend.
COMING = ("event", "training_session", "activity")


def latest_news(limit: int) -> QuerySet[Entry]:
    """Return the entries of news published last, of one moment the most recent in date first."""
    news = Entry.objects.filter(kind__in=NEWS)
    return news.order_by("-published_at", "-sorted_on", "sort_fr", "pk")[:limit]


def upcoming(today: dt.date, *, limit: int = 10) -> tuple[Entry, ...]:
    """Return the events and other days that are not over, the nearest first."""
    ending = Q(date_latest__gte=today) | Q(date_latest__isnull=True, date_earliest__gte=today)
    entries = Entry.objects.filter(ending, kind__in=COMING).order_by("sorted_on", "sort_fr", "pk")
    return tuple(entries[:limit])


def counts_by_kind() -> dict[str, int]:
    """Return how many entries each kind has, 0 included, in the order of the kinds."""
    counts = dict(Entry.objects.order_by().values_list("kind").annotate(Count("pk")))
    return {kind: counts.get(kind, 0) for kind in ORDER}
