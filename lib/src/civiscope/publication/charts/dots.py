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
from civiscope.publication.charts.text import text_width, wrap
from civiscope.publication.charts.vega import PLACE, Spec, draw, line_layer, text_layer
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
    layers = [
        line_layer([_vertical(x - _MONTH / 2, bottom) for x in _MIDDLES], RULE),
        line_layer([{"x": 0, "y": r.base, "x2": WIDTH, "y2": r.base} for r in rows], BASELINE),
        _dot_layer([dot for row in rows for dot in _dots(row, stack)], stack.pitch),
        *_text_layers(rows, stack, language),
    ]
    return draw(layers, width=WIDTH, height=bottom + _AXIS), bottom + _AXIS


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


def _vertical(x: float, bottom: float) -> Spec:
    return {"x": x, "y": 0, "x2": x, "y2": bottom + _AXIS}


def _dots(row: _Row, stack: _Stack) -> Iterator[Spec]:
    """Give the dots of a row, piled from its line upwards, from left to right."""
    for middle, count in zip(_MIDDLES, row.kind.dated, strict=True):
        across = min(stack.across, count)
        for place in range(count):
            level, side = divmod(place, stack.across)
            yield {
                "x": middle + (side - (across - 1) / 2) * stack.pitch,
                "y": row.base - _ABOVE_LINE - (level + 0.5) * stack.pitch,
            }


def _dot_layer(dots: Sequence[Spec], pitch: float) -> Spec:
    area = math.pi * (0.44 * pitch) ** 2
    return {
        "data": {"values": dots},
        "mark": {"type": "circle", "color": ACCENT, "opacity": 1, "size": area},
        "encoding": PLACE,
    }


def _text_layers(rows: Sequence[_Row], stack: _Stack, language: Language) -> Iterator[Spec]:
    """Give the names of the rows, their totals, the number of each pile, and the months."""
    small = {"fontSize": SMALL_SIZE, "color": MUTED}
    bottom = rows[-1].base + _AXIS - 5
    axis = [
        {"x": x, "y": bottom, "text": month}
        for x, month in zip(_MIDDLES, WORDS[language].months, strict=True)
    ]
    numbers = [number for row in rows for number in _numbers(row, stack, language)]
    totals = [_total(row, language) for row in rows]
    yield text_layer([line for row in rows for line in _name(row)], align="left")
    yield text_layer(totals, align="left", fontWeight=BOLD)
    yield text_layer([*_notes(rows, language)], align="left", **small)
    yield text_layer([*numbers, *axis], align="center", **small)


def _name(row: _Row) -> Iterator[Spec]:
    """Give the lines of a name, the last of them above the total."""
    for place, line in enumerate(row.lines):
        above = LINE_HEIGHT * (len(row.lines) - place)
        yield {"x": 0, "y": row.base - _ABOVE_LINE - above, "text": line}


def _total(row: _Row, language: Language) -> Spec:
    number = say_number(row.kind.total.value, language)
    return {"x": 0, "y": row.base - _ABOVE_LINE, "text": number}


def _notes(rows: Sequence[_Row], language: Language) -> Iterator[Spec]:
    """Give what follows a total some of whose records have no dot."""
    for row in rows:
        undated = value_of(row.kind.undated)
        if undated:
            total = _total(row, language)
            note = WORDS[language].undated_note.format(say_number(undated, language))
            yield {**total, "x": text_width(total["text"], TEXT_SIZE) + 5, "text": note}


def _numbers(row: _Row, stack: _Stack, language: Language) -> Iterator[Spec]:
    """Give the number above each pile that one does not count at a glance."""
    for x, count in zip(_MIDDLES, row.kind.dated, strict=True):
        if count >= _COUNTED_AT_A_GLANCE:
            y = row.base - _ABOVE_LINE - stack.height(count) - 3
            yield {"x": x, "y": y, "text": say_number(count, language)}
