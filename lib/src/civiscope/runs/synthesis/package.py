"""The folder of a synthesis: tables anyone can open, a report, and a manifest that seals them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from civiscope import corpus
from civiscope.publication.synthesis import build_report
from civiscope.publication.writing import write_report
from civiscope.runs.publishing import (
    code_of_civiscope,
    digest_together,
    versions_of,
    write_csv,
    write_manifest,
)
from civiscope.runs.synthesis.passes import REASONS
from civiscope.runs.synthesis.pipeline import SMALLEST_FAMILY, Findings
from civiscope.runs.synthesis.rare_telling import idea_name
from civiscope.runs.synthesis.reading import read_synthesis
from civiscope.runs.synthesis.settings import Settings
from civiscope.runs.synthesis.telling import campaign_name, campaigns_of, names_of
from civiscope.synthesis.representativeness import Coverage, Place
from civiscope.synthesis.results import (
    Campaign,
    Crossing,
    Excerpt,
    RareIdea,
    Synthesis,
    Term,
    Theme,
    TriedNumber,
    Unclassified,
    Wording,
)
from civiscope.synthesis.weighted import WeightedCell, WeightedShare
from civiscope.tables import IDENTIFIER, find_digest, read_batches
from civiscope.threads import map_threads

KIND = "synthesis"
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
    *,
    threads: int = 1,
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
    threads : int, optional
        In which tables of all answers are written; no byte depends on it.
    """
    _write_answers(findings, folder, threads)
    for name, rows in _tables(findings, synthesis).items():
        write_csv(folder / name, _COLUMNS[name], rows)
    # The report says what the tables say, to the digit: whoever has them can make it again.
    told = read_synthesis(folder, settings, has_questions=bool(findings.questions))
    write_report(build_report(told, language=report_language(settings)), folder)
    write_manifest(folder, manifest_of(findings, settings) | dict(asked))


def report_language(settings: Settings) -> Literal["fr", "en"]:
    """Return the language of the report: French for texts in French, otherwise English."""
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
        "lexicons": digest_together(Path(corpus.__file__).with_name("lexicons").rglob("*.txt")),
        "code": code_of_civiscope(),
        "versions": versions_of(*_PACKAGES),
    }


# ------------------------------------------------------------------ one row for each answer


def _write_answers(findings: Findings, folder: Path, threads: int) -> None:
    """Write assignments, families and rare ideas, batch by batch, as CSV and as Parquet."""
    tables = (_assignments(findings), _family_rows(findings), _rare_rows(findings))
    stems = (folder / name for name in ("assignments", "families", "rare-answers"))
    map_threads(_write_both, tables, stems, threads=threads)


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


def _rare_rows(findings: Findings) -> Iterator[pa.Table]:
    """Yield the answers that are of a rare idea."""
    found = findings.rare
    names = [idea_name(number) for number in range(len(found.words))]
    for rows, identifiers in _identifiers(findings):
        begin, end = np.searchsorted(found.rows, [rows.start, rows.stop])
        yield pa.table(
            {
                "contribution_id": identifiers.take(pa.array(found.rows[begin:end] - rows.start)),
                "idea_id": _named(names, found.ideas[begin:end]),
            }
        )


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
        "numbers.csv": (asdict(tried) for tried in synthesis.numbers),
        "rare-ideas.csv": _rare_idea_rows(synthesis),
        "rare-excerpts.csv": _rare_excerpt_rows(synthesis),
        "unclassified.csv": _unclassified_rows(synthesis),
        "campaigns.csv": _campaign_rows(synthesis),
        "campaign-places.csv": _place_rows(synthesis),
        "wordings.csv": _wording_rows(synthesis),
        "crossings.csv": (asdict(crossing) for crossing in synthesis.crossings),
        "participation.csv": _participation_rows(synthesis),
        **_tables_of_places(synthesis),
        "lemmas.csv": iter(words.lemma_table().to_pylist()),
        "forms.csv": iter(words.form_table().to_pylist()),
    }


def _tables_of_places(synthesis: Synthesis) -> dict[str, Iterator[dict[str, object]]]:
    """Return the tables of where participants live, empty where it is not known."""
    found, weighted = synthesis.representativeness, synthesis.weighted
    return {
        "located.csv": (asdict(one) for one in (found.coverages if found else ())),
        "representativeness.csv": (asdict(one) for one in (found.places if found else ())),
        "weights.csv": (asdict(one) for one in (weighted.cells if weighted else ())),
        "weighted-shares.csv": (asdict(one) for one in (weighted.shares if weighted else ())),
    }


def _names(kind: type, *first: str, but: tuple[str, ...] = ()) -> tuple[str, ...]:
    return (*first, *(field.name for field in fields(kind) if field.name not in but))


_COLUMNS = {
    "themes.csv": _names(Theme, but=("excerpts",)),
    "terms.csv": _names(Term, "theme_id"),
    "excerpts.csv": _names(Excerpt, "theme_id", "reason", "question"),
    "numbers.csv": _names(TriedNumber),
    "rare-ideas.csv": _names(RareIdea, but=("excerpts",)),
    "rare-excerpts.csv": _names(Excerpt, "idea_id"),
    "unclassified.csv": _names(Unclassified, but=("excerpts",)),
    "campaigns.csv": _names(Campaign, but=("wordings", "places")),
    "campaign-places.csv": ("campaign_id", "variable", "value", "answers"),
    "wordings.csv": _names(Wording, "campaign_id"),
    "crossings.csv": _names(Crossing),
    "participation.csv": ("variable", "value", "answers"),
    "located.csv": _names(Coverage),
    "representativeness.csv": _names(Place),
    "weights.csv": _names(WeightedCell),
    "weighted-shares.csv": _names(WeightedShare),
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
            row = {"theme_id": theme.theme_id, "reason": "", "question": theme.question}
            yield row | asdict(excerpt)
    for left in synthesis.unclassified:
        for excerpt in left.excerpts:
            row = {"theme_id": "", "reason": left.reason, "question": left.question}
            yield row | asdict(excerpt)


def _rare_idea_rows(synthesis: Synthesis) -> Iterator[dict[str, object]]:
    for idea in synthesis.rare_ideas:
        row = asdict(idea)
        del row["excerpts"]
        yield row


def _rare_excerpt_rows(synthesis: Synthesis) -> Iterator[dict[str, object]]:
    for idea in synthesis.rare_ideas:
        for excerpt in idea.excerpts:
            yield {"idea_id": idea.idea_id} | asdict(excerpt)


def _unclassified_rows(synthesis: Synthesis) -> Iterator[dict[str, object]]:
    for left in synthesis.unclassified:
        yield {"reason": left.reason, "question": left.question, "answers": left.answers}


def _campaign_rows(synthesis: Synthesis) -> Iterator[dict[str, object]]:
    names = _COLUMNS["campaigns.csv"]
    for campaign in synthesis.campaigns:
        yield {name: getattr(campaign, name) for name in names}


def _place_rows(synthesis: Synthesis) -> Iterator[dict[str, object]]:
    for campaign in synthesis.campaigns:
        for variable, value, answers in campaign.places:
            yield {
                "campaign_id": campaign.campaign_id,
                "variable": variable,
                "value": value,
                "answers": answers,
            }


def _wording_rows(synthesis: Synthesis) -> Iterator[dict[str, object]]:
    names = _names(Wording)
    for campaign in synthesis.campaigns:
        for wording in campaign.wordings:
            said = {name: getattr(wording, name) for name in names}
            yield {"campaign_id": campaign.campaign_id} | said


def _participation_rows(synthesis: Synthesis) -> Iterator[dict[str, object]]:
    row = asdict(synthesis.participation)
    by = row.pop("by")
    for name, value in row.items():
        yield {"variable": name, "value": "", "answers": value}
    for variable, value, answers in by:
        yield {"variable": variable, "value": value, "answers": answers}
