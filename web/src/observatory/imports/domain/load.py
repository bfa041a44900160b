"""Load a pack of facts: check everything, then write all of it or nothing."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from civiscope.packs import Mapping, Pack, PackInvalid, Problem, Scalar, Sequence, read_pack
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError

from observatory.accounts.models import User
from observatory.imports.domain.plan import Item, Outcome, plan_item
from observatory.records.domain.check import Catalogue, Checker, known_kinds
from observatory.records.domain.documents import to_document
from observatory.records.domain.history import record_saved
from observatory.records.domain.shapes import Document
from observatory.records.domain.write import create, fill
from observatory.records.enums import Action
from observatory.records.models import LoadedDocument, Record
from observatory.vocabularies.models import Scheme


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadReport:
    """What loading a pack did, or would do."""

    pack: str
    items: tuple[Item, ...]

    def counts(self) -> dict[str, Counter[Outcome]]:
        """Return how many records of each kind were created, updated, left or in conflict."""
        counts: dict[str, Counter[Outcome]] = {}
        for item in self.items:
            counts.setdefault(item.kind, Counter())[item.outcome] += 1
        return counts

    @property
    def conflicts(self) -> tuple[Item, ...]:
        """The records edited here since they were loaded; the edit was kept."""
        return tuple(item for item in self.items if item.outcome is Outcome.CONFLICT)


def load_pack(
    folder: Path,
    *,
    by: User | None,
    at: dt.datetime,
    dry_run: bool = False,
    take_pack: bool = False,
) -> LoadReport:
    """Load a pack folder.

    A record edited here since it was last loaded is a conflict and is left as
    it is, unless `take_pack`. Raises `PackInvalid` with every problem; then, as
    with `dry_run`, nothing is written.
    """
    pack = read_pack(folder)
    with transaction.atomic():
        documents = _checked(pack)
        items = [
            plan_item(kind, record.where, document, take_pack=take_pack)
            for kind, record, document in documents
        ]
        _write(items, pack=pack.id, by=by, at=at)
        if dry_run:
            transaction.set_rollback(True)
    return LoadReport(pack=pack.id, items=tuple(items))


# ---------------------------------------------------------------- check


def _checked(pack: Pack) -> list[tuple[str, Mapping, Document]]:
    """Return every record of a pack with its document, kinds in the order to write them."""
    catalogue = Catalogue.of_database()
    problems = list(_announce(pack, catalogue))
    checker = Checker(catalogue, problems)
    documents = [
        (kind, record, checker.document(kind, record))
        for kind in known_kinds()
        for record in pack.records.get(kind, ())
    ]
    if checker.problems:
        raise PackInvalid(checker.problems)
    return documents


def _announce(pack: Pack, catalogue: Catalogue) -> Iterable[Problem]:
    """Let references of the pack point at its own records; refuse kinds that do not exist."""
    for kind, records in pack.records.items():
        if kind not in known_kinds():
            expected = f"a kind among {', '.join(known_kinds())}"
            yield Problem(records[0].where, expected, repr(kind))
        for record in records:
            if kind == Scheme.KIND:
                catalogue.add_scheme(_key(record), _concept_keys(record))
            catalogue.add(kind, _key(record))


def _concept_keys(scheme: Mapping) -> list[str]:
    concepts = scheme.get("concepts")
    items = concepts.items if isinstance(concepts, Sequence) else ()
    return [_key(item) for item in items if isinstance(item, Mapping)]


def _key(record: Mapping) -> str:
    key = record.get("id")
    return (key.text or "") if isinstance(key, Scalar) else ""


# ---------------------------------------------------------------- write


def _write(items: list[Item], *, pack: str, by: User | None, at: dt.datetime) -> None:
    written = [item for item in items if item.outcome in {Outcome.CREATED, Outcome.UPDATED}]
    roots = {(item.kind, item.key): _created(item) for item in written}
    for item in written:
        _filled(item, roots[item.kind, item.key])
    for item in written:
        root = roots[item.kind, item.key]
        if isinstance(root, Record):
            record_saved(root, by=by, at=at, action=Action.LOADED, note=pack)
    for item in items:
        if item.outcome is not Outcome.CONFLICT:
            root = roots.get((item.kind, item.key)) or item.root
            _remember(item, root, pack=pack, at=at)


def _created(item: Item) -> Record | Scheme:
    if item.root is not None:
        return item.root
    try:
        return create(item.kind, item.document)
    except ValidationError as error:
        raise _refused(item, error) from error


def _filled(item: Item, root: Record | Scheme) -> None:
    try:
        fill(root, item.document)
    except ValidationError as error:
        raise _refused(item, error) from error
    except ProtectedError as error:
        expected = "every concept and record that others refer to"
        problem = Problem(item.where, expected, f"one missing from {item.kind}:{item.key}")
        raise PackInvalid([problem]) from error


def _refused(item: Item, error: ValidationError) -> PackInvalid:
    return PackInvalid(
        Problem(item.where, " ".join(messages), f"another value in {item.kind}:{item.key}")
        for messages in (error.messages,)
    )


def _remember(item: Item, root: Record | Scheme | None, *, pack: str, at: dt.datetime) -> None:
    document = item.document if item.outcome is Outcome.UNCHANGED or root is None else to_document(root)
    LoadedDocument.objects.update_or_create(
        kind=item.kind,
        key=item.key,
        defaults={"pack": pack, "document": document, "at": at},
    )
