"""Checks of a published edition, by those who doubt it."""

import csv
from collections.abc import Iterator
from pathlib import Path

from civiscope.runs.checks import Check, check_files, read_manifest
from civiscope.runs.survey.publish import FORMAT, KIND

_NOT_ASKED = ("-3", "-4", "-5")


def verify_survey(folder: Path) -> tuple[Check, ...]:
    """Compare the files of a published edition with its manifest, and shares with its records.

    Parameters
    ----------
    folder : Path
        A folder that `publish_survey` published.

    Returns
    -------
    tuple of Check
        One for each file, then one for each share that the records tell.

    Raises
    ------
    InputNotFound
        Where there is no published survey in the folder.
    InputError
        Where it is of another form, or its manifest damaged.
    """
    manifest = read_manifest(folder, kind=KIND, form=FORMAT)
    return (*check_files(folder, manifest), *_counted_again(folder))


def _counted_again(folder: Path) -> Iterator[Check]:
    try:
        records, shares = _rows(folder / "answers.csv"), _rows(folder / "shares.csv")
        told = [one for one in shares if one["is_in_records"] == "yes"]
        checks = [_share(one, records) for one in told]
    except (OSError, KeyError, csv.Error, UnicodeDecodeError):
        checks = [
            Check(what="shares", holds=False, found="answers.csv or shares.csv cannot be read")
        ]
    yield from checks


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _share(one: dict[str, str], records: list[dict[str, str]]) -> Check:
    """Count an option again: a column of its own, or a category of its variable's."""
    own = f"{one['variable']}_{one['code']}"
    column, category = (own, "1") if own in records[0] else (one["variable"], one["code"])
    values = [record[column] for record in records]
    ticked = values.count(category)
    asked = sum(value not in _NOT_ASKED for value in values)
    return Check(
        what=f"{one['variable']} {one['code']}",
        holds=(one["ticked"], one["asked"]) == (str(ticked), str(asked)),
        found=f"published {one['ticked']} of {one['asked']}, counted {ticked} of {asked}",
    )
