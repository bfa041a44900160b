"""Checks of the published report of a coding, by those who doubt it."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from civiscope.errors import InputError
from civiscope.runs.checks import DAMAGED, Check, check_again, check_files, read_manifest
from civiscope.runs.coding.checking import find_coded, recount_shares
from civiscope.runs.coding.report import FORMAT, KIND, ReportSettings, publish_report


def verify_report(
    folder: Path, *, coding: Path | None = None, prevalence: Path | None = None
) -> tuple[Check, ...]:
    """Check the published report of a coding.

    Parameters
    ----------
    folder : Path
        A folder that `civiscope.runs.coding.report.publish_report` published.
    coding, prevalence : Path, optional
        The folders it was made from; with them, the report is made again and compared file by
        file. Without, files are compared with the manifest, and the machine's shares with its
        codes.

    Returns
    -------
    tuple of Check

    Raises
    ------
    InputNotFound
        Where there is no such report in the folder.
    InputError
        Where it is of another form or its manifest damaged, or the folder of shares that it was
        made from is not given.
    """
    manifest = read_manifest(folder, kind=KIND, form=FORMAT)
    checks = [*check_files(folder, manifest), *recount_shares(folder, _base(manifest))]
    if coding is not None:
        checks += _made_again(manifest, coding, prevalence)
    return tuple(checks)


def trace_report(folder: Path, code: str) -> list[str]:
    """List the contributions to which the machine gave a code.

    Parameters
    ----------
    folder : Path
        A folder that `civiscope.runs.coding.report.publish_report` published.
    code : str
        As in ``shares.csv``.

    Returns
    -------
    list of str
        Contribution ids, in the order of their bytes.

    Raises
    ------
    InputNotFound
        Where there is no such report in the folder.
    InputError
        Where no code has that name, or the tables cannot be read.
    """
    read_manifest(folder, kind=KIND, form=FORMAT)
    return find_coded(folder, code)


def _base(manifest: dict[str, Any]) -> int:
    try:
        return int(manifest["contributions"])
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(DAMAGED) from error


def _made_again(manifest: dict[str, Any], coding: Path, prevalence: Path | None) -> Iterator[Check]:
    try:
        settings, had_shares = ReportSettings(**manifest["settings"]), manifest["prevalence"]
    except (KeyError, TypeError) as error:
        raise InputError(DAMAGED) from error
    if bool(had_shares) != (prevalence is not None):
        raise InputError(
            "Expected the folder of shares that the report was made with, and "
            f"{'none was given' if had_shares else 'it was made without any'}. "
            f"{'Name it with' if had_shares else 'Leave out'} --prevalence."
        )
    with TemporaryDirectory() as place:
        again = Path(place, "again")
        publish_report(coding, again, prevalence=prevalence, settings=settings)
        made = read_manifest(again, kind=KIND, form=FORMAT)
        for name in ("coding", "prevalence"):
            if manifest[name] is not None:
                is_same = made[name] == manifest[name]
                said = "the same folder" if is_same else "another folder"
                yield Check(what=name, holds=is_same, found=said)
        yield from check_again(again, manifest)
