"""Who may write a record at once, and who proposes."""

from typing import Protocol

from observatory.accounts.permissions import Account, can_contribute, can_edit
from observatory.records.enums import Status


class Standing(Protocol):
    """A record, as far as permissions go."""

    status: str


def can_write(account: Account, record: Standing | None, *, is_author: bool) -> bool:
    """Whether a save is kept at once; None: a record that does not exist yet.

    Contributors write new records and their own drafts. What they save
    elsewhere becomes a proposal.
    """
    if can_edit(account) or record is None:
        return can_contribute(account)
    return can_contribute(account) and is_author and record.status == Status.DRAFT


def can_see(account: Account, record: Standing) -> bool:
    """Whether someone signed in may open a record: a withdrawn one is for editors only."""
    return can_edit(account) or (can_contribute(account) and record.status != Status.WITHDRAWN)
