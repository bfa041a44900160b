"""What is new, what is coming, what a year held: for the home page and the feeds."""

import datetime as dt
from collections.abc import Collection

from django.db.models import Count, Q, QuerySet

from observatory.records.domain.kinds import ORDER
from observatory.search.models import Entry

# Days people may still attend.
COMING = ("event", "training_session", "activity")


def latest(limit: int, *, kinds: Collection[str] = ()) -> tuple[Entry, ...]:
    """Return the entries published last (of some kinds), then the most recent in date."""
    entries = _of(kinds).order_by("-published_at", "-sorted_on", "sort_fr", "pk")
    return tuple(entries[:limit])


def of_year(year: int, *, kinds: Collection[str] = ()) -> tuple[Entry, ...]:
    """Return the entries of a year (of some kinds), the earliest first."""
    return tuple(_of(kinds).filter(year=year).order_by("sorted_on", "sort_fr", "pk"))


def upcoming(today: dt.date, *, limit: int = 10) -> tuple[Entry, ...]:
    """Return the events and other days that are not over, the nearest first."""
    ending = Q(date_latest__gte=today) | Q(date_latest__isnull=True, date_earliest__gte=today)
    entries = _of(COMING).filter(ending).order_by("sorted_on", "sort_fr", "pk")
    return tuple(entries[:limit])


def years(*, kinds: Collection[str] = ()) -> tuple[int, ...]:
    """Return the years that have entries (of some kinds), the last one first."""
    found = _of(kinds).filter(year__isnull=False).order_by("-year")
    return tuple(year for year in found.values_list("year", flat=True).distinct() if year)


def counts_by_kind() -> dict[str, int]:
    """Return how many entries each kind has, 0 included, in the order of the kinds."""
    counts = dict(Entry.objects.order_by().values_list("kind").annotate(Count("pk")))
    return {kind: counts.get(kind, 0) for kind in ORDER}


def _of(kinds: Collection[str]) -> QuerySet[Entry]:
    return Entry.objects.filter(kind__in=kinds) if kinds else Entry.objects.all()
