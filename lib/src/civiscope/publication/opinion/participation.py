"""Who voted, who did not, and who is in which group."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from civiscope.opinion.results import Crossing, Opinion
from civiscope.publication.document import Block, Heading, Table
from civiscope.publication.opinion.voice import Voice
from civiscope.publication.phrases import say, small
from civiscope.publication.tables import Cells, table_of


def participation(opinion: Opinion, voice: Voice) -> Iterator[Block]:
    """Say how much was read, and what it does not say."""
    yield Heading(text=voice.words.titles.participation, key="participation")
    yield say(*_read(opinion, voice))
    yield say(voice.words.sentences.silent)
    yield small(voice.data("participation.csv"))


def crossings(opinion: Opinion, voice: Voice) -> Iterator[Block]:
    """Cross groups with what is known of participants."""
    sentences = voice.words.sentences
    yield Heading(text=voice.words.titles.crossings, key="crossings")
    if not opinion.crossings:
        yield say(sentences.crossings_none)
        return
    yield say(sentences.crossings.format(sentences.hidden))
    for variable, found in groupby(opinion.crossings, key=lambda one: one.variable):
        yield _table(variable, list(found), opinion, voice)
    yield small(voice.data("crossings.csv"))


def _read(opinion: Opinion, voice: Voice) -> Iterator[str]:
    sentences, nouns, read = voice.words.sentences, voice.words.nouns, opinion.participation
    yield sentences.read.format(
        votes=voice.count(nouns.votes, read.votes),
        participants=voice.count(nouns.participants, read.participants),
        statements=voice.count(nouns.statements, read.statements),
    )
    for sentence, noun, value in (
        (sentences.too_few_votes, nouns.participants, read.participants - read.kept),
        (sentences.left_out, nouns.statements, read.left_out),
        (sentences.without_votes, nouns.statements, read.without_votes),
        (sentences.replaced, nouns.votes, read.replaced),
    ):
        if value:
            yield sentence.format(voice.count(noun, value))
    if read.not_voted:
        yield sentences.not_voted.format(voice.number(read.not_voted))


def _table(variable: str, found: Sequence[Crossing], opinion: Opinion, voice: Voice) -> Table:
    columns, sentences = voice.words.columns, voice.words.sentences
    rows = [list(cells) for _, cells in groupby(found, key=lambda one: one.value)]

    def said(count: int | None) -> str:
        return sentences.hidden if count is None else voice.number(count)

    return table_of(
        Cells(
            title=columns.value,
            cells=[row[0].value or sentences.unknown for row in rows],
            is_number=False,
        ),
        *(
            Cells(
                title=voice.words.titles.group.format(group.name),
                cells=[said(row[place].participants) for row in rows],
            )
            for place, group in enumerate(opinion.groups)
        ),
        Cells(title=columns.total, cells=[said(row[0].base) for row in rows]),
        caption=columns.crossing_caption.format(variable),
    )
