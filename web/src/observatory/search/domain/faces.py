"""What other entries show of a record: its name and address, or nothing."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from observatory.records.domain.names import public_name
from observatory.records.domain.shapes import LANGUAGES
from observatory.records.models import Record

_FIELDS = ("kind", "key", "slug", "status", "title_fr", "title_en", "merged_into")


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """How a record appears where others speak of it."""

    # The record that stands there: itself, or what it was merged into.
    standing: int
    # The same, when visitors may open it.
    target: int | None
    # In each language, what is read there; the wording for a withdrawn name has no target.
    names: dict[str, str]
    # Changes when anything above changes.
    fingerprint: str


def faces_of(ids: Iterable[int]) -> dict[int, Face]:
    """Return the face of each record, and of those they were merged into."""
    records: dict[int, Record] = {}
    missing = set(ids)
    while missing:
        records |= Record.objects.only(*_FIELDS).in_bulk(missing)
        merged = {record.merged_into_id for record in records.values()} - {None}
        missing = merged - records.keys()  # type: ignore[assignment]  # None was taken out
    return {pk: _face(record, records) for pk, record in records.items()}


def _face(record: Record, records: dict[int, Record]) -> Face:
    seen = set()
    while record.merged_into_id and record.pk not in seen:
        seen.add(record.pk)
        record = records[record.merged_into_id]
    named = {language: public_name(record, language) for language in LANGUAGES}
    names = {language: name for language, name in named.items() if name}
    target = record.pk if record.is_public else None
    shown = repr((target, target and record.slug, sorted(names.items())))
    fingerprint = hashlib.blake2b(shown.encode(), digest_size=8).hexdigest()
    return Face(standing=record.pk, target=target, names=names, fingerprint=fingerprint)
