"""What the records of a pack must agree on: addresses of their own, mergers that end."""

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from civiscope.packs import Problem
from civiscope.packs import Record as PackRecord
from observatory.records.domain.shapes import Document
from observatory.records.models import Record
from observatory.vocabularies.models import Scheme

Documents: TypeAlias = Iterable[tuple[PackRecord, Document]]


def problems_together(documents: Documents) -> list[Problem]:
    """Return what each record may say, but not beside the others or those of the database."""
    records = [
        (record, document)
        for record, document in documents
        if record.kind != Scheme.KIND and "id" in document
    ]
    return [
        *_addresses_taken(records),
        *_redirects_shared(records),
        *_endless_mergers(records),
    ]


def _addresses_taken(documents: Documents) -> Iterator[Problem]:
    addresses: dict[tuple[str, str], str] = {
        (kind, key): slug for kind, key, slug in Record.objects.values_list("kind", "key", "slug")
    }
    addresses |= {
        (record.kind, document["id"]): document.get("slug") or document["id"]
        for record, document in documents
    }
    owners: dict[tuple[str, str], str] = {}
    for (kind, key), slug in addresses.items():
        owners.setdefault((kind, slug), key)
    for record, document in documents:
        slug = addresses[record.kind, document["id"]]
        owner = owners[record.kind, slug]
        if owner != document["id"]:
            expected = f"an address that no other {record.kind} has"
            yield Problem(record.fields.where, expected, f"{slug!r}, the address of {owner!r}")


def _redirects_shared(documents: Documents) -> Iterator[Problem]:
    owners: dict[tuple[str, str], str] = {}
    for record, document in documents:
        for slug in document.get("old_addresses", []):
            owner = owners.setdefault((record.kind, slug), document["id"])
            if owner != document["id"]:
                expected = f"an old address that no other {record.kind} had"
                found = f"{slug!r}, an old address of {owner!r}"
                yield Problem(record.fields.where, expected, found)


def _endless_mergers(documents: Documents) -> Iterator[Problem]:
    merged = Record.objects.filter(merged_into__isnull=False)
    into: dict[tuple[str, str], str | None] = {
        (kind, key): target
        for kind, key, target in merged.values_list("kind", "key", "merged_into__key")
    }
    into |= {
        (record.kind, document["id"]): document.get("merged_into") for record, document in documents
    }
    for record, document in documents:
        seen, key = set(), document["id"]
        while key and key not in seen:
            seen.add(key)
            key = into.get((record.kind, key))
        if key:
            expected = "mergers that lead to a record that stands"
            yield Problem(record.fields.where, expected, f"a circle through {key!r}")
