"""Who may do what, beyond one record."""

from typing import Protocol

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _


class Account(Protocol):
    """Someone signed in, or a visitor."""

    @property
    def is_active(self) -> bool:
        """Whether the account is open."""

    @property
    def is_staff(self) -> bool:
        """Whether it has a role here."""

    def has_perm(self, perm: str) -> bool:
        """Whether a role of the account gives a permission."""


def can_edit(account: Account) -> bool:
    """Whether someone publishes, merges, withdraws, and decides on proposals."""
    return account.is_active and account.has_perm("records.change_record")


def check_edit(account: Account) -> None:
    """Refuse whoever is no editor."""
    if not can_edit(account):
        raise PermissionDenied(_("Only an editor may do this."))


def can_contribute(account: Account) -> bool:
    """Whether someone writes drafts and proposes changes."""
    return account.is_active and account.is_staff and account.has_perm("records.add_record")
