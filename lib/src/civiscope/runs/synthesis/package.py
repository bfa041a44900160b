"""The folder of a synthesis: tables anyone can open, a report, and a manifest that seals them."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, fields
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from civiscope import corpus
from civiscope.publication.synthesis import build_report, write_report
from civiscope.runs.synthesis.passes import REASONS
from civiscope.runs.synthesis.pipeline import SMALLEST_FAMILY, Findings
from civiscope.runs.synthesis.settings import Settings
from civiscope.runs.synthesis.telling import campaign_name, campaigns_of, names_of
from civiscope.synthesis.results import (
    Campaign,
    Crossing,
    Excerpt,
    Synthesis,
    Term,
    Theme,
    Unclassified,
    Wording,
)
from civiscope.tables import IDENTIFIER, find_digest, read_batches

MANIFEST = "manifest.json"
FORMAT = 1
"""Version of the folder's form."""

_SCORE_DIGITS = 4
_PACKAGES = ("civiscope", "numba", "numpy", "pyarrow", "simplemma")


def write_package(
    findings: Findings,
    synthesis: Synthesis,
    settings: Settings,
    asked: Mapping[str, Any],
    folder: Path,
) -> None:
    """Write all files of a synthesis into a folder, the manifest last.

    Parameters
    ----------
    findings : Findings
        What was found.
    synthesis : Synthesis
        What is said of it.
    settings : Settings
        Those of the synthesis.
    asked : mapping
        What was asked of the source: its columns, its platform.
    folder : Path
        An existing folder.
    """
    _write_answers(findings, folder)
    for name, rows in _tables(findings, synthesis).items():
        _write_csv(folder / name, _COLUMNS[name], rows)
    write_report(build_report(synthesis, language=_report_language(settings)), folder)
    manifest = manifest_of(findings, settings) | dict(asked) | {"files": digests_of(folder)}
    text = json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")


def _report_language(settings: Settings) -> Literal["fr", "en"]:
    return "fr" if settings.language == "fr" else "en"


def manifest_of(findings: Findings, settings: Settings) -> dict[str, Any]:
    """Say what a synthesis was made from and by: source, settings, lexicons, versions."""
    read = findings.contributions
    return {
        "format": FORMAT,
        "source": {
            # Of the rows in their canonical order: a file of the same rows in another order is the
            # same source.
            "sha256": find_digest(read.path),
            "format": read.format,
            "encoding": read.encoding,
            "columns": list(read.columns),
            "contributions": read.rows,
            "set_aside": asdict(read.set_aside),
        },
        "settings": asdict(settings),
        "lexicons": _digest_of(Path(corpus.__file__).with_name("lexicons").rglob("*.txt")),
        "code": _digest_of(Path(corpus.__file__).parents[1].rglob("*.py")),
        "versions": {name: version(name) for name in _PACKAGES},
    }


def digests_of(folder: Path) -> dict[str, str]:
    """Hash every file of a folder but the manifest, by name."""
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.name != MANIFEST)
    return {path.name: find_digest(path) for path in files}


def _digest_of(paths: Iterable[Path]) -> str:
    digest = sha256()
    for path in sorted(paths, key=lambda path: path.as_posix()):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


# ------------------------------------------------------------------ one row for each answer


def _write_answers(findings: Findings, folder: Path) -> None:
    """Write assignments and families, batch by batch, as CSV and as Parquet."""
    _write_both(_assignments(findings), folder / "assignments")
    _write_both(_family_rows(findings), folder / "families")


def _write_both(tables: Iterator[pa.Table], stem: Path) -> None:
    first = next(tables)
    quoting = pa_csv.WriteOptions(quoting_style="needed", quoting_header="none")
    with (
        pa_csv.CSVWriter(stem.with_suffix(".csv"), first.schema, write_options=quoting) as text,
        pq.ParquetWriter(stem.with_suffix(".parquet"), first.schema, compression="zstd") as parquet,
    ):
        for table in (first, *tables):
            text.write_table(table)
            parquet.write_table(table)


def _assignments(findings: Findings) -> Iterator[pa.Table]:
    names, answers = names_of(findings), findings.answers
    for rows, identifiers in _identifiers(findings):
        yield pa.table(
            {
                "contribution_id": identifiers,
                "theme_id": _named(names.themes, answers.themes[rows]),
                "subtheme_id": _named(names.subthemes, answers.subthemes[rows]),
                "score": pa.array(np.round(answers.scores[rows], _SCORE_DIGITS)),
                "reason": _named(REASONS, answers.reasons[rows]),
            }
        )


def _family_rows(findings: Findings) -> Iterator[pa.Table]:
    """Yield the answers that are not alone in their family; a family of ours is ``f1``."""
    found = findings.families
    has_kin = found.n_answers[found.family] >= SMALLEST_FAMILY
    campaigns = campaigns_of(findings)
    campaign_names = [campaign_name(number) for number in range(len(findings.campaigns))]
    for rows, identifiers in _identifiers(findings):
        kept = pa.array(has_kin[rows])
        family = pa.array(found.family[rows] + 1).cast(pa.string())
        yield pa.table(
            {
                "contribution_id": identifiers,
                "family_id": pc.binary_join_element_wise("f", family, ""),
                "campaign_id": _named(campaign_names, campaigns[rows]),
            }
        ).filter(kept)


def _identifiers(findings: Findings) -> Iterator[tuple[slice, pa.Array]]:
    first = 0
    for batch in read_batches(findings.contributions.path, (IDENTIFIER,)):
        yield slice(first, first + len(batch)), batch[IDENTIFIER]
        first += len(batch)


def _named(names: Sequence[str], numbers: Any) -> pa.Array:  # noqa: ANN401 - any integers
    """Replace numbers by names; -1 by nothing."""
    places = pa.array(numbers, pa.int64(), mask=np.asarray(numbers) < 0)
    return pa.array(list(names), pa.string()).take(places)


# ------------------------------------------------------------------ one row for each figure


def _tables(findings: Findings, synthesis: Synthesis) -> dict[str, Iterator[dict[str, object]]]:
    words = findings.vocabulary
    return {
        "themes.csv": _theme_rows(synthesis),
        "terms.csv": _term_rows(synthesis),
        "excerpts.csv": _excerpt_rows(synthesis),
        "unclassified.csv": _unclassified_rows(synthesis),
        "campaigns.csv": _campaign_rows(synthesis),
        "wordings.csv": _wording_rows(synthesis),
        "crossings.csv": (asdict(crossing) for crossing in synthesis.crossings),
        "participation.csv": _participation_rows(synthesis),
        "lemmas.csv": iter(words.lemma_table().to_pylist()),
        "forms.csv": iter(words.form_table().to_pylist()),
    }


def _names(kind: type, *first: str, but: tuple[str, ...] = ()) -> tuple[str, ...]:
    return (*first, *(field.name for field in fields(kind) if field.name not in but))


_COLUMNS = {
    "themes.csv": _names(Theme, but=("excerpts",)),
    "terms.csv": _names(Term, "theme_id"),
    "excerpts.csv": _names(Excerpt, "theme_id"),
    "unclassified.csv": _names(Unclassified, but=("excerpts",)),
    "campaigns.csv": _names(Campaign, but=("wordings", "places")),
    "wordings.csv": _names(Wording, "campaign_id"),
    "crossings.csv": _names(Crossing),
    "participation.csv": ("variable", "value", "answers"),
    "lemmas.csv": ("lemma", "surface", "documents", "tokens"),
    "forms.csv": ("form", "lemma", "tokens"),
}


def _theme_rows(synthesis: Synthesis) -> Iterator[dict[str, object]]:
    for theme in synthesis.themes:
        row = asdict(theme)
        del row["excerpts"]
        yield row | {"terms": " ".join(term.surface for term in theme.terms)}


def _term_rows(synthesis: Synthesis) -> Iterator[dict[str, object]]:
    for theme in synthesis.themes:
        for term in theme.terms:
            yield {"theme_id": theme.theme_id} | asdict(term)


def _excerpt_rows(synthesis: Synthesis) -> Iterator[dict[str, object]]:
    for theme in synthesis.themes:
        for excerpt in theme.excerpts:
            yield {"theme_id": theme.theme_id} | asdict(excerpt)
    for left in synthesis.unclassified:
        for excerpt in left.excerpts:
            yield {"theme_id": ""} | asdict(excerpt)


def _unclassified_rows(synthesis: Synthesis) -> Iterator[dict[str, object]]:
    for left in synthesis.unclassified:
        yield {"reason": left.reason, "question": left.question, "answers": left.answers}


def _campaign_rows(synthesis: Synthesis) -> Iterator[dict[str, object]]:
    for campaign in synthesis.campaigns:
        row = asdict(campaign)
        del row["wordings"], row["places"]
        yield row


def _wording_rows(synthesis: Synthesis) -> Iterator[dict[str, object]]:
    for campaign in synthesis.campaigns:
        for wording in campaign.wordings:
            yield {"campaign_id": campaign.campaign_id} | asdict(wording)


def _participation_rows(synthesis: Synthesis) -> Iterator[dict[str, object]]:
    row = asdict(synthesis.participation)
    by = row.pop("by")
    for name, value in row.items():
        yield {"variable": name, "value": "", "answers": value}
    for variable, value, answers in by:
        yield {"variable": variable, "value": value, "answers": answers}


def _write_csv(path: Path, columns: tuple[str, ...], rows: Iterator[dict[str, object]]) -> None:
    """Write rows under their columns, which stand there even if no row does."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)
    path.write_text(text.getvalue(), encoding="utf-8")


def _cell(value: object) -> object:
    """Write numbers to six significant digits, and truths as words."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.6g}" if isinstance(value, float) else value
