"""Files that appear once they are whole, and tables as CSV."""

import csv
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from civiscope.tables.problems import OutputFailed, sentence

_BOTH_ENDS = "\r\n"


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


class _Lines(list[str]):
    """Lines that a writer of CSV hands over one by one."""

    write = list.append


def csv_text(columns: tuple[str, ...], rows: Iterable[Mapping[str, object]]) -> str:
    r"""Return rows under their columns, which stand there even if no row does, as CSV.

    Examples
    --------
    >>> from civiscope.tables.writing import csv_text
    >>> csv_text(("code", "share"), [{"code": "tax", "share": 0.25}])
    'code,share\ntax,0.25\n'
    """
    lines = _Lines()
    # The writer quotes the cells that have a character of its row's end: let it have both of them.
    writer = csv.DictWriter(lines, columns, lineterminator=_BOTH_ENDS)
    writer.writeheader()
    writer.writerows({name: cell_of(value) for name, value in row.items()} for row in rows)
    return "".join(f"{line.removesuffix(_BOTH_ENDS)}\n" for line in lines)


def cell_of(value: object) -> object:
    """Write fractions to six significant digits, whole numbers whole, and truths as words."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() else f"{value:.6g}"
    return value
