"""Open accounts, and give each role its permissions."""

from django.contrib.auth.models import Group, Permission
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.db.models import Q

from observatory.accounts.enums import Role
from observatory.accounts.models import User

# The apps whose models are the observatory's memory.
MEMORY = (
    "vocabularies",
    "records",
    "directory",
    "exercises",
    "events",
    "activities",
    "publications",
    "cases",
    "programme",
    "barometer",
)
_RECORDS = Q(content_type__app_label__in=MEMORY)
_VOCABULARIES = Q(content_type__app_label="vocabularies")
_VIEW, _ADD, _CHANGE = (Q(codename__startswith=f"{verb}_") for verb in ("view", "add", "change"))
# Nothing of the memory is deleted: a record is withdrawn or merged, a part is taken out by
# whoever changes its record, and only unused vocabularies go.
_OF_CONTRIBUTORS = _RECORDS & (_VIEW | (_ADD & ~_VOCABULARIES))
_OF_EDITORS = _RECORDS & (_VIEW | _ADD | _CHANGE)
_OF_ADMINISTRATORS = (
    _OF_EDITORS | _VOCABULARIES | Q(content_type__app_label="accounts", content_type__model="user")
)
GRANTS = {
    Role.CONTRIBUTOR: _OF_CONTRIBUTORS,
    Role.EDITOR: _OF_EDITORS,
    Role.ADMINISTRATOR: _OF_ADMINISTRATORS,
}


def grant_roles(**_: object) -> None:
    """Make the three groups, each with exactly its permissions; a receiver of `post_migrate`."""
    for role, granted in GRANTS.items():
        group, _created = Group.objects.get_or_create(name=role.value)
        group.permissions.set(Permission.objects.filter(granted))


@transaction.atomic
def open_account(name: str, *, role: Role, password: str, email: str = "") -> User:
    """Open an account with a role; raise `ValidationError` when the name or password is refused."""
    user = User(username=name, email=email, is_staff=True)
    validate_password(password, user)
    user.set_password(password)
    user.full_clean()
    user.save()
    user.groups.add(Group.objects.get(name=role.value))
    return user
