"""The share of each code in groups of contributions, variable by variable."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from civiscope.coding.prevalence import LEAST_BASE, GroupPrevalence
from civiscope.coding.results import CodingReport, MachineGroup
from civiscope.publication.coding.report.voice import (
    Voice,
    anchor_of,
    first_codes,
    share_of,
    short_label,
)
from civiscope.publication.document import Block, Heading, Spans, Table
from civiscope.publication.phrases import plain, say, small
from civiscope.publication.tables import Cells, table_of

MOST_VALUES = 5
"""More columns than that do not stand side by side on a page of paper."""


def groups(report: CodingReport, voice: Voice) -> Iterator[Block]:
    """Compare the groups of each variable."""
    words = voice.words
    yield Heading(text=words.titles.groups, key="groups")
    if not report.groups:
        yield say(words.sentences.groups_none)
        return
    yield say(words.sentences.groups)
    for variable, found in groupby(report.groups, key=lambda one: one.variable):
        yield from _variable(variable, list(found), report, voice)
    yield small(voice.data("groups.csv"))


def _variable(
    variable: str, found: Sequence[MachineGroup], report: CodingReport, voice: Voice
) -> Iterator[Block]:
    """Show the largest groups of a variable, estimated where people coded enough of them."""
    sentences = voice.words.sentences
    estimated = _estimated(variable, report)
    told = [one for one in found if _is_told(one, estimated)]
    shown = told[:MOST_VALUES]
    yield Heading(text=voice.words.titles.variable.format(variable), level=2)
    if not shown:
        yield say(sentences.groups_small.format(LEAST_BASE))
        return
    yield say(
        sentences.groups_estimated if estimated else sentences.groups_machine,
        *_left_out(len(found), shown, voice),
    )
    yield _table(variable, shown, estimated, report, voice)


def _estimated(variable: str, report: CodingReport) -> Mapping[str, GroupPrevalence]:
    """Return the estimates of the groups of a variable; empty where none were asked for."""
    found = report.prevalence.groups if report.prevalence is not None else ()
    return {one.value: one for one in found if one.variable == variable}


def _is_told(group: MachineGroup, estimated: Mapping[str, GroupPrevalence]) -> bool:
    if estimated:
        return group.value in estimated and bool(estimated[group.value].shares)
    return group.size >= LEAST_BASE


def _left_out(count: int, shown: Sequence[MachineGroup], voice: Voice) -> Iterator[str]:
    if count > len(shown):
        numbers = voice.number(len(shown)), voice.number(count)
        yield voice.words.sentences.groups_most.format(*numbers, LEAST_BASE)


def _table(
    variable: str,
    shown: Sequence[MachineGroup],
    estimated: Mapping[str, GroupPrevalence],
    report: CodingReport,
    voice: Voice,
) -> Table:
    columns, places = voice.words.columns, first_codes(report)
    names = [plain(short_label(report.codes[one]), url=f"#{anchor_of(one)}") for one in places]
    return table_of(
        Cells(
            title=columns.code,
            cells=[*names, *_muted([columns.base, *([columns.read] if estimated else [])])],
            is_number=False,
        ),
        *(
            Cells(
                title=one.value or voice.words.sentences.unknown,
                cells=[
                    *_cells(one, places, estimated, report, voice),
                    *_muted(_bases(one, estimated, voice)),
                ],
            )
            for one in shown
        ),
        Cells(
            title=columns.everyone,
            cells=[
                *(_everyone(report, place, estimated, voice) for place in places),
                *_muted(_all_bases(report, estimated, voice)),
            ],
        ),
        caption=columns.groups_caption.format(variable),
    )


def _cells(
    group: MachineGroup,
    places: Sequence[int],
    estimated: Mapping[str, GroupPrevalence],
    report: CodingReport,
    voice: Voice,
) -> list[str | None]:
    if not estimated:
        return [voice.part(group.answers[place], group.size) for place in places]
    shares = dict(estimated[group.value].shares)
    return [voice.estimate(shares[report.codes[place].code].combined) for place in places]


def _everyone(
    report: CodingReport, place: int, estimated: Mapping[str, GroupPrevalence], voice: Voice
) -> str:
    """Return the share of a code in all contributions, told as those of the groups are."""
    if not estimated:
        return voice.part(report.codes[place].answers, report.n_answers)
    return voice.percent(share_of(report, place))


def _bases(
    group: MachineGroup, estimated: Mapping[str, GroupPrevalence], voice: Voice
) -> Iterator[str]:
    """Say how many contributions the machine read, and people where it counts."""
    yield voice.number(group.size)
    if estimated:
        yield voice.number(estimated[group.value].base)


def _all_bases(
    report: CodingReport, estimated: Mapping[str, GroupPrevalence], voice: Voice
) -> Iterator[str]:
    yield voice.number(report.n_answers)
    if estimated and report.prevalence:
        yield voice.number(report.prevalence.sample.coded)


def _muted(said: Iterable[str]) -> list[Spans]:
    return [plain(one, style="muted") for one in said]
