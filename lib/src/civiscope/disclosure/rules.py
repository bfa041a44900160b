"""Which cells tell of someone by themselves."""

from collections.abc import Iterator
from itertools import product

import numpy as np
from numpy.typing import NDArray

from civiscope.disclosure.tables import CountTable, Reason

THRESHOLD = 3
"""The smallest count that is shown: INSEE publishes no cell of fewer than three units."""

WIDTH = 3
"""How far apart the least and the most that a hidden cell may be stand at least."""


def primary_reasons(table: CountTable, *, threshold: int = THRESHOLD) -> NDArray[np.int8]:
    """Find the cells that may not be shown, whatever else is.

    Parameters
    ----------
    table : CountTable
        What was counted.
    threshold : int, optional
        The smallest count that is shown, zero apart.

    Returns
    -------
    ndarray of int8, shape (n_categories + 1, …)
        `Reason.SMALL` where from one to `threshold` - 1 people are counted; `Reason.ZERO_RULE`
        where all people of a group are in one category; else `Reason.SHOWN`.

    Notes
    -----
    The zero rule: zeros beside a single count tell of everyone in a group what he answered. A
    group is people of some category of another variable, never the whole population: what all
    have in common is then the finding itself. Along an identifying variable nothing is told.
    Few may be in a harmless category, and those in it make no answer of a group less certain.

    References
    ----------
    INSEE, Guide du secret statistique (threshold of three units); Hundepool et al., 2012,
    Statistical Disclosure Control, 4.1 (group disclosure).

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.disclosure import Axis, CountTable
    >>> from civiscope.disclosure.rules import primary_reasons
    >>> kinds = Axis(variable="kind", categories=("a", "b"), is_identifying=True)
    >>> answers = Axis(variable="answer", categories=("yes", "no"))
    >>> table = CountTable(name="T", axes=(kinds, answers), counts=np.array([[9, 2], [5, 0]]))
    >>> primary_reasons(table).tolist()
    [[0, 1, 0], [2, 0, 0], [0, 1, 0]]
    """
    counts = table.with_totals
    reasons = np.zeros(counts.shape, dtype=np.int8)
    for place in _only_answers(table, counts):
        reasons[place] = Reason.ZERO_RULE
    reasons[(counts > 0) & (counts < threshold)] = Reason.SMALL
    for number, axis in enumerate(table.axes):
        told = np.flatnonzero([category in axis.harmless for category in axis.categories])
        reasons[(slice(None),) * number + (told,)] = Reason.SHOWN
    return reasons


def _only_answers(table: CountTable, counts: NDArray[np.int64]) -> Iterator[tuple[int, ...]]:
    """Yield the places of counts that stand alone in the line of a group."""
    for number, axis in enumerate(table.axes):
        if not axis.is_identifying and len(axis.categories) > 1:
            yield from _alone_along(table, counts, number)


def _alone_along(
    table: CountTable, counts: NDArray[np.int64], number: int
) -> Iterator[tuple[int, ...]]:
    sizes = [len(axis.categories) for axis in table.axes]
    for before in product(*(range(size + 1) for size in sizes[:number])):
        for after in product(*(range(size + 1) for size in sizes[number + 1 :])):
            others = [*sizes[:number], *sizes[number + 1 :]]
            is_everyone = all(at == n for at, n in zip(before + after, others, strict=True))
            axis = table.axes[number]
            filled = [
                at
                for at, category in enumerate(axis.categories)
                if counts[(*before, at, *after)] and category not in axis.harmless
            ]
            if len(filled) == 1 and not is_everyone:
                yield (*before, filled[0], *after)
