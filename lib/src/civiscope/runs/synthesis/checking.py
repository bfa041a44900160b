"""Checks of a published synthesis, by those who doubt it."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from civiscope.errors import InputError, InputNotFound
from civiscope.runs.executors import open_executor
from civiscope.runs.synthesis.package import FORMAT, MANIFEST, digests_of
from civiscope.runs.synthesis.run import run_synthesis
from civiscope.runs.synthesis.settings import Settings
from civiscope.tables import Columns


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


def verify(folder: Path, *, source: Path | None = None) -> tuple[Check, ...]:
    """Check a published synthesis.

    Parameters
    ----------
    folder : Path
        A folder that `run_synthesis` published.
    source : Path, optional
        The file of contributions; with it, the whole synthesis is computed again and compared file
        by file. Without, files are compared with the manifest, and counts with the assignments.

    Returns
    -------
    tuple of Check

    Raises
    ------
    InputNotFound
        Where there is no synthesis in the folder.
    InputError
        Where it is of another form or its manifest damaged, or the source has not its columns.
    """
    manifest = _manifest(folder)
    checks = [*_file_checks(folder, manifest), *_count_checks(folder)]
    if source is not None:
        checks += _computed_again(manifest, source)
    return tuple(checks)


def trace(folder: Path, name: str) -> list[str]:
    """List the contributions that a theme, a sub-theme or a campaign counts.

    Parameters
    ----------
    folder : Path
        A folder that `run_synthesis` published.
    name : str
        As in ``themes.csv`` or ``campaigns.csv``.

    Returns
    -------
    list of str
        Contribution ids, in the order of their bytes.

    Raises
    ------
    InputNotFound
        Where there is no synthesis in the folder.
    InputError
        Where no theme or campaign has that name, or the tables cannot be read.
    """
    _manifest(folder)
    known: set[str] = set()
    for file, column in _NAMED:
        table = _table(folder / file, column)
        found = table.filter(pc.equal(table[column], name))["contribution_id"].to_pylist()
        if found:
            return list(found)
        known |= set(table[column].drop_null().unique().to_pylist())
    close = get_close_matches(name, sorted(known), n=3)
    hint = f" Near: {', '.join(close)}." if close else ""
    raise InputError(f"Expected the name of a theme or a campaign, and found {name}.{hint}")


def _table(path: Path, column: str) -> pa.Table:
    try:
        return pq.read_table(path, columns=["contribution_id", column])
    except (OSError, ValueError) as error:
        raise InputError(
            f"Expected {path.name} as it was published, and it cannot be read: see what "
            "'civiscope synthesis verify' says of the folder."
        ) from error


_NAMED = (
    ("assignments.parquet", "theme_id"),
    ("assignments.parquet", "subtheme_id"),
    ("families.parquet", "campaign_id"),
)


_DAMAGED = (
    f"Expected {MANIFEST} as it was written, and it is damaged: nothing can be checked against it. "
    "Ask for the folder again, or run the synthesis again."
)


def _manifest(folder: Path) -> dict[str, Any]:
    path = folder / MANIFEST
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputNotFound(
            f"Expected a published synthesis, and there is no {MANIFEST} in {folder}."
        ) from error
    except ValueError as error:
        raise InputError(_DAMAGED) from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise InputError(f"Expected a synthesis of form {FORMAT} in {folder}, and found another.")
    if not isinstance(manifest.get("files"), dict):
        raise InputError(_DAMAGED)
    return manifest


def _file_checks(folder: Path, manifest: dict[str, Any]) -> Iterator[Check]:
    found = digests_of(folder)
    for name, digest in manifest["files"].items():
        there = found.get(name)
        said = "missing" if there is None else "as published" if there == digest else "changed"
        yield Check(what=name, holds=there == digest, found=said)


def _count_checks(folder: Path) -> list[Check]:
    """Count the answers of each theme in the assignments, and compare."""
    try:
        return list(_counts_compared(folder))
    except (OSError, ValueError, KeyError, csv.Error):
        said = "themes.csv or assignments.parquet cannot be read"
        return [Check(what="answers of each theme", holds=False, found=said)]


def _counts_compared(folder: Path) -> Iterator[Check]:
    assignments = pq.read_table(folder / "assignments.parquet")
    counts: dict[str, int] = {}
    for column in ("theme_id", "subtheme_id"):
        for row in assignments[column].drop_null().value_counts().to_pylist():
            counts[row["values"]] = row["counts"]
    with (folder / "themes.csv").open(encoding="utf-8", newline="") as file:
        for theme in csv.DictReader(file):
            counted = counts.get(theme["theme_id"], 0)
            yield Check(
                what=f"answers of {theme['theme_id']}",
                holds=str(counted) == theme["answers"],
                found=f"published {theme['answers']}, counted {counted}",
            )


def _computed_again(manifest: dict[str, Any], source: Path) -> Iterator[Check]:
    try:
        columns = Columns(**manifest["columns"] | {"by": tuple(manifest["columns"]["by"])})
        settings = Settings(**manifest["settings"])
        sealed, platform = manifest["source"]["sha256"], manifest["platform"]
    except (KeyError, TypeError) as error:
        raise InputError(_DAMAGED) from error
    with TemporaryDirectory() as place, open_executor() as executor:
        again = Path(place, "again")
        run_synthesis(
            source,
            again,
            columns=columns,
            executor=executor,
            settings=settings,
            platform=platform,
        )
        is_same = _manifest(again)["source"]["sha256"] == sealed
        said = "the same contributions" if is_same else "other contributions, or other columns"
        yield Check(what="source", holds=is_same, found=said)
        found = digests_of(again)
    for name, published in manifest["files"].items():
        holds = found.get(name) == published
        yield Check(
            what=f"{name}, computed again", holds=holds, found="the same" if holds else "differs"
        )
