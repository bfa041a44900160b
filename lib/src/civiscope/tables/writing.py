"""Files that appear once they are whole."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from civiscope.tables.problems import OutputFailed, sentence


@contextmanager
def partial_file(destination: Path) -> Iterator[Path]:
    """Yield a temporary name beside a file, which takes its place once nothing went wrong.

    The name is always the same, so that what a killed process left is written over.
    """
    path = destination.with_name(f"{destination.name}.partial")
    try:
        yield path
        with path.open("rb") as written:
            os.fsync(written.fileno())
        path.replace(destination)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def output_failed(destination: Path, error: Exception) -> OutputFailed:
    """Return the error for a file that cannot be written."""
    found = f"“{getattr(error, 'strerror', None) or type(error).__name__}”"
    remedy = "Free some space, or choose another folder."
    return OutputFailed(
        sentence(str(destination), expected="room to write", found=found, remedy=remedy)
    )
