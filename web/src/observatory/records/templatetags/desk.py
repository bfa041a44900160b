"""What waits on someone's desk."""

from typing import Any

from django import template

from observatory.accounts.models import User
from observatory.accounts.permissions import can_edit
from observatory.records.enums import Decision, Status
from observatory.records.models import Proposal, Record

register = template.Library()

SHOWN = 5


@register.inclusion_tag("admin/records/waiting.html")
def waiting(user: User) -> dict[str, Any]:
    """Show the proposals that wait for an editor, or one's own, and how many drafts there are."""
    proposals = Proposal.objects.filter(decision=Decision.PENDING).select_related("record", "by")
    drafts = Record.objects.filter(status=Status.DRAFT)
    if not can_edit(user):
        proposals = proposals.filter(by=user)
        drafts = drafts.filter(revisions__number=1, revisions__by=user)
    return {
        "proposals": proposals[:SHOWN],
        "proposal_count": proposals.count(),
        "draft_count": drafts.count(),
    }
