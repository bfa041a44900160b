"""The graphics of a report: when things happened, of what nature, and where."""

from collections import Counter
from collections.abc import Iterator

from babel.dates import get_month_names
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from civiscope.publication import Graphic, Spans
from civiscope.publication.charts import Bar, Count, Kind, bars, department_map, months
from observatory.reports.domain import breakdowns
from observatory.reports.domain.breakdowns import ELSEWHERE, MONTHS, ROWS, UNDATED, Part, Row
from observatory.reports.domain.voice import words
from observatory.reports.domain.writing import FIGURES_KEY, Writing

# Fewer than these make no picture that a sentence would not.
LEAST_DATED, LEAST_NATURES, LEAST_PLACES = 5, 3, 2


def by_month(writing: Writing) -> Iterator[Graphic]:
    """Show each record of the year in its month."""
    parts = {row: breakdowns.by_month(writing.facts, row) for row in ROWS}
    shown = [row for row in ROWS if any(part.ids for part in parts[row].values())]
    dated = Counter(
        {month: sum(len(parts[row][f"{month:02}"].ids) for row in shown) for month in MONTHS}
    )
    if dated.total() >= LEAST_DATED:
        yield months(
            [_kind(row, parts[row]) for row in shown],
            language=writing.voice.language,  # type: ignore[arg-type]  # one of the site's two
            title=_busiest(writing, dated),
            measure=_("Records of %(year)s by month; one dot is one record")
            % {"year": writing.facts.year},
            source=_source(),
            key="by-month",
        )


def _kind(row: Row, parts: dict[str, Part]) -> Kind:
    return Kind(
        label=str(row.label),
        months=[_count(parts[f"{month:02}"]) for month in MONTHS],
        undated=_count(parts[UNDATED]),
        figure=f"{row.name}.count",
        url=f"#{FIGURES_KEY}",
    )


def _count(part: Part) -> Count:
    return Count(value=len(part.ids), figure=part.name, url=f"#{FIGURES_KEY}")


def _busiest(writing: Writing, dated: "Counter[int]") -> str:
    largest = max(dated.values())
    names = get_month_names("wide", locale=writing.voice.language)
    busiest = [names[month] for month in MONTHS if dated[month] == largest]
    if len(busiest) == 1:
        return _("%(month)s holds the most records") % {"month": capfirst(busiest[0])}
    listed = _(" and ").join([", ".join(busiest[:-1]), busiest[-1]])
    return _("%(months)s hold the most records") % {"months": capfirst(listed)}


def _source() -> Spans:
    return words(_("Public records of the observatory"))


def by_nature(writing: Writing) -> Iterator[Graphic]:
    """Show the talks and hearings by nature."""
    parts = breakdowns.by_nature(writing.facts)
    if len(parts) >= LEAST_NATURES:
        yield bars(
            [Bar(label=_nature(writing, key), count=_count(part)) for key, part in parts.items()],
            language=writing.voice.language,  # type: ignore[arg-type]  # one of the site's two
            title=_most_frequent(writing, parts),
            measure=_("Number of talks and hearings by nature, %(year)s")
            % {"year": writing.facts.year},
            source=_source(),
            key="by-nature",
        )


def _nature(writing: Writing, nature: str) -> str:
    return writing.voice.label("nature-activite", nature) or _("Not known")


def _most_frequent(writing: Writing, parts: dict[str, Part]) -> str:
    most = breakdowns.most(parts, among=[key for key in parts if key])
    if len(most) == 1:
        return _("Most frequent: %(nature)s") % {"nature": _nature(writing, most[0]).lower()}
    return _("Talks and hearings were of many natures")


def by_department(writing: Writing) -> Iterator[Graphic]:
    """Show where the local authorities lie that spoke at events or that cases are about."""
    parts = breakdowns.by_department(writing.facts)
    placed = {code: _count(part) for code, part in parts.items() if code != ELSEWHERE}
    outside = [
        Bar(label=_("In several départements, or not known"), count=_count(parts[code]))
        for code in parts
        if code == ELSEWHERE
    ]
    if len(placed) >= LEAST_PLACES:
        yield department_map(
            placed,
            language=writing.voice.language,  # type: ignore[arg-type]  # one of the site's two
            title=_("Where the local authorities lie whose practice was shared"),
            measure=_("Local authorities that spoke at an event or that a case is about, %(year)s")
            % {"year": writing.facts.year},
            outside=outside,
            source=_source(),
            key="by-department",
        )
