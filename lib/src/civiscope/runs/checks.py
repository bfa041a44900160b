"""Checks of what was published that are the same for all runs."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from civiscope.errors import InputError, InputNotFound
from civiscope.runs.publishing import MANIFEST, digests_of

DAMAGED = (
    f"Expected {MANIFEST} as it was written, and it is damaged: nothing can be checked against it. "
    "Ask for the folder again, or run it again."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """Whether something published holds.

    Attributes
    ----------
    what : str
        The figure or the file.
    holds : bool
        Whether it was found again.
    found : str
        What was found.
    """

    what: str
    holds: bool
    found: str


def find_kind(folder: Path) -> str:
    """Tell what a published folder holds; nothing where its manifest does not say.

    Parameters
    ----------
    folder : Path
        The folder.

    Returns
    -------
    str
        As in the manifest: ``coding``; empty where there is no manifest that can be read.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    return str(manifest.get("kind", "")) if isinstance(manifest, dict) else ""


def read_manifest(folder: Path, *, kind: str, form: int) -> dict[str, Any]:
    """Read what seals a published folder.

    Parameters
    ----------
    folder : Path
        The folder.
    kind : str
        What it should hold, in words: ``synthesis``.
    form : int
        The version of the form it should have.

    Raises
    ------
    InputNotFound
        Where there is no manifest in the folder.
    InputError
        Where it is damaged, or of another kind or form.
    """
    path = folder / MANIFEST
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputNotFound(
            f"Expected a published {kind}, and there is no {MANIFEST} in {folder}."
        ) from error
    except ValueError as error:
        raise InputError(DAMAGED) from error
    is_known = isinstance(manifest, dict) and manifest.get("format") == form
    # The first syntheses did not say what they were.
    if not is_known or manifest.get("kind", "synthesis") != kind:
        raise InputError(f"Expected a {kind} of form {form} in {folder}, and found another.")
    if not isinstance(manifest.get("files"), dict):
        raise InputError(DAMAGED)
    return dict(manifest)


def check_files(folder: Path, manifest: Mapping[str, Any]) -> Iterator[Check]:
    """Compare each file with the digest in the manifest, and tell what it does not name."""
    found = digests_of(folder)
    for name, digest in manifest["files"].items():
        there = found.get(name)
        said = "missing" if there is None else "as published" if there == digest else "changed"
        yield Check(what=name, holds=there == digest, found=said)
    for name in sorted({path.name for path in folder.iterdir()} - {MANIFEST, *manifest["files"]}):
        yield Check(what=name, holds=False, found="not published with the others")


def check_again(again: Path, manifest: Mapping[str, Any]) -> Iterator[Check]:
    """Compare each file with the one that a second run made."""
    found = digests_of(again)
    for name, published in manifest["files"].items():
        holds = found.get(name) == published
        yield Check(
            what=f"{name}, computed again", holds=holds, found="the same" if holds else "differs"
        )
