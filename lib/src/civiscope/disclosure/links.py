"""All cells of a release as one system: which cells are the same, and which add up to which."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import product
from math import prod

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import block_array, csr_array
from scipy.sparse.csgraph import connected_components

from civiscope.disclosure.tables import CountTable, Key, Records, Tie
from civiscope.errors import DisclosureError, InputError

MOST_UNSEEN = 50_000
"""Combinations that no table shows, above which an audit would take hours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedCells:
    """The cells of all tables, each once, and the sums that bind them.

    Attributes
    ----------
    keys : tuple of Key
        What each cell counts, sorted.
    values : ndarray of int64, shape (n_cells,)
        How many people.
    is_fixed : ndarray of bool, shape (n_cells,)
        Whether a cell is known to all, whatever is hidden: the size of a population, or of a part
        of it that outsiders know, and what records tell.
    most : ndarray of float64, shape (n_cells + n_unseen,)
        The most that a cell or an unseen combination can be: everyone.
    sums : csr_array of shape (n_sums, n_cells + n_unseen)
        Every row, times cells and unseen combinations, is 0.
    """

    keys: tuple[Key, ...]
    values: NDArray[np.int64]
    is_fixed: NDArray[np.bool_]
    most: NDArray[np.float64]
    sums: csr_array

    def bound_with(self, number: int, is_free: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Return the columns that move with a cell while those that are not free stand still.

        Parameters
        ----------
        number : int
            The cell, itself free.
        is_free : ndarray of bool, shape (n_cells + n_unseen,)
            Which cells and unseen combinations may move.

        Returns
        -------
        ndarray of int64
        """
        free = np.flatnonzero(is_free)
        sums = self.sums[:, free]
        # Columns and sums are the two sides of one graph: far smaller than one of columns alone.
        sides = block_array([[None, sums], [sums.T, None]], format="csr")
        _, parts = connected_components(sides, directed=False)  # type: ignore[arg-type]
        bound = parts[sums.shape[0] :]
        return np.asarray(free[bound == bound[np.searchsorted(free, number)]])

    def numbers(self, table: CountTable) -> list[int]:
        """Return the cell at each place of a table, totals last."""
        number_of = {key: number for number, key in enumerate(self.keys)}
        return [number_of[table.key(place)] for place in table.places()]


def link(
    tables: Sequence[CountTable], records: Sequence[Records] = (), ties: Sequence[Tie] = ()
) -> LinkedCells:
    """Gather the cells of all tables of a release.

    Parameters
    ----------
    tables : sequence of CountTable
        All tables that anyone can read.
    records : sequence of Records, optional
        All rows of individuals that anyone can read; one set for each population.
    ties : sequence of Tie, optional
        What binds cells beside sums of tables, such as a filter: who was not asked a question is
        who answered otherwise the one before.

    Returns
    -------
    LinkedCells

    Raises
    ------
    InputError
        Where two tables, or a table and the records, count the same people differently, or a tie
        does not hold.
    DisclosureError
        Where more combinations would have to be weighed than an audit can.

    Notes
    -----
    Tables that share variables in a circle (A by B, B by C, C by A) bind each other beyond their
    common totals, and so do records: then every combination of the variables of the circle, or of
    a record with the variables that it does not show, is an unknown of the system. Variables
    outside circles need none: margins without a circle agree with some whole table as soon as they
    agree with each other (Dobra and Fienberg, 2000).
    """
    shown = {one.population: one for one in records}
    values = _values(tables, shown)
    keys = tuple(sorted(values))
    columns = {key: column for column, key in enumerate(keys)}
    rows = [{columns[key]: sign for key, sign in row} for row in _additions(tables)]
    rows += [{columns[key]: sign for key, sign in tie.items()} for tie in _held(ties, values)]
    n_columns, most = len(keys), [values[key[0], ()] for key in keys]
    for population in sorted({table.population for table in tables}):
        own = [table for table in tables if table.population == population]
        for unseen in _unseen(own, shown.get(population)):
            rows += _bindings(unseen, columns, population=population, first=n_columns)
            n_columns += len(unseen)
            most += [values[population, ()]] * len(unseen)
    axes = (axis for table in tables for axis in table.axes)
    known = {axis.variable for axis in axes if axis.is_identifying}
    return LinkedCells(
        keys=keys,
        values=np.array([values[key] for key in keys], dtype=np.int64),
        is_fixed=np.array([_is_told(key, known, shown.get(key[0])) for key in keys]),
        most=np.array(most, dtype=np.float64),
        sums=_matrix(rows, n_columns),
    )


def _held(ties: Sequence[Tie], values: Mapping[Key, int]) -> Sequence[Tie]:
    for tie in ties:
        if sum(sign * values[key] for key, sign in tie.items()):
            raise InputError(
                "Expected cells that are tied to count the same people, found another number. "
                "Remove the tie, or count again."
            )
    return ties


def _is_told(key: Key, known: AbstractSet[str], records: Records | None) -> bool:
    """Whether records tell a cell, or it is of what outsiders know: the base of other figures."""
    names = {name for name, _ in key[1]}
    return names <= known or (records is not None and names <= records.columns.keys())


def _values(tables: Sequence[CountTable], shown: Mapping[str, Records]) -> dict[Key, int]:
    values: dict[Key, int] = {}
    categories: dict[tuple[str, str], frozenset[str]] = {}
    for table in tables:
        for axis in table.axes:
            known = categories.setdefault(
                (table.population, axis.variable), frozenset(axis.categories)
            )
            if known != frozenset(axis.categories):
                raise InputError(
                    f"{table.name}: expected the categories of “{axis.variable}” that another "
                    "table of the release has, found others. Give every table all of them."
                )
        counts = table.with_totals
        _agree(values, ((table.key(place), int(counts[place])) for place in table.places()), table)
    for population, one in shown.items():
        _agree(values, _profiles(one, population).items(), one)
        _agree(values, _singles(one, population).items(), one)
    return values


def _agree(
    values: dict[Key, int], counts: Iterable[tuple[Key, int]], source: CountTable | Records
) -> None:
    """Add counts; those of the same people are the same."""
    for key, count in counts:
        if values.setdefault(key, count) != count:
            name = source.name if isinstance(source, CountTable) else "The records"
            said = " and ".join(f"{variable} “{category}”" for variable, category in key[1])
            raise InputError(
                f"{name}: expected as many people of {said or 'the population'} as another table "
                "of the release has, found another number. Count the same people in all tables, "
                "or name their populations apart."
            )


def _profiles(records: Records, population: str) -> Counter[Key]:
    """Count the records that are the same in all columns."""
    names = sorted(records.columns)
    return Counter((population, tuple(zip(names, row, strict=True))) for row in records.rows)


def _singles(records: Records, population: str) -> Counter[Key]:
    """Count the records of each category, and all of them."""
    singles: Counter[Key] = Counter({(population, ()): len(records.rows)})
    for name, column in records.columns.items():
        singles.update((population, ((name, category),)) for category in column)
    return singles


def _additions(tables: Sequence[CountTable]) -> Iterator[list[tuple[Key, int]]]:
    """Yield, for each line of each table, its cells with 1 and its total with -1."""
    for table in tables:
        for number, axis in enumerate(table.axes):
            size = len(axis.categories)
            for place in table.places():
                if place[number] == size:
                    line = [(*place[:number], at, *place[number + 1 :]) for at in range(size)]
                    yield [*((table.key(cell), 1) for cell in line), (table.key(place), -1)]


def _unseen(
    tables: Sequence[CountTable], records: Records | None
) -> Iterator[list[dict[str, str]]]:
    """Yield the combinations that bind the cells of a population beyond their totals.

    Beside records, variables that no table crosses are bound by nothing: each group of those that
    are crossed has its combinations with the records.
    """
    categories = {axis.variable: axis.categories for table in tables for axis in table.axes}
    crossed = [{axis.variable for axis in table.axes} for table in tables]
    if records is None:
        names = variables_in_circles(crossed)
        starts: list[dict[str, str]] = [{}] if names else []
        yield _combined(starts, names, categories)
        return
    columns = sorted(records.columns)
    starts = [dict(zip(columns, row, strict=True)) for row in sorted(set(records.rows))]
    for names in _groups([group - set(columns) for group in crossed]):
        yield _combined(starts, names, categories)


def _groups(crossed: Iterable[set[str]]) -> list[list[str]]:
    """Gather the variables that are crossed with each other, directly or through others."""
    groups: list[set[str]] = [set()]
    for names in crossed:
        met = [group for group in groups if group & names]
        groups = [group for group in groups if not group & names] + [names.union(*met)]
    return [list(names) for names in sorted({tuple(sorted(group)) for group in groups})]


def _combined(
    starts: Sequence[dict[str, str]], names: Sequence[str], categories: Mapping[str, Sequence[str]]
) -> list[dict[str, str]]:
    n_unseen = len(starts) * prod(len(categories[name]) for name in names)
    if n_unseen > MOST_UNSEEN:
        raise DisclosureError(
            f"Expected tables that bind at most {MOST_UNSEEN:,} combinations of categories, found "
            f"{n_unseen:,} of {', '.join(names)}. Publish fewer crossings, or broader categories."
        )
    choices = [
        dict(zip(names, chosen, strict=True))
        for chosen in product(*(categories[name] for name in names))
    ]
    return [start | choice for start in starts for choice in choices]


def variables_in_circles(groups: Iterable[set[str]]) -> list[str]:
    """List the variables of tables that share variables in a circle.

    Parameters
    ----------
    groups : iterable of set of str
        The variables of each table.

    Returns
    -------
    list of str
        Sorted; none where the tables are linked like the branches of a tree.

    References
    ----------
    Graham, 1979; Yu and Özsoyoğlu, 1979 (reduction of hypergraphs).

    Examples
    --------
    >>> from civiscope.disclosure.links import variables_in_circles
    >>> variables_in_circles([{"kind", "tool"}, {"kind", "size"}])
    []
    >>> variables_in_circles([{"a", "b"}, {"b", "c"}, {"a", "c"}, {"a", "d"}])
    ['a', 'b', 'c']
    """
    edges = {frozenset(group) for group in groups}
    while True:
        uses = Counter(name for edge in edges for name in edge)
        reduced = {frozenset(name for name in edge if uses[name] > 1) for edge in edges}
        reduced = {edge for edge in reduced if not any(edge < other for other in reduced)}
        if reduced == edges:
            return sorted({name for edge in edges for name in edge})
        edges = reduced


def _bindings(
    unseen: Sequence[Mapping[str, str]],
    columns: Mapping[Key, int],
    *,
    population: str,
    first: int,
) -> Iterator[dict[int, int]]:
    """Yield, for each cell that unseen combinations make up, their sum less the cell."""
    names = set(unseen[0]) if unseen else set()
    holders: dict[tuple[str, str], set[int]] = {}
    for number, combination in enumerate(unseen, start=first):
        for pair in combination.items():
            holders.setdefault(pair, set()).add(number)
    everyone = set(range(first, first + len(unseen)))
    for (of, pairs), column in columns.items():
        if unseen and of == population and {name for name, _ in pairs} <= names:
            held = everyone.intersection(*(holders.get(pair, set()) for pair in pairs))
            yield {column: -1} | dict.fromkeys(sorted(held), 1)


def _matrix(rows: Sequence[Mapping[int, int]], n_columns: int) -> csr_array:
    places = [(number, column) for number, row in enumerate(rows) for column in row]
    signs = [sign for row in rows for sign in row.values()]
    down, across = np.array(places, dtype=np.int64).reshape(-1, 2).T
    return csr_array(
        (np.array(signs, dtype=np.float64), (down, across)), shape=(len(rows), n_columns)
    )
