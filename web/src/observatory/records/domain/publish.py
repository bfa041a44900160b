"""Where a record stands: publish it, withdraw it, take it up again."""

import datetime as dt
import json
from collections.abc import Iterator

from django.db import transaction
from django.utils.translation import gettext as _

from observatory.accounts.models import User
from observatory.records.domain.history import record_saved
from observatory.records.domain.refused import Refused
from observatory.records.enums import Action, Status
from observatory.records.models import Record, Revision

# From where to where a record may go. Nothing leaves a merger.
MOVES: dict[str, frozenset[str]] = {
    Status.DRAFT: frozenset({Status.PUBLISHED, Status.WITHDRAWN, Status.MERGED}),
    Status.PUBLISHED: frozenset({Status.WITHDRAWN, Status.MERGED}),
    Status.WITHDRAWN: frozenset({Status.DRAFT}),
    Status.MERGED: frozenset(),
}


def check_move(record: Record, to: Status) -> None:
    """Refuse a step that no record takes."""
    if to not in MOVES[record.status]:
        words = {"here": record.get_status_display(), "there": to.label}
        raise Refused(_("A record that is “%(here)s” cannot become “%(there)s”.") % words)


def missing_to_publish(record: Record) -> list[str]:
    """Return what a record lacks before visitors may read it, in sentences."""
    missing = []
    if _is_named(record) and record.title_in("fr") == record.key:
        missing.append(_("It has no French title."))
    if record.evidence_id is None:
        missing.append(_("Its evidence level is not said."))
    if not record.citations.exists():
        missing.append(_("It cites no source."))
    return missing


def _is_named(record: Record) -> bool:
    return "title" in record.EXPECTED or "family_name" in record.EXPECTED


@transaction.atomic
def publish(record: Record, *, by: User, at: dt.datetime) -> None:
    """Let visitors read a record (as its own kind); raise `Refused` with all it lacks."""
    check_move(record, Status.PUBLISHED)
    missing = missing_to_publish(record)
    if missing:
        raise Refused(*missing)
    _move(record, Status.PUBLISHED, by=by, at=at, action=Action.PUBLISHED)


@transaction.atomic
def withdraw(record: Record, *, by: User, at: dt.datetime, note: str = "") -> None:
    """Take a record away from visitors; a person's name leaves every page. Raises `Refused`."""
    check_move(record, Status.WITHDRAWN)
    _move(record, Status.WITHDRAWN, by=by, at=at, action=Action.WITHDRAWN, note=note)


@transaction.atomic
def reopen(record: Record, *, by: User, at: dt.datetime) -> None:
    """Make a draft of a withdrawn record, to publish it again. Raises `Refused`."""
    check_move(record, Status.DRAFT)
    _move(record, Status.DRAFT, by=by, at=at, action=Action.CHANGED)


def _move(
    record: Record, to: Status, *, by: User, at: dt.datetime, action: Action, note: str = ""
) -> None:
    record.status = to
    record.save(update_fields=["status", "updated_at"])
    record_saved(record, by=by, at=at, action=action, note=note)


def still_naming(record: Record) -> list[Record]:
    """Return the other published records whose own words hold this one's title or other names.

    A withdrawn name leaves every reference by itself; running text is for a
    person to change. Reads the last revision of each published record.
    """
    names = {record.title_fr, *record.labels.values_list("text", flat=True)} - {""}
    words = {name.casefold() for name in names}
    found = [pk for pk, text in _last_words(record) if any(name in text for name in words)]
    return list(Record.objects.filter(pk__in=found))


def _last_words(record: Record) -> Iterator[tuple[int, str]]:
    revisions = (
        Revision.objects.filter(record__status=Status.PUBLISHED)
        .exclude(record=record)
        .order_by("record_id", "-number")
        .values_list("record_id", "document")
    )
    seen = None
    for pk, document in revisions.iterator():
        if pk != seen:
            yield pk, json.dumps(document, ensure_ascii=False).casefold()
        seen = pk
