r"""Texts as they are coded, and the places of other programs' codings in them.

A text is normalised before it is coded, never after: composed (NFC), with ``\n`` at the ends of
lines, without a byte order mark. Places are counted in Unicode code points, as REFI-QDA has it.
"""

import unicodedata
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Places: TypeAlias = NDArray[np.int64]

MARK = "\ufeff"
# A place that has none in the normalised text.
NOWHERE = -1
_BASIC = 0xFFFF
_CARRIAGE_RETURN, _LINE_FEED = 13, 10


def normalize_text(text: str) -> str:
    r"""Return a text as it is coded.

    Examples
    --------
    >>> from civiscope.coding.texts import normalize_text
    >>> normalize_text("\ufeffe\u0301te\u0301\r\n")
    'été\n'
    """
    lines = text.lstrip(MARK).replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", lines)


def digest_of(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, in hexadecimal digits."""
    return sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """How a program counts places in a text.

    Attributes
    ----------
    is_utf16 : bool
        Characters beyond the first 65,536, as emoji, count for two.
    has_single_ends : bool
        A carriage return and the line feed after it count for one.
    has_mark : bool
        The byte order mark counts.
    """

    is_utf16: bool = False
    has_single_ends: bool = False
    has_mark: bool = False


#: What REFI-QDA says comes first; the other ways are those that programs are known to have.
COUNTINGS = tuple(
    Counting(is_utf16=is_utf16, has_single_ends=has_single_ends, has_mark=has_mark)
    for is_utf16 in (False, True)
    for has_single_ends in (False, True)
    for has_mark in (False, True)
)


class Text:
    """A text as a file holds it, and normalised.

    Parameters
    ----------
    raw : str
        The text of the file.

    Attributes
    ----------
    raw, normalized : str
        As the file holds it; as it is coded.
    """

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.normalized = normalize_text(raw)
        self._starts: dict[Counting, Places] = {}
        self._places: Places | None = None

    def locate(self, start: int, end: int, counting: Counting) -> tuple[int, int] | None:
        """Return where a selection is in the normalised text, or None where it is nowhere."""
        raw = self.locate_raw(start, end, counting)
        if raw is None:
            return None
        if self.raw == self.normalized:
            return raw
        if self._places is None:
            self._places = places_of(self.raw)
        begin, after = (int(self._places[place]) for place in raw)
        return None if NOWHERE in (begin, after) or begin >= after else (begin, after)

    def locate_raw(self, start: int, end: int, counting: Counting) -> tuple[int, int] | None:
        """Return where a selection is in the text of the file, in code points, or None."""
        if not 0 <= start < end:
            return None
        if counting not in self._starts:
            self._starts[counting] = starts_of(self.raw, counting)
        starts = self._starts[counting]
        begin, after = (int(place) for place in np.searchsorted(starts, (start, end)))
        is_there = after < len(starts) and starts[begin] == start and starts[after] == end
        return (begin, after) if is_there else None


def starts_of(raw: str, counting: Counting) -> Places:
    """Return the place at which each character of a text begins, and at which the text ends.

    Returns
    -------
    ndarray of int64, shape (n_characters + 1,)
        As the program counts.

    Examples
    --------
    >>> from civiscope.coding.texts import Counting, starts_of
    >>> starts_of("a🚲b", Counting(is_utf16=True)).tolist()
    [0, 1, 3, 4]
    """
    characters = np.frombuffer(raw.encode("utf-32-le"), "<u4")
    widths = np.ones(len(characters), np.int64)
    if counting.is_utf16:
        widths[characters > _BASIC] = 2
    if counting.has_single_ends:
        is_return, is_feed = characters == _CARRIAGE_RETURN, characters == _LINE_FEED
        widths[:-1][is_return[:-1] & is_feed[1:]] = 0
    if raw.startswith(MARK) and not counting.has_mark:
        widths[0] = 0
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(widths)])


def places_of(raw: str) -> Places:
    r"""Return where each character of a text begins once the text is normalised.

    Returns
    -------
    ndarray of int64, shape (n_characters + 1,)
        In code points; ``NOWHERE`` inside characters that are composed into others. A line feed
        after a carriage return begins where both do.

    Examples
    --------
    >>> from civiscope.coding.texts import places_of
    >>> places_of("e\u0301a\r\nb").tolist()
    [0, -1, 1, 2, 2, 3, 4]
    """
    marks = len(raw) - len(raw.lstrip(MARK))
    places = np.full(len(raw) + 1, NOWHERE, np.int64)
    places[:marks] = 0
    written = 0
    for begin, end in pairwise(_boundaries(raw, marks)):
        part = raw[begin:end]
        # Inside a text, a mark is a character as others.
        normalized = normalize_text(f" {part}")[1:]
        if normalized == part:
            places[begin:end] = np.arange(written, written + len(part))
        else:
            places[begin] = written
            if part == "\r\n":
                places[begin + 1] = written
        written += len(normalized)
    places[-1] = written
    return places


def _boundaries(raw: str, first: int) -> list[int]:
    """Return places between which a text may be normalised piece by piece, from the first on."""
    joining = _joining()
    inner = [
        place
        for place, (before, after) in enumerate(pairwise(raw[first:]), first + 1)
        if not unicodedata.combining(after)
        and after not in joining
        and (before, after) != ("\r", "\n")
    ]
    return [first, *inner, len(raw)]


@cache
def _joining() -> frozenset[str]:
    """Return characters that may be composed with the one before them, though not combining."""
    parts = (unicodedata.decomposition(chr(point)).split() for point in range(0x110000))
    seconds = {chr(int(part[1], 16)) for part in parts if len(part) == 2 and part[0][0] != "<"}  # noqa: PLR2004 -- a character and what is composed with it
    jamo = {chr(point) for point in (*range(0x1161, 0x1176), *range(0x11A8, 0x11C3))}
    return frozenset(seconds | jamo)
