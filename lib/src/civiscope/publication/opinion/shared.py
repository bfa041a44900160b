"""What brings groups together, what divides them, and what most participants share."""

from collections.abc import Iterator, Sequence

from civiscope.opinion.results import Opinion, Shared, Statement
from civiscope.opinion.selection import Stance
from civiscope.publication.document import Block, Heading, Table
from civiscope.publication.opinion.voice import Voice, by_id
from civiscope.publication.phrases import say, small
from civiscope.publication.tables import Cells, table_of

SHOWN = 10
"""Statements shown in each table."""


def bridging(opinion: Opinion, voice: Voice) -> Iterator[Block]:
    """List what every group has a majority for."""
    words = voice.words
    is_legacy = opinion.mode == "legacy"
    yield Heading(text=words.titles.bridging, key="bridging")
    if not opinion.bridging:
        yield say(words.sentences.bridging_none)
        return
    yield say(words.sentences.bridging_legacy if is_legacy else words.sentences.bridging)
    yield _shared(opinion, opinion.bridging, words.columns.bridging_caption, voice, has_groups=True)
    yield from _rest(len(opinion.bridging), voice)


def consensus(opinion: Opinion, voice: Voice) -> Iterator[Block]:
    """List what most of all participants are on one side of."""
    words = voice.words
    yield Heading(text=words.titles.consensus, key="consensus")
    if not opinion.consensus:
        yield say(words.sentences.consensus_none)
        return
    yield say(words.sentences.consensus)
    caption = words.columns.consensus_caption
    yield _shared(opinion, opinion.consensus, caption, voice, has_groups=False)
    yield from _rest(len(opinion.consensus), voice)


def divisive(opinion: Opinion, voice: Voice) -> Iterator[Block]:
    """List what groups have opposite majorities on."""
    words = voice.words
    if opinion.mode == "legacy":
        return
    yield Heading(text=words.titles.divisive, key="divisive")
    if not opinion.divisive:
        yield say(words.sentences.divisive_none)
        return
    yield say(words.sentences.divisive)
    statements = by_id(opinion)
    shown = [statements[one] for one in opinion.divisive[:SHOWN]]
    yield table_of(
        _statements(shown, voice),
        *_by_group(opinion, shown, ["agree"] * len(shown), voice),
        caption=words.columns.divisive_caption,
    )
    yield from _rest(len(opinion.divisive), voice)


def _rest(count: int, voice: Voice) -> Iterator[Block]:
    said = voice.data("shared.csv", "statements.csv")
    if count > SHOWN:
        said = f"{voice.words.sentences.most.format(SHOWN, voice.number(count))} {said}"
    yield small(said)


def _shared(
    opinion: Opinion, found: Sequence[Shared], caption: str, voice: Voice, *, has_groups: bool
) -> Table:
    columns, statements = voice.words.columns, by_id(opinion)
    shown = [(statements[one.statement_id], one.stance) for one in found[:SHOWN]]
    listed, stances = [one for one, _ in shown], [stance for _, stance in shown]
    by_group = _by_group(opinion, listed, stances, voice) if has_groups else []
    return table_of(
        _statements(listed, voice),
        Cells(
            title=columns.everyone if not has_groups else columns.side,
            cells=[voice.words.stances_of_all[stance] for stance in stances],
            is_number=False,
        ),
        *by_group,
        *(() if has_groups else (_everyone(shown, voice), _votes(listed, voice))),
        caption=caption,
    )


def _statements(shown: Sequence[Statement], voice: Voice) -> Cells:
    return Cells(
        title=voice.words.columns.statement,
        cells=[voice.statement(one) for one in shown],
        is_number=False,
    )


def _by_group(
    opinion: Opinion, shown: Sequence[Statement], stances: Sequence[Stance], voice: Voice
) -> list[Cells]:
    return [
        Cells(
            title=voice.words.titles.group.format(group.name),
            cells=[
                voice.tally(one.by_group[number], stance)
                for one, stance in zip(shown, stances, strict=True)
            ],
        )
        for number, group in enumerate(opinion.groups)
    ]


def _everyone(shown: Sequence[tuple[Statement, Stance]], voice: Voice) -> Cells:
    return Cells(
        title=voice.words.columns.share,
        cells=[voice.tally(one.everyone, stance) for one, stance in shown],
    )


def _votes(shown: Sequence[Statement], voice: Voice) -> Cells:
    return Cells(
        title=voice.words.columns.votes, cells=[voice.number(one.everyone.seen) for one in shown]
    )
