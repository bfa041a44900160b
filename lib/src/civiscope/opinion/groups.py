"""Opinion groups that depend on the votes alone: found from several starts, tested, drawn again."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from civiscope.chance.hashing import mix
from civiscope.opinion.clusters import Clusters, settle, silhouettes
from civiscope.opinion.directions import Directions, find_directions, project, vote_sums
from civiscope.opinion.legacy import DIRECTIONS, FEWEST_VOTES, MOST_GROUPS
from civiscope.opinion.structure import SHUFFLES, Structure, compare_with_chance
from civiscope.opinion.votes import VoteMatrix, row_keys

FEWEST_PARTICIPANTS = 15
"""Participants below which no groups are looked for."""

SMALLEST_GROUP = 5
"""Participants of the smallest group: fewer are people, not a group."""

SAMPLE = 4_000
"""Participants, drawn by lot, on whom tests, starts and silhouettes are computed."""

STARTS = 10
"""Starts of each number of groups; the one of least spread is kept."""

CLOUDS = 19
"""Clouds without groups that the silhouette is compared with: one chance in twenty."""

ROUNDS = 100
_SETTLED = 1e-6
_START_SEED = 0x73_74_61_72_74
"""The bytes of "start"."""
_CLOUD_SEED = 0x63_6C_6F_75_64
"""The bytes of "cloud"."""

Verdict: TypeAlias = Literal["groups", "gradual", "too-few", "no-structure", "one-group"]
"""``groups``: they hold apart more than a single cloud would when cut; ``gradual``: they do not,
and shade into one another. No groups: ``too-few`` participants, ``no-structure`` beyond chance, or
``one-group`` since every cut leaves a group too small."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A number of groups that was tried.

    Attributes
    ----------
    n_groups : int
        How many.
    silhouette : float
        Mean over the sample; -1 where a group is too small.
    smallest : int
        Participants of the smallest group.
    """

    n_groups: int
    silhouette: float
    smallest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionGroups:
    """The opinion groups of votes.

    Attributes
    ----------
    verdict : str
        Whether there are groups, and why not.
    is_kept : ndarray of bool, shape (n_participants,)
        Who has votes enough to be in one.
    groups : ndarray of int64, shape (n_participants,)
        The group of each, the largest is 0; -1 without group.
    places : ndarray of float64, shape (n_participants, 2)
        Where each is on the map; NaN for those not kept.
    centres : ndarray of float64, shape (n_groups, n_directions)
        The middle of each group, along the directions that count.
    cuts : tuple of Cut
        Each number of groups tried.
    cloud_silhouettes : tuple of float
        Silhouettes of clouds without groups, cut in as many.
    structure : Structure, optional
        The test of directions; None where participants are too few.
    directions : Directions
        The two of the map, or more where more count.
    """

    verdict: Verdict
    is_kept: NDArray[np.bool_]
    groups: NDArray[np.int64]
    places: NDArray[np.float64]
    centres: NDArray[np.float64]
    cuts: tuple[Cut, ...]
    cloud_silhouettes: tuple[float, ...]
    structure: Structure | None
    directions: Directions

    @property
    def n_groups(self) -> int:
        """How many groups there are."""
        return len(self.centres)


def find_groups(
    matrix: VoteMatrix,
    *,
    is_left_out: NDArray[np.bool_] | None = None,
    shuffles: int = SHUFFLES,
) -> OpinionGroups:
    """Find the opinion groups of votes, or that there are none.

    Parameters
    ----------
    matrix : VoteMatrix
        Participants in any order and under any names: the same votes make the same groups.
    is_left_out : ndarray of bool, shape (n_statements,), optional
        Statements left out by moderation, whose votes do not count at all.
    shuffles : int, optional
        How often votes are shuffled to see what chance gives.

    Returns
    -------
    OpinionGroups

    Notes
    -----
    Participants of seven votes, or as many as there are statements, are placed along the principal
    components of the votes, as Polis does, but along those that are stronger than chance: at most
    four. k-means cuts them in two to five, from ten starts each; the best mean silhouette wins.
    Participants are put in the order of a hash of their votes first, so that neither names nor
    rows change a bit.

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.opinion.groups import find_groups
    >>> from civiscope.opinion.votes import matrix_of
    >>> who = np.repeat(np.arange(40, dtype=np.int32), 8)
    >>> what = np.tile(np.arange(8, dtype=np.int32), 40)
    >>> cast = np.where((who < 25) == (what < 4), 1, -1).astype(np.int8)
    >>> cast[np.random.default_rng(0).random(320) < 0.2] = 0
    >>> matrix, _ = matrix_of(who, what, cast, n_participants=40, n_statements=8)
    >>> found = find_groups(matrix)
    >>> found.verdict, np.bincount(found.groups).tolist()
    ('groups', [25, 15])
    """
    counted = matrix if is_left_out is None else matrix.only(~is_left_out)
    n_counted = int((vote_sums(counted)[1] > 0).sum())
    is_kept = np.asarray(counted.lengths >= max(1, min(FEWEST_VOTES, n_counted)))
    rows = np.flatnonzero(is_kept)
    rows = rows[np.argsort(row_keys(counted)[rows], kind="stable")]
    return _Search(counted.take(rows), rows, is_kept, n_counted, shuffles).result()


class _Search:
    """What is found on the way; rows stand in the order of their keys throughout."""

    def __init__(
        self,
        matrix: VoteMatrix,
        rows: NDArray[np.int64],
        is_kept: NDArray[np.bool_],
        n_counted: int,
        shuffles: int,
    ) -> None:
        self.matrix, self.rows, self.is_kept = matrix, rows, is_kept
        self.n_counted, self.shuffles = n_counted, shuffles

    def result(self) -> OpinionGroups:
        """Go as far as the votes carry."""
        if self.matrix.n_participants < FEWEST_PARTICIPANTS:
            return self._without("too-few", None)
        sample = self.matrix.take(np.arange(min(SAMPLE, self.matrix.n_participants)))
        structure = compare_with_chance(sample, shuffles=self.shuffles)
        if structure.n_directions == 0:
            return self._without("no-structure", structure)
        return self._cut(structure)

    def _places(self, count: int) -> tuple[Directions, NDArray[np.float64]]:
        """Place participants along the leading directions: those of the map, or more that count."""
        if not len(self.matrix.votes):
            nothing = Directions(
                means=np.zeros(self.matrix.n_statements),
                components=np.empty((0, self.matrix.n_statements)),
                strengths=np.empty(0),
            )
            return nothing, np.zeros((0, 0))
        found = find_directions(self.matrix, count=max(DIRECTIONS, count))
        return found, project(self.matrix, found, n_counted=self.n_counted)

    def _cut(self, structure: Structure) -> OpinionGroups:
        directions, places = self._places(structure.n_directions)
        points = np.ascontiguousarray(places[:, : structure.n_directions])
        tried = {k: best_clusters(points, k) for k in range(2, MOST_GROUPS + 1)}
        cuts = tuple(_score(points, k, clusters) for k, clusters in tried.items())
        best = max(cuts, key=lambda cut: cut.silhouette)
        if best.silhouette <= -1:
            return self._without("one-group", structure, cuts)
        clusters = tried[best.n_groups]
        clouds = cloud_silhouettes(points, best.n_groups)
        order = _order(clusters)
        groups = np.full(len(self.is_kept), -1, np.int64)
        groups[self.rows] = np.argsort(order)[clusters.labels]
        return OpinionGroups(
            verdict="groups" if best.silhouette > max(clouds) else "gradual",
            is_kept=self.is_kept,
            groups=groups,
            places=self._map(places),
            centres=clusters.centres[order],
            cuts=cuts,
            cloud_silhouettes=clouds,
            structure=structure,
            directions=directions,
        )

    def _without(
        self, verdict: Verdict, structure: Structure | None, cuts: tuple[Cut, ...] = ()
    ) -> OpinionGroups:
        directions, places = self._places(DIRECTIONS)
        return OpinionGroups(
            verdict=verdict,
            is_kept=self.is_kept,
            groups=np.full(len(self.is_kept), -1, np.int64),
            places=self._map(places),
            centres=np.empty((0, 0)),
            cuts=cuts,
            cloud_silhouettes=(),
            structure=structure,
            directions=directions,
        )

    def _map(self, places: NDArray[np.float64]) -> NDArray[np.float64]:
        drawn = np.full((len(self.is_kept), DIRECTIONS), np.nan)
        drawn[self.rows] = 0.0
        shown = min(DIRECTIONS, places.shape[1])
        drawn[self.rows, :shown] = places[:, :shown]
        return drawn


def best_clusters(
    points: NDArray[np.float64], n_clusters: int, *, starts: int = STARTS
) -> Clusters:
    """Cut points in clusters from several starts, and keep the tightest.

    Parameters
    ----------
    points : ndarray of float64, shape (n_points, n_dimensions)
        In an order like one drawn by lot: the first ones are the sample that starts are tried on.
    n_clusters : int
        How many clusters; fewer come back where there are fewer distinct points.
    starts : int, optional
        How many starts.

    Returns
    -------
    Clusters

    References
    ----------
    Arthur and Vassilvitskii, 2007, "k-means++: the advantages of careful seeding", SODA; the lots
    are hashes of the number of the start.
    """
    sample = points[:SAMPLE]
    tried = (
        settle(sample, _spread_out(sample, n_clusters, start), most_rounds=ROUNDS, settled=_SETTLED)
        for start in range(starts)
    )
    best = min(tried, key=lambda clusters: clusters.spread)
    return settle(points, best.centres, most_rounds=ROUNDS, settled=_SETTLED)


def cloud_silhouettes(
    points: NDArray[np.float64], n_clusters: int, *, clouds: int = CLOUDS
) -> tuple[float, ...]:
    """Cut clouds without groups, as wide as the points along each axis, and measure silhouettes.

    The clouds are spread evenly over a box, which of all clouds with one top at most are those
    that fall apart best.

    Parameters
    ----------
    points : ndarray of float64, shape (n_points, n_dimensions)
    n_clusters : int
        In how many clusters.
    clouds : int, optional
        How many clouds.

    Returns
    -------
    tuple of float

    References
    ----------
    Tibshirani, Walther and Hastie, 2001, "Estimating the number of clusters in a data set via the
    gap statistic", JRSS B 63(2), whose reference this is.
    """
    widths = points.std(axis=0)
    size = min(len(points), SAMPLE // 4)
    return tuple(
        _mean_silhouette(cloud, best_clusters(cloud, n_clusters, starts=3).labels)
        for cloud in (_evenly(size, len(widths), number) * widths for number in range(clouds))
    )


def _evenly(height: int, width: int, number: int) -> NDArray[np.float64]:
    """Return points spread evenly over a box, of variance 1 along each axis, made of hashes."""
    keys = np.arange(height * width, dtype=np.uint64)
    lots = (mix(keys, seed=_CLOUD_SEED + number) >> np.uint64(11)) * 2.0**-53
    return np.asarray((lots.reshape(height, width) - 0.5) * np.sqrt(12.0))


def _spread_out(points: NDArray[np.float64], n_clusters: int, start: int) -> NDArray[np.float64]:
    """Choose points far from those chosen before, with odds by the square of their distance."""
    keys = np.arange(n_clusters, dtype=np.uint64)
    lots = (mix(keys, seed=_START_SEED + start) >> np.uint64(11)) * 2.0**-53
    chosen = [points[int(lots[0] * len(points))]]
    nearest = ((points - chosen[0]) ** 2).sum(axis=1)
    for lot in lots[1:]:
        reached = np.cumsum(nearest)
        place = int(np.searchsorted(reached, lot * reached[-1], side="right"))
        chosen.append(points[min(place, len(points) - 1)])
        nearest = np.minimum(nearest, ((points - chosen[-1]) ** 2).sum(axis=1))
    return np.array(chosen)


def _score(points: NDArray[np.float64], k: int, clusters: Clusters) -> Cut:
    sizes = np.bincount(clusters.labels)
    smallest = int(sizes.min()) if len(sizes) == k else 0
    is_whole = smallest >= SMALLEST_GROUP
    score = _mean_silhouette(points, clusters.labels) if is_whole else -1.0
    return Cut(n_groups=k, silhouette=score, smallest=smallest)


def _mean_silhouette(points: NDArray[np.float64], labels: NDArray[np.int64]) -> float:
    """Return the mean silhouette of the sample; -1 where all of it is in one cluster."""
    sample, cut = points[:SAMPLE], labels[:SAMPLE]
    return float(silhouettes(sample, cut).mean()) if cut.min() < cut.max() else -1.0


def _order(clusters: Clusters) -> NDArray[np.int64]:
    """Put clusters in the order of their size, then of their place."""
    sizes = np.bincount(clusters.labels)
    return np.lexsort((*clusters.centres.T[::-1], -sizes))
