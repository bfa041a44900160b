"""Say what writing a pack did, in words for the command line."""

from pathlib import Path

from civiscope.errors import CiviscopeError
from observatory.imports.domain.report import Told
from observatory.opendata.domain.dump import dump_pack


def tell_dump(folder: Path, *, full: bool) -> Told:
    """Write a pack and say what was written; a folder that cannot be is told, not raised."""
    try:
        report = dump_pack(folder, full=full)
    except CiviscopeError as error:
        return Told(text=f"{error}\nNothing was written.", exit_code=error.exit_code)
    lines = [f"{kind:24}{count:>10}" for kind, count in report.counts.items()]
    kept = " It holds drafts and withdrawn names: keep it private." if full else ""
    return Told(text="\n".join([*lines, f"Written to {folder}.{kept}"]), exit_code=0)
