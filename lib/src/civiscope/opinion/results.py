"""What was found in votes: the one object that reports, data packages and checks are made from."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from civiscope.opinion.groups import Cut, Verdict
from civiscope.opinion.selection import Stance

Mode: TypeAlias = Literal["improved", "legacy"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Votes of some participants on a statement, with the intervals of both shares.

    Attributes
    ----------
    agree, passed, disagree : int
        Votes.
    agree_low, agree_high, disagree_low, disagree_high : float
        Wilson intervals at 95 % of the shares of votes that agree, and that disagree.
    """

    agree: int
    passed: int
    disagree: int
    agree_low: float
    agree_high: float
    disagree_low: float
    disagree_high: float

    @property
    def seen(self) -> int:
        """Votes of any kind."""
        return self.agree + self.passed + self.disagree

    def share(self, stance: Stance) -> float:
        """Return the share of the votes on a side; 0 where there are none."""
        count = self.agree if stance == "agree" else self.disagree
        return count / self.seen if self.seen else 0.0

    def interval(self, stance: Stance) -> tuple[float, float]:
        """Return the interval of that share."""
        if stance == "agree":
            return self.agree_low, self.agree_high
        return self.disagree_low, self.disagree_high


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A statement and the votes on it.

    Attributes
    ----------
    statement_id, text : str
        Its identifier and its words, to the letter; empty where no texts were given.
    is_left_out : bool
        Whether moderation left it out.
    everyone : Tally
        Votes of all participants, those without group included.
    by_group : tuple of Tally
        Votes of each group.
    agree_consensus, disagree_consensus : float
        Polis's group-aware consensus on each side; 0 without groups.
    """

    statement_id: str
    text: str
    is_left_out: bool
    everyone: Tally
    by_group: tuple[Tally, ...]
    agree_consensus: float
    disagree_consensus: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Representative:
    """A statement that stands for a group.

    Attributes
    ----------
    statement_id : str
        The statement.
    stance : str
        ``agree`` or ``disagree``.
    others_share : float
        Share of everyone else's votes that are on that side, in [0, 1].
    q_value : float or None
        Corrected for the number of tests; None in ``legacy`` mode, which corrects nothing.
    """

    statement_id: str
    stance: Stance
    others_share: float
    q_value: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """An opinion group.

    Attributes
    ----------
    name : str
        ``A`` for the largest.
    participants : int
        How many.
    stability : float or None
        Mean best Jaccard index over participants drawn again; None where it was not measured.
    representative : tuple of Representative
        What it stands for, what sets it apart most first.
    """

    name: str
    participants: int
    stability: float | None
    representative: tuple[Representative, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """A statement that participants agree or disagree on together, and the side."""

    statement_id: str
    stance: Stance


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A participant on the map, and the group: -1 for none."""

    x: float
    y: float
    group: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """How many participants of a value are in a group.

    Attributes
    ----------
    variable, value : str
        The value; empty where it is unknown.
    group : str
        Its name; empty for participants without group.
    participants : int or None
        None where it is kept secret.
    base : int or None
        All participants of that value.
    """

    variable: str
    value: str
    group: str
    participants: int | None
    base: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation:
    """What was read.

    Attributes
    ----------
    participants, votes, statements : int
        How many, those of statements left out included.
    kept : int
        Participants of enough votes to be in a group.
    replaced : int
        Votes that a later one of the same participant on the same statement replaced.
    not_voted : int
        Rows without a vote.
    without_votes : int
        Statements nobody voted on.
    left_out : int
        Statements left out by moderation.
    """

    participants: int
    votes: int
    statements: int
    kept: int
    replaced: int
    not_voted: int
    without_votes: int
    left_out: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What was found in votes.

    Attributes
    ----------
    title : str
        What was voted on.
    mode : str
        ``improved`` or ``legacy``.
    texts : str
        Language of the statements, as an ISO 639-1 code; empty where nobody said.
    participation : Participation
        What was read.
    verdict : str
        Whether there are groups, and why not.
    groups : tuple of Group
        The largest first.
    statements : tuple of Statement
        All of them, in the order of their identifiers.
    consensus : tuple of Shared
        What most of all participants agree or disagree on, the strongest first.
    bridging : tuple of Shared
        What every group has a majority for; in ``legacy`` mode, the highest of Polis's
        group-aware consensus.
    divisive : tuple of str
        Statements on which groups have opposite majorities, the most divided first.
    cuts : tuple of Cut
        Each number of groups tried.
    cloud_silhouettes : tuple of float
        Silhouettes of clouds without groups, cut in as many; empty in ``legacy`` mode.
    strengths, chance_strengths, p_values : tuple of float
        Of the leading directions, beside those of shuffled votes.
    points : tuple of Point
        Participants on the map, or a sample of them.
    crossings : tuple of Crossing
        Groups beside what is known of participants, small cells kept secret.
    thresholds : tuple of (str, str)
        The settings.
    """

    title: str
    mode: Mode
    texts: str
    participation: Participation
    verdict: Verdict
    groups: tuple[Group, ...]
    statements: tuple[Statement, ...]
    consensus: tuple[Shared, ...]
    bridging: tuple[Shared, ...]
    divisive: tuple[str, ...]
    cuts: tuple[Cut, ...]
    cloud_silhouettes: tuple[float, ...]
    strengths: tuple[float, ...]
    chance_strengths: tuple[float, ...]
    p_values: tuple[float, ...]
    points: tuple[Point, ...]
    crossings: tuple[Crossing, ...]
    thresholds: tuple[tuple[str, str], ...]
