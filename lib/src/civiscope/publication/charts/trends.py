"""An option over the editions: lines where they compare, gaps where they do not."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from civiscope.errors import InputError
from civiscope.publication.charts.style import (
    ACCENT,
    BASELINE,
    BOLD,
    LINE_HEIGHT,
    MUTED,
    NARROW,
    RULE,
    SMALL_SIZE,
)
from civiscope.publication.charts.svg import circle_tag, drawing, length, line_tag, text_tag
from civiscope.publication.charts.words import WORDS, Language, say_number, say_percent
from civiscope.publication.document import Graphic, Spans, Table
from civiscope.survey.harmonisation import Gap, Point, Series

_HEIGHT: Final = 120
_TOP: Final = 24
_SIDE: Final = 40
_RADIUS: Final = 4
_THICKNESS: Final = 2
_SCALES: Final = (0.1, 0.25, 0.5, 1.0)
"""Where the axis may end: a change looks the same in all charts of one scale."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """A point of the series and where it is drawn; nowhere if its share is not shown."""

    point: Point
    x: float
    y: float | None


def trend(
    series: Series,
    *,
    language: Language,
    title: str,
    measure: str,
    table: Table,
    hidden: AbstractSet[str] = frozenset(),
    source: Spans = (),
    key: str = "",
) -> Graphic:
    """Draw the share of an option, edition by edition.

    Parameters
    ----------
    series : Series
        The option. Its gaps decide where lines lead, and nothing else can: editions that asked the
        same, or nearly, are joined; a sign stands between those that are partly comparable, and a
        rule between panels where comparison ends.
    language : {"fr", "en"}
        The language of percents and of the alternative text.
    title, measure, source, key
        What a `Graphic` has of its own.
    table : Table
        Where every value that is drawn stands, with what stands between editions.
    hidden : set of str, optional
        Editions whose count is suppressed: no point and no line.

    Returns
    -------
    Graphic
        The chart, 400 CSS pixels wide.

    Raises
    ------
    InputError
        When no edition has a share to draw.
    """
    shown = [_share(point, hidden) for point in series.points]
    if all(share is None for share in shown):
        raise InputError("Expected at least one edition with a share, found none: leave it out.")
    places = _places(series, shown)
    parts = [*_frame(places, language), *_between(series, places), *_points(places, language)]
    height = _TOP + _HEIGHT + 2.5 * LINE_HEIGHT
    return Graphic(
        title=title,
        measure=measure,
        svg=drawing(parts, width=NARROW, height=height),
        width=NARROW,
        height=height,
        alternative=_alternative(series, places, language),
        table=table,
        source=source,
        key=key,
    )


def _share(point: Point, hidden: AbstractSet[str]) -> float | None:
    return None if point.edition in hidden else point.count.share


def _places(series: Series, shown: list[float | None]) -> list[_Place]:
    top = min(scale for scale in _SCALES if scale >= max(share or 0 for share in shown))
    steps = max(1, len(shown) - 1)
    return [
        _Place(
            point=point,
            x=_SIDE + (NARROW - 2 * _SIDE) * number / steps,
            y=None if share is None else _TOP + _HEIGHT * (1 - share / top),
        )
        for number, (point, share) in enumerate(zip(series.points, shown, strict=True))
    ]


def _frame(places: list[_Place], language: Language) -> Iterator[str]:
    """Draw the zero line, and under it each edition with its base."""
    floor = float(_TOP + _HEIGHT)
    yield line_tag(0, floor, NARROW, floor, BASELINE)
    for place in places:
        asked = WORDS[language].base.format(say_number(place.point.count.asked, language))
        below = floor + LINE_HEIGHT
        yield text_tag(place.x, below, place.point.edition, weight=BOLD, anchor="middle")
        if place.y is not None:
            at = below + LINE_HEIGHT
            yield text_tag(place.x, at, asked, size=SMALL_SIZE, color=MUTED, anchor="middle")


def _between(series: Series, places: list[_Place]) -> Iterator[str]:
    """Draw what stands between editions: this alone draws lines from point to point."""
    for gap, before, after in zip(series.gaps, places, places[1:], strict=False):
        middle = (before.x + after.x) / 2
        if gap is Gap.NONE and before.y is not None and after.y is not None:
            yield (
                f'<line x1="{length(before.x)}" y1="{length(before.y)}" x2="{length(after.x)}" '
                f'y2="{length(after.y)}" stroke="{ACCENT}" stroke-width="{_THICKNESS}"/>'
            )
        elif gap is Gap.PARTIAL:
            yield text_tag(middle, _TOP + _HEIGHT / 2, "≠", color=MUTED, anchor="middle")
        elif gap is Gap.BREAK:
            yield line_tag(middle, 0, middle, _TOP + _HEIGHT + 2 * LINE_HEIGHT, RULE)


def _points(places: list[_Place], language: Language) -> Iterator[str]:
    for place in places:
        if place.y is not None:
            yield circle_tag(place.x, place.y, _RADIUS, ACCENT)
            said = _percent(place, language)
            yield text_tag(place.x, place.y - 2 * _RADIUS, said, weight=BOLD, anchor="middle")


def _percent(place: _Place, language: Language) -> str:
    return say_percent(place.point.count.share or 0, language)


def _alternative(series: Series, places: list[_Place], language: Language) -> str:
    words = WORDS[language]
    gaps = ("", *(words.gaps[gap.value] for gap in series.gaps))
    said = [
        gap
        + (
            words.no_share.format(place.point.edition)
            if place.y is None
            else words.in_edition.format(
                place.point.edition,
                _percent(place, language),
                say_number(place.point.count.asked, language),
            )
        )
        for gap, place in zip(gaps, places, strict=True)
    ]
    return words.trend.format(words.semicolon.join(said))
