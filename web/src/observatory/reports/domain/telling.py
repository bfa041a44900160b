"""What the command `report` does, and what it prints of it."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from civiscope.errors import CiviscopeError, InputError
from observatory.reports.domain.compare import Comparison, compare
from observatory.reports.domain.files import files_of, shown, snapshot_of
from observatory.reports.domain.publish import (
    NotPublished,
    current_report,
    frozen,
    last_issue,
    publish,
    publish_erratum,
)
from observatory.reports.domain.verify import Verification, verify_folder
from observatory.reports.models import CODES

# What `diff` and `cmp` return when what they compare differs.
EXIT_DIFFERENT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What to print, and the exit code of the command."""

    text: str
    exit_code: int


def tell_written(year: str, folder: Path | None, language: str) -> Told:
    """Write the report of a year in a folder, and say what was written."""

    def write() -> Told:
        if folder is None:
            raise InputError("Expected --out FOLDER: where to write the files of the report.")
        report = current_report(read_year(year), language)
        files = files_of(snapshot_of(report), settings.ADDRESS)
        _write(folder, files)
        lines = [f"{folder / name}  {len(content):,} bytes" for name, content in files.items()]
        return Told(text="\n".join([*lines, f"{len(report.figures)} figures"]), exit_code=0)

    return _told(write)


def tell_verified(folder: Path) -> Told:
    """Verify the report in a folder, and say which figures hold."""

    def verify() -> Told:
        found = verify_folder(folder)
        exit_code = 0 if found.holds else EXIT_DIFFERENT
        return Told(text="\n".join(_verified(found)), exit_code=exit_code)

    return _told(verify)


def tell_compared(year: str, language: str) -> Told:
    """Say what writing a published report again would change."""

    def tell() -> Told:
        issue = last_issue(read_year(year))
        if issue is None:
            raise NotPublished(f"No report of {year} is published: publish it first.")
        published = frozen(issue, language)
        now = shown(snapshot_of(current_report(issue.year, language)), "")
        found = compare(published, now)
        exit_code = EXIT_DIFFERENT if found.changes else 0
        return Told(text="\n".join(_compared(found)), exit_code=exit_code)

    return _told(tell)


def tell_published(year: str, *, at: dt.datetime) -> Told:
    """Publish the report of a year, and say so."""
    return _told(lambda: _issue_told(publish(read_year(year), by=None, at=at)))


def tell_corrected(
    year: str, texts: Mapping[str, str], *, at: dt.datetime, regenerate: bool
) -> Told:
    """Publish an erratum, and say so."""
    return _told(
        lambda: _issue_told(
            publish_erratum(read_year(year), texts, by=None, at=at, regenerate=regenerate)
        )
    )


def read_year(text: str) -> int:
    """Return the year that someone typed; raise `InputError` when it is none."""
    if text.isascii() and text.isdigit() and dt.MINYEAR <= int(text) <= dt.MAXYEAR:
        return int(text)
    raise InputError(f"Expected a year such as 2019, found {text!r}.")


def _told(act: Callable[[], Told]) -> Told:
    try:
        return act()
    except CiviscopeError as error:
        return Told(text=str(error), exit_code=error.exit_code)
    except OSError as error:
        return Told(text=f"The files cannot be written: {error}", exit_code=74)  # EX_IOERR


def _issue_told(issue: object) -> Told:
    languages = " and ".join(CODES)
    return Told(text=f"Report {issue} is published, in {languages}.", exit_code=0)


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files so that none is ever half written."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        partial = folder / f".{name}.part"
        partial.write_bytes(content)
        partial.replace(folder / name)


# ---------------------------------------------------------------- what is printed


def _verified(found: Verification) -> Iterator[str]:
    for name in found.altered:
        yield f"ALTERED  {name} is missing, or is not the file that was written"
    for one in found.figures:
        if not one.holds:
            yield f"DIFFERS  {one.figure.name} = {one.figure.text}: {'; '.join(one.reasons)}"
    held = sum(one.holds for one in found.figures)
    yield f"{held} of {len(found.figures)} figures hold against the database."


def _compared(found: Comparison) -> Iterator[str]:
    for one in found.figures:
        yield f"figure {one.figure.name} = {one.figure.text}: {'; '.join(one.reasons)}"
    for sign, line in found.lines:
        yield f"{sign} {line}"
    if not found.changes:
        yield "Writing the report again would change nothing."
