"""Shares of themes, had participants lived where people live: raked, beside what they are."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

from civiscope.errors import InputError
from civiscope.synthesis.intervals import Intervals, bootstrap_counts, intervals
from civiscope.synthesis.locating import Participants, Placement, count_in_places, parts_of
from civiscope.territory import place_names
from civiscope.weighting import rake
from civiscope.weighting.results import design_effect

Margin: TypeAlias = Literal["department", "region", "size"]
MARGINS: tuple[Margin, ...] = get_args(Margin)

GRID = 2**20
"""Weights are whole numbers of this part of one, so that their sums are exact in any order."""

NAMED = 5
"""Empty places that a message names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightedCell:
    """Participants who live in places of the margins together, and what each counts for.

    Attributes
    ----------
    department, region, size : str or None
        The place of each margin, by its code; None for what is no margin.
    participants : float
        Participants; parts of them where they may live elsewhere too.
    population : int
        Population municipale of these places together, which is no margin.
    weight : float
        Of a participant; the mean of all is 1.
    """

    department: str | None
    region: str | None
    size: str | None
    participants: float
    population: int
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightedShare:
    """The share of a theme among the answers of those who are located, raw and weighted.

    Attributes
    ----------
    theme_id : str
        The theme.
    answers : int
        Answers of the theme whose participant has a weight.
    share, share_low, share_high : float
        Their share of such answers to the question (or of all), and its bootstrap interval.
    share_weighted, share_weighted_low, share_weighted_high : float
        The same, each answer counting for the weight of its participant.
    """

    theme_id: str
    answers: int
    share: float
    share_low: float
    share_high: float
    share_weighted: float
    share_weighted_low: float
    share_weighted_high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighted:
    """What weighting gave.

    Attributes
    ----------
    cells : tuple of WeightedCell
        Those where somebody lives, in the order of codes and sizes.
    shares : tuple of WeightedShare
        Of themes and sub-themes, in their order.
    """

    cells: tuple[WeightedCell, ...]
    shares: tuple[WeightedShare, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightedShares:
    """Shares of themes among the answers that have a weight; the last place is the unclassified.

    Attributes
    ----------
    answers : ndarray of int64, shape (n_themes + 1,)
        Such answers.
    raw, weighted : Intervals
        Their shares, and the same with each answer counting for its weight.
    """

    answers: NDArray[np.int64]
    raw: Intervals
    weighted: Intervals


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Weights of participants that meet the population of each place of each margin.

    Attributes
    ----------
    weights : ndarray of float64, shape (n_participants,)
        0 for those who are not located in the territory.
    cells : tuple of WeightedCell
        Those where somebody lives.
    design_effect, effective_size : float
        Kish's, over those who are located.
    smallest, largest : float
        Of the weights of those who are located.
    """

    weights: NDArray[np.float64]
    cells: tuple[WeightedCell, ...]
    design_effect: float
    effective_size: float
    smallest: float
    largest: float


def weigh(
    participants: Participants, *, placement: Placement, margins: tuple[Margin, ...]
) -> Weights:
    """Rake participants to the population of the places of each margin.

    Parameters
    ----------
    participants : Participants
        Their groups.
    placement : Placement
        The places of all margins together: `civiscope.synthesis.locating.place` with `margins` as
        levels.
    margins : tuple of {"department", "region", "size"}
        The margins, in the order in which they are met.

    Returns
    -------
    Weights
        Nothing is trimmed: what the largest weight is, is said.

    Raises
    ------
    InputError
        Where nobody lives in an inhabited place of a margin.
    ConvergenceError
        Where no weights meet all margins.

    Notes
    -----
    One who may live in several places is raked in parts, and has the weights of these for the
    share that is there. Weights make the places of the margins agree with the population, and
    nothing else: within a place, those who took part still chose to.

    References
    ----------
    Deming and Stephan, 1940, Annals of Mathematical Statistics 11(4); Kish, 1965, Survey
    Sampling, 11.7.

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.synthesis.locating import find_participants, place
    >>> from civiscope.synthesis.weighted import weigh
    >>> from civiscope.territory import locate
    >>> cells = [locate(name, kind="department") for name in ("Lot", "Gers")]
    >>> placement = place(cells, levels=("department",), within=["32", "46"])
    >>> people = find_participants(np.array([0, 1, 1]), authors=None, placement=placement)
    >>> found = weigh(people, placement=placement, margins=("department",))
    >>> found.weights.round(3).tolist(), round(found.design_effect, 3)
    ([1.434, 0.783, 0.783], 1.094)
    """
    parts = parts_of(placement)
    held = count_in_places(participants, placement=placement)
    _check_margins(held, placement, margins)
    factors = _factors(held, placement, margins)
    # The last one is that of all who have no group.
    by_group = np.bincount(
        parts.groups,
        weights=parts.shares * factors[parts.places],
        minlength=len(placement.groups) + 1,
    ).astype(np.float64)
    weights = by_group[np.maximum(participants.groups, -1)]
    located = weights[weights > 0]
    effect = design_effect(located)
    return Weights(
        weights=weights,
        cells=tuple(_cells(held, factors, placement, margins)),
        design_effect=effect,
        effective_size=len(located) / effect,
        smallest=float(located.min()),
        largest=float(located.max()),
    )


def measure_weighted(
    themes: NDArray[np.int32],
    units: NDArray[np.uint64],
    *,
    weights: NDArray[np.float64],
    n_themes: int,
    replicates: int,
) -> WeightedShares:
    """Measure the share of each theme among answers that have a weight, without it and with it.

    Parameters
    ----------
    themes : ndarray of int32, shape (n_answers,)
        The theme of each answer; -1 for an unclassified one.
    units : ndarray of uint64, shape (n_answers,)
        What is drawn again as a whole.
    weights : ndarray of float64, shape (n_answers,)
        The weight of each answer's participant; an answer of weight 0 counts in neither share.
    n_themes, replicates : int
        Themes, and corpora drawn again.

    Returns
    -------
    WeightedShares
        Weights are held still while people are drawn again: nothing is told of how the weights
        themselves vary.

    Raises
    ------
    InputError
        Where no answer has a weight.

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.synthesis.weighted import measure_weighted
    >>> found = measure_weighted(
    ...     np.array([0, 1, 1], dtype=np.int32),
    ...     np.array([5, 6, 7], dtype=np.uint64),
    ...     weights=np.array([2.0, 0.5, 0.5]),
    ...     n_themes=2,
    ...     replicates=100,
    ... )
    >>> found.raw.share.round(3).tolist(), found.weighted.share.round(3).tolist()
    ([0.333, 0.667, 0.0], [0.667, 0.333, 0.0])
    """
    kept = weights > 0
    places, whole = themes[kept], np.rint(weights[kept] * GRID).astype(np.int64)
    totals, shares = [], []
    for counted in (np.ones_like(whole), whole):
        total = np.zeros(n_themes + 1, dtype=np.int64)
        np.add.at(total, places, counted)
        drawn = bootstrap_counts(
            places, units[kept], n_themes=n_themes, weights=counted, replicates=replicates
        )
        totals.append(total)
        shares.append(intervals(total, drawn))
    return WeightedShares(answers=totals[0], raw=shares[0], weighted=shares[1])


def _check_margins(
    held: NDArray[np.float64], placement: Placement, margins: tuple[Margin, ...]
) -> None:
    """Refuse a place of a margin where people live and no participant does."""
    for number, margin in enumerate(margins):
        codes = dict.fromkeys(place[number] for place in placement.places)
        found = {
            place[number] for place, count in zip(placement.places, held, strict=True) if count > 0
        }
        empty = [code for code in codes if code not in found]
        if empty:
            names = place_names(margin)
            named = ", ".join(
                code if names[code] == code else f"{names[code]} ({code})" for code in empty[:NAMED]
            )
            more = f" and {len(empty) - NAMED} more" if len(empty) > NAMED else ""
            raise InputError(
                f"Expected a participant in every place of the margin {margin}, and found none in "
                f"{named}{more}: no weight stands for those who are not there. Rake by fewer or "
                "larger places, such as region, or say with --territory which départements count."
            )


def _factors(
    held: NDArray[np.float64], placement: Placement, margins: tuple[Margin, ...]
) -> NDArray[np.float64]:
    """Return the weight of a participant of each place; 0 where there is none."""
    scale = float(held.sum()) / int(placement.populations.sum())
    codes, targets = [], []
    for number in range(len(margins)):
        names = [place[number] for place in placement.places]
        ranks = {code: rank for rank, code in enumerate(dict.fromkeys(names))}
        column = np.array([ranks[code] for code in names], dtype=np.int64)
        codes.append(column)
        targets.append(np.bincount(column, weights=placement.populations) * scale)
    is_held = held > 0
    raked = rake(
        np.column_stack(codes)[is_held], targets=targets, weights=held[is_held], names=margins
    )
    factors = np.zeros(len(held))
    factors[is_held] = raked.weights / held[is_held]
    return factors


def _cells(
    held: NDArray[np.float64],
    factors: NDArray[np.float64],
    placement: Placement,
    margins: tuple[Margin, ...],
) -> Iterator[WeightedCell]:
    for number in np.flatnonzero(held > 0).tolist():
        codes = dict(zip(margins, placement.places[number], strict=True))
        yield WeightedCell(
            department=codes.get("department"),
            region=codes.get("region"),
            size=codes.get("size"),
            participants=float(held[number]),
            population=int(placement.populations[number]),
            weight=float(factors[number]),
        )
