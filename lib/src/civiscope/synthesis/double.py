"""Double descending classification: the classes that two readings of the answers agree on."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from civiscope.synthesis.reinert import Classification, classify
from civiscope.synthesis.rows import SparseRows

FEWEST_LEMMAS = 3
"""Lemmas of the shortest answer in the second reading; with fewer, an answer hardly says what goes
together."""

LEAST_CHI_SQUARE = 3.84
"""Chi-square, at one degree of freedom, above which two classes have more answers in common than
chance lets expect (5 %)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubleClassification:
    """The classes that both readings found.

    Attributes
    ----------
    classes : ndarray of int32, shape (n_rows,)
        The class of each row, the largest class first; -1 for a row that is in none.
    chi_squares : tuple of float
        For each class, the chi-square of its class of one reading by its class of the other.
    is_read_twice : ndarray of bool, shape (n_rows,)
        The rows that both readings hold: only these can be in a class.
    """

    classes: NDArray[np.int32]
    chi_squares: tuple[float, ...]
    is_read_twice: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Node:
    """A class that a classification had at some time, and the two that it was divided into."""

    members: NDArray[np.bool_]
    parts: tuple["_Node", "_Node"] | None


@dataclass(frozen=True, slots=True)
class _Crossing:
    members: NDArray[np.bool_]
    chi_square: float


def classify_twice(
    rows: SparseRows,
    *,
    n_classes: int,
    smallest: int,
    units: NDArray[np.uint64] | None = None,
    draws: int = 0,
) -> DoubleClassification:
    """Classify all rows, then those of several lemmas alone, and keep what both find.

    Parameters
    ----------
    rows : SparseRows
        Presences, of shape (n_rows, n_columns).
    n_classes, smallest, units, draws
        Of each reading, as in `classify`; no class kept has fewer than `smallest` rows either.

    Returns
    -------
    DoubleClassification
        The same for the same rows, bit for bit.

    Notes
    -----
    Reinert cuts a text into longer and into shorter segments, and keeps the classes that do not
    depend on it. Answers are short and have no neighbours to be joined with: here the second
    reading leaves out those of fewer than `FEWEST_LEMMAS` lemmas.

    All classes that a reading had at any time count, those divided later too. Two of them are
    crossed where each is the other's nearest, by the chi-square of the table of being in one and
    in the other. Among all ways to keep some of the first reading's classes, none inside another,
    the one is taken whose chi-squares have the largest sum; rainette leaves the number of classes
    to the reader, for whom this sum is shown.

    References
    ----------
    Reinert, 1990, "Alceste, une méthodologie d'analyse des données textuelles et une application",
    Bulletin de méthodologie sociologique 26(1).

    Examples
    --------
    >>> from civiscope.synthesis.double import classify_twice
    >>> from civiscope.synthesis.rows import SparseRows
    >>> sets = [[0, 1, 2]] * 5 + [[3, 4, 5]] * 4 + [[0]]
    >>> found = classify_twice(SparseRows.of_sets(sets, n_columns=6), n_classes=2, smallest=2)
    >>> found.classes.tolist(), [round(one, 6) for one in found.chi_squares]
    ([0, 0, 0, 0, 0, 1, 1, 1, 1, -1], [9.0, 9.0])
    """
    said_by = np.arange(rows.n_rows, dtype=np.uint64) if units is None else units
    is_long = np.diff(rows.indptr) >= FEWEST_LEMMAS
    places = np.flatnonzero(is_long)
    first, second = (
        classify(
            rows.take(chosen),
            n_classes=n_classes,
            smallest=smallest,
            units=said_by[chosen],
            draws=draws,
        )
        for chosen in (np.arange(rows.n_rows), places)
    )
    crossings = sorted(
        _crossings(_tree(first, places), _tree(second, slice(None)), smallest),
        key=lambda crossing: -int(crossing.members.sum()),
    )
    classes = np.full(rows.n_rows, -1, dtype=np.int32)
    for number, crossing in enumerate(crossings):
        classes[places[crossing.members]] = number
    return DoubleClassification(
        classes=classes,
        chi_squares=tuple(crossing.chi_square for crossing in crossings),
        is_read_twice=is_long,
    )


def _tree(found: Classification, chosen: NDArray[np.int64] | slice) -> _Node:
    """Undo the divisions, last first, over the chosen rows."""
    classes = found.classes[chosen]
    nodes = {number: _Node(classes == number, None) for number in range(len(found.splits) + 1)}
    for split in reversed(found.splits):
        parts = (nodes[split.divided], nodes.pop(split.created))
        nodes[split.divided] = _Node(parts[0].members | parts[1].members, parts)
    return nodes[0]


def _below(node: _Node) -> Iterator[_Node]:
    """List the classes that a class was divided into, then those that they were."""
    for part in node.parts or ():
        yield part
        yield from _below(part)


def _crossings(first: _Node, second: _Node, smallest: int) -> list[_Crossing]:
    """Cross the classes of both readings, and keep the best that do not overlap."""
    ours, theirs = list(_below(first)), list(_below(second))
    if not ours or not theirs:
        return []
    chi_squares = _chi_squares(ours, theirs, smallest)
    nearest, back = chi_squares.argmax(axis=1), chi_squares.argmax(axis=0)
    crossings = {
        id(one): _Crossing(one.members & theirs[nearest[place]].members, float(best))
        for place, (one, best) in enumerate(zip(ours, chi_squares.max(axis=1), strict=True))
        if best > LEAST_CHI_SQUARE and back[nearest[place]] == place
    }
    return _most_surprising(first, crossings)


def _most_surprising(node: _Node, crossings: dict[int, _Crossing]) -> list[_Crossing]:
    """Choose between the crossing of a class and those of the classes inside it."""
    inside = [one for part in node.parts or () for one in _most_surprising(part, crossings)]
    own = crossings.get(id(node))
    if own is not None and own.chi_square >= sum(one.chi_square for one in inside):
        return [own]
    return inside


def _chi_squares(ours: list[_Node], theirs: list[_Node], smallest: int) -> NDArray[np.float64]:
    """Measure how much more two classes share than by chance; 0 where they share less, or few."""
    one = np.array([node.members for node in ours], dtype=np.int64)
    other = np.array([node.members for node in theirs], dtype=np.int64)
    both, n_rows = one @ other.T, one.shape[1]
    sizes, other_sizes = one.sum(axis=1)[:, None], other.sum(axis=1)[None, :]
    excess = n_rows * both - sizes * other_sizes
    spread = sizes * (n_rows - sizes) * other_sizes * (n_rows - other_sizes)
    chi_squares = n_rows * (excess / np.sqrt(np.maximum(spread, 1))) ** 2
    return np.where((excess > 0) & (both >= smallest), chi_squares, 0.0)
