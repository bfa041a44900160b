"""Write the observatory's records as a pack: the public ones, or a full copy.

A pack has `pack.yaml`, one file for each kind (more when it grows large), the
vocabularies, and the attached files under `files/`. The public copy holds what
`public_document` lets through. A full copy, for administrators, also holds drafts,
withdrawn and merged records, and under `history/` what every record was and when.

No copy holds accounts, who wrote what, proposals (what people typed and nobody
accepted), sessions or tokens. Either loads into an empty database, and dumps again
to the same bytes.
"""

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage

from civiscope.errors import InputError
from civiscope.packs import dump_document, dump_records
from observatory.imports.domain.files import FOLDER as FILES
from observatory.imports.domain.history import KIND_PREFIX
from observatory.opendata.domain import licence
from observatory.opendata.domain.public import (
    Visible,
    public_documents,
    vocabulary_documents,
    with_everything,
)
from observatory.opendata.domain.texts import printable
from observatory.programme.domain.current import published_observatory
from observatory.records.domain.documents import to_document
from observatory.records.domain.files import content_name, with_files
from observatory.records.domain.kinds import models_by_kind
from observatory.records.domain.shapes import Document
from observatory.records.models import Record
from observatory.vocabularies.models import Scheme

# Below the 10 MB that a pack's file may have, with room for one long record.
FILE_BYTES = 8_000_000
# A full copy holds drafts: for its owner only.
PRIVATE_FOLDER, PUBLIC_FOLDER = 0o700, 0o755


@dataclass(frozen=True, slots=True, kw_only=True)
class DumpReport:
    """How many records of each kind were written."""

    counts: dict[str, int]


def dump_pack(folder: Path, *, full: bool = False) -> DumpReport:
    """Write a pack to a folder that is empty or does not exist yet.

    The folder appears complete, or not at all. Raises `InputError` when it holds
    something already or its parent cannot be written to.
    """
    with _written_at_once(folder, PRIVATE_FOLDER if full else PUBLIC_FOLDER) as partial:
        writer = _Writer(partial)
        writer.header(full=full)
        writer.records(Scheme.KIND, vocabulary_documents(), name="vocabularies")
        if full:
            _write_everything(writer)
        else:
            _write_public(writer)
    return DumpReport(counts=writer.counts)


def _write_public(writer: "_Writer") -> None:
    visible = Visible.everything()
    for kind in models_by_kind():
        writer.records(kind, public_documents(kind, visible), name=kind)


def _write_everything(writer: "_Writer") -> None:
    for kind, model in models_by_kind().items():
        records = model.objects.all()
        writer.records(
            kind, (to_document(record) for record in with_everything(records)), name=kind
        )
        writer.records(f"{KIND_PREFIX}{kind}", _histories(kind), name=f"history/{kind}")


def _histories(kind: str) -> Iterator[Document]:
    """Return the history of each record of a kind, first revision first; not who wrote it."""
    records = Record.objects.filter(kind=kind, revisions__isnull=False).distinct()
    for key, pk in sorted(records.values_list("key", "pk")):
        revisions = Record(pk=pk).revisions.order_by("number")
        yield {
            "id": key,
            "revisions": [
                {
                    "number": revision.number,
                    "at": revision.at.isoformat(),
                    "action": str(revision.action),
                    "note": revision.note,
                    "document": _in_one_order(revision.document),
                }
                for revision in revisions
            ],
        }


def _in_one_order(value: Any) -> Any:
    """Return a document with its fields by name: PostgreSQL does not keep the order of JSON."""
    if isinstance(value, dict):
        return {name: _in_one_order(value[name]) for name in sorted(value)}
    return [_in_one_order(item) for item in value] if isinstance(value, list) else value


# ---------------------------------------------------------------- writing


@contextmanager
def _written_at_once(folder: Path, mode: int) -> Iterator[Path]:
    """Give a folder to write in, and put it in place when all went well."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError(
            f"Expected an empty folder or none at {folder}, found files. Name another."
        )
    folder = folder.resolve()
    try:
        partial = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    except OSError as error:
        raise InputError(f"Expected a place to write in at {folder.parent}: {error}.") from error
    try:
        yield partial
        partial.chmod(mode)
        partial.replace(folder)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


class _Writer:
    """Writes the files of one pack, and counts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.counts: dict[str, int] = {}
        self._names: dict[str, str] = {}

    def header(self, *, full: bool) -> None:
        """Write `pack.yaml`: what the folder is, with nothing that changes from day to day."""
        title = _title()
        self._write(
            "pack.yaml",
            dump_document(
                {
                    "id": "observatory-full" if full else "observatory-public",
                    **({"title": title} if title else {}),
                    "language": "fr",
                    "licence": licence.SPDX,
                }
            ),
        )

    def records(self, kind: str, documents: Iterable[Document], *, name: str) -> None:
        """Write the records of a kind, in one file or several."""
        head = f"kind: {kind}\nrecords:\n"
        text, part = "", 1
        for document in documents:
            written = dump_records(kind, [self._ready(document)]).removeprefix(head)
            if text and len(text.encode()) + len(written.encode()) > FILE_BYTES:
                self._write(_part_name(name, part), head + text)
                text, part = "", part + 1
            text += written
            self.counts[kind] = self.counts.get(kind, 0) + 1
        if text:
            self._write(_part_name(name, part), head + text)

    def _ready(self, document: Document) -> Document:
        """Return a document as a pack may hold it, its files copied into the pack."""
        ready = with_files(document, self._file)
        if "revisions" in document:
            ready["revisions"] = [
                revision | {"document": with_files(revision["document"], self._file)}
                for revision in document["revisions"]
            ]
        return {name: _printable(value) for name, value in ready.items()}

    def _file(self, stored: str) -> str:
        """Copy a file of the site into the pack and return its path there; "" when it is lost."""
        if stored not in self._names:
            self._names[stored] = self._copied(stored)
        return self._names[stored]

    def _copied(self, stored: str) -> str:
        if not default_storage.exists(stored):
            return ""
        with default_storage.open(stored) as file:
            name = f"{FILES}/{content_name(file, stored)}"
            target = self.folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("wb") as copy:
                for chunk in file.chunks():
                    copy.write(chunk)
        return name

    def _write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _part_name(name: str, part: int) -> str:
    return f"{name}.yaml" if part == 1 else f"{name}-{part}.yaml"


def _title() -> dict[str, str]:
    """Return the observatory's name, as the pack will give it back."""
    observatory = published_observatory()
    names = {"fr": observatory.title_fr, "en": observatory.title_en} if observatory else {}
    return {language: name for language, name in names.items() if name}


def _printable(value: object) -> object:
    """Leave out the control characters that no pack may hold: one would stop the whole copy."""
    match value:
        case str():
            return printable(value)
        case dict():
            return {name: _printable(item) for name, item in value.items()}
        case list():
            return [_printable(item) for item in value]
        case _:
            return value
