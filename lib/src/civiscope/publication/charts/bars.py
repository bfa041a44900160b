"""Horizontal bars."""

from collections.abc import Iterator, Sequence
from typing import Final

from civiscope.publication.charts.counts import Bar, cell, check_counts, table_of, value_of
from civiscope.publication.charts.rows import (
    DROP,
    THICKNESS,
    Row,
    draw_label,
    place_rows,
    room_of,
)
from civiscope.publication.charts.style import ACCENT, BASELINE, BOLD, NARROW
from civiscope.publication.charts.svg import drawing, line_tag, rectangle_tag, text_tag
from civiscope.publication.charts.words import WORDS, Language, say_counts, say_number
from civiscope.publication.document import Graphic, Span, Spans

_WIDEST_LABEL: Final = 200


def bars(
    categories: Sequence[Bar],
    *,
    language: Language,
    title: str,
    measure: str,
    source: Spans = (),
    key: str = "",
    columns: tuple[str, str] | None = None,
) -> Graphic:
    """Draw counts as horizontal bars, in the order given, each with its label and value.

    Parameters
    ----------
    categories : sequence of Bar
        What is counted.
    language : {"fr", "en"}
        The language of numbers and of the alternative text.
    title, measure, source, key
        What a `Graphic` has of its own.
    columns : tuple of str, optional
        The titles of the two columns of the table.

    Returns
    -------
    Graphic
        The chart, 400 CSS pixels wide; its height follows from the number of bars.

    Raises
    ------
    InputError
        When there is no category, or a negative count.
    """
    check_counts((bar.count for bar in categories), of="category")
    words = WORDS[language]
    values = [(bar.label, value_of(bar.count)) for bar in categories]
    svg, height = _drawing(values, language)
    return Graphic(
        title=title,
        measure=measure,
        svg=svg,
        width=NARROW,
        height=height,
        alternative=words.bars.format(say_counts(values, language)),
        table=table_of(
            key,
            columns or (words.category, words.number),
            (((Span(text=bar.label),), cell(bar.count, language)) for bar in categories),
        ),
        source=source,
        key=key,
    )


def _drawing(values: Sequence[tuple[str, int]], language: Language) -> tuple[str, float]:
    """Return the drawing and its height."""
    rows = list(place_rows([label for label, _ in values], widest=_WIDEST_LABEL))
    height = rows[-1].top + rows[-1].height
    numbers = [say_number(value, language) for _, value in values]
    left = room_of([line for row in rows for line in row.lines])
    scale = (NARROW - left - room_of(numbers)) / max(1, *(value for _, value in values))
    parts = [
        part
        for row, number, (_, value) in zip(rows, numbers, values, strict=True)
        for part in _bar(row, number, left=left, length=scale * value)
    ]
    axis = line_tag(left, 0, left, height, BASELINE)
    return drawing([*parts, axis], width=NARROW, height=height), height


def _bar(row: Row, number: str, *, left: float, length: float) -> Iterator[str]:
    """Draw a bar with its label before it and its number after it."""
    yield rectangle_tag(left, row.middle - THICKNESS / 2, length, THICKNESS, ACCENT)
    yield from draw_label(row, left)
    yield text_tag(left + length + 5, row.middle + DROP, number, weight=BOLD)
