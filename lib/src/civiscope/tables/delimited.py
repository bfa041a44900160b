"""Read CSV and its kin: any separator, quotes as RFC 4180 has them, every damage with its line."""

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import partial
from itertools import chain, islice
from typing import TypeAlias

import numpy as np
import pyarrow as pa

from civiscope.errors import InputError
from civiscope.tables import cells, files
from civiscope.tables.cells import copy_cells, find_cells
from civiscope.tables.problems import sentence
from civiscope.tables.source import ROW_BYTES, Source
from civiscope.tables.texts import Text

SEPARATORS = (",", ";", "\t", "|")
# Rows that are looked at to tell the separator.
SAMPLE_ROWS = 50
# Places of cells that are kept at once: 17 bytes each.
ROOM_CELLS = 1_000_000

Found: TypeAlias = tuple[int, int, int, int, int]
Window: TypeAlias = tuple[cells.Places, cells.Places, cells.Flags]


def read_delimited(
    text: Text, *, separator: str | None = None, row_bytes: int = ROW_BYTES
) -> Source:
    """Read a file whose first row names its columns.

    Parameters
    ----------
    text : Text
        The file.
    separator : str, optional
        The sign between cells, one ASCII character; found out from the first rows if not given.
    row_bytes : int
        The bytes that a row may have at most, in UTF-8.

    Returns
    -------
    Source
        Its rows. Cells are literal: nothing is trimmed, and ``001`` stays ``001``. Blank lines
        are skipped.

    Raises
    ------
    InputError
        When the batches are read: where a quote is never closed, is closed before the end of
        its cell, where a row has more or fewer cells than the header, or is too long.
    """
    sample = _whole_lines(next(text.blocks())).decode(errors="replace")
    chosen = separator or max(SEPARATORS, key=partial(_plausibility, sample))
    columns = tuple(_rows(sample, chosen)[0])
    return Source(
        name=text.file.name,
        format="csv",
        columns=columns,
        batches=partial(_batches, text, columns, ord(chosen), row_bytes),
        encoding=text.encoding,
        separator=chosen,
    )


def _whole_lines(block: bytes) -> bytes:
    """Return a block that is not the whole file without the row it may end in."""
    return block if len(block) < files.BLOCK_BYTES else block[: block.rfind(b"\n") + 1] or block


def _plausibility(sample: str, separator: str) -> tuple[bool, int]:
    """Tell how well a separator fits: rows as wide as the header first, then many columns."""
    header, *rows = _rows(sample, separator)
    even = len(header) > 1 and all(len(row) == len(header) for row in rows)
    return even, len(header)


def _rows(sample: str, separator: str) -> list[list[str]]:
    """Return the first rows that are not blank, up to one with a very long cell."""
    rows = csv.reader(io.StringIO(sample, newline=""), delimiter=separator)
    found: list[list[str]] = []
    with suppress(csv.Error):
        found.extend(islice(filter(None, rows), SAMPLE_ROWS))
    return found or [[""]]


def _batches(
    text: Text, columns: Sequence[str], separator: int, row_bytes: int, names: Sequence[str]
) -> Iterator[pa.RecordBatch]:
    """Yield the cells of the named columns, without the header."""
    width = len(columns)
    room = max(2, ROOM_CELLS // width)
    window = (
        np.empty((width, room), np.int64),
        np.empty((width, room), np.int64),
        np.empty((width, room), np.bool_),
    )
    wanted = [columns.index(name) for name in names]
    header = 1
    offset, rest, found = 0, b"", (0, 0, cells.FINE, 0, 0)
    # The line feed ends a last line that has none; elsewhere it is one more blank line.
    for block in chain(text.blocks(), [b"\n"]):
        read = rest + block
        view = np.frombuffer(read, np.uint8)
        used, rows = 0, room
        while rows == room:
            found = find_cells(view, used, separator, row_bytes, *window)
            rows, used, problem, _, _ = found
            if problem > cells.OPEN_QUOTE:
                raise _damage(text, found, offset, width, row_bytes)
            if rows > header:
                yield _batch(view, window, wanted, names, slice(header, rows))
            header = max(0, header - rows)
        offset, rest = offset + used, read[used:]
        if len(rest) > row_bytes:
            raise _damage(text, _too_long(found), offset - used, width, row_bytes)
    if rest:
        raise _damage(text, found, offset - found[1], width, row_bytes)


def _too_long(found: Found) -> Found:
    """Return what was found at the end of a block as a row that goes on for too long."""
    rows, used, problem, place, width = found
    return rows, used, problem if problem == cells.OPEN_QUOTE else cells.LENGTH, place, width


def _batch(
    view: cells.Bytes,
    window: Window,
    wanted: Sequence[int],
    names: Sequence[str],
    rows: slice,
) -> pa.RecordBatch:
    starts, ends, doubled = window
    columns = [
        _column(view, starts[column, rows], ends[column, rows], doubled[column, rows])
        for column in wanted
    ]
    return pa.RecordBatch.from_arrays(columns, list(names))


def _column(
    view: cells.Bytes, starts: cells.Places, ends: cells.Places, doubled: cells.Flags
) -> pa.StringArray:
    offsets = np.empty(len(starts) + 1, np.int32)
    characters = np.empty(int((ends - starts).sum()), np.uint8)
    copy_cells(view, starts, ends, doubled, offsets, characters)
    buffers = pa.py_buffer(offsets), pa.py_buffer(characters)
    return pa.StringArray.from_buffers(len(starts), *buffers)


def _damage(text: Text, found: Found, offset: int, width: int, row_bytes: int) -> InputError:
    """Return the error for a damaged row, with the line on which it begins."""
    _, _, problem, place, cells_found = found
    limit = f"{row_bytes:,} bytes"
    wording = {
        cells.OPEN_QUOTE: (
            f"a quote that is closed within {limit}",
            "one that opens here and is not",
            "Close it, or double the quotes that belong to the text.",
        ),
        cells.AFTER_QUOTE: (
            "a separator after the quote that closes a cell",
            "other characters after the cell that opens here",
            "Double the quotes that belong to the text.",
        ),
        cells.WIDTH: (
            f"{width} cells as in the header",
            f"{cells_found}",
            "Put quotes around a text that holds separators or line breaks.",
        ),
        cells.LENGTH: (
            f"at most {limit} in a row",
            "a longer one",
            "Leave out what is no contribution: attached files, images.",
        ),
    }
    expected, got, remedy = wording[problem]
    place_name = f"{text.file.name}, line {text.line_at(offset + place)}"
    return InputError(sentence(place_name, expected=expected, found=got, remedy=remedy))
