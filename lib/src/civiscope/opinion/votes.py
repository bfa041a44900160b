"""Votes on statements as a sparse matrix: a row for each participant, its votes by statement."""

from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

from civiscope.chance.hashing import mix

AGREE, PASS, DISAGREE = 1, 0, -1
"""The three votes; to pass is also to be of mixed opinion."""

_CODES = 3
_SEED = 0x76_6F_74_65_73
"""The bytes of "votes"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteMatrix:
    """Who voted what on which statement.

    Attributes
    ----------
    indptr : ndarray of int64, shape (n_participants + 1,)
        Where the votes of each participant begin and end.
    statements : ndarray of int32, shape (n_votes,)
        The statement of each vote, increasing inside a row.
    votes : ndarray of int8, shape (n_votes,)
        `AGREE`, `PASS` or `DISAGREE`. What is not there was not voted.
    n_statements : int
        How many statements there are.
    """

    indptr: NDArray[np.int64]
    statements: NDArray[np.int32]
    votes: NDArray[np.int8]
    n_statements: int

    @property
    def n_participants(self) -> int:
        """How many participants there are, those without a vote included."""
        return len(self.indptr) - 1

    @property
    def lengths(self) -> NDArray[np.int64]:
        """How many votes each participant cast."""
        return np.diff(self.indptr)

    def take(self, rows: NDArray[np.int64]) -> "VoteMatrix":
        """Return some participants, in the order given, each as often as it is named."""
        lengths = self.lengths[rows]
        indptr = np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])
        statements = np.empty(indptr[-1], np.int32)
        votes = np.empty(indptr[-1], np.int8)
        _take(self.indptr, self.statements, self.votes, rows, indptr, statements, votes)
        return VoteMatrix(
            indptr=indptr, statements=statements, votes=votes, n_statements=self.n_statements
        )

    def only(self, is_kept: NDArray[np.bool_]) -> "VoteMatrix":
        """Return the votes on some statements, which keep their numbers."""
        chosen = is_kept[self.statements]
        before = np.concatenate([np.zeros(1, np.int64), np.cumsum(chosen)])
        return VoteMatrix(
            indptr=before[self.indptr],
            statements=self.statements[chosen],
            votes=self.votes[chosen],
            n_statements=self.n_statements,
        )


def matrix_of(
    participants: NDArray[np.int32],
    statements: NDArray[np.int32],
    votes: NDArray[np.int8],
    *,
    n_participants: int,
    n_statements: int,
) -> tuple[VoteMatrix, int]:
    """Gather votes in rows; of several votes of a participant on a statement the last counts.

    Parameters
    ----------
    participants, statements : ndarray of int32, shape (n_votes,)
        Who voted, on what.
    votes : ndarray of int8, shape (n_votes,)
        `AGREE`, `PASS` or `DISAGREE`, in the order in which they were cast.
    n_participants, n_statements : int
        How many there are.

    Returns
    -------
    matrix : VoteMatrix
    replaced : int
        Votes that a later one replaced.

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.opinion.votes import matrix_of
    >>> who, what = np.array([1, 0, 1], np.int32), np.array([0, 1, 0], np.int32)
    >>> cast = np.array([-1, 1, 0], np.int8)
    >>> matrix, replaced = matrix_of(who, what, cast, n_participants=2, n_statements=2)
    >>> matrix.indptr.tolist(), matrix.statements.tolist(), matrix.votes.tolist(), replaced
    ([0, 1, 2], [1, 0], [1, 0], 1)
    """
    # Two stable counting sorts, the least significant key first.
    by_statement = _counting_order(statements, n_statements)
    order = by_statement[_counting_order(participants[by_statement], n_participants)]
    who, what, cast = participants[order], statements[order], votes[order]
    is_last = np.ones(len(order), dtype=np.bool_)
    is_last[:-1] = (who[1:] != who[:-1]) | (what[1:] != what[:-1])
    counts = np.bincount(who[is_last], minlength=n_participants)
    matrix = VoteMatrix(
        indptr=np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)]),
        statements=what[is_last],
        votes=cast[is_last],
        n_statements=n_statements,
    )
    return matrix, int(len(order) - is_last.sum())


def row_keys(matrix: VoteMatrix) -> NDArray[np.uint64]:
    """Give each participant a key that depends on the votes alone, neither on names nor on rows.

    Parameters
    ----------
    matrix : VoteMatrix

    Returns
    -------
    ndarray of uint64, shape (n_participants,)
        Participants of equal votes are told apart by numbers that they share out by their place:
        which has which changes nothing, since all that follows is the same for them.

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.opinion.votes import matrix_of, row_keys
    >>> who, what = np.array([0, 1, 2], np.int32), np.array([0, 1, 0], np.int32)
    >>> cast = np.array([1, 1, 1], np.int8)
    >>> matrix, _ = matrix_of(who, what, cast, n_participants=3, n_statements=2)
    >>> turned = matrix.take(np.array([2, 1, 0]))
    >>> sorted(row_keys(matrix).tolist()) == sorted(row_keys(turned).tolist())
    True
    """
    cells = np.arange(matrix.n_statements * _CODES, dtype=np.uint64)
    contents = _row_sums(matrix.indptr, matrix.statements, matrix.votes, mix(cells, seed=_SEED))
    order = np.argsort(contents, kind="stable")
    ranked = contents[order]
    starts = np.flatnonzero(np.concatenate([[True], ranked[1:] != ranked[:-1]]))
    places = np.arange(len(order)) - np.repeat(starts, np.diff(np.append(starts, len(order))))
    numbers = np.empty(len(order), np.uint64)
    numbers[order] = places.astype(np.uint64)
    return mix(contents ^ mix(numbers, seed=_SEED + 1), seed=_SEED + 2)


def count_votes(
    matrix: VoteMatrix, groups: NDArray[np.int64], *, n_groups: int
) -> NDArray[np.int64]:
    """Count votes by group, statement and kind.

    Parameters
    ----------
    matrix : VoteMatrix
    groups : ndarray of int64, shape (n_participants,)
        The group of each participant; -1 for those of none.
    n_groups : int
        How many groups there are.

    Returns
    -------
    ndarray of int64, shape (n_groups, n_statements, 3)
        Disagreements, passes, agreements. Counts of parts of the participants add up.

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.opinion.votes import count_votes, matrix_of
    >>> who, what = np.array([0, 1, 2], np.int32), np.array([0, 0, 0], np.int32)
    >>> cast = np.array([1, 1, -1], np.int8)
    >>> matrix, _ = matrix_of(who, what, cast, n_participants=3, n_statements=1)
    >>> count_votes(matrix, np.array([0, 0, 1]), n_groups=2).tolist()
    [[[0, 0, 2]], [[1, 0, 0]]]
    """
    counts = np.zeros((n_groups, matrix.n_statements, _CODES), np.int64)
    _count(matrix.indptr, matrix.statements, matrix.votes, groups, counts)
    return counts


def _counting_order(keys: NDArray[np.int32], n_keys: int) -> NDArray[np.int32]:
    first = np.concatenate([np.zeros(1, np.int64), np.cumsum(np.bincount(keys, minlength=n_keys))])
    order = np.empty(len(keys), np.int32)
    _place(keys, first, order)
    return order


@njit(cache=True, nogil=True)
def _place(keys, first, order):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
    """Write each position where its key has room, in the order of positions."""
    for position in range(len(keys)):
        order[first[keys[position]]] = position
        first[keys[position]] += 1


@njit(cache=True, nogil=True)
def _take(indptr, statements, votes, rows, taken_indptr, taken_statements, taken_votes):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
    for place in range(len(rows)):
        begin, size = indptr[rows[place]], taken_indptr[place + 1] - taken_indptr[place]
        for step in range(size):
            taken_statements[taken_indptr[place] + step] = statements[begin + step]
            taken_votes[taken_indptr[place] + step] = votes[begin + step]


@njit(cache=True, nogil=True)
def _row_sums(indptr, statements, votes, cells):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
    """Add up, over the votes of each row, the hash of the statement and the vote."""
    sums = np.zeros(len(indptr) - 1, np.uint64)
    for row in range(len(sums)):
        for place in range(indptr[row], indptr[row + 1]):
            sums[row] += cells[3 * statements[place] + votes[place] + 1]
    return sums


@njit(cache=True, nogil=True)
def _count(indptr, statements, votes, groups, counts):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
    for row in range(len(indptr) - 1):
        if groups[row] >= 0:
            for place in range(indptr[row], indptr[row + 1]):
                counts[groups[row], statements[place], votes[place] + 1] += 1
