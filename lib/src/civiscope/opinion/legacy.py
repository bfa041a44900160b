"""Polis as published: participants, projection, base clusters, and how many groups.

Polis goes on from its previous result whenever votes come in: its groups depend on the history of
votes. This is its computation from scratch on the final votes, which depends on the order of
participants, since the first ones are where clusters start.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from civiscope.opinion.clusters import distinct_points, settle, silhouettes
from civiscope.opinion.directions import Directions, find_directions, mean_votes, project, vote_sums
from civiscope.opinion.votes import VoteMatrix

FEWEST_VOTES = 7
"""Votes from which a participant is kept, or as many as there are statements."""

FEWEST_PARTICIPANTS = 15
"""Participants who are kept anyway, those with most votes first."""

BASE_CLUSTERS = 100
BASE_ROUNDS = 100
GROUP_ROUNDS = 20
MOST_GROUPS = 5
BASE_PER_GROUP = 12
"""Base clusters for one more group (``max-k-fn``)."""

DIRECTIONS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class LegacyGroups:
    """What Polis makes of votes.

    Attributes
    ----------
    is_kept : ndarray of bool, shape (n_participants,)
        Who is in groups.
    places : ndarray of float64, shape (n_participants, 2)
        Where each participant is on the map.
    groups : ndarray of int64, shape (n_participants,)
        The group of those kept; -1 for others.
    cuts : tuple of (int, float, int)
        Each number of groups tried, its mean silhouette over base clusters, and how many
        participants the smallest has.
    directions : Directions
        The two components.
    """

    is_kept: NDArray[np.bool_]
    places: NDArray[np.float64]
    groups: NDArray[np.int64]
    cuts: tuple[tuple[int, float, int], ...]
    directions: Directions


def find_legacy_groups(
    matrix: VoteMatrix,
    *,
    is_left_out: NDArray[np.bool_] | None = None,
    is_kept: NDArray[np.bool_] | None = None,
) -> LegacyGroups:
    """Find groups as Polis does.

    Parameters
    ----------
    matrix : VoteMatrix
        Participants in the order in which they came, which Polis numbers them by.
    is_left_out : ndarray of bool, shape (n_statements,), optional
        Statements left out by moderation. They count for who is kept, and as voted by all for how
        far participants are pushed outwards.
    is_kept : ndarray of bool, shape (n_participants,), optional
        Who is in groups, where it is known; else those of enough votes.

    Returns
    -------
    LegacyGroups
        Fewer than two distinct places make one group.

    References
    ----------
    Small, Björkegren, Erkkilä, Shaw and Megill, 2021, "Polis: scaling deliberation by mapping high
    dimensional opinion spaces", Recerca 26(2); ``math/src/polismath/math/conversation.clj``.

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.opinion.legacy import find_legacy_groups
    >>> from civiscope.opinion.votes import matrix_of
    >>> who, what = np.repeat(np.arange(6, dtype=np.int32), 2), np.tile([0, 1], 6).astype(np.int32)
    >>> cast = np.repeat([1, -1], 6).astype(np.int8)
    >>> matrix, _ = matrix_of(who, what, cast, n_participants=6, n_statements=2)
    >>> find_legacy_groups(matrix).groups.tolist()
    [0, 0, 0, 1, 1, 1]
    """
    _, seen = vote_sums(matrix)
    left_out = np.zeros(matrix.n_statements, np.bool_) if is_left_out is None else is_left_out
    left_out = left_out & (seen > 0)
    kept = keep_participants(matrix) if is_kept is None else is_kept
    counted = matrix.only(~left_out)
    directions = _directions(counted)
    places = project(
        counted,
        directions,
        always_seen=int(left_out.sum()),
        n_counted=int((seen > 0).sum()),
    )
    groups = np.full(matrix.n_participants, -1, np.int64)
    groups[kept], cuts = _cut(places[kept])
    return LegacyGroups(
        is_kept=kept,
        places=places,
        groups=groups,
        cuts=cuts,
        directions=directions,
    )


def keep_participants(matrix: VoteMatrix) -> NDArray[np.bool_]:
    """Keep participants of seven votes or as many as there are; at least fifteen if there are.

    Parameters
    ----------
    matrix : VoteMatrix

    Returns
    -------
    ndarray of bool, shape (n_participants,)
    """
    lengths, (_, seen) = matrix.lengths, vote_sums(matrix)
    kept = np.asarray(lengths >= min(FEWEST_VOTES, int((seen > 0).sum())))
    if missing := max(0, FEWEST_PARTICIPANTS - int(kept.sum())):
        others = np.flatnonzero(~kept)
        kept[others[np.argsort(-lengths[others], kind="stable")[:missing]]] = True
    return kept


def _directions(counted: VoteMatrix) -> Directions:
    """Return two components, of zeros where the votes have fewer."""
    if not len(counted.votes):
        means = mean_votes(counted)
        found = Directions(means=means, components=np.empty((0, len(means))), strengths=np.empty(0))
    else:
        found = find_directions(counted, count=DIRECTIONS)
    missing = DIRECTIONS - len(found.components)
    return Directions(
        means=found.means,
        components=np.pad(found.components, ((0, missing), (0, 0))),
        strengths=np.pad(found.strengths, (0, missing)),
    )


def _cut(
    places: NDArray[np.float64],
) -> tuple[NDArray[np.int64], tuple[tuple[int, float, int], ...]]:
    """Cut places in base clusters, and these in as many groups as hold apart best."""
    starts = places[distinct_points(places)[:BASE_CLUSTERS]]
    if len(starts) < DIRECTIONS:
        return np.zeros(len(places), np.int64), ()
    base = settle(places, starts, most_rounds=BASE_ROUNDS)
    weights = np.bincount(base.labels).astype(np.float64)
    firsts = base.centres[distinct_points(base.centres)]
    most = min(MOST_GROUPS, 2 + len(base.centres) // BASE_PER_GROUP)
    cuts = {
        k: settle(base.centres, firsts[:k], weights=weights, most_rounds=GROUP_ROUNDS).labels
        for k in range(2, most + 1)
    }
    scores = {k: _score(base.centres, labels) for k, labels in cuts.items()}
    # Of equal scores Polis takes the last (``max-key``).
    best = max(scores, key=lambda k: (scores[k], k))
    tried = tuple((k, scores[k], int(np.bincount(cuts[k][base.labels]).min())) for k in cuts)
    return cuts[best][base.labels], tried


def _score(centres: NDArray[np.float64], labels: NDArray[np.int64]) -> float:
    """Return the mean silhouette; clusters that became one hold apart from nothing."""
    return float(silhouettes(centres, labels).mean()) if labels.max() > 0 else -1.0
