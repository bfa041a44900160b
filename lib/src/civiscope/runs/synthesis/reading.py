"""A published synthesis, read from its own tables: what its report is made from."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

import pyarrow as pa
import pyarrow.csv as pa_csv

from civiscope.errors import InputError
from civiscope.runs.synthesis.settings import Settings
from civiscope.runs.synthesis.telling import title_of
from civiscope.synthesis.representativeness import Coverage, Place, Representativeness
from civiscope.synthesis.results import (
    Campaign,
    Crossing,
    Excerpt,
    Participation,
    RareIdea,
    Synthesis,
    Term,
    Theme,
    TriedNumber,
    Unclassified,
    Wording,
)
from civiscope.synthesis.weighted import Weighted, WeightedCell, WeightedShare

Row = dict[str, str]
Kind = TypeVar("Kind")


def read_synthesis(folder: Path, settings: Settings, *, has_questions: bool) -> Synthesis:
    """Read what a synthesis found from the tables that it published.

    Parameters
    ----------
    folder : Path
        Where they are.
    settings : Settings
        Those of the synthesis; its title and its language stand in no table.
    has_questions : bool
        Whether themes were found question by question.

    Returns
    -------
    Synthesis
        Its fractions have the six digits that tables have.

    Raises
    ------
    InputError
        Where a table is missing, cannot be read, or has not the columns it has today.
    """
    try:
        return _read(folder, settings, has_questions=has_questions)
    except KeyError as error:
        raise InputError(
            f"Expected tables with the columns of today, and {error} is missing from one: run the "
            "synthesis again with this version of Civiscope."
        ) from error


def _read(folder: Path, settings: Settings, *, has_questions: bool) -> Synthesis:
    unclassified = _unclassified(folder, has_questions=has_questions)
    asked = (group.question for group in unclassified)
    return Synthesis(
        title=title_of(settings),
        language=settings.language,
        questions=tuple(dict.fromkeys(question for question in asked if question is not None)),
        participation=_participation(read_rows(folder / "participation.csv")),
        themes=_themes(folder, has_questions=has_questions),
        rare_ideas=_rare_ideas(folder),
        unclassified=unclassified,
        campaigns=_campaigns(folder),
        crossings=tuple(_made(Crossing, row) for row in read_rows(folder / "crossings.csv")),
        thresholds=settings.items(),
        representativeness=read_representativeness(folder),
        weighted=read_weighted(folder),
        numbers=tuple(_made(TriedNumber, row) for row in read_rows(folder / "numbers.csv")),
    )


def read_representativeness(folder: Path) -> Representativeness | None:
    """Read participants beside the population; None where it is not known where they live.

    Raises
    ------
    InputError
        Where a table is missing or cannot be read.
    """
    coverages = tuple(_made(Coverage, row) for row in read_rows(folder / "located.csv"))
    places = tuple(_made(Place, row) for row in read_rows(folder / "representativeness.csv"))
    return Representativeness(coverages=coverages, places=places) if coverages else None


def read_weighted(folder: Path) -> Weighted | None:
    """Read weighted shares; None where they were not asked.

    Raises
    ------
    InputError
        Where a table is missing or cannot be read.
    """
    cells = tuple(_made(WeightedCell, row) for row in read_rows(folder / "weights.csv"))
    shares = tuple(_made(WeightedShare, row) for row in read_rows(folder / "weighted-shares.csv"))
    return Weighted(cells=cells, shares=shares) if cells else None


def read_rows(path: Path) -> list[Row]:
    """Read the rows of a published table, each cell to the letter.

    Raises
    ------
    InputError
        Where the table is missing or cannot be read.
    """
    try:
        with path.open(encoding="utf-8") as file:
            names = file.readline().rstrip("\n").split(",")
        table = pa_csv.read_csv(
            path,
            # A text may be longer than the blocks that a table is cut into unless told otherwise.
            read_options=pa_csv.ReadOptions(use_threads=False, block_size=path.stat().st_size + 1),
            parse_options=pa_csv.ParseOptions(newlines_in_values=True),
            convert_options=pa_csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string())),
        )
    except (OSError, ValueError) as error:
        raise InputError(unreadable(path.name)) from error
    rows: list[Row] = table.to_pylist()
    return rows


def unreadable(name: str) -> str:
    """Say that a table cannot be read, and what to do."""
    return (
        f"Expected {name} as it was published, and it cannot be read: see what "
        "'civiscope synthesis verify' says of the folder."
    )


# ------------------------------------------------------------------ rows as results


def _or_none(read: Callable[[str], object]) -> Callable[[str], object]:
    return lambda cell: read(cell) if cell else None


_READERS: Mapping[object, Callable[[str], object]] = MappingProxyType(
    {
        str: str,
        int: int,
        float: float,
        bool: "yes".__eq__,
        str | None: _or_none(str),
        int | None: _or_none(int),
        float | None: _or_none(float),
    }
)


def _made(kind: type[Kind], row: Row, **more: object) -> Kind:
    """Make a result of a row, whose columns have the names of its attributes."""
    readers = _readers(kind)  # type: ignore[arg-type]  # classes are hashable
    read = {name: reader(row[name]) for name, reader in readers if name not in more}
    return kind(**read, **more)


@cache
def _readers(kind: type[Any]) -> tuple[tuple[str, Callable[[str], Any]], ...]:
    """Return what reads each attribute that a cell can hold."""
    return tuple(
        (field.name, _READERS[field.type]) for field in fields(kind) if field.type in _READERS
    )


def _grouped(rows: list[Row], *names: str) -> dict[tuple[str, ...], list[Row]]:
    groups = defaultdict(list)
    for row in rows:
        groups[tuple(row[name] for name in names)].append(row)
    return groups


def _themes(folder: Path, *, has_questions: bool) -> tuple[Theme, ...]:
    terms = _grouped(read_rows(folder / "terms.csv"), "theme_id")
    excerpts = _grouped(read_rows(folder / "excerpts.csv"), "theme_id")
    return tuple(
        _made(
            Theme,
            row,
            question=row["question"] if has_questions else None,
            terms=tuple(_made(Term, term) for term in terms[row["theme_id"],]),
            excerpts=tuple(_made(Excerpt, excerpt) for excerpt in excerpts[row["theme_id"],]),
        )
        for row in read_rows(folder / "themes.csv")
    )


def _rare_ideas(folder: Path) -> tuple[RareIdea, ...]:
    excerpts = _grouped(read_rows(folder / "rare-excerpts.csv"), "idea_id")
    return tuple(
        _made(
            RareIdea,
            row,
            excerpts=tuple(_made(Excerpt, excerpt) for excerpt in excerpts[row["idea_id"],]),
        )
        for row in read_rows(folder / "rare-ideas.csv")
    )


def _unclassified(folder: Path, *, has_questions: bool) -> tuple[Unclassified, ...]:
    excerpts = _grouped(read_rows(folder / "excerpts.csv"), "reason", "question")
    return tuple(
        _made(
            Unclassified,
            row,
            question=row["question"] if has_questions else None,
            excerpts=tuple(
                _made(Excerpt, excerpt) for excerpt in excerpts[row["reason"], row["question"]]
            ),
        )
        for row in read_rows(folder / "unclassified.csv")
    )


def _campaigns(folder: Path) -> tuple[Campaign, ...]:
    wordings = _grouped(read_rows(folder / "wordings.csv"), "campaign_id")
    places = _grouped(read_rows(folder / "campaign-places.csv"), "campaign_id")
    return tuple(
        _made(
            Campaign,
            row,
            wordings=tuple(_made(Wording, wording) for wording in wordings[row["campaign_id"],]),
            places=tuple(
                (place["variable"], place["value"], int(place["answers"]))
                for place in places[row["campaign_id"],]
            ),
        )
        for row in read_rows(folder / "campaigns.csv")
    )


def _participation(rows: list[Row]) -> Participation:
    """Read who took part: a row for each attribute, then one for each value of a variable."""
    n_attributes = len(fields(Participation)) - 1
    said = {row["variable"]: row["answers"] for row in rows[:n_attributes]}
    by = ((row["variable"], row["value"], int(row["answers"])) for row in rows[n_attributes:])
    return _made(Participation, said, by=tuple(by))
