"""The folder of opinion groups: tables anyone can open, a report, and a manifest."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, fields
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from civiscope.opinion.results import Crossing, Opinion, Statement, Tally
from civiscope.publication.opinion import build_report
from civiscope.publication.writing import write_report
from civiscope.runs.opinion.pipeline import Findings
from civiscope.runs.opinion.settings import Settings
from civiscope.runs.opinion.telling import STANCES, group_name
from civiscope.runs.publishing import (
    code_of_civiscope,
    versions_of,
    write_csv,
    write_manifest,
)

KIND = "opinion"
FORMAT = 1
"""Version of the folder's form."""

_PLACE_DIGITS = 4
_PACKAGES = ("civiscope", "numba", "numpy", "pyarrow", "scipy")


def write_package(
    findings: Findings,
    opinion: Opinion,
    settings: Settings,
    asked: Mapping[str, Any],
    folder: Path,
) -> None:
    """Write all files of opinion groups into a folder, the manifest last.

    Parameters
    ----------
    findings : Findings
        What was found.
    opinion : Opinion
        What is said of it.
    settings : Settings
        Those of the run.
    asked : mapping
        What was asked of the source: its columns, its platform, what went with it.
    folder : Path
        An existing folder.
    """
    for name, rows in _tables(findings, opinion).items():
        write_csv(folder / name, _COLUMNS[name], rows)
    write_report(build_report(opinion, language=settings.report_language), folder)
    write_manifest(folder, manifest_of(findings, settings) | dict(asked))


def manifest_of(findings: Findings, settings: Settings) -> dict[str, Any]:
    """Say what groups were made from and by: votes, settings, versions."""
    return {
        "kind": KIND,
        "format": FORMAT,
        "source": {
            "sha256": digest_of_votes(findings),
            "participants": len(findings.participants),
            "statements": len(findings.statements),
            "votes": len(findings.matrix.votes),
            "replaced": findings.replaced,
            "not_voted": findings.not_voted,
        },
        "settings": asdict(settings),
        "code": code_of_civiscope(),
        "versions": versions_of(*_PACKAGES),
    }


def digest_of_votes(findings: Findings) -> str:
    """Hash the votes that count, by their names: whatever file they came in, in any order."""
    digest = sha256()
    for names in (findings.participants, findings.statements):
        digest.update("\0".join(names).encode() + b"\0\0")
    matrix = findings.matrix
    for array in (matrix.indptr, matrix.statements, matrix.votes):
        digest.update(np.ascontiguousarray(array).tobytes())
    return digest.hexdigest()


def _tables(findings: Findings, opinion: Opinion) -> dict[str, Iterator[dict[str, object]]]:
    return {
        "participants.csv": _participant_rows(findings),
        "groups.csv": _group_rows(opinion),
        "statements.csv": _statement_rows(opinion),
        "shared.csv": _shared_rows(opinion),
        "silhouettes.csv": _silhouette_rows(opinion),
        "directions.csv": _direction_rows(opinion),
        "crossings.csv": (asdict(crossing) for crossing in opinion.crossings),
        "participation.csv": (
            {"what": name, "count": count} for name, count in asdict(opinion.participation).items()
        ),
    }


_COUNTS = (
    "agree",
    "passed",
    "disagree",
    "agree_share",
    "agree_low",
    "agree_high",
    "disagree_share",
    "disagree_low",
    "disagree_high",
)
_COLUMNS = {
    "participants.csv": ("participant", "group", "votes", "x", "y"),
    "groups.csv": ("group", "participants", "stability", "representative"),
    "statements.csv": (
        "statement",
        "group",
        *_COUNTS,
        "stands_for",
        "others_share",
        "q_value",
        "agree_consensus",
        "disagree_consensus",
        "left_out",
        "text",
    ),
    "shared.csv": ("kind", "rank", "statement", "stance"),
    "silhouettes.csv": ("what", "groups", "silhouette", "smallest", "is_chosen"),
    "directions.csv": ("what", "number", "strength", "p_value"),
    "crossings.csv": tuple(field.name for field in fields(Crossing)),
    "participation.csv": ("what", "count"),
}


def _participant_rows(findings: Findings) -> Iterator[dict[str, object]]:
    lengths = findings.matrix.lengths.tolist()
    places = np.round(findings.places, _PLACE_DIGITS) + 0.0
    for row, name in enumerate(findings.participants):
        is_kept = bool(findings.is_kept[row])
        x, y = places[row].tolist() if is_kept else ("", "")
        yield {
            "participant": name,
            "group": group_name(int(findings.groups[row])),
            "votes": lengths[row],
            "x": x,
            "y": y,
        }


def _group_rows(opinion: Opinion) -> Iterator[dict[str, object]]:
    for group in opinion.groups:
        yield {
            "group": group.name,
            "participants": group.participants,
            "stability": group.stability,
            "representative": " ".join(one.statement_id for one in group.representative),
        }


def _statement_rows(opinion: Opinion) -> Iterator[dict[str, object]]:
    """Yield a row for each statement and everyone, then each group."""
    standing = {
        (group.name, one.statement_id): one
        for group in opinion.groups
        for one in group.representative
    }
    for statement in opinion.statements:
        yield _statement_row(statement, "", statement.everyone) | {
            "agree_consensus": statement.agree_consensus if opinion.groups else None,
            "disagree_consensus": statement.disagree_consensus if opinion.groups else None,
            "left_out": statement.is_left_out,
            "text": statement.text,
        }
        for group, tally in zip(opinion.groups, statement.by_group, strict=True):
            row = _statement_row(statement, group.name, tally)
            if one := standing.get((group.name, statement.statement_id)):
                row |= {
                    "stands_for": one.stance,
                    "others_share": one.others_share,
                    "q_value": one.q_value,
                }
            yield row


def _statement_row(statement: Statement, group: str, tally: Tally) -> dict[str, object]:
    shares = {f"{stance}_share": tally.share(stance) for stance in STANCES} if tally.seen else {}
    return {"statement": statement.statement_id, "group": group} | asdict(tally) | shares


def _shared_rows(opinion: Opinion) -> Iterator[dict[str, object]]:
    for kind, found in (("consensus", opinion.consensus), ("bridging", opinion.bridging)):
        for rank, one in enumerate(found, start=1):
            yield {
                "kind": kind,
                "rank": rank,
                "statement": one.statement_id,
                "stance": one.stance,
            }
    for rank, statement in enumerate(opinion.divisive, start=1):
        yield {"kind": "divisive", "rank": rank, "statement": statement, "stance": ""}


def _silhouette_rows(opinion: Opinion) -> Iterator[dict[str, object]]:
    for cut in opinion.cuts:
        yield {"what": "votes", "groups": cut.n_groups, "silhouette": cut.silhouette} | {
            "smallest": cut.smallest,
            "is_chosen": cut.n_groups == len(opinion.groups),
        }
    for silhouette in opinion.cloud_silhouettes:
        yield {"what": "cloud", "groups": len(opinion.groups), "silhouette": silhouette}


def _direction_rows(opinion: Opinion) -> Iterator[dict[str, object]]:
    found = zip(opinion.strengths, opinion.p_values, strict=True)
    for number, (strength, p_value) in enumerate(found, start=1):
        yield {"what": "votes", "number": number, "strength": strength, "p_value": p_value}
    for number, strength in enumerate(opinion.chance_strengths, start=1):
        yield {"what": "shuffle", "number": number, "strength": strength}
