"""Whether votes hold any structure: their directions beside those of votes dealt out again."""

from dataclasses import dataclass, replace

import numpy as np
from numba import njit
from numpy.typing import NDArray

from civiscope.opinion.directions import find_directions
from civiscope.opinion.votes import VoteMatrix
from civiscope.threads import map_threads, processors

SHUFFLES = 99
"""Shuffles; what is stronger than in all of them comes by chance once in a hundred times."""

MOST_DIRECTIONS = 4
"""Five groups need four directions, and more groups are not looked for."""

STEPS = 20
"""Lanczos steps: the strongest direction has converged to three digits, and votes as cast and as
shuffled are given as many."""

SEED = 0x73_68_75_66_66_6C_65
"""The bytes of "shuffle"; each shuffle adds its number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """The directions of votes, beside those that chance gives.

    Attributes
    ----------
    strengths : ndarray of float64, shape (n_directions,)
        Sum of squares of the participants along each direction.
    by_chance : ndarray of float64, shape (shuffles,)
        The same along the strongest direction of votes that were shuffled.
    """

    strengths: NDArray[np.float64]
    by_chance: NDArray[np.float64]

    @property
    def p_values(self) -> tuple[float, ...]:
        """How often chance is at least as strong as each, the votes themselves counted once."""
        stronger = (self.by_chance[:, None] >= self.strengths).sum(axis=0)
        return tuple(((stronger + 1) / (len(self.by_chance) + 1)).tolist())

    @property
    def n_directions(self) -> int:
        """How many directions are stronger than the strongest of any shuffle."""
        return int((self.strengths > self.by_chance.max()).sum())


def compare_with_chance(
    matrix: VoteMatrix, *, shuffles: int = SHUFFLES, seed: int = SEED
) -> Structure:
    """Compare the directions of votes with those of votes shuffled inside each statement.

    Parameters
    ----------
    matrix : VoteMatrix
        Rows in an order that depends on the votes alone.
    shuffles : int, optional
        How often votes are shuffled.
    seed : int, optional
        In [0, 2**64).

    Returns
    -------
    Structure
        Of as many directions as the votes have, at most `MOST_DIRECTIONS`.

    Notes
    -----
    A shuffle deals the votes on each statement out again among those who voted on it: the votes of
    each statement stay as many of each kind, and each participant keeps the number of votes and
    the statements they are on. What people have in common is all that is lost.

    References
    ----------
    Horn, 1965, "A rationale and test for the number of factors in factor analysis", Psychometrika
    30 (parallel analysis); by permutation, Buja and Eyuboglu, 1992, Multivariate Behavioral
    Research 27.

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.opinion.structure import compare_with_chance
    >>> from civiscope.opinion.votes import matrix_of
    >>> who = np.repeat(np.arange(40, dtype=np.int32), 8)
    >>> what = np.tile(np.arange(8, dtype=np.int32), 40)
    >>> cast = np.where((who < 20) == (what < 4), 1, -1).astype(np.int8)
    >>> matrix, _ = matrix_of(who, what, cast, n_participants=40, n_statements=8)
    >>> compare_with_chance(matrix, shuffles=19).n_directions
    1
    """
    strengths = _strengths(matrix, MOST_DIRECTIONS)
    order = np.argsort(matrix.statements, kind="stable")
    ends = np.cumsum(np.bincount(matrix.statements, minlength=matrix.n_statements))

    def strongest(shuffle: int) -> float:
        votes = matrix.votes.copy()
        _shuffle(votes, order, ends, np.uint64((seed + shuffle) % 2**64))
        return float(_strengths(replace(matrix, votes=votes), 1).max(initial=0.0))

    by_chance = map_threads(strongest, range(shuffles), threads=processors())
    return Structure(strengths=strengths, by_chance=np.array(by_chance))


def _strengths(matrix: VoteMatrix, count: int) -> NDArray[np.float64]:
    return find_directions(matrix, count=count, steps=STEPS).strengths


@njit(cache=True, nogil=True)
def _shuffle(votes, order, ends, seed):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
    """Shuffle, in place, the votes on each statement (Fisher and Yates, with SplitMix64)."""
    state = seed * np.uint64(0x9E3779B97F4A7C15)
    begin = 0
    for end in ends:
        for last in range(end - 1, begin, -1):
            state += np.uint64(0x9E3779B97F4A7C15)
            lot = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
            lot = (lot ^ (lot >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
            lot = (lot ^ (lot >> np.uint64(31))) >> np.uint64(32)
            # 32 bits of lot, scaled: no statement has votes enough for the bias to show.
            other = begin + np.int64((lot * np.uint64(last - begin + 1)) >> np.uint64(32))
            votes[order[last]], votes[order[other]] = votes[order[other]], votes[order[last]]
        begin = end
