"""Find and copy the cells of delimited text: RFC 4180, without leniency.

The fast readers were tried first, and each lets a damaged file through: DuckDB 2.0 drops a last row
whose quote is never closed, Polars fills short rows, Arrow joins what follows a closing quote. The
standard library's strict reader, which the tests compare these functions with, takes three times
as long and makes an object of each cell.
"""

from typing import TypeAlias

import numpy as np
from numba import njit
from numpy.typing import NDArray

Bytes: TypeAlias = NDArray[np.uint8]
Places: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]

QUOTE = 34
LINE_FEED = 10
CARRIAGE_RETURN = 13

#: Why ``find_cells`` stopped: the block or the room for rows is used up; the block ends inside a
#: row, or inside a quoted cell; or a row is damaged.
FINE = 0
CUT = 1
OPEN_QUOTE = 2
AFTER_QUOTE = 3
WIDTH = 4
LENGTH = 5


@njit(cache=True, nogil=True)
def find_cells(
    block: Bytes,
    begin: int,
    separator: int,
    row_bytes: int,
    starts: Places,
    ends: Places,
    doubled: Flags,
) -> tuple[int, int, int, int, int]:
    """Find the cells of the whole rows of a block.

    Parameters
    ----------
    block : array of uint8, shape (n_bytes,)
        The text.
    begin : int
        Where a row begins.
    separator : int
        The byte between cells.
    row_bytes : int
        The bytes that a row may have at most.
    starts, ends : array of int64, shape (n_columns, n_rows)
        Filled with where each cell lies, without its quotes.
    doubled : array of bool, shape (n_columns, n_rows)
        Filled with whether quotes inside the cell are doubled.

    Returns
    -------
    rows : int
        The rows found. Blank lines are no rows.
    used : int
        Where the first row that was not found begins.
    problem : int
        What is wrong with that row: one of the constants above.
    place : int
        Where the problem is: the quote that opened, or the beginning of the row.
    width : int
        The cells of that row, where their number is the problem.
    """
    width, room = starts.shape
    row, used = 0, begin
    while used < len(block) and row < room:
        if block[used] == LINE_FEED or block[used] == CARRIAGE_RETURN:
            used += 1
            continue
        after, problem, place, found = _find_row(
            block, used, separator, starts[:, row], ends[:, row], doubled[:, row]
        )
        if problem == FINE and after - used > row_bytes:
            problem = LENGTH
        elif problem == FINE and found != width:
            problem = WIDTH
        if problem != FINE:
            return row, used, problem, place, found
        row += 1
        used = after
    return row, used, FINE, used, 0


@njit(cache=True, nogil=True)
def _find_row(
    block: Bytes, begin: int, separator: int, starts: Places, ends: Places, doubled: Flags
) -> tuple[int, int, int, int]:
    """Find the cells of one row: where the next one begins, the problem, its place, the cells."""
    cell, start = 0, begin
    while True:
        is_quoted = start < len(block) and block[start] == QUOTE
        if is_quoted:
            end, twice = _quoted_end(block, start + 1)
            after = end + 1
        else:
            end, twice = _plain_end(block, start, separator), False
            after = end
        if after >= len(block):
            problem = OPEN_QUOTE if is_quoted else CUT
            return after, problem, start if is_quoted else begin, cell
        if not _ends_cell(block[after], separator):
            return after, AFTER_QUOTE, start, cell
        if cell < len(starts):
            starts[cell] = start + is_quoted
            ends[cell] = end
            doubled[cell] = twice
        cell += 1
        start = after + 1
        if block[after] != separator:
            return start, FINE, begin, cell


@njit(cache=True, nogil=True)
def _quoted_end(block: Bytes, position: int) -> tuple[int, bool]:
    """Return where the quote that closes a cell is, and whether doubled ones come before it."""
    twice = False
    while position < len(block):
        if block[position] != QUOTE:
            position += 1
        elif position + 1 < len(block) and block[position + 1] == QUOTE:
            position += 2
            twice = True
        else:
            break
    return position, twice


@njit(cache=True, nogil=True)
def _plain_end(block: Bytes, position: int, separator: int) -> int:
    """Return where a cell without quotes ends."""
    while position < len(block) and not _ends_cell(block[position], separator):
        position += 1
    return position


@njit(cache=True, nogil=True)
def _ends_cell(byte: int, separator: int) -> bool:
    return byte == separator or byte == LINE_FEED or byte == CARRIAGE_RETURN  # noqa: PLR1714 -- three comparisons are faster than a search in a tuple


@njit(cache=True, nogil=True)
def copy_cells(
    block: Bytes,
    starts: Places,
    ends: Places,
    doubled: Flags,
    offsets: NDArray[np.int32],
    characters: Bytes,
) -> int:
    """Copy the cells of one column one after the other, doubled quotes as one.

    Parameters
    ----------
    block : array of uint8, shape (n_bytes,)
        The text.
    starts, ends, doubled : arrays, shape (n_rows,)
        Where the cells lie, as ``find_cells`` tells.
    offsets : array of int32, shape (n_rows + 1,)
        Filled with where each cell begins in ``characters``, and where the last ends.
    characters : array of uint8, shape (at least the sum of the cells' sizes,)
        Filled with the cells.

    Returns
    -------
    int
        The bytes that were filled.
    """
    size = 0
    offsets[0] = 0
    for row in range(len(starts)):
        start, length = starts[row], ends[row] - starts[row]
        if doubled[row]:
            position = 0
            while position < length:
                characters[size] = block[start + position]
                size += 1
                position += 2 if block[start + position] == QUOTE else 1
        else:
            for position in range(length):
                characters[size + position] = block[start + position]
            size += length
        offsets[row + 1] = size
    return size
