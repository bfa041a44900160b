"""Load a pack of facts: check everything, then write all of it or nothing."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import DataError, IntegrityError, transaction
from django.db.models import CharField, ProtectedError, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import override

from civiscope.packs import Mapping, Pack, PackInvalid, Problem, Scalar, Sequence, inspect_pack
from civiscope.packs import Record as PackRecord
from observatory.accounts.models import User
from observatory.imports.domain.files import PackFiles
from observatory.imports.domain.history import (
    History,
    PastRevision,
    keep_history,
    kind_of_history,
    last_loaded,
    read_history,
)
from observatory.imports.domain.plan import Item, Outcome, plan_item
from observatory.imports.domain.together import problems_together
from observatory.records.domain.catalogue import Catalogue
from observatory.records.domain.check import Checker, known_kinds
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
    pack = inspect_pack(folder)
    files = PackFiles(folder)
    # Messages of the command line are in English.
    with override("en"), transaction.atomic():
        documents, history = _checked(pack, files)
        items = [
            plan_item(record.kind, record.fields.where, document, take_pack=take_pack)
            for record, document in documents
        ]
        with files.stored(keep=not dry_run):
            _write(items, history=history, pack=pack.id, by=by, at=at)
        if dry_run:
            transaction.set_rollback(True)
    return LoadReport(pack=pack.id, items=tuple(items))


# ---------------------------------------------------------------- check


def _checked(pack: Pack, files: PackFiles) -> tuple[list[tuple[PackRecord, Document]], History]:
    """Return every record of a pack with its document, in the order to write; and the history."""
    catalogue = Catalogue.of_database()
    # A record that could not be read is not missing: its file's problem is told already.
    catalogue.is_partial = pack.is_partial
    problems = [*pack.problems, *_announce(pack, catalogue)]
    checker = Checker(catalogue, problems, files)
    ranks = {kind: rank for rank, kind in enumerate(known_kinds())}
    known = sorted(
        (record for record in pack.records if record.kind in ranks),
        key=lambda record: ranks[record.kind],
    )
    documents = [(record, checker.document(record.kind, record.fields)) for record in known]
    checker.problems.extend(problems_together(documents))
    history = read_history(pack.records, files, checker.problems)
    if checker.problems:
        raise PackInvalid(checker.problems)
    return documents, history


def _announce(pack: Pack, catalogue: Catalogue) -> Iterator[Problem]:
    """Let references of the pack point at its own records; refuse kinds that do not exist."""
    unknown: set[str] = set()
    for record in pack.records:
        if kind_of_history(record.kind) in known_kinds():
            continue
        catalogue.add(record.kind, record.id)
        if record.kind == Scheme.KIND:
            catalogue.add_scheme(record.id, _concept_keys(record.fields))
        elif record.kind not in known_kinds() and record.kind not in unknown:
            unknown.add(record.kind)
            expected = f"a kind among {', '.join(known_kinds())}"
            yield Problem(record.fields.where, expected, repr(record.kind))


def _concept_keys(scheme: Mapping) -> list[str]:
    concepts = scheme.get("concepts")
    items = concepts.items if isinstance(concepts, Sequence) else ()
    keys = (item.get("id") for item in items if isinstance(item, Mapping))
    return [key.text for key in keys if isinstance(key, Scalar) and key.text]


# ---------------------------------------------------------------- write


def _write(
    items: list[Item], *, history: History, pack: str, by: User | None, at: dt.datetime
) -> None:
    written = [item for item in items if item.outcome in {Outcome.CREATED, Outcome.UPDATED}]
    _free_addresses(written)
    roots = {(item.kind, item.key): _created(item) for item in written}
    for item in written:
        _filled(item, roots[item.kind, item.key])
    for item in written:
        root = roots[item.kind, item.key]
        if isinstance(root, Record):
            if item.outcome is Outcome.CREATED:
                keep_history(root, history.get((item.kind, item.key), ()))
            record_saved(root, by=by, at=at, action=Action.LOADED, note=pack)
    for item in items:
        if (item.kind, item.key) in history:
            _remember_past(item, history[item.kind, item.key])
        elif item.outcome is not Outcome.CONFLICT:
            saved = roots.get((item.kind, item.key)) or item.root
            _remember(item, saved, pack=pack, at=at)


def _free_addresses(items: list[Item]) -> None:
    """Let records take over each other's addresses, in whatever order they are written."""
    leaving = [
        item.root.pk
        for item in items
        if isinstance(item.root, Record)
        and item.root.slug != item.document.get("slug", item.document["id"])
    ]
    # A tilde stands in no address.
    passing = Concat(Value("~"), Cast("pk", CharField()))
    Record.objects.filter(pk__in=leaving).update(slug=passing)


def _created(item: Item) -> Record | Scheme:
    if item.root is not None:
        return item.root
    with _refusing(item):
        return create(item.kind, item.document)


def _filled(item: Item, root: Record | Scheme) -> None:
    with _refusing(item):
        fill(root, item.document)


@contextmanager
def _refusing(item: Item) -> Iterator[None]:
    """Tell what the database refuses of a record as a problem of the pack."""
    here = f"{item.kind}:{item.key}"
    try:
        yield
    except ValidationError as error:
        expected, found = " ".join(error.messages), f"another value in {here}"
    except ProtectedError:
        expected = "every concept and record that others refer to"
        found = f"one missing from {here}"
    except ObjectDoesNotExist:
        expected = "concepts that the vocabularies of the database keep"
        found = f"another in {here}"
    except (IntegrityError, DataError) as error:
        expected = "values that the rules of the database allow together"
        found = f"“{str(error).splitlines()[0]}” in {here}"
    else:
        return
    raise PackInvalid([Problem(item.where, expected, found)])


def _remember(item: Item, root: Record | Scheme | None, *, pack: str, at: dt.datetime) -> None:
    document = (
        item.document if item.outcome is Outcome.UNCHANGED or root is None else to_document(root)
    )
    LoadedDocument.objects.update_or_create(
        kind=item.kind,
        key=item.key,
        defaults={"pack": pack, "document": document, "at": at},
    )


def _remember_past(item: Item, past: list[PastRevision]) -> None:
    """Keep what a pack last said of a record of a full copy, not what the copy says.

    Else an edit made before the copy would no longer be told from what was loaded.
    """
    loaded = last_loaded(past)
    if loaded is not None and item.outcome is Outcome.CREATED:
        LoadedDocument.objects.update_or_create(
            kind=item.kind,
            key=item.key,
            defaults={"pack": loaded.note, "document": loaded.document, "at": loaded.at},
        )
