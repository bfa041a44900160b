"""The facts a year's report is made from: public documents, and nothing else.

What is of a year is what the site's lists say of it (`search.Entry`), so that a count
in a report and the list it leads to agree. What lasts (objectives, team, partners) is
of each year it was in force.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.db.models import Max, Q

from civiscope.corpus import fold
from civiscope.errors import InputError
from observatory.barometer.models import Edition
from observatory.events.models import TrainingSession
from observatory.opendata.domain.public import Visible, public_documents
from observatory.records.domain.kinds import models_by_kind
from observatory.records.domain.names import withdrawn_names, without_names
from observatory.records.domain.references import (
    Known,
    Pair,
    Target,
    labels_of,
    references_in,
    targets_of,
)
from observatory.records.domain.shapes import Document
from observatory.records.models import Record
from observatory.search.models import Entry

# What the observatory did in a year, and what it made known of it.
OF_THE_YEAR = (
    "event", "training", "training_session", "activity", "publication", "press_mention", "case",
    "edition", "dossier", "highlight", "action", "team_member", "partnership",
)  # fmt: skip
LASTING = ("observatory", "objective", "pole", "team_member", "partnership", "survey", "dossier")
# Those that someone put in order.
_NUMBERED = ("objective", "pole", "team_member", "partnership", "action")
# Those whose start is itself an event of the year.
_STARTED = ("observatory",)
# What the index at the end lists, in the order in which one leads to another.
CITED = ("exercise", "tool", "person", "organisation")


class NothingKnown(InputError):
    """No published record is of that year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The public documents of a year by kind, and what they refer to."""

    year: int
    documents: Mapping[str, tuple[Document, ...]]
    known: Known
    # When a record was last changed, as an ISO date.
    changed_on: str

    def of(self, kind: str) -> tuple[Document, ...]:
        """Return the documents of a kind, by date then by key; undated ones last."""
        return self.documents.get(kind, ())

    def find(self, kind: str, key: str) -> Document | None:
        """Return the document of a record, if the report has it."""
        return next((found for found in self.of(kind) if found["id"] == key), None)


def read_facts(year: int) -> Facts:
    """Read what is public of a year; raise `NothingKnown` when there is nothing."""
    years = years_with_facts()
    if year not in years:
        raise NothingKnown(_nothing_known(year, years))
    visible = Visible.everything()
    documents = _documents(_keys_of_the_year(year), visible)
    documents |= _cited(documents, visible)
    pairs = [*_references(documents), *_own(documents)]
    return Facts(
        year=year,
        documents={
            kind: tuple(sorted(found, key=_by_number if kind in _NUMBERED else _by_date))
            for kind, found in documents.items()
        },
        known=Known(
            targets=_discreet(targets_of(pair for is_record, pair in pairs if is_record)),
            labels=labels_of(pair for is_record, pair in pairs if not is_record),
        ),
        changed_on=_changed_on(),
    )


def _discreet(targets: dict[Pair, Target]) -> dict[Pair, Target]:
    """Return the records named without the names that were withdrawn, in their titles too."""
    names = withdrawn_names()
    return {
        pair: replace(
            target,
            title={code: without_names(text, names, code) for code, text in target.title.items()},
        )
        for pair, target in targets.items()
    }


def years_with_facts() -> list[int]:
    """Return the years that something published is of, the last one first (one query)."""
    told = Entry.objects.filter(year__isnull=False, kind__in=(*OF_THE_YEAR, *_STARTED))
    years = set(told.values_list("year", flat=True))
    return sorted((year for year in years if year), reverse=True)


def _nothing_known(year: int, years: list[int]) -> str:
    if not years:
        return f"No published record is of {year}, or of any year: load a pack first."
    return (
        f"No published record is of {year}, so there is nothing to report. "
        f"Years with facts: {', '.join(map(str, years))}."
    )


def _changed_on() -> str:
    changed_at = Record.objects.aggregate(last=Max("updated_at"))["last"]
    return changed_at.astimezone(dt.UTC).date().isoformat() if changed_at else ""


# ---------------------------------------------------------------- what is of a year


def _keys_of_the_year(year: int) -> dict[str, set[int]]:
    """Return the primary keys of the records of a year, by kind."""
    keys: dict[str, set[int]] = defaultdict(set)
    own = Entry.objects.filter(Q(year=year) | Q(year=year + 1, kind="action"), kind__in=OF_THE_YEAR)
    for kind, key in own.values_list("kind", "pk"):
        keys[kind].add(key)
    lasting = Record.objects.filter(_in_force(year), kind__in=LASTING)
    for kind, key in lasting.values_list("kind", "pk"):
        keys[kind].add(key)
    keys["edition"] |= _ids(Edition, "presentations__entry__year", year)
    keys["edition"] |= _ids(Edition, "publications__entry__year", year)
    keys["training"] |= set(
        TrainingSession.objects.filter(entry__year=year).values_list("training_id", flat=True)
    )
    return keys


def _ids(model: type[Record], path: str, year: int) -> set[int]:
    return set(model.objects.filter(**{path: year}).values_list("pk", flat=True))


def _in_force(year: int) -> Q:
    """Select what lasted during a year; what has no date at all is of the year it was told in."""
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    began = Q(date_earliest__lte=last) | Q(date_earliest__isnull=True)
    not_over = Q(date_latest__gte=first) | Q(date_latest__isnull=True)
    undated = Q(date_earliest__isnull=True, date_latest__isnull=True)
    told = Q(reporting_year=year) | Q(reporting_year__isnull=True)
    return (~undated & began & not_over) | (undated & told)


def _documents(keys: Mapping[str, set[int]], visible: Visible) -> dict[str, list[Document]]:
    return {kind: list(public_documents(kind, visible, among=pks)) for kind, pks in keys.items()}


def _cited(documents: dict[str, list[Document]], visible: Visible) -> dict[str, list[Document]]:
    """Return the people, tools, exercises and organisations that these documents lead to."""
    found: dict[str, list[Document]] = {}
    for kind in CITED:
        cited = {key for of, key in _records_named(documents | found) if of == kind}
        model = models_by_kind()[kind]
        pks = set(model.objects.filter(key__in=cited).values_list("pk", flat=True))
        found[kind] = list(public_documents(kind, visible, among=pks))
    return found


def _records_named(documents: Mapping[str, Iterable[Document]]) -> Iterable[Pair]:
    return (pair for is_record, pair in _references(documents) if is_record)


def _references(documents: Mapping[str, Iterable[Document]]) -> Iterable[tuple[bool, Pair]]:
    for kind, found in documents.items():
        for document in found:
            yield from references_in(models_by_kind()[kind], document)


def _own(documents: Mapping[str, Iterable[Document]]) -> Iterable[tuple[bool, Pair]]:
    return ((True, (kind, one["id"])) for kind, found in documents.items() for one in found)


def _by_date(document: Document) -> tuple[str, int, str]:
    undated = "~"  # after every digit
    return document.get("date") or undated, document.get("number") or 0, document["id"]


def _by_number(document: Document) -> tuple[int, str, str]:
    return document.get("number") or 0, document.get("date") or "", document["id"]


def sort_key(name: str) -> str:
    """Return what a name is sorted by: without accents, case or particle."""
    return fold(name.removeprefix("de ").removeprefix("d’").removeprefix("d'"))
