"""The name under which visitors read of a record, and what stands in place of a withdrawn one."""

import re
from collections.abc import Iterable

from observatory.records.domain.kinds import as_its_kind
from observatory.records.enums import Status
from observatory.records.models import Record

PERSON = "person"
# Content, kept in both languages at once like any other: what a text says does not depend on
# who was reading when it was written.
NAME_WITHDRAWN = {"fr": "Nom retiré", "en": "Name withdrawn"}
# Kinds that may have no title, because they are someone's or something's place in a list.
_NAMED_AFTER = {"team_member": "person", "partnership": "organisation"}


def is_name_withdrawn(record: Record) -> bool:
    """Whether the record is a person whose name no visitor may read any more."""
    return record.kind == PERSON and record.status == Status.WITHDRAWN


def public_name(record: Record, language: str) -> str | None:
    """Return what visitors read in place of a record, or nothing when it is not public.

    A withdrawn person has the wording of `NAME_WITHDRAWN`. Reads the record as
    its own kind (a query or two) only when it has no title.
    """
    if is_name_withdrawn(record):
        return NAME_WITHDRAWN[language]
    if not record.is_public:
        return None
    if record.title_fr:
        return record.title_in(language)
    own = as_its_kind(record)
    named_after = getattr(own, _NAMED_AFTER.get(record.kind, ""), None)
    name = public_name(named_after, language) if named_after else None
    return name or own.title_in(language)


def withdrawn_names() -> tuple[str, ...]:
    """Return the full names that texts may no longer show (two queries at most)."""
    people = Record.objects.filter(kind=PERSON, status=Status.WITHDRAWN)
    names = {
        name
        for person in people.prefetch_related("labels").order_by("pk")
        for name in (person.title_fr, *(label.text for label in person.labels.all()))
        if len(name.split()) > 1  # one word alone may be anyone's
    }
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


def without_names(text: str, names: Iterable[str], language: str) -> str:
    """Return a text with each of these names replaced by the wording for a withdrawn one."""
    for name in names:
        pattern = r"\s+".join(map(re.escape, name.split()))
        text = re.sub(rf"\b{pattern}\b", NAME_WITHDRAWN[language], text, flags=re.IGNORECASE)
    return text
