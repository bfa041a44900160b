"""What everything that is published tells of each cell that is not."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from civiscope.disclosure.links import LinkedCells, link
from civiscope.disclosure.tables import ProtectedTable, Reason, Records, Tie

_TOLERANCE = 1e-6

MOST_SEARCHED = 100
"""Unknowns up to which whole numbers are sought; beyond, the search may take minutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeasibleInterval:
    """The least and the most that a suppressed cell may be, for someone who reads all there is.

    Attributes
    ----------
    table : str
        Name of the first table that has the cell.
    categories : tuple of tuple of str
        What it counts: each variable with its category, sorted; totals have none.
    reason : Reason
        Why it is suppressed.
    low, high : int
        The ends.
    """

    table: str
    categories: tuple[tuple[str, str], ...]
    reason: Reason
    low: int
    high: int

    @property
    def width(self) -> int:
        """How far apart the ends are."""
        return self.high - self.low


def audit(
    tables: Sequence[ProtectedTable],
    records: Sequence[Records] = (),
    ties: Sequence[Tie] = (),
) -> tuple[FeasibleInterval, ...]:
    """Find what each suppressed cell of a release may be.

    Parameters
    ----------
    tables : sequence of ProtectedTable
        All tables of the release, those of other languages and formats once.
    records : sequence of Records, optional
        The rows of individuals that are published beside them.
    ties : sequence of Tie, optional
        What binds cells beside sums of tables.

    Returns
    -------
    tuple of FeasibleInterval
        One for each suppressed cell, in the order of the tables; a cell that several tables share
        comes once.

    Raises
    ------
    InputError, DisclosureError
        As `protect` does.

    Notes
    -----
    The least and the most of each cell over all tables of whole numbers from 0 on that have the
    published cells and totals: two programmes for each cell, solved by HiGHS. Up to 100 unknowns
    they are integer programmes, and both ends are possible; beyond, linear ones, whose ends are
    rounded inwards.

    References
    ----------
    Fischetti and Salazar, 2000, "Models and algorithms for optimizing cell suppression in tabular
    data with linear constraints", JASA 95(451); Hundepool et al., 2012, Statistical Disclosure
    Control, 4.3.

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.disclosure import Axis, CountTable, audit, protect
    >>> axes = (
    ...     Axis(variable="kind", categories=("town", "county")),
    ...     Axis(variable="answer", categories=("yes", "no")),
    ... )
    >>> counts = np.array([[9, 1], [6, 7]])
    >>> for cell in audit(protect([CountTable(name="T", axes=axes, counts=counts)])):
    ...     print(cell.categories[1][1], cell.categories[0][1], cell.low, cell.high)
    town yes 2 10
    town no 0 8
    county yes 5 13
    county no 0 8
    """
    cells = link([one.table for one in tables], records, ties)
    reasons = reasons_of(cells, tables)
    found, done = [], set()
    for one in tables:
        for number in cells.numbers(one.table):
            if reasons[number] != Reason.SHOWN and number not in done:
                done.add(number)
                low, high = bounds_of(cells, number, is_hidden=reasons != Reason.SHOWN)
                found.append(
                    FeasibleInterval(
                        table=one.table.name,
                        categories=cells.keys[number][1],
                        reason=Reason(int(reasons[number])),
                        low=low,
                        high=high,
                    )
                )
    return tuple(found)


def reasons_of(cells: LinkedCells, tables: Sequence[ProtectedTable]) -> NDArray[np.int8]:
    """Return why each cell is suppressed: shown in one table, it is shown to all."""
    reasons = np.full(len(cells.keys), -1, dtype=np.int8)
    for one in tables:
        for number, reason in zip(cells.numbers(one.table), one.reasons.flat, strict=True):
            is_new = reasons[number] < 0 or reason == Reason.SHOWN
            reasons[number] = reason if is_new else reasons[number]
    return np.maximum(reasons, 0)


def bounds_of(cells: LinkedCells, number: int, *, is_hidden: NDArray[np.bool_]) -> tuple[int, int]:
    """Return the least and the most that a cell may be.

    Parameters
    ----------
    cells : LinkedCells
        All cells of the release.
    number : int
        The cell.
    is_hidden : ndarray of bool, shape (n_cells,)
        Which cells are suppressed.

    Returns
    -------
    tuple of int
    """
    n_cells, n_all = len(cells.keys), len(cells.most)
    is_unknown = np.concatenate([is_hidden, np.ones(n_all - n_cells, dtype=np.bool_)])
    unknown = cells.bound_with(number, is_unknown)
    shown = np.flatnonzero(~is_unknown)
    binding = np.unique(cells.sums[:, unknown].nonzero()[0])
    needed = -(cells.sums[binding][:, shown] @ cells.values[shown])
    aim = (unknown == number).astype(np.float64)
    problem = Problem(sums=cells.sums[binding][:, unknown], needed=needed, most=cells.most[unknown])
    if len(unknown) <= MOST_SEARCHED:
        least, most = problem.cheapest_whole(aim), problem.cheapest_whole(-aim)
        return round(float(aim @ least)), round(float(aim @ most))
    low, high = problem.cheapest(aim), problem.cheapest(-aim)
    if low is None or high is None:
        raise AssertionError
    return ceil(float(aim @ low) - _TOLERANCE), floor(float(aim @ high) + _TOLERANCE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Numbers from 0 to some most, whose sums are given.

    Attributes
    ----------
    sums : csr_array of shape (n_sums, n_numbers)
        What is added up.
    needed : ndarray of float64, shape (n_sums,)
        What each sum is.
    most : ndarray of float64, shape (n_numbers,)
        The most that each number can be.
    """

    sums: csr_array
    needed: NDArray[np.float64]
    most: NDArray[np.float64]

    def cheapest(
        self, costs: NDArray[np.float64], *, least: tuple[NDArray[np.float64], float] | None = None
    ) -> NDArray[np.float64] | None:
        """Return the numbers of least cost, one more sum being at least so much; None without."""
        constraints = [LinearConstraint(self.sums, self.needed, self.needed)]
        if least is not None:
            constraints.append(LinearConstraint(csr_array(least[0][None, :]), least[1], np.inf))
        return self._solved(costs, constraints)

    def cheapest_whole(self, costs: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the whole numbers of least cost, which there are.

        The linear programme comes first: its solution is mostly whole for sums of tables, and the
        search for whole numbers takes much longer.
        """
        found = self.cheapest(costs)
        if found is not None and np.allclose(found, np.rint(found), atol=_TOLERANCE):
            return found
        sums = LinearConstraint(self.sums, self.needed, self.needed)
        whole = self._solved(costs, [sums], integrality=np.ones(len(costs), dtype=np.int64))
        if whole is None:
            raise AssertionError
        return whole

    def _solved(
        self,
        costs: NDArray[np.float64],
        constraints: Sequence[LinearConstraint],
        *,
        integrality: NDArray[np.int64] | None = None,
    ) -> NDArray[np.float64] | None:
        bounds = Bounds(np.zeros(len(costs)), self.most)
        found = milp(costs, bounds=bounds, constraints=constraints, integrality=integrality)
        return None if found.x is None else np.asarray(found.x)
