"""Horizontal bars of shares, each with its interval as a whisker."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from civiscope.errors import InputError
from civiscope.publication.charts.rows import (
    DROP,
    THICKNESS,
    Row,
    draw_label,
    place_rows,
    room_of,
)
from civiscope.publication.charts.style import ACCENT, BASELINE, BOLD, INK, NARROW, PAPER
from civiscope.publication.charts.svg import drawing, line_tag, rectangle_tag, text_tag
from civiscope.publication.charts.words import WORDS, Language, say_percent
from civiscope.publication.document import Graphic, Spans, Table

_WIDEST_LABEL: Final = 170
# A whisker: its line and its ends, and the paper around them that sets it apart from the bar.
_LINE: Final = 1.5
_END: Final = 8
_HALO: Final = 1.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A category, its share of a whole, and the interval of that share, all in [0, 1]."""

    label: str
    share: float
    low: float
    high: float


def shares(
    categories: Sequence[Share],
    *,
    language: Language,
    title: str,
    measure: str,
    table: Table,
    source: Spans = (),
    key: str = "",
) -> Graphic:
    """Draw shares as horizontal bars, in the order given, with their intervals as whiskers.

    Parameters
    ----------
    categories : sequence of Share
        What has a share.
    language : {"fr", "en"}
        The language of percents and of the alternative text.
    table : Table
        Where every value that is drawn stands, beside what else there is to say.
    title, measure, source, key
        What a `Graphic` has of its own.

    Returns
    -------
    Graphic
        The chart, 400 CSS pixels wide; its height follows from the number of bars.

    Raises
    ------
    InputError
        When there is no category, a share that is not in [0, 1], or an interval that ends
        before it starts.

    Examples
    --------
    >>> from civiscope.publication import Table
    >>> from civiscope.publication.charts import Share, shares
    >>> drawn = shares(
    ...     [Share(label="Taxes", share=0.25, low=0.2, high=0.3)],
    ...     language="en", title="T", measure="M", table=Table(columns=(), rows=()),
    ... )
    >>> drawn.alternative
    'This bar chart gives shares, from top to bottom: Taxes, 25.0%, interval 20.0% to 30.0%.'
    """
    _check(categories)
    svg, height = _drawing(categories, language)
    return Graphic(
        title=title,
        measure=measure,
        svg=svg,
        width=NARROW,
        height=height,
        alternative=_alternative(categories, language),
        table=table,
        source=source,
        key=key,
    )


def _check(categories: Sequence[Share]) -> None:
    """Refuse to draw nothing, and what is no share."""
    if not categories:
        raise InputError("Expected at least one category, found none: leave the chart out.")
    values = [value for one in categories for value in (one.share, one.low, one.high)]
    wrong = [value for value in values if not 0 <= value <= 1]
    if wrong:
        raise InputError(f"Expected shares from 0 to 1, found {wrong[0]}: divide by the total.")
    if any(one.low > one.high for one in categories):
        raise InputError("Expected the low end of an interval first: swap its two ends.")


def _alternative(categories: Sequence[Share], language: Language) -> str:
    words = WORDS[language]
    said = (words.share.format(one.label, *_percents(one, language)) for one in categories)
    return words.shares.format(words.semicolon.join(said))


def _percents(one: Share, language: Language) -> list[str]:
    return [say_percent(value, language) for value in (one.share, one.low, one.high)]


def _drawing(categories: Sequence[Share], language: Language) -> tuple[str, float]:
    """Return the drawing and its height."""
    rows = list(place_rows([one.label for one in categories], widest=_WIDEST_LABEL))
    height = rows[-1].top + rows[-1].height
    left = room_of([line for row in rows for line in row.lines])
    right = room_of([say_percent(one.share, language) for one in categories])
    largest = max(max(one.share, one.high) for one in categories)
    scale = (NARROW - left - right) / (largest or 1)
    parts = [
        part
        for row, one in zip(rows, categories, strict=True)
        for part in _bar(row, one, left=left, scale=scale, language=language)
    ]
    axis = line_tag(left, 0, left, height, BASELINE)
    return drawing([*parts, axis], width=NARROW, height=height), height


def _bar(row: Row, one: Share, *, left: float, scale: float, language: Language) -> Iterator[str]:
    """Draw a bar with its label before it, its whisker on it and its percent after both."""
    yield rectangle_tag(left, row.middle - THICKNESS / 2, scale * one.share, THICKNESS, ACCENT)
    yield from _whisker(row.middle, left + scale * one.low, left + scale * one.high)
    yield from draw_label(row, left)
    end = left + scale * max(one.share, one.high) + 5
    yield text_tag(end, row.middle + DROP, say_percent(one.share, language), weight=BOLD)


def _whisker(middle: float, low: float, high: float) -> Iterator[str]:
    """Draw a line from one end of an interval to the other, and its ends across."""
    for edge, color in ((_HALO, PAPER), (0.0, INK)):
        line, end = _LINE + 2 * edge, _END + 2 * edge
        yield rectangle_tag(low, middle - line / 2, high - low, line, color)
        for x in (low, high):
            yield rectangle_tag(x - line / 2, middle - end / 2, line, end, color)
