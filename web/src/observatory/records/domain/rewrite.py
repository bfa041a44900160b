"""Give a record another document: one that was proposed, or one it had."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from civiscope.packs import Location, Mapping
from observatory.accounts.models import User
from observatory.records.domain.catalogue import Catalogue
from observatory.records.domain.check import Checker, nodes
from observatory.records.domain.documents import to_document
from observatory.records.domain.history import record_saved
from observatory.records.domain.kinds import as_its_kind, fresh
from observatory.records.domain.refused import Refused
from observatory.records.domain.shapes import Document
from observatory.records.domain.write import fill
from observatory.records.enums import Action
from observatory.records.models import Record, Revision

# Where a record stands is decided by other verbs: old words never bring back a withdrawn name.
STANDING = ("slug", "status", "merged_into", "old_addresses")


@transaction.atomic
def rewrite(
    record: Record,
    document: Document,
    *,
    by: User | None,
    at: dt.datetime,
    action: Action,
    note: str = "",
) -> Record:
    """Check a document and write it over a record; raise `Refused` with every problem."""
    document = checked(record.kind, document)
    record = fresh(record)
    try:
        fill(record, document)
    except ValidationError as error:
        raise Refused(*error.messages) from error
    except ProtectedError as error:
        raise Refused(_("Other records refer to something this would take away.")) from error
    record_saved(record, by=by, at=at, action=action, note=note)
    return record


def checked(kind: str, document: Document, catalogue: Catalogue | None = None) -> Document:
    """Return the canonical form of a document that comes from outside; raise `Refused`."""
    checker = Checker(catalogue or Catalogue.of_database())
    node = nodes(document, Location(f"{kind}:{document.get('id', '')}", 1))
    if not isinstance(node, Mapping):
        raise TypeError(kind)
    canonical = checker.document(kind, node)
    if checker.problems:
        raise Refused(
            *(
                _("Expected %(expected)s, found %(found)s.")
                % {"expected": problem.expected, "found": problem.found}
                for problem in checker.problems
            )
        )
    return canonical


def restore(record: Record, revision: Revision, *, by: User, at: dt.datetime) -> Record:
    """Give a record the words of an earlier revision, and leave it where it stands.

    Raises `Refused`, for instance when something the revision refers to is gone.
    """
    here = to_document(as_its_kind(record))
    words = {name: value for name, value in revision.document.items() if name not in STANDING}
    document = words | {name: here[name] for name in STANDING if name in here}
    note = _("back to revision %(number)d") % {"number": revision.number}
    return rewrite(record, document, by=by, at=at, action=Action.CHANGED, note=note)
