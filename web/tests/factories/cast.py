"""The named cast: who signs in, each with a role."""

from django.contrib.auth.models import Group
from django.test import Client

from observatory.accounts.enums import Role
from observatory.accounts.models import User

PASSWORD = "papillon-bleu-42"


def account(name: str, role: Role | None = None) -> User:
    """Open an account; without a role it has no rights."""
    user = User.objects.create_user(name, password=PASSWORD, is_staff=role is not None)
    if role is not None:
        user.groups.add(Group.objects.get(name=role.value))
    return user


def signed_in(user: User) -> Client:
    """Return a browser in which someone is signed in."""
    client = Client()
    client.force_login(user)
    return client
