"""The tables of a release, as cells to be protected together."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from civiscope.disclosure import (
    Axis,
    CountTable,
    ProtectedTable,
    Records,
    Tie,
    find_rare,
    protect,
)
from civiscope.disclosure.rules import THRESHOLD
from civiscope.survey.answers import Responses, State
from civiscope.survey.harmonisation import Gap, Series, harmonised_states, trend_series
from civiscope.survey.release.source import Source

TICKED, NOT_TICKED = "1", "0"
NEWCOMER = "newcomer"
OUTSIDE = tuple(str(int(state)) for state in State if not state.is_asked)
"""Categories of those who were not asked, or could not have ticked the option."""

_MISSING = tuple(str(int(state)) for state in State if state < State.NOT_TICKED)
STAYED = "stayed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A variable of the last edition, as tables and records have it.

    Attributes
    ----------
    name, variable : str
        The column: that of the variable, or of one of its options where several may be ticked.
    codes : tuple of str
        The options it tells of.
    categories : tuple of str
        Codes, or ticked and not ticked; then the ways of having told nothing.
    values : tuple of str
        The category of each respondent.
    """

    name: str
    variable: str
    codes: tuple[str, ...]
    categories: tuple[str, ...]
    values: tuple[str, ...]

    @property
    def axis(self) -> Axis:
        """Itself as an axis of tables."""
        return Axis(variable=self.name, categories=self.categories, harmless=_MISSING)

    @property
    def is_rare(self) -> bool:
        """Whether fewer respondents than may be shown are in some category that tells something."""
        told = [one for one in self.categories if one not in _MISSING]
        return any(0 < self.values.count(one) < THRESHOLD for one in told)

    def category(self, code: str) -> str:
        """Return the category of those who ticked an option."""
        return code if code in self.categories else TICKED


def columns_of(source: Source, responses: Responses) -> list[Column]:
    """Make the columns of an edition, in the order of variables and codes."""
    asked = {item.variable for item in source.questionnaire.items_of(responses.edition)}
    return [
        column
        for name in source.questionnaire.variables
        if name in asked
        for column in _columns(source, responses, name)
    ]


def _columns(source: Source, responses: Responses, name: str) -> Iterator[Column]:
    variable = source.questionnaire.variables[name]
    offered = source.questionnaire.code_lists[variable.code_list].offered(responses.edition)
    states = {
        code: harmonised_states(source.questionnaire, responses, name, code).tolist()
        for code in offered
    }
    if not variable.is_multiple:
        yield Column(
            name=name,
            variable=name,
            codes=offered,
            categories=(*offered, *_MISSING),
            values=tuple(_chosen(states, place) for place in range(len(responses.authorities))),
        )
        return
    for code in offered:
        yield Column(
            name=f"{name}_{code}",
            variable=name,
            codes=(code,),
            categories=(TICKED, NOT_TICKED, *_MISSING),
            values=tuple(str(state) for state in states[code]),
        )


def _chosen(states: Mapping[str, Sequence[int]], place: int) -> str:
    """Return the code that a respondent chose, or why there is none."""
    told = {code: column[place] for code, column in states.items()}
    chosen = [code for code, state in told.items() if state == State.TICKED]
    return chosen[0] if chosen else str(min(told.values()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """All tables of a release, protected together.

    Attributes
    ----------
    columns : tuple of Column
        Those of the last edition.
    series : tuple of Series
        Every option of its variables, over all editions.
    records : Records
        What may be published of each respondent.
    crossed : dict of str to ProtectedTable
        For each column, the domain by the column.
    panel : dict of tuple to ProtectedTable
        For each option of which editions compare, the edition before by the last one.
    before : dict of tuple to ProtectedTable
        For each option and edition before the last, those who ticked it.
    ties : tuple of Tie
        What binds them, for the audit.
    """

    columns: tuple[Column, ...]
    series: tuple[Series, ...]
    records: Records
    crossed: dict[str, ProtectedTable]
    panel: dict[tuple[str, str], ProtectedTable]
    before: dict[tuple[str, str, str], ProtectedTable]
    ties: tuple[Tie, ...]

    @property
    def tables(self) -> list[ProtectedTable]:
        """Every table there is."""
        return [*self.crossed.values(), *self.panel.values(), *self.before.values()]


def protected_cells(source: Source) -> Cells:
    """Count everything that a release tells, and choose what it does not."""
    last = source.editions[-1]
    columns = columns_of(source, last)
    series = [
        one
        for name in dict.fromkeys(column.variable for column in columns)
        for one in trend_series(source.questionnaire, source.editions, name)
    ]
    records = _records(source, columns)
    crossed = {column.name: _crossed(source, column) for column in columns}
    column_of = {(column.variable, code): column for column in columns for code in column.codes}
    panel = {
        (one.variable, one.code): _panel(source, one, column_of[one.variable, one.code])
        for one in series
        if one.gaps and one.gaps[-1] is Gap.NONE
    }
    before = {
        (one.variable, one.code, responses.edition): _before(source, one, responses)
        for one in series
        for responses, point in zip(source.editions[:-1], one.points, strict=False)
        if point.count.asked
    }
    ties = [*_filters(source, columns), *_stayed(source, panel)]
    counted = [*crossed.values(), *panel.values(), *before.values()]
    done = iter(protect(counted, [records], ties))
    return Cells(
        columns=tuple(columns),
        series=tuple(series),
        records=records,
        crossed={name: next(done) for name in crossed},
        panel={key: next(done) for key in panel},
        before={key: next(done) for key in before},
        ties=tuple(ties),
    )


def _records(source: Source, columns: Sequence[Column]) -> Records:
    """Keep the columns that single nobody out, and the domains that are common enough."""
    last = source.editions[-1]
    identifiers = {name: last.domains[name] for name in source.identifiers}
    while find_rare(identifiers):
        identifiers.popitem()
    kept = {column.name: column.values for column in columns if not column.is_rare}
    return Records(columns=identifiers | kept, population=last.edition)


def _counted(name: str, population: str, *sides: tuple[Axis, Sequence[str]]) -> CountTable:
    axes = tuple(axis for axis, _ in sides)
    counts = np.zeros([len(axis.categories) for axis in axes], dtype=np.int64)
    for row in zip(*(values for _, values in sides), strict=True):
        place = tuple(axis.categories.index(value) for axis, value in zip(axes, row, strict=True))
        counts[place] += 1
    return CountTable(name=name, axes=axes, counts=counts, population=population)


def _crossed(source: Source, column: Column) -> CountTable:
    domain, last = source.domains[source.crossed_by], source.editions[-1]
    known = Axis(variable=domain.domain, categories=tuple(domain.labels), is_identifying=True)
    return _counted(
        column.name,
        last.edition,
        (known, last.domains[domain.domain]),
        (column.axis, column.values),
    )


def _tickable(name: str, *others: str) -> Axis:
    return Axis(
        variable=name,
        categories=(TICKED, NOT_TICKED, *_MISSING, *others),
        harmless=(*_MISSING, *others),
    )


def _told(source: Source, one: Series, responses: Responses) -> list[str]:
    states = harmonised_states(source.questionnaire, responses, one.variable, one.code)
    return [str(state) for state in states.tolist()]


def _panel(source: Source, one: Series, column: Column) -> CountTable:
    """Count the respondents of the last edition by what they ticked then and the time before."""
    before, last = source.editions[-2:]
    known = dict(zip(before.authorities, _told(source, one, before), strict=True))
    name = f"{one.variable}_{one.code}"
    return _counted(
        f"{name}, panel",
        last.edition,
        (
            _tickable(f"before {name}", NEWCOMER),
            [known.get(key, NEWCOMER) for key in last.authorities],
        ),
        (column.axis, column.values),
    )


def _before(source: Source, one: Series, responses: Responses) -> CountTable:
    """Count the respondents of an edition by whether they answered the last one too."""
    last = set(source.editions[-1].authorities)
    stayed = Axis(variable=STAYED, categories=("yes", "no"), is_identifying=True)
    name = f"{one.variable}_{one.code}"
    return _counted(
        f"{name}, {responses.edition}",
        responses.edition,
        (stayed, ["yes" if key in last else "no" for key in responses.authorities]),
        (_tickable(f"before {name}"), _told(source, one, responses)),
    )


def _filters(source: Source, columns: Sequence[Column]) -> Iterator[Tie]:
    """Tie those who were not asked a question to those who answered otherwise the one before."""
    last = source.editions[-1]
    domain = source.domains[source.crossed_by]
    single = {column.name: column for column in columns if len(column.codes) > 1}
    for item in source.questionnaire.items_of(last.edition):
        leading = source.questionnaire.universe(item)
        if not leading or leading[0] not in single:
            continue
        for column in columns:
            if column.variable == item.variable:
                for category in (*domain.labels, None):
                    yield _not_asked(
                        last.edition,
                        domain.domain,
                        category,
                        column=column,
                        filtering=single[leading[0]],
                        code=leading[1],
                    )


def _not_asked(
    population: str,
    domain: str,
    category: str | None,
    *,
    column: Column,
    filtering: Column,
    code: str,
) -> Tie:
    group = () if category is None else ((domain, category),)

    def key(variable: str, value: str) -> tuple[str, tuple[tuple[str, str], ...]]:
        return population, tuple(sorted((*group, (variable, value))))

    others = [one for one in filtering.categories if one != code]
    not_applicable = str(int(State.NOT_APPLICABLE))
    return {key(column.name, not_applicable): -1} | {key(filtering.name, one): 1 for one in others}


def _stayed(source: Source, panel: Mapping[tuple[str, str], CountTable]) -> Iterator[Tie]:
    """Tie the panel to those who answered the edition before and stayed."""
    for table in panel.values():
        then, now = source.editions[-2].edition, source.editions[-1].edition
        name = table.axes[0].variable
        for category in (TICKED, NOT_TICKED, *_MISSING):
            yield {
                (now, ((name, category),)): 1,
                (then, tuple(sorted(((name, category), (STAYED, "yes"))))): -1,
            }
