"""Answers proposed to people, for the machine to learn most from what they code."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from civiscope.coding.codebook_files import write_codebook
from civiscope.coding.codings import check_names, read_codings
from civiscope.coding.proposing import propose_answers
from civiscope.errors import InputError
from civiscope.publication.coding.form import Form
from civiscope.publication.coding.form_words import Language
from civiscope.runs.coding.applied import AppliedCoding, read_applied
from civiscope.runs.coding.forms import write_form
from civiscope.runs.coding.package import CODEBOOK, LEARNING
from civiscope.runs.coding.reading import read_table
from civiscope.runs.publishing import code_of_civiscope, publishing, write_manifest

KIND = "coding proposal"
FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalSettings:
    """What a person may decide of a proposal.

    Attributes
    ----------
    size : int
        How many answers to propose.
    language : str
        Of the page and the workbook, ``fr`` or ``en``.
    """

    size: int
    language: Language = "fr"


def publish_proposal(
    coding: Path, folder: Path, *, coded: Sequence[Path] = (), settings: ProposalSettings
) -> tuple[str, ...]:
    """Choose the answers that the machine is least sure of, and publish what people code them with.

    Parameters
    ----------
    coding : Path
        What `civiscope coding apply` published.
    folder : Path
        Where to publish; it must not exist yet.
    coded : sequence of Path, optional
        What people coded already, beside what the machine learnt from: it is not proposed again.
    settings : ProposalSettings
        How.

    Returns
    -------
    tuple of str
        The answers, by identifier, the most telling first. They are chosen, not drawn: no share
        follows from them, and the folder has no design that would say otherwise.

    Raises
    ------
    InputNotFound
        Where there is no coding in the folder.
    InputError
        Where the folder is there already, codings are of other answers, or nothing is left to code.
    OutputFailed
        Where the folder cannot be written.
    """
    with publishing(folder) as partial:
        applied = read_applied(coding)
        check_names(code.code for code in applied.codebook.codes)
        chosen = _choose(applied, coded, settings.size)
        published = partial / "published"
        published.mkdir()
        write_codebook(applied.codebook, published / CODEBOOK)
        form = Form(
            title=applied.title,
            language=settings.language,
            texts_language=applied.language,
            key=f"{sha256(chr(0).join(chosen).encode()).hexdigest()[:16]}-to_code",
            coder="",
            codebook=applied.codebook,
            texts=tuple(zip(chosen, applied.texts_of(chosen), strict=True)),
        )
        write_form(form, published / "to_code")
        manifest = {"kind": KIND, "format": FORMAT, "size": settings.size}
        sealed = {"coding": applied.manifest["files"], "code": code_of_civiscope()}
        write_manifest(published, manifest | sealed)
    return chosen


def _choose(applied: AppliedCoding, coded: Sequence[Path], size: int) -> tuple[str, ...]:
    if size < 1:
        raise InputError(f"Expected at least one answer to propose, got {size}.")
    identifiers = applied.identifiers.to_pylist()
    scores = applied.read_scores()
    places = propose_answers(
        scores.unit,
        scores.code,
        scores.score,
        bars=np.array([float(row["bar"]) for row in read_table(applied.folder / LEARNING)]),
        is_read=_read_by_people(applied, identifiers, coded),
        keys=_keys(identifiers),
        size=size,
    )
    if not len(places):
        raise InputError("Expected answers that nobody coded yet, and found none: all are coded.")
    return tuple(identifiers[place] for place in places.tolist())


def _read_by_people(
    applied: AppliedCoding, identifiers: Sequence[str], coded: Sequence[Path]
) -> NDArray[np.bool_]:
    is_read = np.zeros(len(identifiers), bool)
    is_read[applied.learnt_places()] = True
    if coded:
        codes = [code.code for code in applied.codebook.codes]
        codings = read_codings(coded, identifiers=identifiers, codes=codes)
        is_read |= codings.is_read.any(axis=0)
    return is_read


def _keys(identifiers: Sequence[str]) -> NDArray[np.uint64]:
    hashes = (sha256(f"propose\0{name}".encode()).digest()[:8] for name in identifiers)
    return np.frombuffer(b"".join(hashes), np.uint64)
