"""`observatory load`: put a pack of facts into the database."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from observatory.imports.domain.report import tell_load


class Command(BaseCommand):
    """Checks the whole pack first, then writes all of it or nothing."""

    help = "Load a pack of facts. Everything is checked first; all is written, or nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the folder and what to do with local edits."""
        parser.add_argument("pack", type=Path, help="folder of the pack")
        parser.add_argument("--dry-run", action="store_true", help="check and tell, write nothing")
        local = parser.add_mutually_exclusive_group()
        local.add_argument(
            "--take-pack", action="store_true", help="overwrite local edits with the pack's values"
        )
        local.add_argument(
            "--keep-local", action="store_true", help="kept local edits are no error (exit code 0)"
        )

    def handle(self, *args: Any, **options: Any) -> None:  # Django's signature
        """Load, print what was done, and leave with the exit code of the outcome."""
        told = tell_load(
            options["pack"],
            at=timezone.now(),
            dry_run=options["dry_run"],
            take_pack=options["take_pack"],
            keep_local=options["keep_local"],
        )
        (self.stdout if told.exit_code == 0 else self.stderr).write(told.text)
        if told.exit_code:
            sys.exit(told.exit_code)
