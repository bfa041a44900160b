"""Write the rows of a table, one record each."""

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from observatory.accounts.models import User
from observatory.imports.domain.cells import read_cells
from observatory.records.domain.catalogue import Catalogue
from observatory.records.domain.documents import to_document
from observatory.records.domain.history import record_saved
from observatory.records.domain.refused import Refused
from observatory.records.domain.rewrite import checked
from observatory.records.domain.shapes import Document
from observatory.records.domain.write import create, fill
from observatory.records.enums import Action, Status
from observatory.records.models import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row that was read: the record it names, as it is and as it would be."""

    model: type[Record]
    # None: the row makes a new record.
    record: Record | None
    before: Document
    after: Document

    @property
    def is_unchanged(self) -> bool:
        """Whether the record says all of it already."""
        return self.record is not None and self.before == self.after


def key_of(cells: dict[str, str]) -> str:
    """Return the identifier a row names, made of its title where the cell is empty."""
    names = " ".join(cells.get(name, "") for name in ("given_name", "family_name"))
    return cells.get("id") or slugify(cells.get("title_fr") or names)[:100]


def read_row(model: type[Record], cells: dict[str, str], catalogue: Catalogue) -> Row:
    """Read a row; raise `ValidationError` with every wrong cell, by column."""
    key = key_of(cells)
    if not key:
        raise ValidationError({"id": _("Expected an identifier, or a French title.")})
    record = model.objects.filter(key=key).first()
    if record is not None and record.status in {Status.MERGED, Status.WITHDRAWN}:
        message = _("This record is “%(status)s”: a table does not change it.")
        raise ValidationError({"id": message % {"status": record.get_status_display()}})
    # What a table brings is a draft until an editor has read it.
    before = to_document(record) if record else {"id": key, "status": Status.DRAFT.value}
    after = read_cells(model, cells, catalogue, before)
    try:
        after = checked(model.KIND, after, catalogue)
    except Refused as refused:
        raise ValidationError(list(refused.reasons)) from refused
    return Row(model=model, record=record, before=before, after=after)


@transaction.atomic
def write_row(row: Row, *, by: User, at: dt.datetime) -> Record:
    """Write a row that was read; raise `ValidationError` when the database has another opinion."""
    record = row.record or create(row.model.KIND, row.after)
    if not isinstance(record, Record):
        raise TypeError(row.model)
    fill(record, row.after)
    record_saved(record, by=by, at=at, action=Action.IMPORTED)
    return record
