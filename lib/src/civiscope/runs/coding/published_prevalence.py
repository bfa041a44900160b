"""What `civiscope coding prevalence` published, read for those who build on it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from math import isfinite
from pathlib import Path

from civiscope.coding.agreement import Agreement
from civiscope.coding.prevalence import (
    Coded,
    CodePrevalence,
    Estimate,
    GroupPrevalence,
    Prevalence,
    ThreeShares,
)
from civiscope.errors import InputError
from civiscope.runs.checks import DAMAGED, check_files, read_manifest
from civiscope.runs.coding.applied import AppliedCoding
from civiscope.runs.coding.prevalence import FORMAT, KIND
from civiscope.runs.coding.reading import read_table
from civiscope.tables import IDENTIFIER

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedPrevalence:
    """Shares as they were published.

    Attributes
    ----------
    prevalence : Prevalence
        The shares; of agreement, without how often each value was given.
    coded : mapping of str to frozenset of str
        The codes that people gave each contribution that they coded, by identifier.
    """

    prevalence: Prevalence
    coded: Mapping[str, frozenset[str]]


def read_prevalence(folder: Path, *, applied: AppliedCoding) -> PublishedPrevalence:
    """Read published shares.

    Parameters
    ----------
    folder : Path
        What `civiscope.runs.coding.prevalence.publish_prevalence` published.
    applied : AppliedCoding
        The coding that they were estimated from.

    Returns
    -------
    PublishedPrevalence

    Raises
    ------
    InputNotFound
        Where there are no shares in the folder.
    InputError
        Where they are of another coding, not as they were published, or too few contributions were
        coded to tell any.
    """
    manifest = read_manifest(folder, kind=KIND, form=FORMAT)
    changed = [check.what for check in check_files(folder, manifest) if not check.holds]
    if changed:
        raise InputError(
            f"Expected {', '.join(changed)} in {folder} as published, got another or none. "
            "Estimate the shares again."
        )
    if manifest.get("coding") != applied.manifest["files"]:
        raise InputError(
            f"Expected shares of the coding in {applied.folder}, got those of another in {folder}. "
            "Name the coding that they were estimated from, or estimate them again."
        )
    rows = read_table(folder / "prevalence.csv")
    codes = tuple(_code(row) for row in rows)
    if not all(isfinite(one.shares.combined.value) for one in codes):
        raise InputError(
            f"Expected shares in {folder}, and too few contributions were coded to tell any. Have "
            "more of the sample coded."
        )
    try:
        level, sample, by = manifest["level"], Coded(**manifest["counts"]), manifest["by"]
    except (KeyError, TypeError) as error:
        raise InputError(DAMAGED) from error
    prevalence = Prevalence(
        level=level,
        sample=sample,
        codes=codes,
        groups=tuple(_groups(folder)) if by else (),
        agreement=tuple((row["code"], _agreement(row)) for row in rows if row["read_twice"]),
    )
    return PublishedPrevalence(prevalence=prevalence, coded=_coded(folder))


def _code(row: Row) -> CodePrevalence:
    return CodePrevalence(
        code=row["code"],
        label=row["label"],
        shares=_shares(row),
        precision=_estimate(row, "precision"),
        precision_base=int(row["precision_n"]),
        recall=_estimate(row, "recall"),
        recall_base=int(row["recall_n"]),
    )


def _shares(row: Row) -> ThreeShares:
    return ThreeShares(
        machine=float(row["machine"]),
        human=_told(row, ("human", "human_low", "human_high")),
        combined=_told(row, ("combined", "low", "high")),
        tuning=float(row["lambda"]),
        base=int(row["n"]),
        positives=int(row["positives"]),
        worth=float(row["worth"]),
    )


def _estimate(row: Row, name: str) -> Estimate | None:
    return _told(row, (name, f"{name}_low", f"{name}_high")) if row[name] else None


def _told(row: Row, names: tuple[str, str, str]) -> Estimate:
    value, low, high = (float(row[name]) for name in names)
    return Estimate(value=value, low=low, high=high)


def _agreement(row: Row) -> Agreement:
    alpha, low, high = (
        float(row[name]) if row[name] else None for name in ("alpha", "alpha_low", "alpha_high")
    )
    return Agreement(
        alpha=alpha,
        low=low,
        high=high,
        agreed=float(row["agreed"]),
        n_units=int(row["read_twice"]),
        n_disagreements=int(row["differing"]),
        counts=(),
    )


def _groups(folder: Path) -> Iterator[GroupPrevalence]:
    rows = read_table(folder / "groups.csv")
    for (variable, value), found in groupby(rows, key=lambda row: (row["variable"], row["value"])):
        told = list(found)
        yield GroupPrevalence(
            variable=variable,
            value=value,
            size=int(told[0]["contributions"]),
            base=int(told[0]["n"]),
            shares=tuple((row["code"], _shares(row)) for row in told if row["code"]),
        )


def _coded(folder: Path) -> dict[str, frozenset[str]]:
    return {
        row[IDENTIFIER]: frozenset(code for code, mark in row.items() if mark == "1")
        for row in read_table(folder / "coded.csv")
    }
