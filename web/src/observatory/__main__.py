"""`observatory`: Django's command line with this project's settings."""

import atexit
import gc
import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run a management command, with the local settings unless the environment names others."""
    # What a command imports lives as long as it does: looking for garbage among it, while it starts
    # and again when it ends, takes a tenth of a short command's time.
    gc.set_threshold(50_000)
    atexit.register(gc.freeze)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "observatory.settings.local")
    execute_from_command_line(["observatory", *sys.argv[1:]])


if __name__ == "__main__":
    main()
