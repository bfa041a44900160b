"""`observatory createuser`: open an account."""

import sys
from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from observatory.accounts.domain.roles import open_account
from observatory.accounts.enums import Role


class Command(BaseCommand):
    """Opens an account; nobody can open one from the site itself."""

    help = "Open an account with a role. The password is asked, or read from the standard input."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the name, the role, the address and where the password comes from."""
        parser.add_argument("name", help="name to sign in with")
        parser.add_argument("--role", choices=Role.values, default=Role.CONTRIBUTOR.value)
        parser.add_argument("--email", default="", help="where a forgotten password is renewed")
        parser.add_argument(
            "--password-stdin", action="store_true", help="read the password from one line"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Open the account, or say why not."""
        role = Role(options["role"])
        password = _password(from_stdin=options["password_stdin"])
        try:
            open_account(options["name"], role=role, password=password, email=options["email"])
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"Account {options['name']} opened ({role.value}).")


def _password(*, from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\n")
    password = getpass("Password: ")
    if password != getpass("Password again: "):
        raise CommandError("The two passwords differ.")
    return password
