"""The first page: how much was read, what comes most often, and what it does not say."""

from collections.abc import Iterator, Sequence
from typing import Final

from civiscope.publication.document import (
    Block,
    Bullets,
    Callout,
    Heading,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Spans,
    Table,
)
from civiscope.publication.phrases import plain, say
from civiscope.publication.synthesis.chapters import Chapter, is_unstable
from civiscope.publication.synthesis.naming import inline
from civiscope.publication.synthesis.questions import link_to_question
from civiscope.publication.synthesis.themes import link_to
from civiscope.publication.synthesis.voice import Voice
from civiscope.publication.tables import Cells, table_of
from civiscope.synthesis.results import Synthesis, Theme

_LARGEST: Final = 5


def brief(synthesis: Synthesis, chapters: Sequence[Chapter], voice: Voice) -> Iterator[Block]:
    """Say what was found on one page."""
    titles = voice.words.titles
    yield Heading(text=titles.brief, key="brief")
    yield Paragraph(spans=plain(_lead(synthesis, chapters, voice)), role="lead")
    yield KeyFigures(figures=tuple(_figures(synthesis, chapters, voice)))
    yield Callout(title=titles.no_poll.title, blocks=(say(titles.no_poll.text),))
    if synthesis.questions:
        yield _first_themes(chapters, voice)
    elif synthesis.themes:
        yield say(voice.words.brief.largest)
        yield Bullets(items=tuple(_largest(chapters[0], voice)), is_ordered=True)
    unstable = sum(is_unstable(theme) for theme in _all(chapters))
    if unstable:
        yield say(voice.count(voice.words.brief.unstable, unstable))


def _all(chapters: Sequence[Chapter]) -> list[Theme]:
    return [theme for chapter in chapters for theme in chapter.themes]


def _lead(synthesis: Synthesis, chapters: Sequence[Chapter], voice: Voice) -> str:
    words = voice.words
    lead = words.brief.lead_by_question if synthesis.questions else words.brief.lead
    classified = sum(chapter.n_classified for chapter in chapters)
    answers = synthesis.participation.answers
    return lead.format(
        answers=voice.count(words.nouns.answers, answers),
        classified=voice.number(classified),
        share=voice.part(classified, answers),
        themes=voice.count(words.nouns.themes, len(_all(chapters))),
    )


def _figures(
    synthesis: Synthesis, chapters: Sequence[Chapter], voice: Voice
) -> Iterator[KeyFigure]:
    words, took_part = voice.words.brief, synthesis.participation
    numbers = (
        (took_part.answers, words.read),
        (took_part.with_text, words.with_text),
        (took_part.authors, words.authors),
        (len(_all(chapters)), words.themes),
        (sum(chapter.n_unclassified for chapter in chapters), words.unclassified),
        (len(synthesis.campaigns), words.campaigns),
    )
    for value, label in numbers:
        if value is not None:
            yield KeyFigure(value=plain(voice.number(value)), label=plain(label))


def _largest(chapter: Chapter, voice: Voice) -> Iterator[Spans]:
    """Name the themes that come most often."""
    for theme in chapter.themes[:_LARGEST]:
        share = voice.words.brief.share_of_answers.format(voice.percent(theme.share))
        by_machine = inline(chapter.names.get(theme.theme_id), voice)
        yield (*link_to(theme, voice), *plain(share), *by_machine)


def _first_themes(chapters: Sequence[Chapter], voice: Voice) -> Table:
    """Name the first theme of each question, where it has one."""
    columns = voice.words.columns
    firsts = [chapter.themes[0] if chapter.themes else None for chapter in chapters]
    return table_of(
        Cells(
            title=columns.question,
            cells=[link_to_question(one, voice) for one in chapters],
            is_number=False,
        ),
        Cells(title=columns.answers, cells=[voice.number(one.n_answers) for one in chapters]),
        Cells(
            title=columns.first_theme,
            cells=[None if first is None else link_to(first, voice) for first in firsts],
            is_number=False,
        ),
        Cells(
            title=columns.share,
            cells=[None if first is None else voice.percent(first.share) for first in firsts],
        ),
        caption=columns.questions_caption,
        key="questions",
    )
