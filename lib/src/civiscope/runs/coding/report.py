"""The report of a coding: its page, its PDF, the tables behind its figures, and a manifest."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from shutil import copyfile
from typing import Any

from civiscope.coding.prevalence import Estimate, ThreeShares
from civiscope.coding.results import CodingReport
from civiscope.publication.charts.words import Language
from civiscope.publication.coding.report import build_report
from civiscope.publication.writing import write_report
from civiscope.runs.coding.applied import read_applied
from civiscope.runs.coding.package import CODEBOOK, CODINGS, SHARES
from civiscope.runs.coding.published_prevalence import read_prevalence
from civiscope.runs.coding.telling import tell_report
from civiscope.runs.publishing import (
    MANIFEST,
    code_of_civiscope,
    publishing,
    versions_of,
    write_csv,
    write_manifest,
)
from civiscope.tables import find_digest

KIND = "coding report"
FORMAT = 1
"""Version of the folder's form."""

_ESTIMATED = (
    "human", "human_low", "human_high", "combined", "low", "high", "read", "positives",
)  # fmt: skip
_COLUMNS = {
    SHARES: ("code", "share", "answers", "base", "label", "parent", *_ESTIMATED),
    "groups.csv": ("variable", "value", "base", "code", "share", "answers", *_ESTIMATED),
    "examples.csv": ("code", "kind", "contribution_id", "score", "text"),
}
_COLUMNS_SAMPLE = {
    "accuracy.csv": (
        "code", "precision", "precision_low", "precision_high", "precision_base", "recall",
        "recall_low", "recall_high", "recall_base", "worth",
    ),
    "agreement.csv": ("code", "alpha", "low", "high", "agreed", "differing", "read_twice"),
}  # fmt: skip
_PACKAGES = ("civiscope", "numpy", "pyarrow", "typst")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSettings:
    """What a person may decide of a report.

    Attributes
    ----------
    language : {"fr", "en"}
        Of the report.
    title : str
        What was coded; what the coding calls it, where empty.
    """

    language: Language = "fr"
    title: str = ""


def publish_report(
    coding: Path,
    folder: Path,
    *,
    prevalence: Path | None = None,
    settings: ReportSettings | None = None,
) -> CodingReport:
    """Publish the report of a coding.

    Parameters
    ----------
    coding : Path
        What `civiscope coding apply` published.
    folder : Path
        Where to publish; it must not exist yet.
    prevalence : Path, optional
        What `civiscope coding prevalence` published of the same coding.
    settings : ReportSettings, optional
        How; the defaults if not given.

    Returns
    -------
    CodingReport
        What is said in it; the same folders make the same bytes.

    Raises
    ------
    InputNotFound
        Where there is no coding or no shares in a folder.
    InputError
        Where the folder is there already, shares are of another coding, or files are not as they
        were published.
    OutputFailed
        Where the folder cannot be written.
    """
    chosen = settings or ReportSettings()
    with publishing(folder) as partial:
        applied = read_applied(coding)
        read = None if prevalence is None else read_prevalence(prevalence, applied=applied)
        report = tell_report(applied, read, language=chosen.language, title=chosen.title)
        published = partial / "published"
        published.mkdir()
        for name in (CODEBOOK, CODINGS):
            copyfile(coding / name, published / name)
        _write_tables(report, published)
        write_report(build_report(report, language=chosen.language), published)
        write_manifest(published, _manifest(report, coding, prevalence, chosen))
    return report


def _manifest(
    report: CodingReport, coding: Path, prevalence: Path | None, settings: ReportSettings
) -> dict[str, Any]:
    return {
        "kind": KIND,
        "format": FORMAT,
        "coding": find_digest(coding / MANIFEST),
        "prevalence": None if prevalence is None else find_digest(prevalence / MANIFEST),
        "contributions": report.n_answers,
        "uncoded": report.n_uncoded,
        "settings": asdict(settings),
        "code": code_of_civiscope(),
        "versions": versions_of(*_PACKAGES),
    }


def _write_tables(report: CodingReport, folder: Path) -> None:
    rows = (_share_rows(report), _group_rows(report), _example_rows(report))
    for (name, columns), found in zip(_COLUMNS.items(), rows, strict=True):
        write_csv(folder / name, columns, found)
    if report.prevalence is not None:
        sampled = (_accuracy_rows(report), _agreement_rows(report))
        for (name, columns), found in zip(_COLUMNS_SAMPLE.items(), sampled, strict=True):
            write_csv(folder / name, columns, found)


def _share_rows(report: CodingReport) -> Iterator[dict[str, object]]:
    for place, code in enumerate(report.codes):
        row: dict[str, object] = {
            "code": code.code,
            "share": code.answers / report.n_answers,
            "answers": code.answers,
            "base": report.n_answers,
            "label": code.label,
            "parent": code.parent,
        }
        if report.prevalence is not None:
            row |= _estimated(report.prevalence.codes[place].shares)
        yield row


def _group_rows(report: CodingReport) -> Iterator[dict[str, object]]:
    found = () if report.prevalence is None else report.prevalence.groups
    estimated = {
        (group.variable, group.value, code): shares
        for group in found
        for code, shares in group.shares
    }
    for group in report.groups:
        for code, answers in zip(report.codes, group.answers, strict=True):
            key = (group.variable, group.value, code.code)
            yield {
                "variable": group.variable,
                "value": group.value,
                "base": group.size,
                "code": code.code,
                "share": answers / group.size,
                "answers": answers,
            } | (_estimated(estimated[key]) if key in estimated else {})


def _estimated(shares: ThreeShares) -> dict[str, object]:
    return {
        **_ends("human", "human_", shares.human),
        **_ends("combined", "", shares.combined),
        "read": shares.base,
        "positives": shares.positives,
    }


def _ends(name: str, prefix: str, found: Estimate | None) -> dict[str, object]:
    if found is None:
        return {}
    return {name: found.value, f"{prefix}low": found.low, f"{prefix}high": found.high}


def _example_rows(report: CodingReport) -> Iterator[dict[str, object]]:
    for code in report.codes:
        for kind in ("typical", "random", "machine_only", "people_only"):
            for quote in getattr(code, kind):
                yield {"code": code.code, "kind": kind} | asdict(quote)
    for quote in report.uncoded:
        yield {"code": "", "kind": "uncoded"} | asdict(quote)


def _accuracy_rows(report: CodingReport) -> Iterator[dict[str, object]]:
    for one in report.prevalence.codes if report.prevalence else ():
        yield {
            "code": one.code,
            **_ends("precision", "precision_", one.precision),
            "precision_base": one.precision_base,
            **_ends("recall", "recall_", one.recall),
            "recall_base": one.recall_base,
            "worth": one.shares.worth,
        }


def _agreement_rows(report: CodingReport) -> Iterator[dict[str, object]]:
    for code, one in report.prevalence.agreement if report.prevalence else ():
        yield {
            "code": code,
            "alpha": one.alpha,
            "low": one.low,
            "high": one.high,
            "agreed": one.agreed,
            "differing": one.n_disagreements,
            "read_twice": one.n_units,
        }
