"""The first page: how many voted, whether there are groups, what brings together and divides."""

from collections.abc import Iterator

from civiscope.opinion.results import Opinion
from civiscope.publication.document import (
    Block,
    Bullets,
    Callout,
    Heading,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Spans,
)
from civiscope.publication.opinion.voice import Voice, by_id
from civiscope.publication.phrases import plain, say


def brief(opinion: Opinion, voice: Voice) -> Iterator[Block]:
    """Say what was found on one page."""
    words = voice.words
    yield Heading(text=words.titles.brief, key="brief")
    yield Paragraph(spans=plain(_lead(opinion, voice)), role="lead")
    yield KeyFigures(figures=tuple(_figures(opinion, voice)))
    if opinion.mode == "improved":
        verdict = words.sentences.verdicts[opinion.verdict]
        yield Callout(title=verdict.title, blocks=(say(verdict.text),))
    if first := tuple(_first(opinion, voice)):
        yield Bullets(items=first)
    yield Callout(title=words.titles.no_poll.title, blocks=(say(words.titles.no_poll.text),))


def _lead(opinion: Opinion, voice: Voice) -> str:
    nouns, read = voice.words.nouns, opinion.participation
    sentences = voice.words.sentences
    lead = sentences.lead_groups if opinion.groups else sentences.lead_none
    return lead.format(
        participants=voice.count(nouns.participants, read.participants),
        votes=voice.count(nouns.votes, read.votes),
        statements=voice.count(nouns.statements, read.statements),
        groups=voice.count(nouns.groups, len(opinion.groups)),
    )


def _figures(opinion: Opinion, voice: Voice) -> Iterator[KeyFigure]:
    nouns, read = voice.words.nouns, opinion.participation
    for noun, value in (
        (nouns.participants, read.participants),
        (nouns.votes, read.votes),
        (nouns.statements, read.statements),
        (nouns.groups, len(opinion.groups)),
    ):
        _, _, label = voice.count(noun, value).rpartition(voice.number(value))
        yield KeyFigure(value=plain(voice.number(value)), label=plain(label.strip()))


def _first(opinion: Opinion, voice: Voice) -> Iterator[Spans]:
    """Name what brings groups together first, and what divides them first."""
    sentences, statements = voice.words.sentences, by_id(opinion)
    for one in opinion.bridging[:1]:
        said = plain(sentences.bridging_first[one.stance], style="strong")
        yield (*said, *voice.statement(statements[one.statement_id]))
    for statement_id in opinion.divisive[:1]:
        said = plain(sentences.divisive_first, style="strong")
        yield (*said, *voice.statement(statements[statement_id]))
