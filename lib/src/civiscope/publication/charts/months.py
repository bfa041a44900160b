"""A year, with one dot for each record in its month."""

from collections.abc import Iterator, Sequence

from civiscope.publication.charts.counts import (
    Kind,
    cell,
    check_months,
    table_of,
    value_of,
)
from civiscope.publication.charts.dots import draw_dots
from civiscope.publication.charts.style import WIDTH
from civiscope.publication.charts.words import WORDS, Language, say_number
from civiscope.publication.document import Graphic, Span, Spans
from civiscope.publication.words import MONTHS


def months(
    kinds: Sequence[Kind],
    *,
    language: Language,
    title: str,
    measure: str,
    source: Spans = (),
    key: str = "",
) -> Graphic:
    """Draw a year: a row for each kind of records, and in it a dot for each record.

    Records whose month is not known are counted beside the name of their kind and in the
    table; no dot stands for them.

    Parameters
    ----------
    kinds : sequence of Kind
        What is shown, from top to bottom.
    language : {"fr", "en"}
        The language of months, of numbers and of the alternative text.
    title, measure, source, key
        What a `Graphic` has of its own.

    Returns
    -------
    Graphic
        The chart, 460 CSS pixels wide; its table has a row for each kind.

    Raises
    ------
    InputError
        When there is no kind, a kind without twelve counts, a negative count, or more than
        1,000 dots to draw.
    """
    check_months(kinds)
    words = WORDS[language]
    svg, height = draw_dots(kinds, language)
    return Graphic(
        title=title,
        measure=measure,
        svg=svg,
        width=WIDTH,
        height=height,
        alternative=words.dots.format(" ".join(_sentence(kind, language) for kind in kinds)),
        table=table_of(key, _columns(kinds, language), _table_rows(kinds, language)),
        source=source,
        key=key,
    )


def _columns(kinds: Sequence[Kind], language: Language) -> tuple[str, ...]:
    """Name the kinds, the months, what has no month where there is any, and the total."""
    words = WORDS[language]
    undated = (words.undated_column,) if _has_undated(kinds) else ()
    return (words.records, *words.months, *undated, words.total)


def _table_rows(kinds: Sequence[Kind], language: Language) -> Iterator[tuple[Spans, ...]]:
    """Give a row for each kind."""
    for kind in kinds:
        undated = (kind.undated,) if _has_undated(kinds) else ()
        counts = (*kind.months, *undated, kind.total)
        yield ((Span(text=kind.label),), *(cell(count, language) for count in counts))


def _has_undated(kinds: Sequence[Kind]) -> bool:
    return any(value_of(kind.undated) for kind in kinds)


def _sentence(kind: Kind, language: Language) -> str:
    """Return what is drawn of a kind in words, such as "Talks, 3: 2 in March, 1 in May."."""
    words = WORDS[language]
    parts = [
        words.in_month.format(say_number(count, language), month)
        for count, month in zip(kind.dated, MONTHS[language], strict=True)
        if count
    ]
    undated = value_of(kind.undated)
    if undated:
        parts.append(words.undated.format(say_number(undated, language)))
    said = f"{kind.label}, {say_number(kind.total.value, language)}"
    return f"{said}{words.colon}{', '.join(parts)}." if parts else f"{said}."
