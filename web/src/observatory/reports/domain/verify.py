"""Which figures of a report still hold against the database, and why the others do not.

A counted figure is counted again, a stated one read again in its record, a quoted one
looked for in its record's own words.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from civiscope.errors import InputError, InputNotFound
from observatory.reports.domain.build import build_report
from observatory.reports.domain.facts import NothingKnown, read_facts
from observatory.reports.domain.figures import Figure
from observatory.reports.domain.files import SNAPSHOT, Snapshot, checksum, read_snapshot

_NAMED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What verifying one figure found: nothing in `reasons` when it still holds."""

    figure: Figure
    reasons: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether the database still says so."""
        return not self.reasons


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What verifying a report found."""

    snapshot: Snapshot
    figures: tuple[Verified, ...]
    # Files that are missing, or are not those that were published.
    altered: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether every figure holds and every file is as it was published."""
        return not self.altered and all(figure.holds for figure in self.figures)


def verify_folder(folder: Path) -> Verification:
    """Verify the report in a folder; raise `InputError` when it holds none."""
    path = folder / SNAPSHOT
    if not path.is_file():
        raise InputNotFound(
            f"Expected a report in {folder}, found no {SNAPSHOT}: name the folder that "
            "`observatory report YEAR --out FOLDER` wrote."
        )
    snapshot, checksums = read_snapshot(path.read_bytes())
    altered = [name for name, sha in checksums.items() if _checksum(folder / name) != sha]
    return Verification(snapshot=snapshot, figures=verify_figures(snapshot), altered=tuple(altered))


def _checksum(path: Path) -> str:
    return checksum(path.read_bytes()) if path.is_file() else ""


def verify_figures(snapshot: Snapshot) -> tuple[Verified, ...]:
    """Compare the figures of a report with those that its year has now."""
    now = _figures_now(snapshot)
    with override(snapshot.language):
        return tuple(
            Verified(figure=figure, reasons=tuple(_reasons(figure, now.get(figure.name))))
            for figure in snapshot.figures
        )


def _figures_now(snapshot: Snapshot) -> Mapping[str, Figure]:
    try:
        facts = read_facts(snapshot.year)
        report = build_report(facts, language=snapshot.language, texts=snapshot.texts)
    except (NothingKnown, InputError):
        return {}
    return {figure.name: figure for figure in report.figures}


def _reasons(then: Figure, now: Figure | None) -> Iterable[str]:
    if now is None:
        yield _gone(then)
        return
    if then.nature == "counted":
        yield from _counted_otherwise(then, now)
    elif (then.value, then.operator) != (now.value, now.operator):
        yield _("its record now says %(value)s") % {"value": now.text}


def _gone(figure: Figure) -> str:
    if figure.nature == "quoted":
        return _("%(record)s no longer says it") % {"record": figure.records[0]}
    if figure.nature == "stated":
        return _("%(record)s no longer states it, or is no longer public") % {
            "record": figure.records[0]
        }
    return _("the report no longer counts it")


def _counted_otherwise(then: Figure, now: Figure) -> Iterable[str]:
    gone = [one for one in then.records if one not in set(now.records)]
    new = [one for one in now.records if one not in set(then.records)]
    if gone:
        yield ngettext(
            "%(count)s no longer counts: %(records)s",
            "%(count)s no longer count: %(records)s",
            len(gone),
        ) % {"count": len(gone), "records": _some(gone)}
    if new:
        yield ngettext(
            "%(count)s counts now and did not: %(records)s",
            "%(count)s count now and did not: %(records)s",
            len(new),
        ) % {"count": len(new), "records": _some(new)}


def _some(ids: list[str]) -> str:
    rest = "…" if len(ids) > _NAMED else ""
    return ", ".join(ids[:_NAMED]) + rest
