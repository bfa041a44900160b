"""`observatory serve`: the site, in the foreground, as a server would run it."""

import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

# Enough to read while someone else writes; a server sets its own number.
WORKERS = 2


class Command(BaseCommand):
    """Gathers the static files, then becomes gunicorn."""

    help = "Serve the site in the foreground with gunicorn."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare where to listen and with how many workers."""
        parser.add_argument("--bind", default="127.0.0.1:8000", help="address and port")
        parser.add_argument("--workers", type=int, default=WORKERS, help="processes")

    def handle(self, *args: Any, **options: Any) -> None:  # Django's signature
        """Gather the static files and hand the process over to gunicorn."""
        call_command("collectstatic", interactive=False, verbosity=0)
        self.stdout.write(f"The observatory is at http://{options['bind']}/ (Ctrl+C stops it).")
        self.stdout.flush()
        command = [sys.executable, "-m", "gunicorn", "observatory.wsgi:application"]
        command += ["--bind", options["bind"], "--workers", str(options["workers"])]
        # Nothing is written outside the folder of the site.
        command += ["--no-control-socket"]
        os.execv(sys.executable, command)  # noqa: S606  # no shell, fixed words
