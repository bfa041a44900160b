"""What all runs publish alike: whole folders, tables, digests and manifests."""

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from civiscope.errors import InputError
from civiscope.tables import OutputFailed, find_digest
from civiscope.tables.writing import csv_text

MANIFEST = "manifest.json"


@contextmanager
def publishing(folder: Path) -> Iterator[Path]:
    """Give a place to work in, and publish its folder ``published`` once all went well.

    Parameters
    ----------
    folder : Path
        Where to publish; it must not exist yet. All is written beside it, under its name with
        ``.partial``; what an interrupted run left there is removed.

    Yields
    ------
    Path
        An empty folder.

    Raises
    ------
    InputError
        Where the folder is there already, or another run is about to publish it.
    OutputFailed
        Where it cannot be written.
    """
    partial = folder.with_name(f"{folder.name}.partial")
    try:
        with _alone(partial):
            _check_absent(folder)
            shutil.rmtree(partial, ignore_errors=True)
            try:
                partial.mkdir()
                yield partial
                (partial / "published").rename(folder)
            finally:
                shutil.rmtree(partial, ignore_errors=True)
    except OSError as error:
        raise OutputFailed(
            f"Expected to write {folder}, and could not: {error.strerror or error}. Free some "
            "space, or choose another place."
        ) from error


def _check_absent(folder: Path) -> None:
    if folder.exists():
        raise InputError(
            f"Expected a folder that is not there yet, and {folder} is. Choose another, or remove "
            "it: what was published is never written over."
        )


@contextmanager
def _alone(partial: Path) -> Iterator[None]:
    """Keep other runs out of a place; a run that is killed lets go of it."""
    path = partial.with_name(f"{partial.name}.lock")
    lock = FileLock(path)
    try:
        lock.acquire(blocking=False)
    except Timeout as error:
        raise InputError(
            f"Expected to write in {partial} alone, and another run is at work there: wait for "
            "its end, or choose another folder."
        ) from error
    try:
        yield
    finally:
        # Some systems let nobody remove a file that is open; there, the lock does it itself.
        with suppress(OSError):
            path.unlink()
        lock.release()


def manifest_bytes(manifest: Mapping[str, Any]) -> bytes:
    """Return a manifest as it is written."""
    return f"{json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True)}\n".encode()


def write_manifest(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Write what seals a folder: what is said of it, and the digest of each of its files."""
    sealed = dict(manifest) | {"files": digests_of(folder)}
    (folder / MANIFEST).write_bytes(manifest_bytes(sealed))


def digests_of(folder: Path) -> dict[str, str]:
    """Hash every file of a folder but the manifest, by name."""
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.name != MANIFEST)
    return {path.name: find_digest(path) for path in files}


def digest_together(paths: Iterable[Path]) -> str:
    """Hash several files as one, by their names and contents."""
    digest = sha256()
    for path in sorted(paths, key=lambda path: path.as_posix()):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def code_of_civiscope() -> str:
    """Hash the code of the library."""
    return digest_together(Path(__file__).parents[1].rglob("*.py"))


def versions_of(*packages: str) -> dict[str, str]:
    """Return the versions of installed packages."""
    return {name: version(name) for name in packages}


def write_csv(path: Path, columns: tuple[str, ...], rows: Iterable[Mapping[str, object]]) -> None:
    """Write rows under their columns, which stand there even if no row does."""
    path.write_text(csv_text(columns, rows), encoding="utf-8", newline="\n")
