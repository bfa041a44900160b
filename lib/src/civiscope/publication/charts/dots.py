"""The drawing of a year in dots."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from civiscope.publication.charts.counts import MONTHS_OF_A_YEAR, Kind, value_of
from civiscope.publication.charts.style import (
    ACCENT,
    BASELINE,
    BOLD,
    LINE_HEIGHT,
    MUTED,
    RULE,
    SMALL_SIZE,
    TEXT_SIZE,
    WIDTH,
)
from civiscope.publication.charts.svg import circle_tag, drawing, line_tag, text_tag
from civiscope.publication.charts.text import text_width, wrap
from civiscope.publication.charts.words import WORDS, Language, say_number

_LEFT: Final = 124
_MONTH: Final = (WIDTH - _LEFT) / MONTHS_OF_A_YEAR
_MIDDLES: Final = tuple(_LEFT + _MONTH * (place + 0.5) for place in range(MONTHS_OF_A_YEAR))
_WIDEST_PITCH: Final = 9.5
_TALLEST_STACK: Final = 120
_BETWEEN_ROWS: Final = 16
_ABOVE_LINE: Final = 4
_AXIS: Final = 20
_COUNTED_AT_A_GLANCE: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A kind, the height of the line its dots stand on, and the lines of its name."""

    kind: Kind
    base: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stack:
    """How dots are piled: how many side by side, and from the middle of one to the next."""

    across: int
    pitch: float

    def height(self, count: int) -> float:
        """Return how high a pile of so many dots is."""
        return self.pitch * math.ceil(count / self.across)


def draw_dots(kinds: Sequence[Kind], language: Language) -> tuple[str, float]:
    """Return the drawing and its height."""
    stack = _stack(max(max(kind.dated) for kind in kinds))
    rows = list(_rows(kinds, stack))
    bottom = rows[-1].base
    parts = [
        *(line_tag(x, 0, x, bottom + _AXIS, RULE) for x in (m - _MONTH / 2 for m in _MIDDLES)),
        *(part for row in rows for part in _row(row, stack, language)),
        *_axis(bottom + _AXIS - 5, language),
    ]
    return drawing(parts, width=WIDTH, height=bottom + _AXIS), bottom + _AXIS


def _stack(fullest: int) -> _Stack:
    """Return the stack that keeps the fullest month in its room, the same in all rows."""
    across = max(1, math.ceil(math.sqrt(fullest * _MONTH / _TALLEST_STACK)))
    return _Stack(across=across, pitch=min(_WIDEST_PITCH, 0.9 * _MONTH / across))


def _rows(kinds: Sequence[Kind], stack: _Stack) -> Iterator[_Row]:
    """Place the rows one under another, each as high as its name or its fullest month."""
    base = 0.0
    for kind in kinds:
        lines = tuple(wrap(kind.label, TEXT_SIZE, _LEFT - 10))
        room = max(stack.height(max(kind.dated)) + LINE_HEIGHT, LINE_HEIGHT * (len(lines) + 1))
        base += room + (_BETWEEN_ROWS if base else 0)
        yield _Row(kind=kind, base=round(base, 2), lines=lines)


def _row(row: _Row, stack: _Stack, language: Language) -> Iterator[str]:
    """Draw a row: its line, its dots, its name with the total, and the numbers of its piles."""
    yield line_tag(0, row.base, WIDTH, row.base, BASELINE)
    yield from _dots(row, stack)
    yield from _name(row, language)
    yield from _numbers(row, stack, language)


def _dots(row: _Row, stack: _Stack) -> Iterator[str]:
    """Draw the dots of a row, piled from its line upwards, from left to right."""
    for middle, count in zip(_MIDDLES, row.kind.dated, strict=True):
        across = min(stack.across, count)
        for place in range(count):
            level, side = divmod(place, stack.across)
            x = middle + (side - (across - 1) / 2) * stack.pitch
            y = row.base - _ABOVE_LINE - (level + 0.5) * stack.pitch
            yield circle_tag(x, y, 0.44 * stack.pitch, ACCENT)


def _name(row: _Row, language: Language) -> Iterator[str]:
    """Write a name, under it the total, and beside this how many records have no dot."""
    y = row.base - _ABOVE_LINE
    for place, line in enumerate(row.lines):
        yield text_tag(0, y - LINE_HEIGHT * (len(row.lines) - place), line)
    total = say_number(row.kind.total.value, language)
    yield text_tag(0, y, total, weight=BOLD)
    undated = value_of(row.kind.undated)
    if undated:
        note = WORDS[language].undated_note.format(say_number(undated, language))
        yield text_tag(text_width(total, TEXT_SIZE) + 5, y, note, size=SMALL_SIZE, color=MUTED)


def _numbers(row: _Row, stack: _Stack, language: Language) -> Iterator[str]:
    """Write the number above each pile that one does not count at a glance."""
    for x, count in zip(_MIDDLES, row.kind.dated, strict=True):
        if count >= _COUNTED_AT_A_GLANCE:
            y = row.base - _ABOVE_LINE - stack.height(count) - 3
            yield _small(x, y, say_number(count, language))


def _axis(y: float, language: Language) -> Iterator[str]:
    """Write the months."""
    for x, month in zip(_MIDDLES, WORDS[language].months, strict=True):
        yield _small(x, y, month)


def _small(x: float, y: float, text: str) -> str:
    return text_tag(x, y, text, size=SMALL_SIZE, color=MUTED, anchor="middle")
