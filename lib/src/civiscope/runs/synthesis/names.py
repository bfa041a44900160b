"""What is published of the names that a language model gave: tables, a report, a manifest."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from civiscope.errors import InputError
from civiscope.publication.synthesis import build_report
from civiscope.publication.writing import write_report
from civiscope.runs.publishing import MANIFEST, manifest_bytes, write_csv
from civiscope.runs.synthesis.package import report_language
from civiscope.runs.synthesis.reading import read_rows, read_synthesis, unreadable
from civiscope.runs.synthesis.settings import Settings
from civiscope.synthesis.naming import Asked, MachineName, Naming, Quote, what_is_asked
from civiscope.synthesis.results import Synthesis
from civiscope.tables import find_digest

REPORTS: Final = ("report.html", "report.pdf")
NAMES: Final = "names.csv"
QUOTES: Final = "quotes.csv"

_NAME_COLUMNS: Final = tuple(field.name for field in fields(MachineName) if field.name != "quotes")
_QUOTE_COLUMNS: Final = ("theme_id", *(field.name for field in fields(Quote)))


def read_asked(
    folder: Path, manifest: dict[str, Any]
) -> tuple[Settings, Synthesis, tuple[Asked, ...]]:
    """Read a synthesis, and what a language model is asked about it."""
    try:
        settings = Settings(**manifest["settings"])
        has_questions = "question" in manifest["source"]["columns"]
    except (KeyError, TypeError) as error:
        raise InputError(unreadable(MANIFEST)) from error
    synthesis = read_synthesis(folder, settings, has_questions=has_questions)
    return settings, synthesis, what_is_asked(synthesis, subthemes=_subthemes(folder, synthesis))


def _subthemes(folder: Path, synthesis: Synthesis) -> dict[str, str]:
    """Find the sub-theme of each contribution that is quoted and has one."""
    quoted = {said.contribution_id for theme in synthesis.themes for said in theme.excerpts}
    try:
        table = pq.read_table(
            folder / "assignments.parquet", columns=["contribution_id", "subtheme_id"]
        )
    except (OSError, ValueError) as error:
        raise InputError(unreadable("assignments.parquet")) from error
    wanted = pa.array(sorted(quoted), table["contribution_id"].type)
    rows = table.filter(pc.is_in(table["contribution_id"], value_set=wanted)).to_pylist()
    return {row["contribution_id"]: row["subtheme_id"] for row in rows}


def add_names(folder: Path, naming: Naming, synthesis: Synthesis, settings: Settings) -> None:
    """Write names and their quotes beside the tables of a synthesis, and its report with them."""
    write_csv(
        folder / NAMES,
        _NAME_COLUMNS,
        ({column: getattr(name, column) for column in _NAME_COLUMNS} for name in naming.names),
    )
    write_csv(
        folder / QUOTES,
        _QUOTE_COLUMNS,
        (
            {"theme_id": name.theme_id} | asdict(quote)
            for name in naming.names
            for quote in name.quotes
        ),
    )
    write_report(build_report(synthesis, language=report_language(settings), naming=naming), folder)


def named_manifest(
    folder: Path,
    manifest: Mapping[str, Any],
    naming: Naming,
    *,
    refused: Mapping[str, int],
    parameters: Mapping[str, int],
    instructions: str,
) -> dict[str, Any]:
    """Say what the names were made by, and from which synthesis.

    Parameters
    ----------
    folder : Path
        Where the names and the report with them were written.
    manifest : mapping
        That of the synthesis.
    naming : Naming
        The names.
    refused : mapping of str to int
        Why themes were left without a name, and how many.
    parameters : mapping of str to int
        What the model was sent beside the messages.
    instructions : str
        What it was told to do.
    """
    made = {
        "model": naming.model,
        "host": naming.host,
        "parameters": dict(parameters),
        "instructions": instructions,
        "asked": naming.n_asked,
        "named": len(naming.names),
        "refused": dict(refused),
        "reproducible": False,
        "synthesis": sha256(manifest_bytes(manifest)).hexdigest(),
        "reports": {name: manifest["files"][name] for name in REPORTS},
    }
    written = {name: find_digest(folder / name) for name in (NAMES, QUOTES, *REPORTS)}
    return {**manifest, "naming": made, "files": manifest["files"] | written}


def unnamed_manifest(manifest: dict[str, Any]) -> dict[str, Any]:
    """Return the manifest of the synthesis that a machine named."""
    kept = {name: value for name, value in manifest.items() if name != "naming"}
    files = manifest["files"] | manifest["naming"]["reports"]
    return kept | {
        "files": {name: digest for name, digest in files.items() if name not in (NAMES, QUOTES)}
    }


def read_naming(folder: Path, manifest: dict[str, Any]) -> Naming:
    """Read the names that were published."""
    quotes: dict[str, list[Quote]] = {}
    for row in read_rows(folder / QUOTES):
        theme = row.pop("theme_id")
        quotes.setdefault(theme, []).append(Quote(**row))
    made = manifest["naming"]
    return Naming(
        model=made["model"],
        host=made["host"],
        n_asked=made["asked"],
        names=tuple(
            MachineName(**row, quotes=tuple(quotes.get(row["theme_id"], ())))
            for row in read_rows(folder / NAMES)
        ),
    )
