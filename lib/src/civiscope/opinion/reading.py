"""What groups stand for, what brings them together and what divides them, beyond chance.

Polis tests each statement as if it were the only one. Here what is said of many statements at once
is corrected for their number, so that at most one in twenty of what is listed is due to chance.
"""

from dataclasses import dataclass
from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from civiscope.chance.significance import (
    benjamini_hochberg,
    two_sided_p_values,
    upper_tails,
)
from civiscope.opinion.representativeness import wilson_interval

FALSE_DISCOVERIES = 0.05
"""Share of what is listed that chance may have put there, on average."""

_HALF = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What votes by group say of statements.

    Attributes
    ----------
    share : ndarray of float64, shape (2, n_groups, n_statements)
        Share of the votes of each group that agree, then that disagree; 0 without votes.
    lower, upper : ndarray of float64, shape (2, n_groups, n_statements)
        Their Wilson intervals at 95 %.
    difference : ndarray of float64, shape (2, n_groups, n_statements)
        That share, less the one of everyone else in a group.
    specific : ndarray of float64, shape (2, n_groups, n_statements)
        q-values that the group is no more on that side than everyone else.
    majority : ndarray of float64, shape (2, n_statements)
        q-values that some group has no majority on that side.
    division : ndarray of float64, shape (n_statements,)
        q-values that no two groups have majorities on opposite sides.
    """

    share: NDArray[np.float64]
    lower: NDArray[np.float64]
    upper: NDArray[np.float64]
    difference: NDArray[np.float64]
    specific: NDArray[np.float64]
    majority: NDArray[np.float64]
    division: NDArray[np.float64]

    def representative(self, group: int, side: int) -> tuple[int, ...]:
        """List what a group stands for on a side, what sets it apart most first."""
        is_listed = (self.specific[side, group] <= FALSE_DISCOVERIES) & (
            self.share[side, group] > _HALF
        )
        return _ranked(is_listed, self.difference[side, group])

    def shared(self, side: int) -> tuple[int, ...]:
        """List what every group has a majority for on a side, the least divided first."""
        is_listed = self.majority[side] <= FALSE_DISCOVERIES
        return _ranked(is_listed, self.lower[side].min(axis=0, initial=1.0))

    def divisive(self) -> tuple[int, ...]:
        """List what two groups have opposite majorities on, the most divided first."""
        strength = self.lower.max(axis=1, initial=0.0).min(axis=0)
        return _ranked(self.division <= FALSE_DISCOVERIES, strength)


def read_votes(
    counts: NDArray[np.int64], *, is_left_out: NDArray[np.bool_] | None = None
) -> Reading:
    """Test what groups stand for.

    Parameters
    ----------
    counts : ndarray of int64, shape (n_groups, n_statements, 3)
        As `civiscope.opinion.votes.count_votes` counts; of one group, what all agree on.
    is_left_out : ndarray of bool, shape (n_statements,), optional
        Statements left out by moderation, of which nothing is tested.

    Returns
    -------
    Reading

    Notes
    -----
    That a group is more on a side than everyone else: Fisher's exact test, one-sided. That it has
    a majority on a side: the score test of a share against a half. That all groups have one: the
    largest of their p-values (an intersection-union test). That two groups have opposite ones: the
    larger of both p-values, the smallest over pairs times their number. Each family of tests is
    corrected by itself. Groups were found in the same votes that tell what they stand for: the
    p-values say which statements tell groups apart, not that there are groups.

    References
    ----------
    Benjamini and Hochberg, 1995; Berger, 1982, "Multiparameter hypothesis testing and acceptance
    sampling", Technometrics 24 (intersection-union); Wilson, 1927.

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.opinion.reading import read_votes
    >>> reading = read_votes(np.array([[[0, 0, 30], [30, 0, 0]], [[0, 0, 30], [0, 0, 30]]]))
    >>> reading.shared(0), reading.divisive(), reading.representative(0, 1)
    ((0,), (1,), (1,))
    """
    votes, seen = np.stack([counts[:, :, 2], counts[:, :, 0]]), counts.sum(axis=2)
    left_out = np.zeros(seen.shape[1], np.bool_) if is_left_out is None else is_left_out
    lower, upper = wilson_interval(votes, np.broadcast_to(seen, votes.shape))
    beyond_half = _beyond_half(votes, seen)
    # Nobody's majority is no majority.
    weakest = beyond_half.max(axis=1) if len(counts) else np.ones((2, len(left_out)))
    return Reading(
        share=votes / np.maximum(seen, 1),
        lower=lower,
        upper=upper,
        difference=_differences(votes, seen),
        specific=_specific(votes, seen, left_out),
        majority=_corrected(weakest, np.broadcast_to(~left_out, weakest.shape)),
        division=_corrected(_opposite(beyond_half), ~left_out),
    )


def _ranked(is_listed: NDArray[np.bool_], strength: NDArray[np.float64]) -> tuple[int, ...]:
    listed = np.flatnonzero(is_listed)
    return tuple(listed[np.argsort(-strength[listed], kind="stable")].tolist())


def _corrected(p_values: NDArray[np.float64], is_test: NDArray[np.bool_]) -> NDArray[np.float64]:
    return benjamini_hochberg(p_values, is_test=is_test)


def _differences(votes: NDArray[np.int64], seen: NDArray[np.int64]) -> NDArray[np.float64]:
    other_votes, other_seen = votes.sum(axis=1, keepdims=True) - votes, seen.sum(axis=0) - seen
    return np.asarray(votes / np.maximum(seen, 1) - other_votes / np.maximum(other_seen, 1))


def _specific(
    votes: NDArray[np.int64], seen: NDArray[np.int64], left_out: NDArray[np.bool_]
) -> NDArray[np.float64]:
    shape = votes.shape
    p_values = upper_tails(
        votes,
        drawn=np.broadcast_to(seen, shape),
        marked=np.broadcast_to(votes.sum(axis=1, keepdims=True), shape),
        total=np.broadcast_to(seen.sum(axis=0), shape),
    )
    is_test = (seen > 0) & (seen < seen.sum(axis=0)) & ~left_out
    return _corrected(p_values, np.broadcast_to(is_test, shape))


def _beyond_half(votes: NDArray[np.int64], seen: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return one-sided p-values that there is no majority on each side; 1 without votes."""
    deviates = (2 * votes - seen) / np.sqrt(np.maximum(seen, 1))
    tails = two_sided_p_values(deviates) / 2
    return np.asarray(np.where(seen > 0, np.where(deviates > 0, tails, 1 - tails), 1.0))


def _opposite(beyond_half: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return p-values that no pair of groups is on opposite sides."""
    agree, disagree = beyond_half
    pairs = list(permutations(range(len(agree)), 2))
    if not pairs:
        return np.ones(agree.shape[1])
    worst = np.array([np.maximum(agree[one], disagree[other]) for one, other in pairs])
    return np.asarray(np.minimum(worst.min(axis=0) * len(pairs), 1.0))
