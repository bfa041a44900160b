"""Changes that contributors propose and editors decide on."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from observatory.accounts.models import User
from observatory.records.domain.differences import Difference, changed_fields, differences
from observatory.records.domain.documents import to_document
from observatory.records.domain.kinds import as_its_kind
from observatory.records.domain.refused import Refused
from observatory.records.domain.rewrite import rewrite
from observatory.records.domain.shapes import Document
from observatory.records.enums import Action, Decision, Status
from observatory.records.models import Proposal, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A proposal set against the record as it is now."""

    # What it would change in the record as it is now.
    changes: tuple[Difference, ...]
    # What others changed since it was proposed.
    meanwhile: tuple[Difference, ...]
    # The fields that both changed, each in its own way.
    conflicts: tuple[str, ...]
    # The record as it would become.
    document: Document


def is_author(user: User, record: Record) -> bool:
    """Whether someone began a record."""
    first = record.revisions.order_by("number").first()
    return first is not None and first.by_id == user.pk


def propose(
    record: Record,
    document: Document,
    *,
    base: Document,
    by: User,
    at: dt.datetime,
    note: str = "",
) -> Proposal | None:
    """Keep a change someone proposes; None when it changes nothing.

    `base` is the document the change was made on.
    """
    if document == base:
        return None
    return Proposal.objects.create(
        kind=record.kind,
        key=record.key,
        record_id=record.pk,
        document=document,
        base=base,
        note=note,
        by=by,
        at=at,
    )


def review(proposal: Proposal) -> Review:
    """Set a proposal against its record as it is now, field by field."""
    here = _document_of(proposal)
    base, proposed = proposal.base, proposal.document
    mine = changed_fields(base, proposed)
    theirs = set(changed_fields(base, here))
    document = dict(here)
    conflicts = []
    for name in mine:
        if name in theirs and here.get(name) != proposed.get(name):
            conflicts.append(name)
        elif name in proposed:
            document[name] = proposed[name]
        else:
            document.pop(name, None)
    changes = differences(base, proposed) if conflicts else differences(here, document)
    return Review(
        changes=tuple(changes),
        meanwhile=tuple(differences(base, here)),
        conflicts=tuple(conflicts),
        document=document,
    )


@transaction.atomic
def accept(proposal: Proposal, *, by: User, at: dt.datetime) -> Record:
    """Write what a proposal changes, and nothing else; raise `Refused` when it cannot be.

    A field that someone else changed meanwhile in another way is never
    overwritten: the proposal is then refused as a whole.
    """
    proposal = _pending(proposal)
    record = proposal.record
    if record is None or record.status in {Status.MERGED, Status.WITHDRAWN}:
        raise Refused(_("The record was merged or withdrawn since."))
    reviewed = review(proposal)
    if reviewed.conflicts:
        raise Refused(
            _("Someone changed the same fields since: compare, and change the record by hand.")
        )
    written = rewrite(record, reviewed.document, by=by, at=at, action=Action.ACCEPTED)
    _decide(proposal, Decision.ACCEPTED, by=by, at=at)
    return written


@transaction.atomic
def decline(proposal: Proposal, *, by: User, at: dt.datetime) -> None:
    """Leave the record as it is; raise `Refused` when the proposal was decided already."""
    _decide(_pending(proposal), Decision.DECLINED, by=by, at=at)


def _pending(proposal: Proposal) -> Proposal:
    proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if proposal.decision != Decision.PENDING:
        raise Refused(_("This proposal was decided already."))
    return proposal


def _decide(proposal: Proposal, decision: Decision, *, by: User, at: dt.datetime) -> None:
    proposal.decision, proposal.decided_by, proposal.decided_at = decision, by, at
    proposal.save(update_fields=["decision", "decided_by", "decided_at"])


def _document_of(proposal: Proposal) -> Document:
    if proposal.record is None:
        return {}
    return to_document(as_its_kind(proposal.record))
