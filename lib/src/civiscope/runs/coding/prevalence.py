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
from civiscope.coding.estimation import Drawn
from civiscope.coding.prevalence import (
    Coded,
    Estimate,
    Group,
    Machine,
    Prevalence,
    ThreeShares,
    estimate_group_prevalence,
    estimate_prevalence,
)
from civiscope.coding.sampling import digest_of_identifiers
from civiscope.errors import InputError
from civiscope.runs.coding.agree import SEED
from civiscope.runs.coding.applied import AppliedCoding, Marks, read_applied
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

_SHARES = (
    "machine", "human", "human_low", "human_high", "combined", "low", "high", "lambda", "n",
    "positives", "worth",
)  # fmt: skip
_COLUMNS = (
    "code", "label", "parent", *_SHARES, "precision", "precision_low", "precision_high",
    "precision_n", "recall", "recall_low", "recall_high", "recall_n", "alpha", "alpha_low",
    "alpha_high", "agreed", "read_twice", "differing",
)  # fmt: skip
_GROUPS = ("variable", "value", "contributions", "code", *_SHARES)
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
    _check_same(applied, drawn)
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


def _check_same(applied: AppliedCoding, drawn: PublishedSample) -> None:
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
    sample, is_read = read.drawn.sample, read.settled.is_read
    places = read.applied.places_of(sample.identifiers)[is_read]
    scores, given = read.applied.read_scores(), read.applied.read_codes()
    is_learnt = np.zeros(len(read.applied), np.bool_)
    is_learnt[read.applied.learnt_places()] = True
    n_codes = len(read.applied.codebook.codes)
    machine = Machine(
        codes=_table(given, places, n_codes, is_score=False).astype(np.int8),
        scores=_table(scores, places, n_codes, is_score=True),
        is_learnt=is_learnt[places],
    )
    counted = _Counted(scores=scores, given=given, is_learnt=is_learnt, n_codes=n_codes)
    drawn = Drawn(strata=sample.strata[is_read], populations=sample.populations)
    everyone = np.zeros(len(read.applied), np.int64)
    [whole] = counted.groups("", [""], everyone, places)
    coded, codes = read.coded[is_read], read.applied.codebook.codes
    asked = [group for name in by for group in _groups_of(read.applied, name, counted, places)]
    return Prevalence(
        level=level,
        sample=_tell_sample(read, machine),
        codes=estimate_prevalence(coded, machine, whole, codes=codes, drawn=drawn, level=level),
        groups=estimate_group_prevalence(
            coded, machine, asked, codes=codes, drawn=drawn, level=level
        ),
        agreement=_agreement(read),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counted:
    """What the machine gives all contributions."""

    scores: Marks
    given: Marks
    is_learnt: NDArray[np.bool_]
    n_codes: int

    def groups(
        self,
        variable: str,
        values: Sequence[str],
        group_of: NDArray[np.int64],
        places: NDArray[np.int64],
    ) -> Iterator[Group]:
        """Count codes and add up scores in each group of contributions."""
        sizes = np.bincount(group_of, minlength=len(values))
        learnt = self.is_learnt[self.scores.unit]
        codes = self._sums(self.given, group_of, np.ones(len(self.given.unit)), len(values))
        scores = self._sums(self.scores, group_of, self.scores.score * ~learnt, len(values))
        for number, value in enumerate(values):
            yield Group(
                variable=variable,
                value=value,
                size=int(sizes[number]),
                shares=codes[number] / sizes[number],
                mean_scores=scores[number] / sizes[number],
                is_in=group_of[places] == number,
            )

    def _sums(
        self, marks: Marks, group_of: NDArray[np.int64], counts: NDArray[np.float64], n_groups: int
    ) -> NDArray[np.float64]:
        cells = group_of[marks.unit] * self.n_codes + marks.code
        sums = np.bincount(cells, counts, minlength=n_groups * self.n_codes)
        return np.asarray(sums.reshape(n_groups, self.n_codes), dtype=np.float64)


def _groups_of(
    applied: AppliedCoding, name: str, counted: _Counted, places: NDArray[np.int64]
) -> Iterator[Group]:
    values, group_of = np.unique(applied.values_of(name), return_inverse=True)
    return counted.groups(name, values.tolist(), group_of, places)


def _table(
    marks: Marks, places: NDArray[np.int64], n_codes: int, *, is_score: bool
) -> NDArray[np.float64]:
    """Return what the machine gives some contributions, a row each."""
    rows = np.full(int(max(marks.unit.max(initial=-1), places.max())) + 1, -1)
    rows[places] = np.arange(len(places))
    of_mark = rows[marks.unit]
    is_kept = of_mark >= 0
    found = np.zeros((len(places), n_codes))
    found[of_mark[is_kept], marks.code[is_kept]] = marks.score[is_kept] if is_score else 1.0
    return found


def _tell_sample(read: _Read, machine: Machine) -> Coded:
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
        learnt=int(machine.is_learnt.sum()),
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
            **_share_cells(one.shares),
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
            yield named | {"code": code} | _share_cells(shares)
        if not group.shares:
            yield named | {"n": group.base}


def _share_cells(shares: ThreeShares) -> dict[str, object]:
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
