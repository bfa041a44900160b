"""`observatory`: Django's command line with this project's settings."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run a management command, with the local settings unless the environment names others."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "observatory.settings.local")
    execute_from_command_line(["observatory", *sys.argv[1:]])


if __name__ == "__main__":
    main()
