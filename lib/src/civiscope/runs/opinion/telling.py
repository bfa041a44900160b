"""From what was found to what is published: names, counts, intervals, and what stands for whom."""

from collections.abc import Iterator
from typing import cast

import numpy as np
from numpy.typing import NDArray

from civiscope.disclosure import Axis, CountTable, ProtectedTable, Records, protect
from civiscope.errors import DisclosureError
from civiscope.opinion.reading import Reading, read_votes
from civiscope.opinion.representativeness import (
    Stances,
    group_aware_consensus,
    measure_stances,
    wilson_interval,
)
from civiscope.opinion.results import (
    Crossing,
    Group,
    Mode,
    Opinion,
    Participation,
    Point,
    Representative,
    Shared,
    Statement,
    Tally,
)
from civiscope.opinion.selection import SHOWN, Stance, select_consensus, select_representative
from civiscope.opinion.votes import row_keys
from civiscope.runs.opinion.pipeline import Findings
from civiscope.runs.opinion.settings import Settings

TITLES = {"fr": "Ce qui divise et ce qui rassemble", "en": "What divides, and what brings together"}
"""What a conversation is called where its people gave it no name."""

DRAWN = 1_500
"""Participants drawn on the map, at most: more would hide one another."""

STANCES: tuple[Stance, Stance] = ("agree", "disagree")

_NAMES = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def tell(findings: Findings, settings: Settings) -> Opinion:
    """Say what was found.

    Parameters
    ----------
    findings : Findings
        What `civiscope.runs.opinion.pipeline.find` found.
    settings : Settings
        Those of the run.
    """
    told = _Legacy(findings) if settings.mode == "legacy" else _Improved(findings)
    structure = findings.structure
    return Opinion(
        title=settings.title or TITLES[settings.report_language],
        mode=cast("Mode", settings.mode),
        texts=settings.texts,
        participation=_participation(findings),
        verdict=findings.verdict,
        groups=tuple(_group(findings, number, told) for number in range(findings.n_groups)),
        statements=_statements(findings),
        consensus=told.consensus(),
        bridging=told.bridging(),
        divisive=told.divisive(),
        cuts=findings.cuts,
        cloud_silhouettes=findings.cloud_silhouettes,
        strengths=tuple(structure.strengths.tolist()) if structure else (),
        chance_strengths=tuple(structure.by_chance.tolist()) if structure else (),
        p_values=structure.p_values if structure else (),
        points=_points(findings),
        crossings=_crossings(findings),
        thresholds=settings.items(),
    )


def group_name(number: int) -> str:
    """Name a group by its rank: ``A`` is the largest."""
    return _NAMES[number] if number >= 0 else ""


class _Improved:
    """What groups stand for, corrected for the number of tests."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.by_group = self._read(findings.counts)
        self.of_all = self._read(findings.everyone)

    def _read(self, counts: NDArray[np.int64]) -> Reading:
        return read_votes(counts, is_left_out=self.findings.is_left_out)

    def representative(self, group: int) -> tuple[Representative, ...]:
        """List what a group stands for on both sides, what sets it apart most first."""
        reading = self.by_group
        found = [
            (float(reading.difference[side, group, statement]), side, statement)
            for side in range(len(STANCES))
            for statement in reading.representative(group, side)
        ]
        return tuple(
            Representative(
                statement_id=self.findings.statements[statement],
                stance=STANCES[side],
                others_share=float(reading.share[side, group, statement]) - difference,
                q_value=float(reading.specific[side, group, statement]),
            )
            for difference, side, statement in sorted(found, key=lambda one: (-one[0], one[1:]))
        )

    def consensus(self) -> tuple[Shared, ...]:
        """List what most of all participants are on one side of."""
        return self._shared(self.of_all)

    def bridging(self) -> tuple[Shared, ...]:
        """List what every group has a majority for."""
        return self._shared(self.by_group) if self.findings.n_groups else ()

    def divisive(self) -> tuple[str, ...]:
        """List what groups have opposite majorities on."""
        return tuple(self.findings.statements[place] for place in self.by_group.divisive())

    def _shared(self, reading: Reading) -> tuple[Shared, ...]:
        weakest = reading.lower.min(axis=1, initial=1.0)
        found = [
            (-float(weakest[side, statement]), side, statement)
            for side in range(len(STANCES))
            for statement in reading.shared(side)
        ]
        return tuple(
            Shared(statement_id=self.findings.statements[statement], stance=STANCES[side])
            for _, side, statement in sorted(found)
        )


class _Legacy:
    """What Polis shows."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.stances = measure_stances(findings.counts)
        self.selected = select_representative(self.stances, is_left_out=findings.is_left_out)

    def representative(self, group: int) -> tuple[Representative, ...]:
        """List what Polis shows of a group."""
        return tuple(
            Representative(
                statement_id=self.findings.statements[one.statement],
                stance=one.stance,
                others_share=_others_share(self.stances, group, one.statement, one.stance),
                q_value=None,
            )
            for one in self.selected[group]
        )

    def consensus(self) -> tuple[Shared, ...]:
        """List what Polis shows of all participants."""
        everyone = self.findings.everyone
        chosen = select_consensus(
            everyone, measure_stances(everyone), is_left_out=self.findings.is_left_out
        )
        return tuple(
            Shared(statement_id=self.findings.statements[place], stance=stance)
            for stance, places in zip(STANCES, chosen, strict=True)
            for place in places
        )

    def bridging(self) -> tuple[Shared, ...]:
        """List the highest of the group-aware consensus."""
        scores = np.where(
            self.findings.is_left_out, -1.0, group_aware_consensus(self.stances.agree)
        )
        order = np.argsort(-scores, kind="stable")[:SHOWN]
        return tuple(
            Shared(statement_id=self.findings.statements[place], stance="agree")
            for place in order.tolist()
            if scores[place] >= 0
        )

    def divisive(self) -> tuple[str, ...]:
        """List nothing: Polis has no such list."""
        return ()


def _others_share(stances: Stances, group: int, statement: int, stance: Stance) -> float:
    votes = (stances.agree if stance == "agree" else stances.disagree).votes[:, statement]
    seen = stances.seen[:, statement]
    others = int(seen.sum() - seen[group])
    return float(votes.sum() - votes[group]) / others if others else 0.0


def _group(findings: Findings, number: int, told: _Improved | _Legacy) -> Group:
    return Group(
        name=group_name(number),
        participants=int((findings.groups == number).sum()),
        stability=findings.stability[number] if findings.stability else None,
        representative=told.representative(number),
    )


def _statements(findings: Findings) -> tuple[Statement, ...]:
    everyone, by_group = _tallies(findings.everyone), _tallies(findings.counts)
    stances = measure_stances(findings.counts)
    agree, disagree = (
        group_aware_consensus(side) if findings.n_groups else np.zeros(len(findings.statements))
        for side in (stances.agree, stances.disagree)
    )
    return tuple(
        Statement(
            statement_id=name,
            text=findings.texts[place],
            is_left_out=bool(findings.is_left_out[place]),
            everyone=everyone[0][place],
            by_group=tuple(tallies[place] for tallies in by_group),
            agree_consensus=float(agree[place]),
            disagree_consensus=float(disagree[place]),
        )
        for place, name in enumerate(findings.statements)
    )


def _tallies(counts: NDArray[np.int64]) -> list[list[Tally]]:
    """Return the tally of each group and statement."""
    seen = counts.sum(axis=2)
    bounds = np.stack(
        [*wilson_interval(counts[:, :, 2], seen), *wilson_interval(counts[:, :, 0], seen)], axis=2
    )
    return [
        [_tally(votes, ends) for votes, ends in zip(of_group, bounds_of, strict=True)]
        for of_group, bounds_of in zip(counts.tolist(), bounds.tolist(), strict=True)
    ]


def _tally(votes: list[int], bounds: list[float]) -> Tally:
    disagree, passed, agree = votes
    agree_low, agree_high, disagree_low, disagree_high = bounds
    return Tally(
        agree=agree,
        passed=passed,
        disagree=disagree,
        agree_low=agree_low,
        agree_high=agree_high,
        disagree_low=disagree_low,
        disagree_high=disagree_high,
    )


def _points(findings: Findings) -> tuple[Point, ...]:
    """Draw participants by lot where there are many; the lot is a hash of their votes."""
    rows = np.flatnonzero(findings.is_kept)
    keys = row_keys(findings.matrix)[rows]
    drawn = rows[np.argsort(keys, kind="stable")[:DRAWN]]
    places, groups = findings.places[drawn].tolist(), findings.groups[drawn].tolist()
    return tuple(Point(x=x, y=y, group=group) for (x, y), group in zip(places, groups, strict=True))


def _participation(findings: Findings) -> Participation:
    voted = findings.everyone.sum(axis=2)[0] > 0
    return Participation(
        participants=len(findings.participants),
        votes=len(findings.matrix.votes),
        statements=len(findings.statements),
        kept=int(findings.is_kept.sum()),
        replaced=findings.replaced,
        not_voted=findings.not_voted,
        without_votes=int((~voted).sum()),
        left_out=int(findings.is_left_out.sum()),
    )


# ------------------------------------------------------------------------------ crossings


def _crossings(findings: Findings) -> tuple[Crossing, ...]:
    """Cross groups with what is known of those who are in one, each variable for itself."""
    if findings.panel is None or not findings.n_groups:
        return ()
    inside = np.flatnonzero(findings.groups >= 0)
    groups = tuple(group_name(number) for number in findings.groups[inside].tolist())
    names = tuple(group_name(number) for number in range(findings.n_groups))
    tables = []
    for variable, known in findings.panel.values.items():
        values = [known.get(findings.participants[row], "") for row in inside.tolist()]
        tables.append(_table(variable, values, groups, names))
    try:
        # The list of participants tells how many each group has: no table can hide it.
        protected = protect(tables, [Records(columns={_GROUP: groups})])
    except DisclosureError as error:
        raise DisclosureError(
            f"{error} Leave out a variable of --by, or gather its values."
        ) from error
    return tuple(one for table in protected for one in _shown(table))


_GROUP = "group"


def _table(
    variable: str, values: list[str], groups: tuple[str, ...], names: tuple[str, ...]
) -> CountTable:
    categories = tuple(sorted(set(values)))
    counts = np.zeros((len(categories), len(names)), np.int64)
    places = {value: place for place, value in enumerate(categories)}
    for value, group in zip(values, groups, strict=True):
        counts[places[value], names.index(group)] += 1
    axes = (Axis(variable=variable, categories=categories), Axis(variable=_GROUP, categories=names))
    return CountTable(name=variable, axes=axes, counts=counts)


def _shown(protected: ProtectedTable) -> Iterator[Crossing]:
    values, groups = protected.table.axes
    for row, value in enumerate(values.categories):
        for column, group in enumerate(groups.categories):
            yield Crossing(
                variable=values.variable,
                value=value,
                group=group,
                participants=protected.published(row, column),
                base=protected.published(row, len(groups.categories)),
            )
