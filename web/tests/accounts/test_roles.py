"""Who may come in, and as what."""

import io

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command
from django.db.models import Q
from django.urls import reverse

from factories.cast import PASSWORD, account, signed_in
from observatory.accounts.domain.roles import grant_roles
from observatory.accounts.enums import Role
from observatory.accounts.models import User
from observatory.accounts.permissions import can_contribute, can_edit

pytestmark = pytest.mark.django_db

RIGHTS = {
    Role.CONTRIBUTOR: (True, False, False),
    Role.EDITOR: (True, True, False),
    Role.ADMINISTRATOR: (True, True, True),
    None: (False, False, False),
}


def createuser(monkeypatch, *args, password=PASSWORD):
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
    call_command("createuser", *args, "--password-stdin", stdout=io.StringIO())


@pytest.mark.parametrize(("role", "rights"), RIGHTS.items())
def test_each_role_has_its_rights(role, rights):
    user = account("zoe", role)

    assert (can_contribute(user), can_edit(user), user.has_perm("accounts.change_user")) == rights


def test_closed_account_has_no_rights():
    user = account("zoe", Role.ADMINISTRATOR)
    user.is_active = False

    assert (can_contribute(user), can_edit(user), user.has_perm("accounts.change_user")) == (
        False,
        False,
        False,
    )


def test_nobody_deletes_records():
    of_records = Q(content_type__app_label__in=("records", "directory", "events"))
    deleting = Permission.objects.filter(of_records, codename__startswith="delete_")

    assert deleting.exists()
    assert not Group.objects.filter(permissions__in=deleting).exists()


def test_granting_twice_changes_nothing():
    before = set(Group.objects.values_list("name", "permissions__codename"))

    grant_roles()

    assert set(Group.objects.values_list("name", "permissions__codename")) == before


def test_createuser_opens_an_account_with_its_role(monkeypatch):
    createuser(monkeypatch, "zoe", "--role", "editor", "--email", "zoe@example.org")

    user = User.objects.get(username="zoe")
    assert can_edit(user)
    assert user.check_password(PASSWORD)


def test_createuser_refuses_a_weak_password(monkeypatch):
    with pytest.raises(CommandError):
        createuser(monkeypatch, "zoe", password="abc")

    assert not User.objects.exists()


def test_visitor_is_sent_to_the_one_sign_in(client):
    sign_in = reverse("account_login")

    first = client.get("/admin/")
    second = client.get(first["Location"])

    assert first["Location"].startswith("/admin/login/")
    assert second["Location"].startswith(sign_in)


def test_password_typed_at_the_door_of_django_opens_nothing(client):
    account("zoe", Role.EDITOR)

    client.post("/admin/login/", {"username": "zoe", "password": PASSWORD})

    assert "_auth_user_id" not in client.session


def test_someone_without_a_role_stays_out():
    browser = signed_in(account("zoe"))

    assert browser.get("/admin/", follow=True).status_code == 403


def test_nobody_signs_up(client):
    response = client.post(
        reverse("account_signup"),
        {
            "username": "zoe",
            "email": "zoe@example.org",
            "password1": PASSWORD,
            "password2": PASSWORD,
        },
    )

    assert response.status_code == 200
    assert not User.objects.exists()


def test_wrong_passwords_are_limited(client):
    account("zoe", Role.EDITOR)
    sign_in = reverse("account_login")
    for _ in range(6):
        client.post(sign_in, {"login": "zoe", "password": "wrong"})

    client.post(sign_in, {"login": "zoe", "password": PASSWORD})

    assert "_auth_user_id" not in client.session


def test_administrator_opens_an_account_with_a_role():
    browser = signed_in(account("ada", Role.ADMINISTRATOR))
    browser.post(
        reverse("admin:accounts_user_add"),
        {
            "username": "zoe",
            "usable_password": "true",
            "password1": PASSWORD,
            "password2": PASSWORD,
        },
    )
    zoe = User.objects.get(username="zoe")
    editors = Group.objects.get(name="editor")

    browser.post(
        reverse("admin:accounts_user_change", args=(zoe.pk,)),
        {"username": "zoe", "is_active": "on", "groups": [editors.pk], "is_superuser": "on"},
    )

    zoe = User.objects.get(username="zoe")
    assert can_edit(zoe)
    assert zoe.is_staff
    assert not zoe.is_superuser


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.EDITOR])
def test_only_administrators_see_accounts(role):
    browser = signed_in(account("zoe", role))

    assert browser.get(reverse("admin:accounts_user_changelist")).status_code == 403
