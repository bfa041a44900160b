"""Checks of a published synthesis, by those who doubt it."""

import csv
from collections.abc import Iterator
from difflib import get_close_matches
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from civiscope.errors import InputError
from civiscope.runs.checks import DAMAGED, Check, check_again, check_files, read_manifest
from civiscope.runs.executors import open_executor
from civiscope.runs.publishing import manifest_bytes
from civiscope.runs.synthesis.names import add_names, read_asked, read_naming, unnamed_manifest
from civiscope.runs.synthesis.package import FORMAT, KIND
from civiscope.runs.synthesis.reading import read_representativeness, read_weighted, unreadable
from civiscope.runs.synthesis.recounting import check_coverage, check_places, check_weights
from civiscope.runs.synthesis.run import run_synthesis
from civiscope.runs.synthesis.settings import Settings
from civiscope.tables import Columns


def verify(folder: Path, *, source: Path | None = None) -> tuple[Check, ...]:
    """Check a published synthesis.

    Parameters
    ----------
    folder : Path
        A folder that `run_synthesis` published.
    source : Path, optional
        The file of contributions; with it, the whole synthesis is computed again and compared file
        by file. Without, files are compared with the manifest, counts with the assignments, and
        participants of places with the register.

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
    checks = [*check_files(folder, manifest), *_count_checks(folder)]
    checks += _place_checks(folder, manifest)
    if "naming" in manifest:
        checks += _naming_checks(folder, manifest)
    if source is not None:
        checks += _computed_again(folder, manifest, source)
    return tuple(checks)


def trace(folder: Path, name: str) -> list[str]:
    """List the contributions that a theme, a sub-theme, a campaign or a rare idea counts.

    Parameters
    ----------
    folder : Path
        A folder that `run_synthesis` published.
    name : str
        As in ``themes.csv``, ``campaigns.csv`` or ``rare-ideas.csv``.

    Returns
    -------
    list of str
        Contribution ids, in the order of their bytes.

    Raises
    ------
    InputNotFound
        Where there is no synthesis in the folder.
    InputError
        Where no theme, campaign or rare idea has that name, or the tables cannot be read.
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
    raise InputError(
        f"Expected the name of a theme, a campaign or a rare idea, and found {name}.{hint}"
    )


def _table(path: Path, column: str) -> pa.Table:
    try:
        return pq.read_table(path, columns=["contribution_id", column])
    except (OSError, ValueError) as error:
        raise InputError(unreadable(path.name)) from error


_NAMED = (
    ("assignments.parquet", "theme_id"),
    ("assignments.parquet", "subtheme_id"),
    ("families.parquet", "campaign_id"),
    ("rare-answers.parquet", "idea_id"),
)


def _manifest(folder: Path) -> dict[str, Any]:
    return read_manifest(folder, kind=KIND, form=FORMAT)


def _count_checks(folder: Path) -> Iterator[Check]:
    """Count the answers of each theme and of each rare idea again, and compare."""
    for what, table, name, file, columns in _COUNTED:
        try:
            yield from list(_counts_compared(folder, table, name, file, columns))
        except (OSError, ValueError, KeyError, csv.Error):
            said = f"{table} or {file} cannot be read"
            yield Check(what=f"answers of each {what}", holds=False, found=said)


_COUNTED = (
    ("theme", "themes.csv", "theme_id", "assignments.parquet", ("theme_id", "subtheme_id")),
    ("rare idea", "rare-ideas.csv", "idea_id", "rare-answers.parquet", ("idea_id",)),
)


def _counts_compared(
    folder: Path, table: str, name: str, file: str, columns: tuple[str, ...]
) -> Iterator[Check]:
    answers = pq.read_table(folder / file)
    counts: dict[str, int] = {}
    for column in columns:
        for row in answers[column].drop_null().value_counts().to_pylist():
            counts[row["values"]] = row["counts"]
    with (folder / table).open(encoding="utf-8", newline="") as opened:
        for row in csv.DictReader(opened):
            counted = counts.get(row[name], 0)
            yield Check(
                what=f"answers of {row[name]}",
                holds=str(counted) == row["answers"],
                found=f"published {row['answers']}, counted {counted}",
            )


def _naming_checks(folder: Path, manifest: dict[str, Any]) -> list[Check]:
    """Check that each name rests on what is published, and that a machine changed nothing else."""
    try:
        return [_unnamed_check(manifest), *_names_compared(folder, manifest)]
    except (KeyError, TypeError) as error:
        raise InputError(DAMAGED) from error
    except InputError as error:
        return [Check(what="names", holds=False, found=str(error))]


def _unnamed_check(manifest: dict[str, Any]) -> Check:
    digest = sha256(manifest_bytes(unnamed_manifest(manifest))).hexdigest()
    holds = digest == manifest["naming"]["synthesis"]
    found = f"its manifest was {digest}" if holds else "changed"
    return Check(what="synthesis that a machine named", holds=holds, found=found)


def _names_compared(folder: Path, manifest: dict[str, Any]) -> Iterator[Check]:
    _, _, asked = read_asked(folder, manifest)
    rests = {one.theme_id: one.excerpts for one in asked}
    for name in read_naming(folder, manifest).names:
        texts = {said.contribution_id: said.text for said in rests.get(name.theme_id, ())}
        literal = sum(quote.text in texts.get(quote.contribution_id, "") for quote in name.quotes)
        yield Check(
            what=f"name of {name.theme_id}",
            holds=0 < literal == len(name.quotes),
            found=f"{literal} of {len(name.quotes)} quotes found to the letter",
        )


def _place_checks(folder: Path, manifest: dict[str, Any]) -> list[Check]:
    """Compare participants of places with the population of the register again."""
    settings = _settings_of(manifest)
    try:
        return list(_places_compared(folder, settings))
    except (KeyError, ValueError, ZeroDivisionError):
        said = "a table of places or of weights cannot be read"
        return [Check(what="participants of places", holds=False, found=said)]


def _places_compared(folder: Path, settings: Settings) -> Iterator[Check]:
    found, weighted = read_representativeness(folder), read_weighted(folder)
    if found is not None:
        yield from (check_coverage(one, found.places) for one in found.coverages)
        yield from check_places(found, within=settings.within)
    if weighted is not None:
        yield from check_weights(weighted.cells, within=settings.within)


def _settings_of(manifest: dict[str, Any]) -> Settings:
    try:
        return Settings(**manifest["settings"])
    except (KeyError, TypeError) as error:
        raise InputError(DAMAGED) from error


def _computed_again(folder: Path, manifest: dict[str, Any], source: Path) -> Iterator[Check]:
    try:
        columns = Columns(**manifest["columns"] | {"by": tuple(manifest["columns"]["by"])})
        sealed, platform = manifest["source"]["sha256"], manifest["platform"]
    except (KeyError, TypeError) as error:
        raise InputError(DAMAGED) from error
    settings = _settings_of(manifest)
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
        if "naming" in manifest:
            # The machine is not asked again: it would say something else.
            _, synthesis, _ = read_asked(again, _manifest(again))
            add_names(again, read_naming(folder, manifest), synthesis, settings)
        yield from check_again(again, manifest)
