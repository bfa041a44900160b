"""A year, with one dot for each record in its month."""

from collections.abc import Iterator, Sequence

from civiscope.publication.charts.counts import (
    Counted,
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
        The chart, 460 CSS pixels wide; its table has a row for each month.

    Raises
    ------
    InputError
        When there is no kind, a kind without twelve counts, a negative count, or more than
        1,000 dots to draw.
    """
    check_months(kinds)
    words = WORDS[language]
    svg, height = draw_dots(kinds, language)
    columns = [words.month, *(kind.label for kind in kinds)]
    return Graphic(
        title=title,
        measure=measure,
        svg=svg,
        width=WIDTH,
        height=height,
        alternative=words.dots.format(" ".join(_sentence(kind, language) for kind in kinds)),
        table=table_of(title, key, columns, _table_rows(kinds, language)),
        source=source,
        key=key,
    )


def _table_rows(kinds: Sequence[Kind], language: Language) -> Iterator[tuple[Spans, ...]]:
    """Give a row for each month, one for what has no month where there is any, and the total."""
    words = WORDS[language]
    for place, month in enumerate(MONTHS[language]):
        yield _table_row(month, [kind.months[place] for kind in kinds], language)
    if any(value_of(kind.undated) for kind in kinds):
        yield _table_row(words.undated_row, [kind.undated for kind in kinds], language)
    yield _table_row(words.total_row, [kind.total for kind in kinds], language)


def _table_row(name: str, counts: Sequence[Counted], language: Language) -> tuple[Spans, ...]:
    return ((Span(text=name),), *(cell(count, language) for count in counts))


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
