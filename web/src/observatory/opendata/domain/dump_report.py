"""Say what writing a pack did, in words for the command line."""

from pathlib import Path

from civiscope.errors import CiviscopeError
from observatory.opendata.domain.dump import dump_pack


def tell_dump(folder: Path, *, full: bool) -> tuple[str, int]:
    """Write a pack; return what to print and the exit code of the command."""
    try:
        report = dump_pack(folder, full=full)
    except CiviscopeError as error:
        return f"{error}\nNothing was written.", error.exit_code
    lines = [f"{kind:24}{count:>10}" for kind, count in report.counts.items()]
    kept = " It holds drafts and withdrawn names: keep it private." if full else ""
    return "\n".join([*lines, f"Written to {folder}.{kept}"]), 0
