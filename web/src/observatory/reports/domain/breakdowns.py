"""Counts split by month, by nature and by département: what the graphics of a report show."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from observatory.activities.enums import Section
from observatory.common.dates import in_words, read_edtf
from observatory.records.domain.shapes import Document
from observatory.reports.domain.counts import Ids, activities, ids_of
from observatory.reports.domain.facts import Facts

MONTHS = range(1, 13)
UNDATED, ELSEWHERE = "undated", "elsewhere"
_MONTH_KEYS = tuple(f"{month:02}" for month in MONTHS)
# A concept of the vocabulary "type-acteur".
_LOCAL_AUTHORITY = "collectivite"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of what was counted: the name of its figure, what it means, and its ids."""

    name: str
    definition: str
    ids: Ids


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Records shown by month, under a label: those of a kind, or the activities of a section."""

    name: str
    label: str | Promise
    kind: str
    section: str = ""

    def select(self, facts: Facts) -> Sequence[Document]:
        """Return the records of the year that stand in this row."""
        return activities(facts, self.section) if self.section else facts.of(self.kind)


ROWS: tuple[Row, ...] = (
    Row(name="events", label=gettext_lazy("Events"), kind="event"),
    Row(name="training_sessions", label=gettext_lazy("Training sessions"), kind="training_session"),
    Row(
        name="interventions",
        label=gettext_lazy("Talks and hearings"),
        kind="activity",
        section=Section.INTERVENTION,
    ),
    Row(
        name="network",
        label=gettext_lazy("Network activities"),
        kind="activity",
        section=Section.NETWORK,
    ),
    Row(name="publications", label=gettext_lazy("Publications"), kind="publication"),
    Row(name="press", label=gettext_lazy("Press mentions"), kind="press_mention"),
)


def parts_of(facts: Facts) -> Iterator[Part]:
    """Return every part of the year's counts, empty ones too where a graphic shows them."""
    for row in ROWS:
        yield from by_month(facts, row).values()
    yield from by_nature(facts).values()
    yield from by_department(facts).values()


def by_month(facts: Facts, row: Row) -> dict[str, Part]:
    """Return the records of a row by month ("03"), then those whose month is not known."""
    found: dict[str, list[Document]] = {key: [] for key in (*_MONTH_KEYS, UNDATED)}
    for document in row.select(facts):
        found[_month(facts.year, document)].append(document)
    return {month: _part(row, facts.year, month, found[month]) for month in found}


def _part(row: Row, year: int, month: str, documents: Sequence[Document]) -> Part:
    ids = ids_of(row.kind, documents)
    if month == UNDATED:
        said = _("%(what)s of the year whose month is not known.") % {"what": row.label}
        return Part(name=f"{row.name}.{UNDATED}", definition=said, ids=ids)
    date = f"{year}-{month}"
    words = {"what": row.label, "month": in_words(date, get_language() or "fr")}
    return Part(name=f"{row.name}.{date}", definition=_("%(what)s in %(month)s.") % words, ids=ids)


def _month(year: int, document: Document) -> str:
    """Return the month in which all of a date lies, within the year."""
    date = read_edtf(document["date"]) if document.get("date") else None
    if date is None or date.earliest is None or date.latest is None:
        return UNDATED
    first, last = date.earliest, date.latest
    is_one = (first.year, first.month) == (last.year, last.month) and first.year == year
    return f"{first.month:02}" if is_one else UNDATED


def by_nature(facts: Facts) -> dict[str, Part]:
    """Return the talks and hearings by nature, the most frequent first."""
    found: dict[str, list[Document]] = {}
    for document in activities(facts, Section.INTERVENTION):
        found.setdefault(document.get("nature", ""), []).append(document)
    ordered = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    return {
        nature: Part(
            name=f"interventions.nature.{nature or 'unknown'}",
            definition=_("Talks and hearings of that nature."),
            ids=ids_of("activity", documents),
        )
        for nature, documents in ordered
    }


def by_department(facts: Facts) -> dict[str, Part]:
    """Return the local authorities met in events and cases, by département.

    Those that lie in several, or whose département is not known, come last.
    """
    found: dict[str, list[Document]] = {}
    for document in _local_authorities(facts):
        found.setdefault(document.get("department", ELSEWHERE), []).append(document)
    ordered = sorted(found.items(), key=lambda item: (item[0] == ELSEWHERE, item[0]))
    return {
        department: Part(
            name=f"local_authorities.{department}",
            definition=_("Local authorities that spoke at an event or that a case is about."),
            ids=ids_of("organisation", documents),
        )
        for department, documents in ordered
    }


def _local_authorities(facts: Facts) -> list[Document]:
    met = set(_met(facts))
    return [
        document
        for document in facts.of("organisation")
        if document["id"] in met and _is_local_authority(document)
    ]


def _is_local_authority(document: Document) -> bool:
    return document.get("type") == _LOCAL_AUTHORITY or "authority_type" in document


def _met(facts: Facts) -> Iterator[str]:
    for event in facts.of("event"):
        for owner in (event, *event.get("sessions", ())):
            for line in owner.get("speakers", ()):
                yield from line.get("organisations", ())
    for case in facts.of("case"):
        yield from case.get("territories", ())
        yield from (
            one["organisation"] for one in case.get("witnesses", ()) if "organisation" in one
        )


def most(parts: Mapping[str, Part], *, among: Sequence[str]) -> list[str]:
    """Return the keys of the parts that hold the most; none when all are empty."""
    largest = max((len(parts[key].ids) for key in among), default=0)
    return [key for key in among if largest and len(parts[key].ids) == largest]
