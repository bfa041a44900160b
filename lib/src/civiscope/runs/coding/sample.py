"""The sample that people code: drawn, published with its design, and read again."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import compress
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from civiscope.coding.codebook import Codebook
from civiscope.coding.codebook_files import read_codebook, write_codebook
from civiscope.coding.codings import check_names
from civiscope.coding.sampling import Sample, draw_sample, measure_uncertainty
from civiscope.errors import InputError
from civiscope.publication.coding.form import Form
from civiscope.publication.coding.form_words import Language
from civiscope.runs.coding.applied import AppliedCoding, read_applied
from civiscope.runs.coding.forms import plain, write_form
from civiscope.runs.coding.package import CODEBOOK
from civiscope.runs.publishing import (
    code_of_civiscope,
    manifest_bytes,
    publishing,
    versions_of,
    write_csv,
    write_manifest,
)
from civiscope.tables import IDENTIFIER, TEXT, find_digest, open_source

KIND = "coding sample"
FORMAT = 1

SAMPLE, DESIGN = "sample.csv", "design.json"

SEED = 0x73_61_6D_70_6C_65
"""The bytes of "sample"."""

NAME = re.compile(r"[\w-]{1,40}")
"""What coders are called: their names are those of files."""

_COLUMNS = (IDENTIFIER, "stratum", "probability", "is_double", "coders", TEXT)
_DAMAGED = (
    f"Expected {DESIGN} as it was written, and it is damaged: nothing tells how the sample was "
    "drawn. Ask for the folder again."
)
_PACKAGES = ("civiscope", "numpy", "pyarrow", "xlsxwriter")


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleSettings:
    """What a person may decide of a sample.

    Attributes
    ----------
    size : int
        How many contributions to draw.
    double : int
        How many of them two coders read.
    coders : tuple of str
        Who codes; empty where people say themselves who they are.
    is_stratified : bool
        Whether to draw more of what the machine is unsure of.
    seed : int
        What chance starts from.
    language : str
        Of the page and the workbook, ``fr`` or ``en``.
    """

    size: int
    double: int = 0
    coders: tuple[str, ...] = ()
    is_stratified: bool = False
    seed: int = SEED
    language: Language = "fr"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedSample:
    """A sample as it was published.

    Attributes
    ----------
    sample : Sample
        The contributions, and how they were drawn.
    texts : tuple of str
        What they say.
    codebook : Codebook
        The codes that people were offered.
    """

    sample: Sample
    texts: tuple[str, ...]
    codebook: Codebook


def publish_sample(coding: Path, folder: Path, *, settings: SampleSettings) -> Sample:
    """Draw contributions for people to code, and publish what they code them with.

    Parameters
    ----------
    coding : Path
        What `civiscope coding apply` published.
    folder : Path
        Where to publish; it must not exist yet.
    settings : SampleSettings
        How.

    Returns
    -------
    Sample
        What was drawn: the same for the same contributions and settings, whatever their order.

    Raises
    ------
    InputNotFound
        Where there is no coding in the folder.
    InputError
        Where the folder is there already, or such a sample cannot be drawn.
    OutputFailed
        Where the folder cannot be written.
    """
    _check_coders(settings.coders)
    with publishing(folder) as partial:
        applied = read_applied(coding)
        check_names(code.code for code in applied.codebook.codes)
        sample = _draw(applied, settings)
        published = partial / "published"
        published.mkdir()
        texts = applied.texts_of(sample.identifiers)
        write_csv(published / SAMPLE, _COLUMNS, _rows(sample, texts))
        write_codebook(applied.codebook, published / CODEBOOK)
        design = _design(sample, settings) | {"sample_sha256": find_digest(published / SAMPLE)}
        (published / DESIGN).write_bytes(manifest_bytes(design))
        _write_forms(applied, sample, texts, settings, published)
        write_manifest(published, _manifest(applied, settings))
    return sample


def read_sample(folder: Path) -> PublishedSample:
    """Read a sample that was drawn at random, and refuse any other.

    Parameters
    ----------
    folder : Path
        What `publish_sample` published; what people filled may have changed since.

    Returns
    -------
    PublishedSample

    Raises
    ------
    InputError
        Where nothing says how contributions were drawn, or the table is not the one that was.
    """
    design = _read_design(folder)
    table = folder / SAMPLE
    if not table.is_file() or find_digest(table) != design.get("sample_sha256"):
        raise InputError(
            f"Expected {SAMPLE} in {folder} as it was drawn, got another or none: a sample that "
            "was changed by hand is none that chance chose. Give it as it was drawn; what nobody "
            "coded stays in it."
        )
    rows = pa.Table.from_batches(open_source(table).batches(_COLUMNS)).to_pylist()
    try:
        sample = _rebuild(rows, design)
    except (KeyError, TypeError) as error:
        raise InputError(_DAMAGED) from error
    return PublishedSample(
        sample=sample,
        texts=tuple(row[TEXT] for row in rows),
        codebook=read_codebook(folder / CODEBOOK),
    )


def _check_coders(coders: Sequence[str]) -> None:
    wrong = [name for name in coders if not NAME.fullmatch(name)]
    if wrong:
        raise InputError(
            f"Expected names of coders of letters, digits, - and _, 40 at most, got {len(wrong)} "
            "others. Shorten them: they are those of files."
        )


def _draw(applied: AppliedCoding, settings: SampleSettings) -> Sample:
    uncertainty = None
    if settings.is_stratified:
        scores = applied.read_scores()
        uncertainty = measure_uncertainty(
            scores.unit, scores.code, scores.score, n_units=len(applied)
        )
    return draw_sample(
        applied.identifiers.to_pylist(),
        size=settings.size,
        seed=settings.seed,
        n_double=settings.double,
        coders=settings.coders,
        uncertainty=uncertainty,
    )


def _rows(sample: Sample, texts: Sequence[str]) -> Iterator[dict[str, object]]:
    for place, identifier in enumerate(sample.identifiers):
        yield {
            IDENTIFIER: identifier,
            "stratum": int(sample.strata[place]),
            "probability": float(sample.probabilities[place]),
            "is_double": bool(sample.is_double[place]),
            "coders": " ".join(sample.coders[place]),
            TEXT: plain(texts[place]),
        }


def _design(sample: Sample, settings: SampleSettings) -> dict[str, Any]:
    return {
        "design": "stratified by the machine's uncertainty" if settings.is_stratified else "simple",
        "seed": sample.seed,
        "population": {
            "contributions": int(sample.populations.sum()),
            "sha256": sample.population_digest,
        },
        "strata": [
            {"contributions": population, "drawn": drawn}
            for population, drawn in zip(
                sample.populations.tolist(), sample.drawn.sizes.tolist(), strict=True
            )
        ],
    }


def _parts(sample: Sample, coders: Sequence[str]) -> Iterator[tuple[str, str, list[bool]]]:
    """Yield the name of a file, its coder and what is in it."""
    for coder in coders:
        yield f"to_code_{coder}", coder, [coder in theirs for theirs in sample.coders]
    if not coders:
        yield "to_code", "", [True] * len(sample.identifiers)
        if sample.is_double.any():
            yield "to_code_double", "", sample.is_double.tolist()


def _write_forms(
    applied: AppliedCoding,
    sample: Sample,
    texts: Sequence[str],
    settings: SampleSettings,
    folder: Path,
) -> None:
    digest = find_digest(folder / SAMPLE)
    for name, coder, is_in in _parts(sample, settings.coders):
        form = Form(
            title=applied.title,
            language=settings.language,
            texts_language=applied.language,
            key=f"{digest[:16]}-{name}",
            coder=coder,
            codebook=applied.codebook,
            texts=tuple(compress(zip(sample.identifiers, texts, strict=True), is_in)),
        )
        write_form(form, folder / name)


def _manifest(applied: AppliedCoding, settings: SampleSettings) -> dict[str, Any]:
    return {
        "kind": KIND,
        "format": FORMAT,
        "settings": asdict(settings),
        "coding": applied.manifest["files"],
        "code": code_of_civiscope(),
        "versions": versions_of(*_PACKAGES),
    }


def _read_design(folder: Path) -> dict[str, Any]:
    try:
        design = json.loads((folder / DESIGN).read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(
            f"Expected a sample that was drawn at random, and there is no {DESIGN} in {folder}: of "
            "contributions that were chosen otherwise, no share of the others follows. Draw one "
            "with `civiscope coding sample`."
        ) from error
    except ValueError as error:
        raise InputError(_DAMAGED) from error
    if not isinstance(design, dict):
        raise InputError(_DAMAGED)
    return design


def _rebuild(rows: Sequence[dict[str, str]], design: dict[str, Any]) -> Sample:
    """Make the sample again from its table and its design, which agree, or something is damaged."""
    strata = design["strata"]
    sample = Sample(
        identifiers=tuple(row[IDENTIFIER] for row in rows),
        strata=np.array([int(row["stratum"]) for row in rows]),
        populations=np.array([stratum["contributions"] for stratum in strata]),
        is_double=np.array([row["is_double"] == "yes" for row in rows]),
        coders=tuple(tuple(row["coders"].split()) for row in rows),
        seed=design["seed"],
        population_digest=design["population"]["sha256"],
    )
    drawn = np.bincount(sample.strata, minlength=len(strata)).tolist()
    if drawn != [stratum["drawn"] for stratum in strata]:
        raise InputError(_DAMAGED)
    return sample
