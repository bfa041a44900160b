"""France, with each département shaded by a rate."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from civiscope.errors import InputError
from civiscope.publication.charts.circles import sheet_size
from civiscope.publication.charts.land import CAPTION_SIZE, insets, outline_path
from civiscope.publication.charts.style import BASELINE, INK, PAPER
from civiscope.publication.charts.svg import drawing, rectangle_tag, text_tag
from civiscope.publication.charts.words import WORDS, Language, say_rate
from civiscope.publication.document import Graphic, Spans, Table
from civiscope.territory import departments, outlines

STEPS: Final = (0.5, 0.8, 1.25, 2.0)
"""Where shades change, as multiples of the rate of the whole: a fifth apart is still about it."""

# From paper to the accent, in even steps.
SHADES: Final = ("#CEDEE0", "#9DBEC2", "#6C9DA3", "#3B7D85", "#0A5C66")
_UNIT: Final = 10
_BORDER: Final = 6
_SWATCH: Final = (150, 100)
_LINE: Final = 132
_LEGEND: Final = (30, 10)


def rate_map(
    rates: Mapping[str, float],
    *,
    overall: float,
    language: Language,
    title: str,
    measure: str,
    table: Table,
    source: Spans = (),
    key: str = "",
) -> Graphic:
    """Shade the French départements by a rate, in five classes around the rate of the whole.

    Parameters
    ----------
    rates : mapping of str to float
        The rate of the code of a département (``01``, ``2A``, ``971``), zero or more; those left
        out are drawn empty.
    overall : float
        The rate of the whole, above zero: the middle class is that of rates about like it.
    language : {"fr", "en"}
        The language of numbers and of the alternative text; names stay French.
    table : Table
        Where every rate stands, beside what else there is to say.
    title, measure, source, key
        What a `Graphic` has of its own.

    Returns
    -------
    Graphic
        The map, 460 CSS pixels wide, with its legend; the alternative text lists the
        départements of each class.

    Raises
    ------
    InputError
        When there is no rate, a negative one, no rate of the whole, or a code that no
        département has.

    Examples
    --------
    >>> from civiscope.publication import Table
    >>> from civiscope.publication.charts import rate_map
    >>> drawn = rate_map(
    ...     {"49": 4.0, "75": 0.3}, overall=1.0, language="en", title="T", measure="M",
    ...     table=Table(columns=(), rows=()),
    ... )
    >>> drawn.alternative[64:]
    '2.0 and more: Maine-et-Loire (49); under 0.5: Paris (75).'
    """
    _check(rates, overall)
    width, height = sheet_size()
    parts = [*_land(rates, overall), insets(language), *_legend(rates, overall, language)]
    return Graphic(
        title=title,
        measure=measure,
        svg=drawing(parts, width=width, height=height, unit=_UNIT),
        width=width,
        height=height,
        alternative=_alternative(rates, overall, language),
        table=table,
        source=source,
        key=key,
    )


def _check(rates: Mapping[str, float], overall: float) -> None:
    if not rates:
        raise InputError("Expected at least one département, found none: leave the map out.")
    if not overall > 0 or not min(rates.values()) >= 0:
        raise InputError(
            f"Expected rates of zero or more about one above zero, found {min(rates.values())} "
            f"about {overall}: count again."
        )
    unknown = sorted(rates.keys() - {found.code for found in departments()})
    if unknown:
        raise InputError(
            f"Expected codes of départements such as 01, 2A or 971, found {unknown[0]!r}: "
            "say in the measure what lies elsewhere."
        )


def _shade(rate: float, overall: float) -> int:
    """Return the number of the shade of a rate; one that ends a class begins the next."""
    return bisect_right(STEPS, rate / overall)


def _land(rates: Mapping[str, float], overall: float) -> Iterator[str]:
    yield f'<g fill-rule="evenodd" stroke-width="{_BORDER}" stroke-linejoin="round">'
    for outline in outlines().outlines:
        is_known = outline.code in rates
        fill = SHADES[_shade(rates[outline.code], overall)] if is_known else PAPER
        border = PAPER if is_known else BASELINE
        yield f'<path fill="{fill}" stroke="{border}" d="{outline_path(outline)}"/>'
    yield "</g>"


def _legend(rates: Mapping[str, float], overall: float, language: Language) -> Iterator[str]:
    """Draw the shades from the darkest to the lightest, each with its bounds."""
    said = [*zip(SHADES, _bounds(overall, language), strict=True)][::-1]
    left, top = _LEGEND
    width, height = _SWATCH
    for line, (shade, bounds) in enumerate(said):
        yield rectangle_tag(left, top + line * _LINE, width, height, shade)
        yield _said(left + width + 50, top + line * _LINE, bounds)
    if len(rates) < len(departments()):
        y = top + len(said) * _LINE
        yield _empty(left, y)
        yield _said(left + width + 50, y, WORDS[language].not_compared)


def _said(x: float, top: float, text: str) -> str:
    return text_tag(x, top + 0.86 * _SWATCH[1], text, size=CAPTION_SIZE, color=INK)


def _empty(x: float, y: float) -> str:
    width, height = _SWATCH
    return (
        f'<path d="M{x} {y}h{width}v{height}h{-width}z" fill="{PAPER}" stroke="{BASELINE}" '
        f'stroke-width="{_BORDER}"/>'
    )


def _bounds(overall: float, language: Language) -> list[str]:
    """Return the words of each shade, from the lightest to the darkest."""
    words = WORDS[language]
    ends = [say_rate(step * overall, language, overall=overall) for step in STEPS]
    between = [words.rate_between.format(low, high) for low, high in pairwise(ends)]
    return [words.rate_below.format(ends[0]), *between, words.rate_above.format(ends[-1])]


def _alternative(rates: Mapping[str, float], overall: float, language: Language) -> str:
    """List the départements of each shade, from the darkest to the lightest."""
    words = WORDS[language]
    names = {found.code: f"{found.name} ({found.code})" for found in departments()}
    held: Sequence[list[str]] = [[] for _ in SHADES]
    for code in sorted(rates):
        held[_shade(rates[code], overall)].append(names[code])
    said = (
        f"{bounds}{words.colon}{', '.join(inside)}"
        for bounds, inside in reversed([*zip(_bounds(overall, language), held, strict=True)])
        if inside
    )
    return words.shaded.format(words.semicolon.join(said))
