"""Decide what loading a pack would do to each record."""

import enum
from dataclasses import dataclass

from civiscope.packs import Location
from observatory.records.domain.differences import Difference, differences
from observatory.records.domain.documents import to_document
from observatory.records.domain.shapes import Document
from observatory.records.domain.write import model_of
from observatory.records.models import LoadedDocument, Record
from observatory.vocabularies.models import Scheme


class Outcome(enum.StrEnum):
    """What becomes of one record of a pack."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One record of a pack, what it says, and what is to be done."""

    kind: str
    key: str
    where: Location
    document: Document
    outcome: Outcome
    differences: tuple[Difference, ...] = ()
    # Whether the pack changed since it was last loaded, on top of the local edit.
    pack_changed: bool = False
    root: Record | Scheme | None = None


def plan_item(kind: str, where: Location, document: Document, *, take_pack: bool) -> Item:
    """Compare one document with the database and with what was last loaded."""
    key = document["id"]
    model = model_of(kind)
    root = model.objects.filter(key=key).first()
    if root is None:
        return Item(kind=kind, key=key, where=where, document=document, outcome=Outcome.CREATED)
    here = to_document(root)
    document = _with_old_addresses(document, here)
    loaded = LoadedDocument.objects.filter(kind=kind, key=key).first()
    edited = loaded is None or loaded.document != here
    if here == document:
        outcome = Outcome.UNCHANGED
    elif edited and not take_pack:
        outcome = Outcome.CONFLICT
    else:
        outcome = Outcome.UPDATED
    return Item(
        kind=kind,
        key=key,
        where=where,
        document=document,
        outcome=outcome,
        differences=tuple(differences(here, document)),
        pack_changed=loaded is None or loaded.document != document,
        root=root,
    )


def _with_old_addresses(document: Document, here: Document) -> Document:
    """Keep the redirects a record already has, and one from an address the pack changes."""
    old = set(here.get("old_addresses", [])) | set(document.get("old_addresses", []))
    address_here = here.get("slug", here["id"])
    address = document.get("slug", document["id"])
    if address_here != address:
        old.add(address_here)
    old.discard(address)
    rest = {name: value for name, value in document.items() if name != "old_addresses"}
    return rest | {"old_addresses": sorted(old)} if old else rest
