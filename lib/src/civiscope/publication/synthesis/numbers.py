"""How many themes, where nobody chose: all the numbers tried, and why one was taken."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from civiscope.publication.document import Block, Heading, Spans, Table
from civiscope.publication.phrases import plain, say, small
from civiscope.publication.synthesis.voice import Voice
from civiscope.publication.tables import Cells, table_of
from civiscope.synthesis.results import Synthesis, TriedNumber

_DECIMALS: Final = 3


def numbers(synthesis: Synthesis, voice: Voice) -> Iterator[Block]:
    """Say which numbers of themes were tried, and how each did."""
    tried, words = synthesis.numbers, voice.words.numbering
    if not tried:
        return
    yield Heading(text=voice.words.titles.numbers, level=2, key="numbers")
    yield say(words.meaning, words.rule)
    table = _by_question(synthesis, voice) if synthesis.questions else _alone(tried, voice)
    yield table
    yield small(voice.words.data.format("numbers.csv"))


def _alone(tried: Sequence[TriedNumber], voice: Voice) -> Table:
    columns = voice.words.columns
    return table_of(
        Cells(title=columns.number, cells=[_marked(voice.number(o.themes), o) for o in tried]),
        Cells(title=columns.gain, cells=[_marked(_bits(o.gain, voice), o) for o in tried]),
        Cells(title=columns.behind, cells=[_marked(_bits(o.behind, voice), o) for o in tried]),
        Cells(title=columns.error, cells=[_marked(_bits(o.error, voice), o) for o in tried]),
        caption=columns.numbers_caption,
        key="numbers-table",
    )


def _by_question(synthesis: Synthesis, voice: Voice) -> Table:
    """Return a row for each question, and a column for each number that was tried for one."""
    gains: dict[int, dict[str | None, Spans]] = defaultdict(dict)
    for one in synthesis.numbers:
        gains[one.themes][one.question] = _marked(_bits(one.gain, voice), one)
    titles, columns = voice.words.titles, voice.words.columns
    named = [
        plain(titles.question.format(place, question), url=f"#question-{place}")
        for place, question in enumerate(synthesis.questions, start=1)
    ]
    return table_of(
        Cells(title=columns.question, cells=named, is_number=False),
        *(
            Cells(
                title=voice.number(number),
                cells=[gains[number].get(question) for question in synthesis.questions],
            )
            for number in sorted(gains)
        ),
        caption=columns.gains_caption,
        key="numbers-table",
    )


def _marked(text: str, tried: TriedNumber) -> Spans:
    return plain(text, style="strong" if tried.is_chosen else "")


def _bits(value: float, voice: Voice) -> str:
    return voice.decimal(value, decimals=_DECIMALS)
