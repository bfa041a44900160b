"""Who took part, and what is not known of who did not."""

from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

from civiscope.publication.charts import Bar, bars
from civiscope.publication.document import Block, Bullets, Graphic, Heading
from civiscope.publication.phrases import plain, say
from civiscope.publication.synthesis.voice import Voice
from civiscope.synthesis.results import Participation

Counted: TypeAlias = tuple[str, int]

_MOST_VALUES: Final = 15


def participation(took_part: Participation, voice: Voice) -> Iterator[Block]:
    """Say what the file tells of who took part."""
    yield Heading(text=voice.words.titles.participation, key="participation")
    yield say(_texts(took_part, voice), _authors(took_part, voice), _dates(took_part, voice))
    for variable, values in _by_variable(took_part.by).items():
        yield _figure(variable, values, voice)


def absent(took_part: Participation, voice: Voice, *, has_places: bool) -> Iterator[Block]:
    """Say what the file does not tell of who took part, and of who did not."""
    words = voice.words.participating
    yield Heading(text=voice.words.titles.absent, level=2, key="absent")
    unknown = [*_unknown(took_part, voice), words.silent, words.unwilling]
    if not (took_part.by or has_places):
        unknown.insert(-2, words.no_variables)
    yield Bullets(items=tuple(map(plain, unknown)))


def _texts(took_part: Participation, voice: Voice) -> str:
    return voice.words.participating.texts.format(
        answers=voice.count(voice.words.nouns.answers, took_part.answers),
        with_text=voice.number(took_part.with_text),
        distinct=voice.number(took_part.distinct_texts),
    )


def _authors(took_part: Participation, voice: Voice) -> str:
    """Say how many people wrote, where the file says who wrote."""
    words, nouns = voice.words.participating, voice.words.nouns
    if took_part.authors is None:
        return ""
    said = words.authors.format(voice.count(nouns.authors, took_part.authors))
    if took_part.most_by_one_author is None:
        return said
    most = words.most.format(voice.count(nouns.answers, took_part.most_by_one_author))
    return f"{said} {most}"


def _dates(took_part: Participation, voice: Voice) -> str:
    """Say when people wrote, where the file says it."""
    words = voice.words.participating
    if took_part.first_on is None or took_part.last_on is None:
        return ""
    return voice.period(
        took_part.first_on, took_part.last_on, between=words.dates, one_day=words.one_day
    )


def _unknown(took_part: Participation, voice: Voice) -> Iterator[str]:
    """Say what the file does not tell of who took part."""
    words = voice.words.participating
    if took_part.authors is None:
        yield words.no_authors
    if took_part.first_on is None or took_part.last_on is None:
        yield words.no_dates


def _by_variable(by: Sequence[tuple[str, str, int]]) -> dict[str, list[Counted]]:
    """Return the values of each variable, the most frequent first."""
    found: dict[str, list[Counted]] = {}
    for variable, value, answers in by:
        found.setdefault(variable, []).append((value, answers))
    return {
        variable: sorted(values, key=lambda counted: (-counted[1], counted[0]))
        for variable, values in found.items()
    }


def _figure(variable: str, values: Sequence[Counted], voice: Voice) -> Graphic:
    words, columns = voice.words.participating, voice.words.columns
    is_cut = len(values) > _MOST_VALUES
    return bars(
        [
            Bar(label=value or words.unknown, count=answers)
            for value, answers in values[:_MOST_VALUES]
        ],
        language=voice.language,
        title=words.chart_title.format(variable),
        measure=words.chart_most.format(variable, _MOST_VALUES)
        if is_cut
        else words.chart_measure.format(variable),
        source=voice.data("participation.csv"),
        columns=(columns.value, columns.answers),
    )
