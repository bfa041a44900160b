"""A release: everything that is published of an edition, computed once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from civiscope.chance.significance import holm
from civiscope.disclosure import ProtectedTable, Records
from civiscope.survey.harmonisation import Series
from civiscope.survey.release.cells import (
    NOT_TICKED,
    OUTSIDE,
    TICKED,
    Cells,
    Column,
    protected_cells,
)
from civiscope.survey.release.results import (
    Crossed,
    OptionShare,
    Respondents,
    Transition,
    TrendPoint,
)
from civiscope.survey.release.source import Source
from civiscope.survey.self_selected import sensitivity_range
from civiscope.survey.trends import Appearance, emerging_practices
from civiscope.survey.trends.panel import exact_p_value


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """What is published of an edition.

    Attributes
    ----------
    source : Source
        What it was made from; answers of authorities stand in it, and are not published.
    edition : str
        The last one.
    columns : tuple of Column
        Its variables and options.
    records : Records
        The published rows.
    left_out : tuple of str
        Columns that records do not show, for few would be in some category.
    respondents : tuple of Respondents
        Who answered, of whom.
    shares : tuple of OptionShare
        Each option of the last edition.
    crossed : tuple of Crossed
        The same, by the domain that answers are crossed by.
    trends : tuple of TrendPoint
        Each option over the editions.
    series : tuple of Series
        What charts of trends are drawn from; suppressed points are those of `trends`.
    transitions : tuple of Transition
        What became of options in the panel.
    appearances : tuple of Appearance
        Which practices are new: those that can be told without counts that are suppressed.
    """

    source: Source
    edition: str
    columns: tuple[Column, ...]
    records: Records
    left_out: tuple[str, ...]
    respondents: tuple[Respondents, ...]
    shares: tuple[OptionShare, ...]
    crossed: tuple[Crossed, ...]
    trends: tuple[TrendPoint, ...]
    series: tuple[Series, ...]
    transitions: tuple[Transition, ...]
    appearances: tuple[Appearance, ...]


def make_release(source: Source) -> Release:
    """Compute everything that an edition publishes, and suppress what would tell of someone.

    Parameters
    ----------
    source : Source
        The survey with its answers.

    Returns
    -------
    Release

    Raises
    ------
    DisclosureError
        Where nothing protects a cell.
    """
    cells = protected_cells(source)
    shares = tuple(_shares(cells))
    return Release(
        source=source,
        edition=source.editions[-1].edition,
        columns=cells.columns,
        records=cells.records,
        left_out=tuple(one.name for one in cells.columns if one.name not in cells.records.columns),
        respondents=tuple(_respondents(source, cells)),
        shares=shares,
        crossed=tuple(_crossed(source, cells)),
        trends=tuple(_trends(source, cells)),
        series=cells.series,
        transitions=_transitions(cells),
        appearances=_appearances(source, cells, shares),
    )


def _respondents(source: Source, cells: Cells) -> Iterator[Respondents]:
    last = source.editions[-1]
    invited = source.questionnaire.editions[last.edition].invited
    everyone = len(last.authorities)
    yield Respondents(domain="", category="", invited=invited, respondents=everyone)
    by_kind = next(iter(cells.crossed.values()))
    for name, domain in source.domains.items():
        for place, (category, asked) in enumerate(domain.invited.items()):
            counted = last.domains[name].count(category)
            if name == source.crossed_by:
                told = by_kind.published(place, -1)
            else:
                told = counted if name in cells.records.columns else None
            yield Respondents(domain=name, category=category, invited=asked, respondents=told)


def _shares(cells: Cells) -> Iterator[OptionShare]:
    for column in cells.columns:
        for code in column.codes:
            ticked, asked = _counts(cells.crossed[column.name], -1, column, code)
            share = _share(ticked, asked)
            twice, half = _sensitivity(share)
            yield OptionShare(
                variable=column.variable,
                code=code,
                ticked=ticked,
                asked=asked,
                share=share,
                share_if_twice=twice,
                share_if_half=half,
                is_suppressed=ticked is None or asked is None,
                is_in_records=column.name in cells.records.columns,
            )


def _crossed(source: Source, cells: Cells) -> Iterator[Crossed]:
    domain = source.domains[source.crossed_by]
    for column in cells.columns:
        for code in column.codes:
            for place, category in enumerate(domain.labels):
                ticked, asked = _counts(cells.crossed[column.name], place, column, code)
                yield Crossed(
                    variable=column.variable,
                    code=code,
                    domain=domain.domain,
                    category=category,
                    ticked=ticked,
                    asked=asked,
                    share=_share(ticked, asked),
                    is_suppressed=ticked is None or asked is None,
                )


def _counts(
    table: ProtectedTable, group: int, column: Column, code: str
) -> tuple[int | None, int | None]:
    """Read who ticked an option, and who was asked, in a group; -1 for everyone."""
    places = {category: place for place, category in enumerate(column.categories)}
    ticked = table.published(group, places[column.category(code)])
    inside = _sum(table, group, [at for one, at in places.items() if one not in OUTSIDE])
    outside = _sum(table, group, [at for one, at in places.items() if one in OUTSIDE])
    whole = table.published(group, -1)
    if inside is None and whole is not None and outside is not None:
        return ticked, whole - outside
    return ticked, inside


def _sum(table: ProtectedTable, group: int, places: Sequence[int]) -> int | None:
    counts = [table.published(group, place) for place in places]
    known = [count for count in counts if count is not None]
    return sum(known) if len(known) == len(counts) else None


def _share(ticked: int | None, asked: int | None) -> float | None:
    return ticked / asked if ticked is not None and asked else None


def _sensitivity(share: float | None) -> tuple[float | None, float | None]:
    if share is None:
        return None, None
    (twice,), (half,) = sensitivity_range([share], ratios=(2.0, 0.5)).shares.tolist()
    return twice, half


def _trends(source: Source, cells: Cells) -> Iterator[TrendPoint]:
    last = source.editions[-1].edition
    column_of = {(one.variable, code): one for one in cells.columns for code in one.codes}
    for one in cells.series:
        for gap, point in zip(("", *one.gaps), one.points, strict=True):
            ticked: int | None = point.count.ticked
            asked: int | None = point.count.asked
            if point.edition == last:
                column = column_of[one.variable, one.code]
                ticked, asked = _counts(cells.crossed[column.name], -1, column, one.code)
            elif point.count.asked:
                table = cells.before[one.variable, one.code, point.edition]
                ticked, asked = _before(table)
            level = point.comparability
            yield TrendPoint(
                variable=one.variable,
                code=one.code,
                edition=point.edition,
                ticked=ticked,
                asked=asked,
                share=_share(ticked, asked),
                comparability="" if level is None else level.name.lower(),
                gap_before=str(gap),
                is_suppressed=ticked is None or asked is None,
            )


def _before(table: ProtectedTable) -> tuple[int | None, int | None]:
    categories = table.table.axes[1].categories
    asked = [place for place, one in enumerate(categories) if one not in OUTSIDE]
    outside = [place for place, one in enumerate(categories) if one in OUTSIDE]
    inside, rest = _sum(table, -1, asked), _sum(table, -1, outside)
    whole = table.published(-1, -1)
    if inside is None and rest is not None and whole is not None:
        inside = whole - rest
    return table.published(-1, categories.index(TICKED)), inside


def _transitions(cells: Cells) -> tuple[Transition, ...]:
    told = [_transition(key, table) for key, table in cells.panel.items()]
    tested = [one.p_value for one in told if one.p_value is not None]
    adjusted = iter(holm(np.array(tested, dtype=np.float64)).tolist())
    return tuple(
        one if one.p_value is None else replace(one, p_adjusted=next(adjusted)) for one in told
    )


def _transition(key: tuple[str, str], table: ProtectedTable) -> Transition:
    before, now = table.table.axes
    told = [at for at, one in enumerate(now.categories) if one not in now.harmless]
    ticked = [at for at in told if now.categories[at] in (key[1], TICKED)]
    others = [at for at in told if at not in ticked]
    then, never = before.categories.index(TICKED), before.categories.index(NOT_TICKED)
    gained, lost = _sum(table, never, ticked), _sum(table, then, others)
    return Transition(
        variable=key[0],
        code=key[1],
        kept=_sum(table, then, ticked),
        gained=gained,
        lost=lost,
        never=_sum(table, never, others),
        p_value=exact_p_value(gained, lost) if gained is not None and lost is not None else None,
        p_adjusted=None,
    )


def _appearances(
    source: Source, cells: Cells, shares: Sequence[OptionShare]
) -> tuple[Appearance, ...]:
    """Tell what is new of options whose counts are shown, those of who left included."""
    if len(source.editions) == 1:
        return ()
    is_shown = {(one.variable, one.code): not one.is_suppressed for one in shares}
    variables = [name for name, one in source.questionnaire.variables.items() if one.is_multiple]
    found = emerging_practices(source.questionnaire, source.editions, variables)
    return tuple(
        one for one in found if is_shown.get((one.variable, one.code)) and _is_told(cells, one)
    )


def _is_told(cells: Cells, one: Appearance) -> bool:
    """Whether every count that the comparison needs is shown by itself."""
    tables = [
        table
        for (variable, code, _), table in cells.before.items()
        if (variable, code) == (one.variable, one.code)
    ]
    return len(tables) <= 1 and all(bool(table.is_shown[1, :2].all()) for table in tables)
