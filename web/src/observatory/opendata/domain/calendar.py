"""Events and training sessions as iCalendar (RFC 5545).

Only a date known to the day stands in a calendar: an event of which we know the
month would be shown on days when nothing happens.
"""

import datetime as dt
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.db.models import QuerySet
from icalendar import Calendar
from icalendar import Event as CalendarEvent

from observatory.opendata.domain.texts import page_url, printable
from observatory.search.models import Entry

PRODUCT = "-//Civiscope//Observatory//FR"
_DAY = r"\d{4}-\d{2}-\d{2}"
_DAYS = re.compile(rf"({_DAY})(?:/({_DAY}))?")


def days_of(date: str) -> tuple[dt.date, dt.date] | None:
    """Return the first day of an EDTF date and the day after its last; None if it is vaguer."""
    match = _DAYS.fullmatch(date)
    if match is None:
        return None
    first = dt.date.fromisoformat(match[1])
    last = dt.date.fromisoformat(match[2] or match[1])
    return first, last + dt.timedelta(days=1)


def whole_calendar(language: str, base_url: str) -> bytes:
    """Return every published event and training session whose days are known."""
    return _calendar(_dated_events(), language, base_url)


def event_calendar(slug: str, language: str, base_url: str) -> bytes | None:
    """Return one public event; None when there is none or its days are not known."""
    event = _dated_events().filter(kind="event", slug=slug).first()
    if event is None or days_of(event.date) is None:
        return None
    return _calendar([event], language, base_url)


def _dated_events() -> QuerySet[Entry]:
    events = Entry.objects.filter(kind__in=("event", "training_session")).exclude(date="")
    return events.select_related("record").order_by("sorted_on", "pk")


def _calendar(entries: Iterable[Entry], language: str, base_url: str) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    for entry in entries:
        days = days_of(entry.date)
        if days is not None:
            calendar.add_component(_event(entry, days, language, base_url))
    return bytes(calendar.to_ical())


def _event(
    entry: Entry, days: tuple[dt.date, dt.date], language: str, base_url: str
) -> CalendarEvent:
    event = CalendarEvent()
    event.add("uid", f"{entry.kind}-{entry.record.key}@{urlsplit(base_url).hostname}")
    event.add("dtstamp", entry.updated_at.astimezone(dt.UTC))
    event.add("dtstart", days[0])
    event.add("dtend", days[1])
    event.add("url", page_url(entry, language, base_url))
    texts = {
        "summary": entry.title_in(language),
        "location": entry.place,
        "description": entry.summary_in(language),
    }
    for name, text in texts.items():
        if text:
            event.add(name, printable(text))
    return event
