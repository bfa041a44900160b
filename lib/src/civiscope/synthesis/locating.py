"""Where participants live: each counted in one place, in parts of several, or apart.

A participant is an author where the file names authors, and otherwise an answer.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from civiscope.territory import (
    SIZE_CLASSES,
    Commune,
    Level,
    Location,
    communes,
    communes_within,
    find_commune,
    place_of,
)

ELSEWHERE: Final = -1
"""The place of those who live outside the territory."""

MISSING: Final = -4
"""The group of those of whom no place is given."""

UNRECOGNISED: Final = -3
"""The group of those whose place is given, and is none of the register."""

UNPLACED: Final = -2
"""The group of those whose place is known, but not to the level that is asked."""

SEVERAL: Final = -1
"""The group of authors whose answers come from several places."""

_SIZES: Final = {found.code: rank for rank, found in enumerate(SIZE_CLASSES)}
# What a département alone tells.
_OF_DEPARTMENTS: Final = frozenset(("department", "region"))

Key: TypeAlias = tuple[str, ...]
Parts: TypeAlias = tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Which places of some levels the cells of a column mean.

    Attributes
    ----------
    places : tuple of (tuple of str)
        The codes of each place, one for each level, in order; each is inhabited.
    populations : ndarray of int64, shape (n_places,)
        Population municipale of each.
    groups : tuple of (tuple of (int, float))
        Parts of places that cells mean: numbers of places, or `ELSEWHERE`, and shares that sum
        to 1, in the order of the places.
    group_of : ndarray of int64, shape (n_locations,)
        The group of each location; `UNRECOGNISED` or `UNPLACED` where it has none.
    """

    places: tuple[Key, ...]
    populations: NDArray[np.int64]
    groups: tuple[Parts, ...]
    group_of: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Participants:
    """The group of each participant.

    Attributes
    ----------
    groups : ndarray of int64, shape (n_participants,)
        A group of a placement, or `MISSING`, `UNRECOGNISED`, `UNPLACED` or `SEVERAL`.
    of_answer : ndarray of int64, shape (n_answers,)
        The participant that each answer is of; -1 where its author is unknown.
    """

    groups: NDArray[np.int64]
    of_answer: NDArray[np.int64]


def place(
    locations: Sequence[Location],
    *,
    levels: tuple[Level, ...],
    within: Collection[str] | None = None,
) -> Placement:
    """Find the places of locations at some levels.

    Parameters
    ----------
    locations : sequence of Location
        What the distinct cells of a column mean.
    levels : tuple of str
        The levels: ``("department",)``; ``("department", "size")`` for both at once.
    within : collection of str, optional
        The départements and overseas collectivities that make the territory; France when left
        out.

    Returns
    -------
    Placement

    Raises
    ------
    InputError
        Where a code of `within` is unknown.

    Notes
    -----
    A location that may be several communes, or several départements, is in each of their places
    for the share that they have of its inhabitants: as if participants were spread as they are.

    Examples
    --------
    >>> from civiscope.synthesis.locating import place
    >>> from civiscope.territory import locate
    >>> cells = [locate(code, kind="postal_code") for code in ("49000", "49460", "75000", "?")]
    >>> found = place(cells, levels=("size",), within=["49"])
    >>> [found.places[number] for number, share in found.groups[found.group_of[0]]]
    [('3500-4999',), ('100000+',)]
    >>> found.groups[found.group_of[2]], found.group_of.tolist()
    (((-1, 1.0),), [2, 1, 0, -3])
    """
    territory = _territory(levels, within)
    found = [_parts(location, territory) for location in locations]
    groups = sorted({parts for parts in found if parts})
    ranks: dict[Parts | None, int] = {parts: rank for rank, parts in enumerate(groups)}
    unplaced = (UNPLACED if location.departments else UNRECOGNISED for location in locations)
    return Placement(
        places=tuple(territory.populations),
        populations=np.array(list(territory.populations.values()), dtype=np.int64),
        groups=tuple(groups),
        group_of=np.array(
            [ranks.get(parts, other) for parts, other in zip(found, unplaced, strict=True)],
            dtype=np.int64,
        ),
    )


def find_participants(
    locations: NDArray[np.int64], *, authors: NDArray[np.uint64] | None, placement: Placement
) -> Participants:
    """Find the group of each participant from the places of the answers.

    Parameters
    ----------
    locations : ndarray of int64, shape (n_answers,)
        The location of each answer, as its number in what was placed; -1 where none is given.
    authors : ndarray of uint64, shape (n_answers,), or None
        Hash of the author's name, 0 where it is unknown; None where the file names no author.
    placement : Placement
        What `place` found.

    Returns
    -------
    Participants
        Authors in the order of their hashes, or answers in theirs. An author whose answers are
        all of one group, but for those without, is of that group.

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.synthesis.locating import find_participants, place
    >>> from civiscope.territory import locate
    >>> cells = [locate(name, kind="department") for name in ("Lot", "Gers", "?")]
    >>> placement = place(cells, levels=("department",))
    >>> locations = np.array([0, 0, 1, 0, 2, -1])
    >>> authors = np.array([7, 7, 8, 8, 9, 7], dtype=np.uint64)
    >>> find_participants(locations, authors=authors, placement=placement).groups.tolist()
    [1, -1, -3]
    """
    groups = np.append(placement.group_of, MISSING)[locations]
    if authors is None:
        return Participants(groups=groups, of_answer=np.arange(len(groups)))
    is_known = authors != 0
    people, inverse = np.unique(authors[is_known], return_inverse=True)
    of_answer = np.full(len(authors), -1, dtype=np.int64)
    of_answer[is_known] = inverse
    largest = np.full(len(people), MISSING, dtype=np.int64)
    smallest = np.full(len(people), len(placement.groups), dtype=np.int64)
    np.maximum.at(largest, inverse, groups[is_known])
    placed = np.flatnonzero(is_known & (groups >= 0))
    np.minimum.at(smallest, of_answer[placed], groups[placed])
    is_one = (largest < 0) | (smallest == largest)
    return Participants(groups=np.where(is_one, largest, SEVERAL), of_answer=of_answer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """The parts of all groups inside the territory, one after another.

    Attributes
    ----------
    groups, places : ndarray of int64, shape (n_parts,)
        The group, and the place that it is in.
    shares : ndarray of float64, shape (n_parts,)
        The share of the group that is there.
    """

    groups: NDArray[np.int64]
    places: NDArray[np.int64]
    shares: NDArray[np.float64]


def parts_of(placement: Placement) -> Shares:
    """Return the parts of all groups inside the territory, in the order of groups and places."""
    held = [
        (group, number, share)
        for group, parts in enumerate(placement.groups)
        for number, share in parts
        if number != ELSEWHERE
    ]
    groups, places, shares = zip(*held, strict=True) if held else ((), (), ())
    return Shares(
        groups=np.array(groups, dtype=np.int64),
        places=np.array(places, dtype=np.int64),
        shares=np.array(shares, dtype=np.float64),
    )


def count_in_groups(participants: Participants, *, placement: Placement) -> NDArray[np.int64]:
    """Count the participants of each group, shape (n_groups,)."""
    placed = participants.groups[participants.groups >= 0]
    return np.bincount(placed, minlength=len(placement.groups))


def count_in_places(participants: Participants, *, placement: Placement) -> NDArray[np.float64]:
    """Count the participants of each place, those who may live in several in parts.

    Parameters
    ----------
    participants : Participants
        Their groups.
    placement : Placement
        The places of the groups.

    Returns
    -------
    ndarray of float64, shape (n_places,)
        Added in the order of groups and places, which no order of the answers changes.

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.synthesis.locating import count_in_places, find_participants, place
    >>> from civiscope.territory import locate
    >>> cells = [locate("01590", kind="postal_code")]
    >>> placement = place(cells, levels=("department",), within=["01", "39"])
    >>> people = find_participants(np.array([0, 0]), authors=None, placement=placement)
    >>> count_in_places(people, placement=placement).round(3).tolist()
    [1.427, 0.573]
    """
    parts = parts_of(placement)
    counts = count_in_groups(participants, placement=placement)
    held = parts.shares * counts[parts.groups]
    return np.bincount(parts.places, weights=held, minlength=len(placement.places)).astype(
        np.float64
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Territory:
    """The places that are compared: their populations, by code, and the place of each commune."""

    levels: tuple[Level, ...]
    populations: dict[Key, int]
    number_of: dict[str, int]


def _territory(levels: tuple[Level, ...], within: Collection[str] | None) -> _Territory:
    inside = communes_within(within)
    keys = {commune.code: _key(commune, levels) for commune in inside}
    counts: Counter[Key] = Counter()
    for commune in inside:
        if (key := keys[commune.code]) is not None:
            counts[key] += commune.population or 0
    held = sorted((key for key in counts if counts[key]), key=lambda key: _rank(key, levels))
    numbers = {key: number for number, key in enumerate(held)}
    return _Territory(
        levels=levels,
        populations={key: counts[key] for key in held},
        number_of={code: numbers[key] for code, key in keys.items() if key in numbers},
    )


def _key(commune: Commune, levels: tuple[Level, ...]) -> Key | None:
    codes = [place_of(commune, level) for level in levels]
    return None if None in codes else tuple(code for code in codes if code is not None)


def _rank(key: Key, levels: tuple[Level, ...]) -> list[tuple[int, str]]:
    """Return what orders places: by code, but classes by size."""
    return [
        (_SIZES[code] if level == "size" else 0, code)
        for code, level in zip(key, levels, strict=True)
    ]


def _parts(location: Location, territory: _Territory) -> Parts | None:
    """Return the parts of places that a location means; None where it does not tell."""
    known = [find_commune(code) for code in location.communes]
    candidates = known or [one for code in location.departments for one in _communes_of()[code]]
    numbers = [territory.number_of.get(commune.code, ELSEWHERE) for commune in candidates]
    is_enough = known or _OF_DEPARTMENTS.issuperset(territory.levels)
    if not candidates or not (is_enough or set(numbers) == {ELSEWHERE}):
        return None
    everyone = sum(commune.population or 0 for commune in candidates)
    inhabitants: Counter[int] = Counter()
    for number, commune in zip(numbers, candidates, strict=True):
        # Where nobody is counted, each of the communes is as likely.
        inhabitants[number] += (commune.population or 0) if everyone else 1
    total = everyone or len(candidates)
    return tuple((number, inhabitants[number] / total) for number in sorted(+inhabitants))


@cache
def _communes_of() -> dict[str, list[Commune]]:
    """Return the communes of each département and overseas collectivity."""
    held: dict[str, list[Commune]] = defaultdict(list)
    for commune in communes():
        held[commune.department_code].append(commune)
    return dict(held)
