"""Participants beside the population of where they live, and the weights that make them agree."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from civiscope.errors import InputError
from civiscope.runs.synthesis.passes import authors_of
from civiscope.runs.synthesis.pipeline import Findings
from civiscope.runs.synthesis.settings import Settings
from civiscope.runs.synthesis.telling import names_of, people_of
from civiscope.synthesis.locating import (
    ELSEWHERE,
    MISSING,
    SEVERAL,
    UNPLACED,
    UNRECOGNISED,
    Participants,
    Placement,
    count_in_groups,
    count_in_places,
    find_participants,
    place,
)
from civiscope.synthesis.representativeness import (
    FALSE_DISCOVERIES,
    Coverage,
    Place,
    Representativeness,
    compare_with_population,
)
from civiscope.synthesis.results import Synthesis
from civiscope.synthesis.weighted import (
    Margin,
    Weighted,
    WeightedCell,
    WeightedShare,
    WeightedShares,
    measure_weighted,
    weigh,
)
from civiscope.tables import (
    AUTHOR,
    COMMUNE,
    DEPARTMENT,
    PLACES,
    POSTAL_CODE,
    Contributions,
    read_batches,
)
from civiscope.territory import Location, PlaceKind, locate, place_names

KINDS: Final[dict[str, PlaceKind]] = {
    DEPARTMENT: "department",
    POSTAL_CODE: "postal_code",
    COMMUNE: "commune",
}

LEVELS: Final[tuple[Margin, ...]] = ("region", "department", "size")
"""The levels that are compared; a département tells nothing of the size of a commune."""

FEWEST_PLACES = 2
"""Of a level with fewer places there is nothing to compare."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Represented:
    """What is known of participants before any theme is sought.

    Attributes
    ----------
    representativeness : Representativeness
        Level by level.
    cells : tuple of WeightedCell
        The cells of weights; none without margins to rake to.
    weights : ndarray of float64, shape (n_answers,), or None
        The weight of each answer's participant, 0 for those who are not located; None without
        margins to rake to.
    """

    representativeness: Representativeness
    cells: tuple[WeightedCell, ...]
    weights: NDArray[np.float64] | None


def represent(contributions: Contributions, settings: Settings) -> Represented | None:
    """Compare participants with the population, and weigh them where margins are named.

    Parameters
    ----------
    contributions : Contributions
        In canonical form.
    settings : Settings
        Those of the synthesis: its territory, and the margins to rake to.

    Returns
    -------
    Represented or None
        None where no column says where authors live.

    Raises
    ------
    InputError
        Where a territory or margins are named without such a column; where no cell of it is
        understood, or nobody lives in the territory; where it has one place only; where nobody
        lives in a place of a margin.
    ConvergenceError
        Where no weights meet all margins.
    """
    column = next((name for name in contributions.columns if name in PLACES), None)
    if column is None:
        _check_nothing_asked(settings)
        return None
    origins = _origins(contributions, column)
    if origins.kind == "department" and "size" in settings.margins:
        raise InputError(
            "Expected postal codes or communes to rake by the size of communes, and the column of "
            "places holds départements. Leave size out of --rake, or name another column."
        )
    named = LEVELS[:2] if origins.kind == "department" else LEVELS
    levels = [_Level.of(origins, (name,), settings) for name in named]
    compared = [level for level in levels if len(level.placement.places) >= FEWEST_PLACES]
    if not compared:
        raise InputError(
            "Expected a territory of several places, and as far as the file tells "
            f"{', '.join(settings.within or ())} is one. Name more départements with --territory, "
            "or a column of communes."
        )
    coverages = {level.name: _coverage(origins, level) for level in compared}
    found = [place for level in compared for place in _places(level)]
    if not settings.margins:
        return _represented(coverages, found)
    together = _Level.of(origins, settings.margins, settings)
    weights = weigh(together.participants, placement=together.placement, margins=settings.margins)
    coverages[together.name] = replace(
        _coverage(origins, together),
        design_effect=weights.design_effect,
        effective_size=weights.effective_size,
        smallest_weight=weights.smallest,
        largest_weight=weights.largest,
    )
    return _represented(
        coverages,
        found,
        cells=weights.cells,
        weights=np.append(weights.weights, 0.0)[together.participants.of_answer],
    )


def _represented(
    coverages: Mapping[str, Coverage],
    places: Sequence[Place],
    *,
    cells: tuple[WeightedCell, ...] = (),
    weights: NDArray[np.float64] | None = None,
) -> Represented:
    found = Representativeness(coverages=tuple(coverages.values()), places=tuple(places))
    return Represented(representativeness=found, cells=cells, weights=weights)


# ------------------------------------------------------------------ what the file says


@dataclass(frozen=True, slots=True, kw_only=True)
class _Origins:
    """Where each answer comes from: what cells mean, which one it has, and its author."""

    kind: PlaceKind
    locations: tuple[Location, ...]
    of_answer: NDArray[np.int64]
    authors: NDArray[np.uint64] | None


def _check_nothing_asked(settings: Settings) -> None:
    asked = [name for name in ("territory", "rake") if getattr(settings, name)]
    if asked:
        raise InputError(
            f"Expected a column that says where authors live, since {asked[0]} is set, and none is "
            "named. Name one with --department, --postal-code or --commune."
        )


def _origins(contributions: Contributions, column: str) -> _Origins:
    has_authors = AUTHOR in contributions.columns
    names = (column, AUTHOR) if has_authors else (column,)
    batches = list(read_batches(contributions.path, names))
    cells = pa.chunked_array([batch[column] for batch in batches])
    values = sorted(value for value in cells.unique().to_pylist() if value is not None)
    locations = tuple(locate(value, kind=KINDS[column]) for value in values)
    if not any(location.departments for location in locations):
        raise InputError(
            f"Expected {_EXPECTED[column]}, and understood none of {len(values)} distinct cells. "
            "Name the column with --department, --postal-code or --commune, as what it holds."
        )
    numbers = pc.index_in(cells, value_set=pa.array(values, cells.type)).fill_null(-1)
    return _Origins(
        kind=KINDS[column],
        locations=locations,
        of_answer=numbers.to_numpy().astype(np.int64),
        authors=np.concatenate([authors_of(batch) for batch in batches]) if has_authors else None,
    )


_EXPECTED: Final = {
    DEPARTMENT: "codes or names of départements, such as 49 or Maine-et-Loire",
    POSTAL_CODE: "postal codes, such as 49000",
    COMMUNE: "codes of communes at INSEE, such as 49007",
}


# ------------------------------------------------------------------ a level


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    """Participants placed at a level, or at several together."""

    name: str
    placement: Placement
    participants: Participants
    counts: NDArray[np.float64]

    @classmethod
    def of(cls, origins: _Origins, levels: tuple[Margin, ...], settings: Settings) -> "_Level":
        placement = place(origins.locations, levels=levels, within=settings.within)
        participants = find_participants(
            origins.of_answer, authors=origins.authors, placement=placement
        )
        counts = count_in_places(participants, placement=placement)
        if not counts.any():
            raise InputError(
                f"Expected participants who live in the territory, and found none at the level "
                f"{','.join(levels)}. Check --territory, and what the column of places holds."
            )
        name = ",".join(levels)
        return cls(name=name, placement=placement, participants=participants, counts=counts)


def _coverage(origins: _Origins, level: _Level) -> Coverage:
    groups, placement = level.participants.groups, level.placement
    counts = count_in_groups(level.participants, placement=placement).tolist()
    parts = list(zip(counts, placement.groups, strict=True))
    comparison = compare_with_population(level.counts, populations=placement.populations)
    is_inferred = np.array([one.is_inferred for one in origins.locations] + [False])
    return Coverage(
        level=level.name,
        unit="answer" if origins.authors is None else "author",
        column=origins.kind,
        participants=len(groups),
        located=float(level.counts.sum()),
        elsewhere=sum((n * dict(held).get(ELSEWHERE, 0.0) for n, held in parts), 0.0),
        several=int((groups == SEVERAL).sum()),
        unplaced=int((groups == UNPLACED).sum()),
        unrecognised=int((groups == UNRECOGNISED).sum()),
        missing=int((groups == MISSING).sum()),
        ambiguous=sum(n for n, held in parts if len(held) > 1),
        inferred=int(is_inferred[origins.of_answer].sum()),
        unsigned=int((level.participants.of_answer < 0).sum()),
        population=int(placement.populations.sum()),
        dissimilarity=comparison.dissimilarity,
    )


def _places(level: _Level) -> Iterator[Place]:
    placement, names = level.placement, place_names(level.name)
    least, most = _bounds(level)
    found = compare_with_population(
        level.counts, populations=placement.populations, least=least, most=most
    )
    for number, (code,) in enumerate(placement.places):
        population, count = int(placement.populations[number]), float(level.counts[number])
        yield Place(
            level=level.name,
            code=code,
            name=names[code],
            participants=count,
            least=int(least[number]),
            most=int(most[number]),
            population=population,
            expected=float(found.expected[number]),
            per_10000=10_000 * count / population,
            index=float(found.indices[number]),
            index_low=float(found.lower[number]),
            index_high=float(found.upper[number]),
            q_value=float(found.q_values[number]),
            is_notable=bool(found.q_values[number] <= FALSE_DISCOVERIES),
        )


def _bounds(level: _Level) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Count those who surely live in each place, and those who may."""
    least, most = (np.zeros(len(level.placement.places), dtype=np.int64) for _ in range(2))
    counts = count_in_groups(level.participants, placement=level.placement)
    for count, parts in zip(counts.tolist(), level.placement.groups, strict=True):
        for number, _ in parts:
            if number != ELSEWHERE:
                most[number] += count
                least[number] += count if len(parts) == 1 else 0
    return least, most


# ------------------------------------------------------------------ shares of themes


def tell_places(
    synthesis: Synthesis, findings: Findings, represented: Represented | None, settings: Settings
) -> Synthesis:
    """Add to what is said of contributions what is known of where participants live.

    Parameters
    ----------
    synthesis : Synthesis
        What is said without it.
    findings : Findings
        What was found.
    represented : Represented or None
        What `represent` found.
    settings : Settings
        Those of the synthesis.
    """
    if represented is None:
        return synthesis
    weighted = None
    if represented.weights is not None:
        measured = dict(_weighted_shares(findings, represented.weights, settings))
        # A question that nobody located answered has no share to weigh.
        known = (theme.theme_id for theme in synthesis.themes if theme.theme_id in measured)
        weighted = Weighted(cells=represented.cells, shares=tuple(measured[name] for name in known))
    return replace(synthesis, representativeness=represented.representativeness, weighted=weighted)


def _weighted_shares(
    findings: Findings, weights: NDArray[np.float64], settings: Settings
) -> Iterator[tuple[str, WeightedShare]]:
    """Yield the shares of each theme and sub-theme, by its name."""
    names, units = names_of(findings), people_of(findings).units
    answers = findings.answers
    for question, model in enumerate(findings.models):
        chosen = np.flatnonzero(answers.questions == question)
        if not weights[chosen].any():
            continue
        firsts = [first for first, _ in model.subthemes.values()]
        for named, numbers, first, count in (
            (names.themes, answers.themes, model.first_theme, model.themes.n_themes),
            (names.subthemes, answers.subthemes, min(firsts, default=0), model.n_subthemes),
        ):
            found = measure_weighted(
                np.where(numbers[chosen] >= 0, numbers[chosen] - first, -1).astype(np.int32),
                units[chosen],
                weights=weights[chosen],
                n_themes=count,
                replicates=settings.interval_replicates,
            )
            for number in range(count):
                name = named[first + number]
                yield name, _weighted_share(name, found, number)


def _weighted_share(name: str, found: WeightedShares, number: int) -> WeightedShare:
    return WeightedShare(
        theme_id=name,
        answers=int(found.answers[number]),
        share=float(found.raw.share[number]),
        share_low=float(found.raw.lower[number]),
        share_high=float(found.raw.upper[number]),
        share_weighted=float(found.weighted.share[number]),
        share_weighted_low=float(found.weighted.lower[number]),
        share_weighted_high=float(found.weighted.upper[number]),
    )
