"""What no theme holds, why, and what it says."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

from civiscope.publication.charts import Bar, bars
from civiscope.publication.document import Block, Graphic, Heading, Item, Items, Table
from civiscope.publication.phrases import plain, say
from civiscope.publication.synthesis.chapters import Chapter
from civiscope.publication.synthesis.questions import link_to_question
from civiscope.publication.synthesis.themes import quotes
from civiscope.publication.synthesis.voice import Voice
from civiscope.publication.tables import Cells, table_of
from civiscope.synthesis.results import Excerpt, Synthesis

_LONGEST: Final = 450
_MOST_ALONE: Final = 6
_MOST_BY_QUESTION: Final = 1


def unclassified(
    synthesis: Synthesis, chapters: Sequence[Chapter], voice: Voice
) -> Iterator[Block]:
    """Say how many answers no theme holds, for which reasons, and quote some of each."""
    words = voice.words.unclassifying
    yield Heading(text=voice.words.titles.unclassified, key="unclassified")
    counts = _by_reason(chapters)
    if not counts:
        yield say(words.none)
        return
    yield say(_lead(synthesis, counts.total(), voice))
    yield _figure(counts, voice)
    if synthesis.questions:
        yield _by_question(counts, chapters, voice)
    for reason in counts:
        said = words.reasons[reason]
        yield Heading(text=said.title, level=2, key=f"unclassified-{reason}")
        yield say(said.text)
        excerpts = quotes(_excerpts(reason, chapters), longest=_LONGEST, voice=voice)
        if excerpts:
            yield Items(items=(Item(title=plain(words.random), lines=excerpts),))


def _by_reason(chapters: Sequence[Chapter]) -> Counter[str]:
    """Return the reasons with their answers, the most frequent first."""
    counts: Counter[str] = Counter()
    for one in chain.from_iterable(chapter.unclassified for chapter in chapters):
        counts[one.reason] += one.answers
    said = ((reason, count) for reason, count in counts.items() if count)
    return Counter(dict(sorted(said, key=lambda counted: (-counted[1], counted[0]))))


def _lead(synthesis: Synthesis, count: int, voice: Voice) -> str:
    answers = synthesis.participation.answers
    return voice.words.unclassifying.lead.format(
        answers=voice.number(answers),
        unclassified=voice.count(voice.words.nouns.answers, count),
        share=voice.part(count, answers),
    )


def _figure(counts: Counter[str], voice: Voice) -> Graphic:
    words, columns = voice.words.unclassifying, voice.words.columns
    return bars(
        [Bar(label=words.reasons[reason].title, count=count) for reason, count in counts.items()],
        language=voice.language,
        title=words.finding,
        measure=words.measure,
        source=voice.data("unclassified.csv"),
        key="reasons",
        columns=(columns.reason, columns.answers),
    )


def _by_question(counts: Counter[str], chapters: Sequence[Chapter], voice: Voice) -> Table:
    words, named = voice.words, [link_to_question(one, voice) for one in chapters]
    return table_of(
        Cells(title=words.columns.question, cells=named, is_number=False),
        *(
            Cells(
                title=words.unclassifying.reasons[reason].title,
                cells=[voice.number(_answers(chapter, reason)) for chapter in chapters],
            )
            for reason in counts
        ),
        Cells(
            title=words.columns.total,
            cells=[voice.number(chapter.n_unclassified) for chapter in chapters],
        ),
        caption=words.columns.reasons_caption,
        key="reasons-by-question",
    )


def _answers(chapter: Chapter, reason: str) -> int:
    return sum(one.answers for one in chapter.unclassified if one.reason == reason)


def _excerpts(reason: str, chapters: Sequence[Chapter]) -> list[Excerpt]:
    """Return some excerpts of answers left out for a reason, of each question."""
    most = _MOST_BY_QUESTION if chapters[0].number else _MOST_ALONE
    return [
        excerpt
        for chapter in chapters
        for one in chapter.unclassified
        if one.reason == reason
        for excerpt in one.excerpts[:most]
    ]
