"""Each group: how large, how stable, and what sets it apart."""

from collections.abc import Iterator

from civiscope.opinion.results import Group, Opinion
from civiscope.publication.document import Block, Heading, Table
from civiscope.publication.opinion.voice import Voice, by_id
from civiscope.publication.phrases import say, small
from civiscope.publication.tables import Cells, table_of

STABLE = 0.6
"""Mean Jaccard index from which a group is said to be stable (Hennig, 2007)."""

SHOWN = 8
"""Statements shown of a group."""


def groups(opinion: Opinion, voice: Voice) -> Iterator[Block]:
    """Describe the groups one by one."""
    words = voice.words
    yield Heading(text=words.titles.groups, key="groups")
    yield say(words.sentences.groups_meaning)
    yield _sizes(opinion, voice)
    yield small(voice.data("groups.csv"))
    for number, group in enumerate(opinion.groups):
        yield from _group(opinion, number, group, voice)


def _sizes(opinion: Opinion, voice: Voice) -> Table:
    columns, total = voice.words.columns, _total(opinion)
    return table_of(
        Cells(title=columns.group, cells=[group.name for group in opinion.groups], is_number=False),
        Cells(
            title=columns.participants,
            cells=[voice.number(group.participants) for group in opinion.groups],
        ),
        Cells(
            title=columns.share,
            cells=[voice.percent(group.participants / total) for group in opinion.groups],
        ),
        Cells(
            title=columns.stability,
            cells=[
                None if group.stability is None else voice.decimal(group.stability)
                for group in opinion.groups
            ],
        ),
        caption=columns.groups_caption,
    )


def _total(opinion: Opinion) -> int:
    return sum(group.participants for group in opinion.groups)


def _group(opinion: Opinion, number: int, group: Group, voice: Voice) -> Iterator[Block]:
    sentences, total = voice.words.sentences, _total(opinion)
    is_legacy = opinion.mode == "legacy"
    yield Heading(
        text=voice.words.titles.group.format(group.name), level=2, key=f"group-{group.name}"
    )
    size = sentences.group_size.format(
        participants=voice.count(voice.words.nouns.participants, group.participants),
        share=voice.percent(group.participants / total),
    )
    yield say(size, _stability(group, voice))
    if not group.representative:
        yield say(sentences.representative_none)
        return
    yield say(sentences.representative_legacy if is_legacy else sentences.representative)
    yield _representative(opinion, number, group, voice)
    if len(group.representative) > SHOWN:
        every = voice.number(len(group.representative))
        yield small(f"{sentences.most.format(SHOWN, every)} {voice.data('statements.csv')}")


def _stability(group: Group, voice: Voice) -> str:
    sentences = voice.words.sentences
    if group.stability is None:
        return sentences.unmeasured
    said = sentences.stable if group.stability >= STABLE else sentences.unstable
    return said.format(voice.decimal(group.stability))


def _representative(opinion: Opinion, number: int, group: Group, voice: Voice) -> Table:
    columns, statements = voice.words.columns, by_id(opinion)
    shown = group.representative[:SHOWN]
    return table_of(
        Cells(
            title=columns.statement,
            cells=[voice.statement(statements[one.statement_id]) for one in shown],
            is_number=False,
        ),
        Cells(
            title=columns.stance,
            cells=[voice.words.stances[one.stance] for one in shown],
            is_number=False,
        ),
        Cells(
            title=columns.in_group,
            cells=[
                voice.tally(statements[one.statement_id].by_group[number], one.stance)
                for one in shown
            ],
        ),
        Cells(title=columns.others, cells=[voice.percent(one.others_share) for one in shown]),
        caption=columns.representative_caption.format(group.name),
    )
