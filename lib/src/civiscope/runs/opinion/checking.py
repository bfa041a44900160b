"""Checks of published opinion groups, by those who doubt them."""

import csv
from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from civiscope.errors import InputError
from civiscope.runs.checks import DAMAGED, Check, check_again, check_files, read_manifest
from civiscope.runs.opinion.package import FORMAT, KIND
from civiscope.runs.opinion.run import Sources, run_opinion
from civiscope.runs.opinion.settings import Settings
from civiscope.tables import VoteColumns, find_digest, read_votes

_VOTES = {1: "agree", 0: "pass", -1: "disagree"}


def verify(
    folder: Path,
    *,
    source: Path | None = None,
    statements: Path | None = None,
    participants: Path | None = None,
) -> tuple[Check, ...]:
    """Check published opinion groups.

    Parameters
    ----------
    folder : Path
        A folder that `run_opinion` published.
    source : Path, optional
        The file of votes; with it, all is computed again and compared file by file. Without, files
        are compared with the manifest, and groups with the participants.
    statements, participants : Path, optional
        What was given beside the votes.

    Returns
    -------
    tuple of Check

    Raises
    ------
    InputNotFound
        Where there are no opinion groups in the folder.
    InputError
        Where they are of another form or their manifest damaged, or a file that was given then is
        missing now.
    """
    manifest = _manifest(folder)
    checks = [*check_files(folder, manifest), *_group_checks(folder)]
    if source is not None:
        beside = {"statements": statements, "participants": participants}
        _check_beside(manifest, beside)
        checks += _computed_again(manifest, source, beside)
    return tuple(checks)


def trace(folder: Path, name: str, *, source: Path | None = None) -> list[str]:
    """List the participants of a group, or the votes on a statement.

    Parameters
    ----------
    folder : Path
        A folder that `run_opinion` published.
    name : str
        A group as in ``groups.csv``; with the votes, a statement too.
    source : Path, optional
        The file of votes.

    Returns
    -------
    list of str
        Participants in the order of their identifiers; of a statement, each with the vote and the
        group, separated by tabs.

    Raises
    ------
    InputNotFound
        Where there are no opinion groups in the folder.
    InputError
        Where no group or statement has that name, or the tables cannot be read.
    """
    manifest = _manifest(folder)
    rows = _rows(folder / "participants.csv")
    groups = {row["participant"]: row["group"] for row in rows}
    if name and name in groups.values():
        return [participant for participant, group in groups.items() if group == name]
    if source is None:
        known = sorted(filter(None, set(groups.values())))
        raise InputError(
            f"Expected the name of a group ({', '.join(known) or 'there is none'}), and found "
            f"{name}. To see the votes on a statement, name the file of votes with --source."
        )
    return _votes_on(name, manifest, source, groups)


def _votes_on(
    name: str, manifest: dict[str, Any], source: Path, groups: dict[str, str]
) -> list[str]:
    columns, platform = _asked(manifest)
    votes = read_votes(source, columns=columns, platform=platform)
    known = votes.statements.to_pylist()
    if name not in known:
        close = get_close_matches(name, known, n=3)
        hint = f" Near: {', '.join(close)}." if close else ""
        raise InputError(f"Expected the name of a group or a statement, and found {name}.{hint}")
    chosen = votes.statement == known.index(name)
    people = votes.participants.to_pylist()
    # Of several votes of a participant the last counts.
    cast = dict(zip(votes.participant[chosen].tolist(), votes.vote[chosen].tolist(), strict=True))
    return [
        f"{people[who]}\t{_VOTES[vote]}\t{groups.get(people[who], '')}"
        for who, vote in sorted(cast.items())
    ]


def _manifest(folder: Path) -> dict[str, Any]:
    return read_manifest(folder, kind=KIND, form=FORMAT)


def _asked(manifest: dict[str, Any]) -> tuple[VoteColumns | None, str | None]:
    try:
        columns = VoteColumns(**manifest["columns"])
        platform = manifest["platform"]
    except (KeyError, TypeError) as error:
        raise InputError(DAMAGED) from error
    return columns if columns != VoteColumns() else None, platform


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    except (OSError, ValueError, csv.Error) as error:
        raise InputError(
            f"Expected {path.name} as it was published, and it cannot be read: see what "
            "'civiscope opinion verify' says of the folder."
        ) from error


def _group_checks(folder: Path) -> list[Check]:
    """Count the participants of each group, and compare."""
    try:
        found = Counter(row["group"] for row in _rows(folder / "participants.csv"))
        published = {row["group"]: row["participants"] for row in _rows(folder / "groups.csv")}
    except (InputError, KeyError):
        said = "groups.csv or participants.csv cannot be read"
        return [Check(what="participants of each group", holds=False, found=said)]
    return [
        Check(
            what=f"participants of {group}",
            holds=str(found[group]) == said,
            found=f"published {said}, counted {found[group]}",
        )
        for group, said in published.items()
    ]


def _check_beside(manifest: dict[str, Any], beside: dict[str, Path | None]) -> None:
    for name, path in beside.items():
        if manifest.get(name) is not None and path is None:
            raise InputError(
                f"Expected the file of {name} that groups were published with, and none was given. "
                f"Name it with --{name}."
            )


def _computed_again(
    manifest: dict[str, Any], source: Path, beside: dict[str, Path | None]
) -> Iterator[Check]:
    columns, platform = _asked(manifest)
    try:
        settings, by = Settings(**manifest["settings"]), tuple(manifest["by"])
        sealed = manifest["source"]["sha256"]
    except (KeyError, TypeError) as error:
        raise InputError(DAMAGED) from error
    for name, path in beside.items():
        if path is not None and manifest.get(name) is not None:
            holds = find_digest(path) == manifest[name]
            yield Check(what=name, holds=holds, found="the same file" if holds else "another file")
    with TemporaryDirectory() as place:
        again = Path(place, "again")
        sources = Sources(
            votes=source,
            statements=beside["statements"] if manifest.get("statements") else None,
            participants=beside["participants"] if by else None,
            by=by,
            columns=columns,
            platform=platform,
        )
        run_opinion(sources, again, settings=settings)
        is_same = _manifest(again)["source"]["sha256"] == sealed
        said = "the same votes" if is_same else "other votes, or other columns"
        yield Check(what="source", holds=is_same, found=said)
        yield from check_again(again, manifest)
