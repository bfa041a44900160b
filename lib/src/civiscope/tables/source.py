"""A file of rows, whatever its format: its columns, and batches of the cells that are asked for."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa

from civiscope.errors import InputError
from civiscope.tables.problems import column_not_found, sentence

#: The bytes that one row may hold, far above the longest contribution ever seen.
ROW_BYTES = 10_000_000

SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The rows of a file.

    Attributes
    ----------
    name : str
        What messages call the file.
    format : str
        What the file is: ``csv``, ``json``, ``xlsx``, ``parquet`` or ``iramuteq``.
    columns : tuple of str
        Its columns, in the file's order.
    batches : callable
        Given names of columns, yields batches of them, all of type string; a missing cell is
        null or empty.
    encoding : str
        How its characters are written, ``utf-8`` where the format leaves no choice.
    separator : str
        The sign between cells of delimited text; empty elsewhere.
    """

    name: str
    format: str
    columns: tuple[str, ...]
    batches: Callable[[Sequence[str]], Iterator[pa.RecordBatch]]
    encoding: str = "utf-8"
    separator: str = ""

    def check_column(self, name: str) -> str:
        """Return the name of a column, or raise if the file has not exactly one of that name."""
        if name not in self.columns:
            raise column_not_found(self.name, name, self.columns)
        if (count := self.columns.count(name)) > 1:
            expected, found = f"one column “{name}”", f"{count}"
            remedy = "Give each column a name of its own."
            raise InputError(sentence(self.name, expected=expected, found=found, remedy=remedy))
        return name


def batch_of(cells: Sequence[Sequence[str | None]], names: Sequence[str]) -> pa.RecordBatch:
    """Return a batch from columns of Python strings."""
    return pa.RecordBatch.from_arrays([_strings(column) for column in cells], list(names))


def _strings(column: Sequence[str | None]) -> pa.StringArray:
    """Return an array of strings; half of a surrogate pair, which is no character, is replaced."""
    try:
        return pa.array(column, pa.string())
    except UnicodeEncodeError:
        return pa.array([cell and SURROGATE.sub("\ufffd", cell) for cell in column], pa.string())
