"""What each group stands for: shares of agreement, beside those of everyone else."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LEVEL_DEVIATE = 1.959964
"""Deviate of an interval at 95 %."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """How groups stand on one side of statements: agreement, or disagreement.

    Attributes
    ----------
    votes : ndarray of int64, shape (n_groups, n_statements)
        Votes of the group on that side.
    share : ndarray of float64, shape (n_groups, n_statements)
        Their share of its votes, drawn towards a half: (votes + 1) / (seen + 2).
    share_deviate : ndarray of float64, shape (n_groups, n_statements)
        By how many standard deviations that is beyond a half.
    ratio : ndarray of float64, shape (n_groups, n_statements)
        That share over the one of everyone else.
    ratio_deviate : ndarray of float64, shape (n_groups, n_statements)
        By how many standard deviations it is beyond the one of everyone else.
    """

    votes: NDArray[np.int64]
    share: NDArray[np.float64]
    share_deviate: NDArray[np.float64]
    ratio: NDArray[np.float64]
    ratio_deviate: NDArray[np.float64]

    @property
    def metric(self) -> NDArray[np.float64]:
        """What Polis ranks statements of a group by: all four multiplied."""
        return self.ratio * self.ratio_deviate * self.share * self.share_deviate


@dataclass(frozen=True, slots=True, kw_only=True)
class Stances:
    """How groups stand on statements.

    Attributes
    ----------
    seen : ndarray of int64, shape (n_groups, n_statements)
        Votes of the group, passes included.
    agree, disagree : Side
        Both sides.
    """

    seen: NDArray[np.int64]
    agree: Side
    disagree: Side


def measure_stances(counts: NDArray[np.int64]) -> Stances:
    """Measure how groups stand on statements, each beside everyone else in a group.

    Parameters
    ----------
    counts : ndarray of int64, shape (n_groups, n_statements, 3)
        As `civiscope.opinion.votes.count_votes` counts.

    Returns
    -------
    Stances

    References
    ----------
    Polis, ``math/src/polismath/math/repness.clj`` and ``stats.clj``: with A votes of S on a side,
    the share is (A + 1) / (S + 2), its deviate 2 √(S + 1) ((A + 1) / (S + 1) - 1/2); two shares are
    compared with 1 more in all four counts.

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.opinion.representativeness import measure_stances
    >>> stances = measure_stances(np.array([[[0, 0, 8]], [[8, 0, 0]]]))
    >>> stances.agree.share.tolist(), stances.agree.ratio_deviate.round(2).tolist()
    ([[0.9], [0.1]], [[3.79], [-3.79]])
    """
    seen = counts.sum(axis=2)
    return Stances(
        seen=seen,
        agree=_side(counts[:, :, 2], seen),
        disagree=_side(counts[:, :, 0], seen),
    )


def group_aware_consensus(side: Side) -> NDArray[np.float64]:
    """Multiply the shares of all groups on each statement.

    Parameters
    ----------
    side : Side

    Returns
    -------
    ndarray of float64, shape (n_statements,)
        High only where every group is on that side.

    References
    ----------
    Polis, ``math/src/polismath/math/conversation.clj``, ``group-aware-consensus``.
    """
    return np.asarray(side.share.prod(axis=0))


def wilson_interval(
    votes: NDArray[np.int64], seen: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the ends of the interval at 95 % of shares.

    Parameters
    ----------
    votes, seen : ndarray of int64, any shape
        Votes on one side, of so many.

    Returns
    -------
    lower, upper : ndarray of float64, same shape
        0 and 1 where nobody voted.

    References
    ----------
    Wilson, 1927, "Probable inference, the law of succession, and statistical inference", JASA 22.

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.opinion.representativeness import wilson_interval
    >>> low, high = wilson_interval(np.array([8, 0]), np.array([10, 0]))
    >>> low.round(3).tolist(), high.round(3).tolist()
    ([0.49, 0.0], [0.943, 1.0])
    """
    square = LEVEL_DEVIATE**2
    share = votes / np.maximum(seen, 1)
    total = seen + square
    middle = (votes + square / 2) / total
    half = LEVEL_DEVIATE / total * np.sqrt(share * (1 - share) * seen + square / 4)
    lower = np.where(seen > 0, np.clip(middle - half, 0, 1), 0.0)
    upper = np.where(seen > 0, np.clip(middle + half, 0, 1), 1.0)
    return lower, upper


def share_deviates(votes: NDArray[np.int64], seen: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return by how many standard deviations shares are beyond a half, 1 added to both counts."""
    return np.asarray(2 * np.sqrt(seen + 1) * ((votes + 1) / (seen + 1) - 0.5))


def _side(votes: NDArray[np.int64], seen: NDArray[np.int64]) -> Side:
    other_votes, other_seen = votes.sum(axis=0) - votes, seen.sum(axis=0) - seen
    share = (votes + 1) / (seen + 2)
    return Side(
        votes=votes,
        share=share,
        share_deviate=share_deviates(votes, seen),
        ratio=share / ((other_votes + 1) / (other_seen + 2)),
        ratio_deviate=_two_shares(votes + 1, seen + 1, other_votes + 1, other_seen + 1),
    )


def _two_shares(
    votes: NDArray[np.int64],
    seen: NDArray[np.int64],
    other_votes: NDArray[np.int64],
    other_seen: NDArray[np.int64],
) -> NDArray[np.float64]:
    """Compare two shares; 0 where everyone is on that side, as Polis has it."""
    pooled = (votes + other_votes) / (seen + other_seen)
    # With 1 more on all counts, the pooled share may pass 1 by the votes of nobody.
    variance = pooled * (1 - pooled) * (1 / seen + 1 / other_seen)
    is_spread = variance > 0
    difference = votes / seen - other_votes / other_seen
    return np.asarray(
        np.where(is_spread, difference / np.sqrt(np.where(is_spread, variance, 1.0)), 0.0)
    )
