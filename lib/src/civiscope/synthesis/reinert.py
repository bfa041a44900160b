"""Descending classification after Reinert: classes of answers that share a vocabulary."""

from dataclasses import dataclass, replace

import numpy as np
from numba import njit
from numpy.typing import NDArray

from civiscope.synthesis.counts import cross_counts
from civiscope.synthesis.resampling import draw_again
from civiscope.synthesis.rows import SparseRows
from civiscope.synthesis.stability import mean_stability

AXIS_ROUNDS = 40
"""Power iterations for the first axis; the exchanges that follow mend what is not converged."""

EXCHANGE_ROUNDS = 10
"""Passes in which single answers change side while the chi-square rises."""

FEWEST_OF_A_LEMMA = 3
"""A lemma found less often in a class says nothing of its halves (Reinert, 1983)."""

STRONGEST_SHARED = 0.3
"""Contingency above which a lemma stays only in the half it is typical of (rainette's default)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """The division of a class in two.

    Attributes
    ----------
    divided : int
        The class divided; it keeps its number for the first half.
    created : int
        The number of the second half.
    chi_square : float
        The chi-square of the table of both halves by lemmas.
    """

    divided: int
    created: int
    chi_square: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Classification:
    """A tree of classes.

    Attributes
    ----------
    classes : ndarray of int32, shape (n_rows,)
        The class of each row; -1 for a row without lemmas.
    splits : tuple of Split
        In the order they were made; the first k - 1 of them make k classes.
    """

    classes: NDArray[np.int32]
    splits: tuple[Split, ...]


@dataclass(frozen=True, slots=True)
class _Leaf:
    rows: NDArray[np.int64]
    is_kept: NDArray[np.bool_]
    sides: NDArray[np.bool_]
    chi_square: float


def classify(
    rows: SparseRows,
    *,
    n_classes: int,
    smallest: int,
    units: NDArray[np.uint64] | None = None,
    draws: int = 0,
) -> Classification:
    """Divide rows in two, again and again, each time where the chi-square is highest.

    Parameters
    ----------
    rows : SparseRows
        Presences, of shape (n_rows, n_columns); the values are not read.
    n_classes : int
        How many classes at most; fewer when no class can be divided any more.
    smallest : int
        Rows in the smallest class.
    units : ndarray of uint64, shape (n_rows,), optional
        Who said each row, as a hash; each row is its own unit where nobody says.
    draws : int, optional
        Samples drawn again to see whether a division comes back. Where either half does not
        (`civiscope.synthesis.stability.UNSTABLE`), the class is not divided; 0 divides always.

    Returns
    -------
    Classification
        The same for the same rows, bit for bit.

    Notes
    -----
    The chi-square of a table of two rows is kept up to date in the number of lemmas of the answer
    that moves: with column totals C, side totals T of sum n1 and Q = sum of T²/C, it is
    N (Q / n1 + (N - 2 n1 + Q) / (N - n1) - 1). Reinert and rainette divide the largest class; here
    it is the one whose division explains most, which agrees better with human readers. rainette
    1.0 loses the right row after its first exchange; here an exchange moves the row it measured.

    References
    ----------
    Reinert, 1983, "Une méthode de classification descendante hiérarchique", Les cahiers de
    l'analyse des données 8(2).

    Examples
    --------
    >>> from civiscope.synthesis.reinert import classify
    >>> from civiscope.synthesis.rows import SparseRows
    >>> rows = SparseRows.of_sets([[0, 1], [0, 1], [0, 1], [2, 3], [2, 3], [2, 3]], n_columns=4)
    >>> classify(rows, n_classes=2, smallest=2).classes.tolist()
    [0, 0, 0, 1, 1, 1]
    """
    filled = np.flatnonzero(np.diff(rows.indptr) > 0)
    classes = np.full(rows.n_rows, -1, dtype=np.int32)
    classes[filled] = 0
    said_by = np.arange(rows.n_rows, dtype=np.uint64) if units is None else units
    leaves = [_leaf(rows, filled, np.ones(rows.n_columns, dtype=np.bool_), smallest)]
    splits: list[Split] = []
    while len(leaves) < n_classes:
        best = int(np.argmax([leaf.chi_square for leaf in leaves]))
        leaf = leaves[best]
        if leaf.chi_square <= 0.0:
            break
        if not _comes_back(rows, leaf, smallest, said_by, draws):
            leaves[best] = replace(leaf, chi_square=0.0)
            continue
        splits.append(Split(divided=best, created=len(leaves), chi_square=leaf.chi_square))
        first, second = _halves(rows, leaf, smallest)
        classes[second.rows] = len(leaves)
        leaves[best] = first
        leaves.append(second)
    return Classification(classes=classes, splits=tuple(splits))


def _leaf(
    rows: SparseRows, chosen: NDArray[np.int64], is_kept: NDArray[np.bool_], smallest: int
) -> _Leaf:
    sides, chi_square = _bisect(rows.indptr, rows.indices, chosen, is_kept, smallest)
    return _Leaf(chosen, is_kept, sides, chi_square)


def _comes_back(
    rows: SparseRows, leaf: _Leaf, smallest: int, units: NDArray[np.uint64], draws: int
) -> bool:
    """Divide samples of a class drawn again, and tell whether both its halves are found there."""
    tables = []
    for replicate in range(draws):
        drawn = draw_again(units[leaf.rows], replicate=replicate)
        again = _leaf(rows, leaf.rows[drawn], leaf.is_kept, smallest)
        halves, found = leaf.sides[drawn].astype(np.int32), again.sides.astype(np.int32)
        tables.append(cross_counts(halves, found, n_themes=2, n_codes=2))
    return not tables or not mean_stability(tables).is_unstable.any()


def _halves(rows: SparseRows, leaf: _Leaf, smallest: int) -> tuple[_Leaf, _Leaf]:
    members = [leaf.rows[~leaf.sides], leaf.rows[leaf.sides]]
    counts = [np.bincount(rows.take(part).indices, minlength=rows.n_columns) for part in members]
    kept = [
        leaf.is_kept & _stays(own, other)
        for own, other in ((counts[0], counts[1]), (counts[1], counts[0]))
    ]
    first, second = (
        _leaf(rows, part, columns, smallest) for part, columns in zip(members, kept, strict=True)
    )
    return first, second


def _stays(own: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tell which lemmas still serve in a half: frequent enough, and not the other half's own."""
    both = own + other
    share = own.sum() / max(both.sum(), 1)
    expected = both * share
    spread = np.maximum(both * share * (1 - share), 1e-12)
    chi_square = (own - expected) ** 2 / spread
    contingency = np.sqrt(chi_square / (chi_square + np.maximum(both, 1)))
    is_shared = (contingency <= STRONGEST_SHARED) | (own >= expected)
    return np.asarray((own >= FEWEST_OF_A_LEMMA) & is_shared)


@njit(cache=True, nogil=True)
def _bisect(indptr, indices, chosen, is_kept, smallest):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202, C901, PLR0912, PLR0915
    """Find the sides of highest chi-square: the first axis, its best cut, then exchanges."""
    n = len(chosen)
    sides = np.zeros(n, dtype=np.bool_)
    totals = np.zeros(len(is_kept))
    sizes = np.zeros(n)
    for i in range(n):
        for place in range(indptr[chosen[i]], indptr[chosen[i] + 1]):
            if is_kept[indices[place]]:
                totals[indices[place]] += 1
                sizes[i] += 1
    whole = sizes.sum()
    if n < 2 * smallest or whole == 0:
        return sides, 0.0
    axis = np.zeros(len(totals))
    for j in range(len(totals)):
        axis[j] = ((j + 1) * 0.6180339887498949) % 1.0 - 0.5
    scores = np.zeros(n)
    for _ in range(AXIS_ROUNDS):
        _centre(axis, totals, whole)
        _row_means(indptr, indices, chosen, is_kept, sizes, axis, scores)
        _column_means(indptr, indices, chosen, is_kept, totals, scores, axis)
    order = np.argsort(scores, kind="mergesort")
    inside = np.zeros(len(totals))
    best, best_cut = 0.0, 0
    n1, q = 0.0, 0.0
    for cut in range(n - smallest):
        row = chosen[order[cut]]
        q += _gain(indptr, indices, row, is_kept, inside, totals, 1.0)
        n1 += sizes[order[cut]]
        chi = _chi_square(q, n1, whole)
        if cut + 1 >= smallest and chi > best:
            best, best_cut = chi, cut + 1
    if best_cut == 0:
        return sides, 0.0
    sides[order[best_cut:]] = True
    inside[:] = 0.0
    n1, q = 0.0, 0.0
    for cut in range(best_cut):
        q += _gain(indptr, indices, chosen[order[cut]], is_kept, inside, totals, 1.0)
        n1 += sizes[order[cut]]
    first = best_cut
    for _ in range(EXCHANGE_ROUNDS):
        has_moved = False
        for i in range(n):
            if sizes[i] == 0.0:
                continue
            way = 1.0 if sides[i] else -1.0
            if (way < 0 and first <= smallest) or (way > 0 and n - first <= smallest):
                continue
            change = _gain(indptr, indices, chosen[i], is_kept, inside, totals, way)
            chi = _chi_square(q + change, n1 + way * sizes[i], whole)
            if chi > best * (1 + 1e-12):
                best = chi
                q += change
                n1 += way * sizes[i]
                first += int(way)
                sides[i] = not sides[i]
                has_moved = True
            else:
                _gain(indptr, indices, chosen[i], is_kept, inside, totals, -way)
        if not has_moved:
            break
    return sides, best


@njit(cache=True, nogil=True)
def _chi_square(q, n1, whole):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
    if n1 <= 0.0 or n1 >= whole:
        return 0.0
    return whole * (q / n1 + (whole - 2 * n1 + q) / (whole - n1) - 1)


@njit(cache=True, nogil=True)
def _gain(indptr, indices, row, is_kept, inside, totals, way):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
    """Move a row into the first side (way 1) or out of it (-1); return the change of Q."""
    change = 0.0
    for place in range(indptr[row], indptr[row + 1]):
        column = indices[place]
        if is_kept[column]:
            change += (2 * way * inside[column] + 1) / totals[column]
            inside[column] += way
    return change


@njit(cache=True, nogil=True)
def _centre(axis, totals, whole):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
    """Take the trivial axis out, and give the rest the length 1 in the metric of the columns."""
    mean = 0.0
    for column in range(len(axis)):
        mean += totals[column] * axis[column]
    mean /= whole
    square = 0.0
    for column in range(len(axis)):
        axis[column] -= mean
        square += totals[column] * axis[column] ** 2
    scale = np.sqrt(whole / square) if square > 0 else 0.0
    for column in range(len(axis)):
        axis[column] *= scale


@njit(cache=True, nogil=True)
def _row_means(indptr, indices, chosen, is_kept, sizes, axis, scores):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
    for i in range(len(chosen)):
        total = 0.0
        for place in range(indptr[chosen[i]], indptr[chosen[i] + 1]):
            if is_kept[indices[place]]:
                total += axis[indices[place]]
        scores[i] = total / sizes[i] if sizes[i] > 0 else 0.0


@njit(cache=True, nogil=True)
def _column_means(indptr, indices, chosen, is_kept, totals, scores, axis):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
    axis[:] = 0.0
    for i in range(len(chosen)):
        for place in range(indptr[chosen[i]], indptr[chosen[i] + 1]):
            if is_kept[indices[place]]:
                axis[indices[place]] += scores[i]
    for column in range(len(axis)):
        axis[column] = axis[column] / totals[column] if totals[column] > 0 else 0.0
