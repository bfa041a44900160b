"""France, with a circle on each département."""

from collections.abc import Iterator, Mapping, Sequence

from civiscope.errors import InputError
from civiscope.publication.charts.circles import draw_circles, sheet_size
from civiscope.publication.charts.counts import (
    Bar,
    Counted,
    cell,
    check_counts,
    table_of,
    value_of,
)
from civiscope.publication.charts.words import WORDS, Language, say_counts
from civiscope.publication.document import Graphic, Span, Spans
from civiscope.territory import departments


def department_map(
    counts: Mapping[str, Counted],
    *,
    language: Language,
    title: str,
    measure: str,
    outside: Sequence[Bar] = (),
    source: Spans = (),
    key: str = "",
) -> Graphic:
    """Draw counts as circles on the French départements, the area of each as large as its count.

    Parameters
    ----------
    counts : mapping of str to int or Count
        How many for the code of a département (``01``, ``2A``, ``971``).
    language : {"fr", "en"}
        The language of numbers and of the alternative text; names stay French.
    title, measure, source, key
        What a `Graphic` has of its own; the measure is completed with what is off the map.
    outside : sequence of Bar
        What lies in no département, such as what is abroad or not located.

    Returns
    -------
    Graphic
        The map, 460 CSS pixels wide; its table has the départements from the largest count
        to the smallest, then what is off the map.

    Raises
    ------
    InputError
        When there is no count, a negative one, or a code that no département has.
    """
    check_counts([*counts.values(), *(bar.count for bar in outside)], of="département")
    _check_codes(counts)
    width, height = sheet_size()
    placed = _in_order(counts)
    columns = (WORDS[language].department, WORDS[language].number)
    return Graphic(
        title=title,
        measure=_measure(measure, outside, language),
        svg=draw_circles({code: value_of(count) for code, count in placed.items()}, language),
        width=width,
        height=height,
        alternative=_alternative(placed, outside, language),
        table=table_of(key, columns, _table_rows(placed, outside, language)),
        source=source,
        key=key,
    )


def _check_codes(codes: Mapping[str, Counted]) -> None:
    unknown = sorted(codes.keys() - _names())
    if unknown:
        raise InputError(
            f"Expected codes of départements such as 01, 2A or 971, found {unknown[0]!r}: "
            "count what lies elsewhere in `outside`."
        )


def _names() -> dict[str, str]:
    """Return the name of each département, with its code."""
    return {found.code: f"{found.name} ({found.code})" for found in departments()}


def _in_order(counts: Mapping[str, Counted]) -> dict[str, Counted]:
    """Return the counts from the largest to the smallest, equal ones in the order of codes."""
    return dict(sorted(counts.items(), key=lambda item: (-value_of(item[1]), item[0])))


def _table_rows(
    placed: Mapping[str, Counted], outside: Sequence[Bar], language: Language
) -> Iterator[tuple[Spans, ...]]:
    names = _names()
    for code, count in placed.items():
        yield ((Span(text=names[code]),), cell(count, language))
    for bar in outside:
        yield ((Span(text=bar.label),), cell(bar.count, language))


def _measure(measure: str, outside: Sequence[Bar], language: Language) -> str:
    said = _outside(outside, language)
    return f"{measure}{WORDS[language].semicolon}{said}" if said else measure


def _outside(outside: Sequence[Bar], language: Language) -> str:
    words = WORDS[language]
    counts = [(bar.label, value_of(bar.count)) for bar in outside]
    return f"{words.outside}{words.colon}{say_counts(counts, language)}" if counts else ""


def _alternative(placed: Mapping[str, Counted], outside: Sequence[Bar], language: Language) -> str:
    """Return the map in words: what it shows, then what is off it."""
    words, names = WORDS[language], _names()
    counts = [(names[code], value_of(count)) for code, count in placed.items()]
    shown = words.circles.format(say_counts(counts, language)) if counts else words.no_circle
    said = _outside(outside, language)
    return f"{shown} {said[:1].upper()}{said[1:]}." if said else shown
