"""Shares of codes that hold though the machine errs, from a coding and a coded sample."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from civiscope.chance.intervals import LEVEL
from civiscope.coding.agreement import Agreement, measure_code_agreement
from civiscope.coding.codings import (
    Codings,
    Settled,
    imply_parents,
    read_codings,
    read_decisions,
    settle,
)
from civiscope.coding.prevalence import (
    Coded,
    Estimate,
    Prevalence,
    ThreeShares,
)
from civiscope.coding.sampling import digest_of_identifiers
from civiscope.errors import InputError
from civiscope.runs.coding.agree import SEED
from civiscope.runs.coding.applied import AppliedCoding, read_applied
from civiscope.runs.coding.estimating import estimate_coded
from civiscope.runs.coding.sample import SAMPLE, PublishedSample, read_sample
from civiscope.runs.publishing import (
    code_of_civiscope,
    publishing,
    versions_of,
    write_csv,
    write_manifest,
)
from civiscope.tables import IDENTIFIER, find_digest

KIND = "prevalence"
FORMAT = 1

MOST_MISSING = 0.1
"""Share of the sample that may be left uncoded. Those that nobody coded count as those of their
stratum that somebody did, which may be wrong by as much as their share."""

SHARES = (
    "machine", "human", "human_low", "human_high", "combined", "low", "high", "lambda", "n",
    "positives", "worth",
)  # fmt: skip
_COLUMNS = (
    "code", "label", "parent", *SHARES, "precision", "precision_low", "precision_high",
    "precision_n", "recall", "recall_low", "recall_high", "recall_n", "alpha", "alpha_low",
    "alpha_high", "agreed", "read_twice", "differing",
)  # fmt: skip
_GROUPS = ("variable", "value", "contributions", "code", *SHARES)
_PACKAGES = ("civiscope", "numpy", "pyarrow", "scipy")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrevalenceSources:
    """What shares are estimated from.

    Attributes
    ----------
    coding : Path
        What `civiscope coding apply` published.
    sample : Path
        What `civiscope coding sample` drew from it.
    codings : tuple of Path
        What people filled.
    decisions : Path, optional
        What was decided where they differ.
    by : tuple of str
        Variables of contributions to estimate shares by.
    """

    coding: Path
    sample: Path
    codings: tuple[Path, ...]
    decisions: Path | None = None
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """All that was read, in the order of the sample."""

    applied: AppliedCoding
    drawn: PublishedSample
    codings: Codings
    settled: Settled
    coded: NDArray[np.int8]


def publish_prevalence(
    sources: PrevalenceSources, folder: Path, *, level: float = LEVEL
) -> Prevalence:
    """Estimate the share of each code in all contributions, and publish it.

    Parameters
    ----------
    sources : PrevalenceSources
        The files.
    folder : Path
        Where to publish; it must not exist yet.
    level : float, optional
        Of the intervals.

    Returns
    -------
    Prevalence
        What was published; the same files make the same bytes.

    Raises
    ------
    InputNotFound
        Where there is no such file or folder.
    InputError
        Where the sample was not drawn at random or from other contributions, its codes are
        others, too many contributions are not coded, coders are even and nothing was decided,
        or a file cannot be used.
    OutputFailed
        Where the folder cannot be written.
    """
    with publishing(folder) as partial:
        read = _read(sources)
        prevalence = _estimate(read, sources.by, level)
        published = partial / "published"
        published.mkdir()
        write_csv(published / "prevalence.csv", _COLUMNS, _code_rows(prevalence, read))
        if sources.by:
            write_csv(published / "groups.csv", _GROUPS, _group_rows(prevalence))
        columns = (IDENTIFIER, *(code.code for code in read.applied.codebook.codes))
        write_csv(published / "coded.csv", columns, _coded_rows(read))
        write_manifest(published, _manifest(read, prevalence, sources))
    return prevalence


def estimate_from(sources: PrevalenceSources, *, level: float = LEVEL) -> Prevalence:
    """Estimate as `publish_prevalence` does, and publish nothing.

    Parameters
    ----------
    sources, level
        As there.

    Returns
    -------
    Prevalence

    Raises
    ------
    InputNotFound, InputError
        As there.
    """
    return _estimate(_read(sources), sources.by, level)


def _read(sources: PrevalenceSources) -> _Read:
    applied, drawn = read_applied(sources.coding), read_sample(sources.sample)
    check_same(applied, drawn)
    names = drawn.sample.identifiers
    # Columns stand in the order of the coding, whatever that of the sample's codebook.
    codes = applied.codebook.codable
    codings = read_codings(sources.codings, identifiers=names, codes=codes)
    decisions = (
        read_decisions(sources.decisions, identifiers=names, codes=codes)
        if sources.decisions
        else {}
    )
    settled = settle(codings, decisions)
    missing = int((~settled.is_read).sum())
    if missing > MOST_MISSING * len(names):
        raise InputError(
            f"Expected codings of at least {1 - MOST_MISSING:.0%} of the {len(names)} "
            f"contributions of the sample, got none for {missing}: those left out may be the ones "
            "that are hard to code. Code the rest."
        )
    coded = imply_parents(settled.values, applied.codebook)
    return _Read(applied=applied, drawn=drawn, codings=codings, settled=settled, coded=coded)


def check_same(applied: AppliedCoding, drawn: PublishedSample) -> None:
    """Raise where the sample is of other contributions, or was coded with other codes."""
    if digest_of_identifiers(applied.identifiers.to_pylist()) != drawn.sample.population_digest:
        raise InputError(
            f"Expected the contributions that the sample was drawn from, got others in "
            f"{applied.folder}: a sample tells of those it was drawn from alone. Name the folder "
            "that was sampled, or draw another sample."
        )
    before, now = (
        {(code.code, code.parent, code.is_codable) for code in book.codes}
        for book in (drawn.codebook, applied.codebook)
    )
    if before != now:
        names = ", ".join(sorted({code for code, _, _ in before ^ now})[:3])
        raise InputError(
            f"Expected the codes that people were offered, got a codebook that differs in {names}. "
            "Apply the codebook of the sample, or have the sample coded with the new one."
        )


def _estimate(read: _Read, by: Sequence[str], level: float) -> Prevalence:
    found = estimate_coded(read.applied, read.drawn, read.coded, by=by, level=level)
    return Prevalence(
        level=level,
        sample=_tell_sample(read, found.n_learnt),
        codes=found.codes,
        groups=found.groups,
        agreement=_agreement(read),
    )


def _tell_sample(read: _Read, n_learnt: int) -> Coded:
    sample = read.drawn.sample
    return Coded(
        population=len(read.applied),
        drawn=len(sample.identifiers),
        coded=int(read.settled.is_read.sum()),
        strata=len(sample.populations),
        seed=sample.seed,
        coders=len(read.codings.coders),
        double=int((read.codings.is_read.sum(axis=0) > 1).sum()),
        decided=read.settled.n_decided,
        majority=read.settled.n_majority,
        learnt=n_learnt,
    )


def _agreement(read: _Read) -> tuple[tuple[str, Agreement], ...]:
    if not (read.codings.is_read.sum(axis=0) > 1).any():
        return ()
    codebook = read.applied.codebook
    measured = measure_code_agreement(imply_parents(read.codings.values, codebook), seed=SEED)
    return tuple((code.code, one) for code, one in zip(codebook.codes, measured, strict=True))


def _code_rows(prevalence: Prevalence, read: _Read) -> Iterator[dict[str, object]]:
    agreement = dict(prevalence.agreement)
    for one in prevalence.codes:
        alpha = agreement.get(one.code)
        yield {
            "code": one.code,
            "label": one.label,
            "parent": read.applied.codebook[one.code].parent,
            **share_cells(one.shares),
            **_estimate_cells("precision", one.precision),
            "precision_n": one.precision_base,
            **_estimate_cells("recall", one.recall),
            "recall_n": one.recall_base,
            "alpha": alpha and alpha.alpha,
            "alpha_low": alpha and alpha.low,
            "alpha_high": alpha and alpha.high,
            "agreed": alpha and alpha.agreed,
            "read_twice": alpha and alpha.n_units,
            "differing": alpha and alpha.n_disagreements,
        }


def _group_rows(prevalence: Prevalence) -> Iterator[dict[str, object]]:
    """Yield a row for each group and code; without shares, a single row for the group."""
    for group in prevalence.groups:
        named = {"variable": group.variable, "value": group.value, "contributions": group.size}
        for code, shares in group.shares:
            yield named | {"code": code} | share_cells(shares)
        if not group.shares:
            yield named | {"n": group.base}


def share_cells(shares: ThreeShares) -> dict[str, object]:
    """Return the cells of a share, by the columns of `SHARES`."""
    return {
        "machine": shares.machine,
        **_estimate_cells("human", shares.human),
        "combined": shares.combined.value,
        "low": shares.combined.low,
        "high": shares.combined.high,
        "lambda": shares.tuning,
        "n": shares.base,
        "positives": shares.positives,
        "worth": round(shares.worth),
    }


def _estimate_cells(name: str, found: Estimate | None) -> dict[str, object]:
    if found is None:
        return {}
    return {name: found.value, f"{name}_low": found.low, f"{name}_high": found.high}


def _coded_rows(read: _Read) -> Iterator[dict[str, object]]:
    """Yield what people coded, as it was settled: what shares are computed from."""
    codes = [code.code for code in read.applied.codebook.codes]
    for identifier, values in zip(read.drawn.sample.identifiers, read.coded, strict=True):
        if values[0] >= 0:
            yield {IDENTIFIER: identifier, **dict(zip(codes, values.tolist(), strict=True))}


def _manifest(read: _Read, prevalence: Prevalence, sources: PrevalenceSources) -> dict[str, Any]:
    return {
        "kind": KIND,
        "format": FORMAT,
        "level": prevalence.level,
        "counts": asdict(prevalence.sample),
        "by": list(sources.by),
        "coding": read.applied.manifest["files"],
        "sample": find_digest(sources.sample / SAMPLE),
        "codings": sorted(find_digest(path) for path in sources.codings),
        "decisions": sources.decisions and find_digest(sources.decisions),
        "code": code_of_civiscope(),
        "versions": versions_of(*_PACKAGES),
    }
