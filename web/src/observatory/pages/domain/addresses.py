"""What stands at an address: a record, a place it moved to, or nothing any more."""

from dataclasses import dataclass
from typing import TypeAlias

from observatory.records.domain.kinds import models_by_path
from observatory.records.enums import Status
from observatory.records.models import Attachment, OldAddress, Record

# A record merged into one that was merged in turn; longer chains are a mistake.
MERGES_FOLLOWED = 5


@dataclass(frozen=True, slots=True)
class Moved:
    """The record has another address now."""

    url: str


@dataclass(frozen=True, slots=True)
class Gone:
    """The record was withdrawn; of a person, the name."""

    kind: str


Found: TypeAlias = Record | Moved | Gone | None


def find_record(path: str, slug: str) -> Found:
    """Return what a visitor finds at an address; None where nothing public ever stood."""
    model = models_by_path().get(path)
    if model is None:
        return None
    record = model.objects.filter(slug=slug).first()
    if record is None:
        old = OldAddress.objects.filter(kind=model.KIND, slug=slug).select_related("record").first()
        return _outcome(old.record, is_here=False) if old else None
    return _outcome(record, is_here=True)


def _outcome(record: Record, *, is_here: bool) -> Found:
    for _ in range(MERGES_FOLLOWED):
        if record.merged_into is None:
            break
        record, is_here = record.merged_into, False
    if record.status == Status.WITHDRAWN:
        return Gone(record.kind)
    if not record.is_public:
        return None
    return record if is_here else Moved(record.get_absolute_url())


def public_attachment(name: str) -> Attachment | None:
    """Return the attachment kept under a name, if its record is public and the file is there."""
    public = Attachment.objects.filter(file=name, record__status=Status.PUBLISHED)
    # PostgreSQL has no such character, and refuses to look for it.
    found = public.order_by("pk").first() if name and "\0" not in name else None
    return found if found and found.file.storage.exists(name) else None
