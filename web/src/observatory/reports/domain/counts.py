"""What a report counts: each count has a name, a definition, and the ids of what it counts.

An id is a record (`event:journee-2019`) or a line of one (`event:journee-2019#sessions.2`).
The value is always the number of ids, so that anyone can count again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from observatory.activities.enums import Section
from observatory.records.domain.shapes import Document
from observatory.reports.domain.facts import Facts

Ids: TypeAlias = tuple[str, ...]
# Concepts of the vocabulary "statut-engagement".
UNDERWAY, DONE, DROPPED = "en-cours", "realise", "abandonne"
# What an action has until a record says what became of it.
UNANSWERED = (None, "prevu")


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """Something a report counts: what is counted, in words, and how it is found."""

    name: str
    definition: str | Promise
    select: Callable[[Facts], Ids]
    # The count with what is counted: "11 talks and hearings".
    words: Callable[[int], str]


def ids_of(kind: str, documents: Sequence[Document]) -> Ids:
    """Return the ids of whole records."""
    return tuple(f"{kind}:{document['id']}" for document in documents)


def activities(facts: Facts, section: str) -> tuple[Document, ...]:
    """Return the activities that stand under one heading."""
    return tuple(found for found in facts.of("activity") if found["section"] == section)


def actions(facts: Facts, year: int) -> tuple[Document, ...]:
    """Return the actions of the work programme of a year."""
    return tuple(found for found in facts.of("action") if found["year"] == year)


def _records(kind: str) -> Callable[[Facts], Ids]:
    return lambda facts: ids_of(kind, facts.of(kind))


def _activities(section: str) -> Callable[[Facts], Ids]:
    return lambda facts: ids_of("activity", activities(facts, section))


def _lines(kind: str, part: str) -> Callable[[Facts], Ids]:
    return lambda facts: tuple(
        f"{kind}:{document['id']}#{part}.{number}"
        for document in facts.of(kind)
        for number, _line in enumerate(document.get(part, ()), start=1)
    )


def _speakers(facts: Facts) -> Ids:
    """Return who spoke at the events of the year and their sessions, each person once."""
    people = (
        f"person:{line['person']}"
        for event in facts.of("event")
        for owner in (event, *event.get("sessions", ()))
        for line in owner.get("speakers", ())
        if "person" in line
    )
    return tuple(dict.fromkeys(people))


def _outlets(facts: Facts) -> Ids:
    found = (f"organisation:{m['outlet']}" for m in facts.of("press_mention") if "outlet" in m)
    return tuple(dict.fromkeys(found))


def _planned(year_after: int, *statuses: str) -> Callable[[Facts], Ids]:
    def select(facts: Facts) -> Ids:
        found = actions(facts, facts.year + year_after)
        return ids_of(
            "action", [a for a in found if not statuses or a.get("action_status") in statuses]
        )

    return select


def _everything(facts: Facts) -> Ids:
    return tuple(ref for kind, found in facts.documents.items() for ref in ids_of(kind, found))


COUNTS: tuple[Count, ...] = (
    Count(
        name="records",
        definition=_("Public records that this report was written from."),
        select=_everything,
        words=lambda n: ngettext("%(count)s public record", "%(count)s public records", n),
    ),
    Count(
        name="events",
        definition=_("Events that the observatory held or helped to hold in the year."),
        select=_records("event"),
        words=lambda n: ngettext("%(count)s event", "%(count)s events", n),
    ),
    Count(
        name="sessions",
        definition=_("Sessions of these events that have a title of their own."),
        select=_lines("event", "sessions"),
        words=lambda n: ngettext("%(count)s session", "%(count)s sessions", n),
    ),
    Count(
        name="speakers",
        definition=_("People who spoke at these events or sessions, each counted once."),
        select=_speakers,
        words=lambda n: ngettext("%(count)s speaker", "%(count)s speakers", n),
    ),
    Count(
        name="training_sessions",
        definition=_("Days of training given in the year."),
        select=_records("training_session"),
        words=lambda n: ngettext("%(count)s training session", "%(count)s training sessions", n),
    ),
    Count(
        name="modules",
        definition=_("Modules of the training courses given or made in the year."),
        select=_lines("training", "modules"),
        words=lambda n: ngettext("%(count)s module", "%(count)s modules", n),
    ),
    Count(
        name="publications",
        definition=_("Publications dated in the year."),
        select=_records("publication"),
        words=lambda n: ngettext("%(count)s publication", "%(count)s publications", n),
    ),
    Count(
        name="cases",
        definition=_("Case studies, interviews and articles dated in the year."),
        select=_records("case"),
        words=lambda n: ngettext("%(count)s case or article", "%(count)s cases and articles", n),
    ),
    Count(
        name="interventions",
        definition=_("Talks, hearings and lessons given in the year at the invitation of others."),
        select=_activities(Section.INTERVENTION),
        words=lambda n: ngettext("%(count)s talk or hearing", "%(count)s talks and hearings", n),
    ),
    Count(
        name="supports",
        definition=_("Work done in the year with or for a partner."),
        select=_activities(Section.PARTNER_SUPPORT),
        words=lambda n: ngettext("%(count)s support", "%(count)s supports", n),
    ),
    Count(
        name="network",
        definition=_("Meetings, studies and working groups of others joined in the year."),
        select=_activities(Section.NETWORK),
        words=lambda n: ngettext("%(count)s network activity", "%(count)s network activities", n),
    ),
    Count(
        name="press",
        definition=_("Articles and broadcasts of the year that speak of the observatory."),
        select=_records("press_mention"),
        words=lambda n: ngettext("%(count)s press mention", "%(count)s press mentions", n),
    ),
    Count(
        name="outlets",
        definition=_("Outlets these press mentions appeared in, each counted once."),
        select=_outlets,
        words=lambda n: ngettext("%(count)s outlet", "%(count)s outlets", n),
    ),
    Count(
        name="editions",
        definition=_("Editions of the barometer dated, presented or published in the year."),
        select=_records("edition"),
        words=lambda n: ngettext("%(count)s edition", "%(count)s editions", n),
    ),
    Count(
        name="dossier_items",
        definition=_("What the observatory did in the dossiers it followed in the year."),
        select=_lines("dossier", "items"),
        words=lambda n: ngettext("%(count)s activity", "%(count)s activities", n),
    ),
    Count(
        name="objectives",
        definition=_("Objectives of the observatory."),
        select=_records("objective"),
        words=lambda n: ngettext("%(count)s objective", "%(count)s objectives", n),
    ),
    Count(
        name="partners",
        definition=_("Partnerships in force during the year."),
        select=_records("partnership"),
        words=lambda n: ngettext("%(count)s partner", "%(count)s partners", n),
    ),
    Count(
        name="team",
        definition=_("Places in the team held during the year."),
        select=_records("team_member"),
        words=lambda n: ngettext("%(count)s team member", "%(count)s team members", n),
    ),
    Count(
        name="actions",
        definition=_("Actions planned for the year."),
        select=_planned(0),
        words=lambda n: ngettext("%(count)s action", "%(count)s actions", n),
    ),
    Count(
        name="actions_done",
        definition=_("Actions planned for the year and done."),
        select=_planned(0, DONE),
        words=lambda n: ngettext("%(count)s action done", "%(count)s actions done", n),
    ),
    Count(
        name="actions_underway",
        definition=_("Actions planned for the year and under way."),
        select=_planned(0, UNDERWAY),
        words=lambda n: ngettext("%(count)s action under way", "%(count)s actions under way", n),
    ),
    Count(
        name="actions_dropped",
        definition=_("Actions planned for the year and dropped."),
        select=_planned(0, DROPPED),
        words=lambda n: ngettext("%(count)s action dropped", "%(count)s actions dropped", n),
    ),
    Count(
        name="next_actions",
        definition=_("Actions planned for the year after."),
        select=_planned(1),
        words=lambda n: ngettext("%(count)s planned action", "%(count)s planned actions", n),
    ),
    Count(
        name="organisations",
        definition=_("Organisations that the records of the year name, each counted once."),
        select=_records("organisation"),
        words=lambda n: ngettext("%(count)s organisation", "%(count)s organisations", n),
    ),
    Count(
        name="people",
        definition=_("People that the records of the year name, each counted once."),
        select=_records("person"),
        words=lambda n: ngettext("%(count)s person", "%(count)s people", n),
    ),
)
