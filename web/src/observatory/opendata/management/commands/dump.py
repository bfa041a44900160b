"""`observatory dump`: write the records as a pack."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from observatory.opendata.domain.dump_report import tell_dump


class Command(BaseCommand):
    """Writes the public records, or with `--full` an administrator's copy."""

    help = (
        "Write the public records as a pack. It loads into an empty database. "
        "No copy holds accounts, passwords, addresses of people or who wrote what."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the folder and which copy."""
        parser.add_argument("folder", type=Path, help="an empty folder, or one to make")
        parser.add_argument(
            "--full",
            action="store_true",
            help="an administrator's copy: also drafts, withdrawn and merged records, and history",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write, print how many records of each kind, and leave with the exit code."""
        told = tell_dump(options["folder"], full=options["full"])
        (self.stdout if told.exit_code == 0 else self.stderr).write(told.text)
        if told.exit_code:
            sys.exit(told.exit_code)
