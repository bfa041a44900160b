"""The folder of a coding: tables anyone can open, and a manifest that seals them."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
from numpy.typing import NDArray

from civiscope import corpus
from civiscope.coding.codebook_files import write_codebook
from civiscope.coding.results import Applied, CodeShare
from civiscope.runs.coding.pipeline import Findings
from civiscope.runs.coding.settings import Settings
from civiscope.runs.publishing import (
    code_of_civiscope,
    digest_together,
    versions_of,
    write_csv,
    write_manifest,
)
from civiscope.tables import AUTHOR, IDENTIFIER, PLACES, find_digest, read_batches

KIND = "coding"
FORMAT = 1
"""Version of the folder's form."""

CONTRIBUTIONS = "contributions.parquet"
CODEBOOK = "codebook.csv"
CODINGS = "codings.csv"
SCORES = "scores.parquet"
SHARES = "shares.csv"
LEARNING = "learning.csv"
LEARNT = "learnt_from"
"""The key of the manifest for the contributions that the machine learnt from."""

_PACKAGES = ("civiscope", "numba", "numpy", "pyarrow", "scipy", "simplemma")
_LEARNING_COLUMNS = ("code", "from", "given", "bar", "precision", "recall")
_SHARE_COLUMNS = ("code", "share", "answers", "base", "label", "parent")


def write_package(
    findings: Findings, settings: Settings, asked: Mapping[str, Any], folder: Path
) -> Applied:
    """Write all files of a coding into a folder, the manifest last.

    Parameters
    ----------
    findings : Findings
        What was found.
    settings : Settings
        Those of the coding.
    asked : mapping
        What was asked of the source: its columns, its platform.
    folder : Path
        An existing folder.

    Returns
    -------
    Applied
        What is said in it.
    """
    applied = tell(findings)
    _write_contributions(findings, folder / CONTRIBUTIONS)
    write_codebook(findings.codebook, folder / CODEBOOK)
    _write_scores(findings, folder)
    write_csv(folder / SHARES, _SHARE_COLUMNS, _share_rows(applied))
    write_csv(folder / LEARNING, _LEARNING_COLUMNS, _learning_rows(findings))
    write_manifest(folder, manifest_of(findings, applied, settings) | dict(asked))
    return applied


def manifest_of(findings: Findings, applied: Applied, settings: Settings) -> dict[str, Any]:
    """Say what a coding was made from and by: source, codebook, settings, lexicons, versions."""
    read = findings.contributions
    return {
        "kind": KIND,
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
        "codebook": {"name": findings.codebook.name, "version": findings.codebook.version},
        "uncoded": applied.n_uncoded,
        "calibration_error": applied.calibration_error,
        LEARNT: list(findings.learnt_from),
        "settings": asdict(settings),
        "lexicons": digest_together(Path(corpus.__file__).with_name("lexicons").rglob("*.txt")),
        "code": code_of_civiscope(),
        "versions": versions_of(*_PACKAGES),
    }


def tell(findings: Findings) -> Applied:
    """Count the answers that have each code."""
    codes = findings.codebook.codes
    answers, n_coded = np.zeros(len(codes), np.int64), 0
    for batch in findings.batches:
        answers += np.bincount(batch.codes[batch.is_coded], minlength=len(codes))
        n_coded += len(np.unique(batch.rows[batch.is_coded]))
    n_answers, learnt = findings.contributions.rows, findings.coder.learnt
    return Applied(
        n_answers=n_answers,
        n_uncoded=n_answers - n_coded,
        shares=tuple(
            CodeShare(
                code=code.code,
                share=count / n_answers,
                answers=count,
                label=code.label,
                parent=code.parent,
            )
            for code, count in zip(codes, answers.tolist(), strict=True)
        ),
        n_learnt=0 if learnt is None else len(learnt.codes),
        n_taught=len(findings.learnt_from),
        calibration_error=None if learnt is None else learnt.calibration_error,
    )


def _write_contributions(findings: Findings, path: Path) -> None:
    """Write the answers and the variables they are compared by; nobody's name, nobody's place."""
    kept = tuple(name for name in findings.contributions.columns if name not in (AUTHOR, *PLACES))
    batches = read_batches(findings.contributions.path, kept)
    first = next(batches)
    with pq.ParquetWriter(path, first.schema, compression="zstd") as writer:
        for batch in (first, *batches):
            writer.write_batch(batch)


def _write_scores(findings: Findings, folder: Path) -> None:
    """Write the codes that answers have as CSV, and all scores as Parquet, batch by batch."""
    quoting = pa_csv.WriteOptions(quoting_style="needed", quoting_header="none")
    names = pa.array([code.code for code in findings.codebook.codes], pa.string())
    with (
        pa_csv.CSVWriter(folder / CODINGS, _SCHEMA, write_options=quoting) as text,
        pq.ParquetWriter(folder / SCORES, _SCHEMA, compression="zstd") as parquet,
    ):
        for table, is_coded in _score_tables(findings, names):
            text.write_table(table.filter(pa.array(is_coded)))
            parquet.write_table(table)


_SCHEMA = pa.schema({"contribution_id": pa.string(), "code": pa.string(), "score": pa.float64()})


def _score_tables(
    findings: Findings, names: pa.StringArray
) -> Iterator[tuple[pa.Table, NDArray[np.bool_]]]:
    identifiers = read_batches(findings.contributions.path, (IDENTIFIER,))
    for read, batch in zip(identifiers, findings.batches, strict=True):
        columns = [
            read[IDENTIFIER].take(pa.array(batch.rows)),
            names.take(pa.array(batch.codes)),
            pa.array(batch.scores),
        ]
        yield pa.table(columns, schema=_SCHEMA), batch.is_coded


def _share_rows(applied: Applied) -> Iterator[dict[str, object]]:
    for share in applied.shares:
        yield asdict(share) | {"base": applied.n_answers}


def _learning_rows(findings: Findings) -> Iterator[dict[str, object]]:
    """Yield from what each code is given: its label, or what people coded and how well it went."""
    learnt = findings.coder.learnt
    places = {} if learnt is None else {int(code): at for at, code in enumerate(learnt.codes)}
    for number, code in enumerate(findings.codebook.codes):
        row: dict[str, object] = {"code": code.code, "from": "label"}
        row["bar"] = float(findings.coder.bars[number])
        if learnt is not None and number in places:
            tried = learnt.trials[places[number]]
            row |= {"from": "people", "given": tried.given}
            row |= {"precision": tried.precision, "recall": tried.recall}
        yield row
