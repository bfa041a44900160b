"""Which further cells to suppress, so that none of those that must be is given back by sums."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import block_array

from civiscope.disclosure.bounds import Problem, bounds_of
from civiscope.disclosure.links import LinkedCells, link
from civiscope.disclosure.rules import THRESHOLD, WIDTH, primary_reasons
from civiscope.disclosure.tables import CountTable, Key, ProtectedTable, Reason, Records, Tie
from civiscope.errors import DisclosureError

_TOTAL_WEIGHT = 20.0
"""How many times dearer a total is than a cell of the same count: readers miss it more."""

_RANK_WEIGHT = 1e-4
"""Sets apart cells of the same price, so that which of them is hidden is no accident."""

_TOLERANCE = 1e-6


def protect(
    tables: Sequence[CountTable],
    records: Sequence[Records] = (),
    ties: Sequence[Tie] = (),
    *,
    threshold: int = THRESHOLD,
    width: int = WIDTH,
) -> tuple[ProtectedTable, ...]:
    """Choose the cells of a release that are not shown.

    Parameters
    ----------
    tables : sequence of CountTable
        All tables that are published together or follow from each other.
    records : sequence of Records, optional
        Rows of individuals that are published beside them, all of them; one set for each
        population. No cell can be hidden that they give away.
    ties : sequence of Tie, optional
        What binds cells beside sums of tables, such as a filter: who was not asked a question is
        who answered otherwise the one before.
    threshold : int, optional
        The smallest count that is shown, zero apart (`primary_reasons`).
    width : int, optional
        How far apart the ends of the `FeasibleInterval` of each primary cell stand at least.

    Returns
    -------
    tuple of ProtectedTable
        In the order given. The order of tables, axes and categories changes no choice.

    Raises
    ------
    InputError
        Where two tables count the same people differently.
    DisclosureError
        Where nothing short of leaving something out protects a cell: fewer people than
        `threshold` in all, or records that give it away.

    Notes
    -----
    For each primary cell that is not protected yet, the cheapest two tables are found that agree
    with all that is shown and are `width` apart in that cell; where either departs from the truth,
    cells are suppressed. The price of a cell is its count and one, twenty times that for totals.
    The result is safe for whoever knows the rule and reads all tables, not the least suppression
    there is; someone who is counted himself knows one more, which is why `width` is 3.

    References
    ----------
    Kelly, Golden and Assad, 1992, "Cell suppression: disclosure protection for sensitive tabular
    data", Networks 22(4); Hundepool et al., 2012, Statistical Disclosure Control, 4.4.

    See Also
    --------
    civiscope.disclosure.audit : What readers can find out of what was suppressed.

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.disclosure import Axis, CountTable, protect
    >>> axes = (
    ...     Axis(variable="kind", categories=("town", "county")),
    ...     Axis(variable="answer", categories=("yes", "no")),
    ... )
    >>> (table,) = protect([CountTable(name="T", axes=axes, counts=np.array([[9, 1], [6, 7]]))])
    >>> table.is_shown.tolist()
    [[False, False, True], [False, False, True], [True, True, True]]
    >>> table.published(0, 2), table.published(0, 1)
    (10, None)
    """
    cells = link(tables, records, ties)
    reasons = _primary(cells, tables, threshold)
    prices = _prices(cells, tables)
    primary = np.flatnonzero(reasons != Reason.SHOWN)
    _check_sizes(cells, reasons, threshold)
    # The cells that move least are the hardest: what protects them protects most of the others.
    for number in sorted(primary.tolist(), key=lambda one: (int(cells.values[one]), one)):
        _hide(cells, number, reasons, prices, width)
    return tuple(_protected(table, cells, reasons) for table in tables)


def _hide(
    cells: LinkedCells,
    number: int,
    reasons: NDArray[np.int8],
    prices: NDArray[np.float64],
    width: int,
) -> None:
    """Suppress what a primary cell needs; more of it where whole numbers are closer than others."""
    asked = width
    while True:
        low, high = bounds_of(cells, number, is_hidden=reasons != Reason.SHOWN)
        if high - low >= width:
            return
        is_hidden = reasons != Reason.SHOWN
        moved = _moved(cells, number, is_hidden=is_hidden, prices=prices, width=asked)
        reasons[moved & (reasons == Reason.SHOWN)] = Reason.SECONDARY
        asked += 1


def _protected(table: CountTable, cells: LinkedCells, reasons: NDArray[np.int8]) -> ProtectedTable:
    own = reasons[cells.numbers(table)].reshape(table.with_totals.shape)
    return ProtectedTable(table=table, reasons=own)


def _primary(cells: LinkedCells, tables: Sequence[CountTable], threshold: int) -> NDArray[np.int8]:
    """Return the reason of each cell; one that a table may not show is shown in none."""
    reasons = np.zeros(len(cells.keys), dtype=np.int8)
    for table in tables:
        for number, reason in zip(
            cells.numbers(table), primary_reasons(table, threshold=threshold).flat, strict=True
        ):
            if reason != Reason.SHOWN:
                reasons[number] = reason
    return reasons


def _check_sizes(cells: LinkedCells, reasons: NDArray[np.int8], threshold: int) -> None:
    for key, reason in zip(cells.keys, reasons.tolist(), strict=True):
        if not key[1] and reason != Reason.SHOWN:
            raise DisclosureError(
                f"Expected at least {threshold} people in a population that is published, found "
                f"fewer in “{key[0]}”. Leave its tables out."
            )


def _prices(cells: LinkedCells, tables: Sequence[CountTable]) -> NDArray[np.float64]:
    """Return what it costs to move each cell by one: totals are dearer the more they sum over."""
    weights = np.ones(len(cells.keys))
    for table in tables:
        for place, number in zip(table.places(), cells.numbers(table), strict=True):
            n_sums = sum(at == n for at, n in zip(place, table.counts.shape, strict=True))
            weights[number] = max(weights[number], _TOTAL_WEIGHT**n_sums)
    ranks = np.linspace(0, _RANK_WEIGHT, len(cells.keys))
    return np.asarray((cells.values + 1) * weights * (1 + ranks))


def _moved(
    cells: LinkedCells,
    number: int,
    *,
    is_hidden: NDArray[np.bool_],
    prices: NDArray[np.float64],
    width: int,
) -> NDArray[np.bool_]:
    """Return the cells that depart from the truth in the cheapest two tables `width` apart."""
    part = _part_of(cells, number)
    costs = np.where(is_hidden[part.cells], 0.0, prices[part.cells])
    problem = _departures(cells, part)
    apart = np.zeros(len(problem.most))
    place, down, half = np.searchsorted(part.cells, number), len(part.cells), len(apart) // 2
    apart[[place, half + down + place]] = 1
    apart[[down + place, half + place]] = -1
    both = np.tile(np.concatenate([costs, costs, np.zeros(len(part.unseen))]), 2)
    found = problem.cheapest(both, least=(apart, width))
    if found is None:
        raise _not_protected(cells.keys[number])
    ways = found.reshape(2, half)
    moves = ways[:, :down] + ways[:, down : 2 * down]
    moved = np.zeros(len(cells.keys), dtype=np.bool_)
    moved[part.cells] = (moves > _TOLERANCE).any(axis=0)
    return moved


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """What can move with a cell: columns of cells and of unseen combinations, and their sums."""

    cells: NDArray[np.int64]
    unseen: NDArray[np.int64]
    sums: NDArray[np.int64]


def _part_of(cells: LinkedCells, number: int) -> _Part:
    n_cells, n_all = len(cells.keys), len(cells.most)
    is_free = np.concatenate([~cells.is_fixed, np.ones(n_all - n_cells, dtype=np.bool_)])
    if not is_free[number]:
        raise _not_protected(cells.keys[number])
    columns = cells.bound_with(number, is_free)
    return _Part(
        cells=columns[columns < n_cells],
        unseen=columns[columns >= n_cells],
        sums=np.unique(cells.sums[:, columns].nonzero()[0]),
    )


def _departures(cells: LinkedCells, part: _Part) -> Problem:
    """Tell how far two tables may depart from the truth, up and down, under all sums."""
    sums = cells.sums[part.sums]
    seen, unseen = sums[:, part.cells], sums[:, part.unseen]
    one = block_array([[seen, -seen, unseen]], format="csr")
    both = block_array([[one, None], [None, one]], format="csr")
    # What is unseen has no truth to depart from: the sums hold for the whole of it.
    needed = np.tile(-(sums[:, : len(cells.keys)] @ cells.values), 2)
    values = cells.values[part.cells]
    bounds = [cells.most[part.cells] - values, values, cells.most[part.unseen]]
    return Problem(sums=both, needed=needed, most=np.tile(np.concatenate(bounds), 2))


def _not_protected(key: Key) -> DisclosureError:
    said = " and ".join(f"{variable} “{category}”" for variable, category in key[1])
    return DisclosureError(
        f"Expected that the number of people of {said} can be hidden, and it follows from what "
        "must be shown. Leave its table out, join categories, or take a variable out of the "
        "records."
    )
