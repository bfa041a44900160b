"""Tables of counts before and after they are protected."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from itertools import product
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from civiscope.errors import InputError

Key: TypeAlias = tuple[str, tuple[tuple[str, str], ...]]
"""What a cell counts: a population, and the categories of some variables, sorted."""

Tie: TypeAlias = Mapping[Key, int]
"""Cells, each with its sign, that add up to nothing because of what they are: the same people."""


class Reason(IntEnum):
    """Why a cell is shown or not."""

    SHOWN = 0
    SMALL = 1
    ZERO_RULE = 2
    SECONDARY = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """A variable of a table.

    Attributes
    ----------
    variable : str
        Its name; axes of the same name in two tables are the same variable.
    categories : tuple of str
        Every one of them, those of people who gave no answer included.
    is_identifying : bool
        Whether outsiders know it of everyone, as they know the département of a commune: that all
        who gave some answer are of one département then tells nothing of anyone. How many there
        are of each of its categories is always shown.
    harmless : tuple of str
        Categories that tell nothing of whoever is in them, such as having given no answer: few may
        be in them.
    """

    variable: str
    categories: tuple[str, ...]
    is_identifying: bool = False
    harmless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CountTable:
    """How many people have each combination of categories.

    Attributes
    ----------
    name : str
        What messages call it.
    axes : tuple of Axis
        Its variables; each person is in one category of each.
    counts : ndarray of int64, shape (n_categories, …), one dimension for each axis
        People, without totals.
    population : str
        Who is counted. Tables of one population are linked by the variables they share; tables of
        two populations are held to have nothing in common, so that a part of a population must not
        be one: give those left out a category instead.
    """

    name: str
    axes: tuple[Axis, ...]
    counts: NDArray[np.int64]
    population: str = ""

    def __post_init__(self) -> None:
        """Refuse counts that are none."""
        expected = tuple(len(axis.categories) for axis in self.axes)
        if self.counts.shape != expected:
            raise InputError(
                f"{self.name}: expected counts of shape {expected}, as the axes have categories, "
                f"found {self.counts.shape}. Give a count for each combination."
            )
        if not np.issubdtype(self.counts.dtype, np.integer) or (self.counts < 0).any():
            raise InputError(
                f"{self.name}: expected whole numbers of people from 0 on, found others. Protect "
                "counts of respondents; weighted figures are hidden where their counts are."
            )

    @property
    def with_totals(self) -> NDArray[np.int64]:
        """The counts with their totals, which stand last on each axis."""
        counts = self.counts.astype(np.int64)
        for axis in range(counts.ndim):
            counts = np.concatenate([counts, counts.sum(axis=axis, keepdims=True)], axis=axis)
        return counts

    def key(self, place: tuple[int, ...]) -> Key:
        """Return what the cell at a place of `with_totals` counts."""
        pairs = (
            (axis.variable, axis.categories[at])
            for axis, at in zip(self.axes, place, strict=True)
            if at < len(axis.categories)
        )
        return self.population, tuple(sorted(pairs))

    def places(self) -> list[tuple[int, ...]]:
        """List the places of `with_totals`, in order."""
        return list(product(*(range(len(axis.categories) + 1) for axis in self.axes)))


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtectedTable:
    """A table as it may be published.

    Attributes
    ----------
    table : CountTable
        What was counted, hidden cells included: not for publication.
    reasons : ndarray of int8, shape (n_categories + 1, …)
        The `Reason` of each cell; totals stand last on each axis.
    """

    table: CountTable
    reasons: NDArray[np.int8]

    @property
    def is_shown(self) -> NDArray[np.bool_]:
        """Whether each cell may be published, shape (n_categories + 1, …)."""
        return np.asarray(self.reasons == Reason.SHOWN)

    def published(self, *place: int) -> int | None:
        """Return the count at a place, totals last, or None where it is suppressed."""
        return int(self.table.with_totals[place]) if self.is_shown[place] else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """Rows that are published, one for each person of a population.

    Attributes
    ----------
    columns : dict of str to tuple of str
        The category of each person, by variable.
    population : str
        Who they are, as in `CountTable`.
    """

    columns: dict[str, tuple[str, ...]]
    population: str = ""

    @property
    def rows(self) -> list[tuple[str, ...]]:
        """The rows, their variables in the order of their names."""
        return list(zip(*(self.columns[name] for name in sorted(self.columns)), strict=True))
