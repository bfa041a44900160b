"""Say what loading a pack did, in words for the command line."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from civiscope.errors import CiviscopeError
from observatory.imports.domain.load import LoadReport, load_pack
from observatory.imports.domain.plan import Item, Outcome

# After the conflicts are shown: a script must be able to tell that something was left.
EXIT_CONFLICT = 4
SHOWN_CHARACTERS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What to print, and the exit code of the command."""

    text: str
    exit_code: int


def tell_load(
    folder: Path, *, at: dt.datetime, dry_run: bool, take_pack: bool, keep_local: bool
) -> Told:
    """Load a pack and say what happened; an invalid pack is told, not raised."""
    try:
        report = load_pack(folder, by=None, at=at, dry_run=dry_run, take_pack=take_pack)
    except CiviscopeError as error:
        return Told(text=f"{error}\nNothing was written.", exit_code=error.exit_code)
    is_left = any(item.pack_changed for item in report.conflicts) and not keep_local
    text = "\n".join(_lines(report, dry_run=dry_run))
    return Told(text=text, exit_code=EXIT_CONFLICT if is_left else 0)


def _lines(report: LoadReport, *, dry_run: bool) -> Iterator[str]:
    yield f"Pack {report.pack}" + (" (dry run: nothing was written)" if dry_run else "")
    yield f"{'':20}{'created':>10}{'updated':>10}{'unchanged':>10}{'conflict':>10}"
    for kind, counts in report.counts().items():
        yield f"{kind:20}" + "".join(f"{counts[outcome]:>10}" for outcome in Outcome)
    for item in report.conflicts:
        yield from _conflict(item)
    if report.conflicts:
        yield "Local edits were kept. To take the pack's values instead: --take-pack"


def _conflict(item: Item) -> Iterator[str]:
    yield f"conflict: {item.kind}:{item.key} was edited here since it was loaded ({item.where})"
    for difference in item.differences:
        place = ".".join(difference.path)
        yield f"  {place}: here {_short(difference.before)}"
        yield f"  {'':{len(place)}}  pack {_short(difference.after)}"


def _short(value: object) -> str:
    shown = "nothing" if value is None else repr(value)
    return shown if len(shown) <= SHOWN_CHARACTERS else f"{shown[:SHOWN_CHARACTERS]}…"
