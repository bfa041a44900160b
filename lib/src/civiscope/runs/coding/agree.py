"""How far the coders of a sample agree, and where they do not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from civiscope.coding.agreement import (
    MISSING,
    Agreement,
    count_hits,
    measure_code_agreement,
    pairs_of_coders,
)
from civiscope.coding.codings import (
    Codings,
    imply_parents,
    list_disagreements,
    read_codings,
    read_decisions,
    settle,
)
from civiscope.runs.coding.sample import PublishedSample, read_sample
from civiscope.runs.publishing import (
    code_of_civiscope,
    publishing,
    versions_of,
    write_csv,
    write_manifest,
)
from civiscope.tables import IDENTIFIER, TEXT, find_digest

KIND = "coding agreement"
FORMAT = 1

SEED = 0x61_67_72_65_65
"""The bytes of "agree"."""

_AGREEMENT = (
    "code", "label", "alpha", "low", "high", "agreed", "read_twice", "differing", "yes", "no",
)  # fmt: skip
_CODERS = ("coder", "other", *_AGREEMENT)
_HITS = ("coder", "code", "label", "both", "coder_only", "right_only", "precision", "recall")
_DISAGREEMENTS = (IDENTIFIER, "code", "label", TEXT, "yes", "no", "unsure", "comments", "decision")
_PACKAGES = ("civiscope", "numpy")


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """How far coders agree on a sample.

    Attributes
    ----------
    coders : tuple of str
        Who coded.
    codes : tuple of (str, Agreement)
        How far they agree on each code, those that codes are part of included.
    n_disagreements : int
        Codes of contributions on which they differ.
    """

    coders: tuple[str, ...]
    codes: tuple[tuple[str, Agreement], ...]
    n_disagreements: int


def compare_coders(
    paths: Sequence[Path],
    *,
    sample: Path,
    decisions: Path | None = None,
    folder: Path | None = None,
) -> Agreed:
    """Measure how far the coders of a sample agree.

    Parameters
    ----------
    paths : sequence of Path
        What they filled (`civiscope.coding.codings.read_codings`).
    sample : Path
        What `civiscope coding sample` published.
    decisions : Path, optional
        What was decided where they differ: each coder is then compared with it.
    folder : Path, optional
        Where to publish tables; nowhere if not given. It must not exist yet.

    Returns
    -------
    Agreed

    Raises
    ------
    InputNotFound
        Where there is no such file.
    InputError
        Where the sample or a file cannot be used, or nothing was read by two coders.
    OutputFailed
        Where the folder cannot be written.
    """
    drawn = read_sample(sample)
    codings = read_codings(
        paths, identifiers=drawn.sample.identifiers, codes=drawn.codebook.codable
    )
    values = imply_parents(codings.values, drawn.codebook)
    measured = measure_code_agreement(values, seed=SEED)
    decided = _decided(decisions, drawn)
    agreed = Agreed(
        coders=codings.coders,
        codes=tuple(
            (code.code, one) for code, one in zip(drawn.codebook.codes, measured, strict=True)
        ),
        n_disagreements=sum(1 for _ in list_disagreements(codings)),
    )
    if folder is not None:
        right = settle(codings, decided).values if decisions else None
        with publishing(folder) as partial:
            published = partial / "published"
            published.mkdir()
            _write(published, agreed, codings, values, drawn)
            if right is not None:
                rows = _hit_rows(values, imply_parents(right, drawn.codebook), codings, drawn)
                write_csv(published / "against_decisions.csv", _HITS, rows)
            write_manifest(published, _manifest(paths, sample, decisions))
    return agreed


def _decided(path: Path | None, drawn: PublishedSample) -> Mapping[tuple[str, str], int]:
    if path is None:
        return {}
    return read_decisions(path, identifiers=drawn.sample.identifiers, codes=drawn.codebook.codable)


def _write(
    folder: Path, agreed: Agreed, codings: Codings, values: NDArray[np.int8], drawn: PublishedSample
) -> None:
    rows = (_agreement_row(drawn, code, one) for code, one in agreed.codes)
    write_csv(folder / "agreement.csv", _AGREEMENT, rows)
    write_csv(folder / "coders.csv", _CODERS, _pair_rows(values, codings, drawn))
    write_csv(folder / "disagreements.csv", _DISAGREEMENTS, _disagreement_rows(codings, drawn))


def _agreement_row(drawn: PublishedSample, code: str, one: Agreement) -> dict[str, object]:
    no, yes = one.counts
    return {
        "code": code,
        "label": drawn.codebook[code].label,
        "alpha": one.alpha,
        "low": one.low,
        "high": one.high,
        "agreed": one.agreed,
        "read_twice": one.n_units,
        "differing": one.n_disagreements,
        "yes": yes,
        "no": no,
    }


def _pair_rows(
    values: NDArray[np.int8], codings: Codings, drawn: PublishedSample
) -> Iterator[dict[str, object]]:
    for one, other in pairs_of_coders(values):
        measured = measure_code_agreement(values[[one, other]], seed=SEED)
        names = {"coder": codings.coders[one], "other": codings.coders[other]}
        for code, found in zip(drawn.codebook.codes, measured, strict=True):
            yield names | _agreement_row(drawn, code.code, found)


def _disagreement_rows(codings: Codings, drawn: PublishedSample) -> Iterator[dict[str, object]]:
    texts = dict(zip(drawn.sample.identifiers, drawn.texts, strict=True))
    for one in list_disagreements(codings):
        notes = [note for note in codings.notes if note.identifier == one.identifier]
        yield {
            IDENTIFIER: one.identifier,
            "code": one.code,
            "label": drawn.codebook[one.code].label,
            TEXT: texts[one.identifier],
            "yes": " ".join(one.yes),
            "no": " ".join(one.no),
            "unsure": " ".join(note.coder for note in notes if note.is_unsure),
            "comments": "\n".join(
                f"{note.coder}: {note.comment}" for note in notes if note.comment
            ),
        }


def _hit_rows(
    values: NDArray[np.int8], right: NDArray[np.int8], codings: Codings, drawn: PublishedSample
) -> Iterator[dict[str, object]]:
    """Compare each coder with what was settled, where two of them read."""
    is_double = codings.is_read.sum(axis=0) > 1
    held = np.where(is_double[:, None], right, np.int8(MISSING))
    for place, coder in enumerate(codings.coders):
        for column, code in enumerate(drawn.codebook.codes):
            hits = count_hits(values[place, :, column], held[:, column])
            yield {
                "coder": coder,
                "code": code.code,
                "label": code.label,
                "both": hits.both,
                "coder_only": hits.only_given,
                "right_only": hits.only_right,
                "precision": hits.precision,
                "recall": hits.recall,
            }


def _manifest(paths: Sequence[Path], sample: Path, decisions: Path | None) -> dict[str, Any]:
    return {
        "kind": KIND,
        "format": FORMAT,
        "codings": sorted(find_digest(path) for path in paths),
        "decisions": decisions and find_digest(decisions),
        "sample": find_digest(sample / "sample.csv"),
        "code": code_of_civiscope(),
        "versions": versions_of(*_PACKAGES),
    }
