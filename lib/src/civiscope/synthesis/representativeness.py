"""Whether participants are spread over places as the population is."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, betaincinv

from civiscope.chance.significance import benjamini_hochberg
from civiscope.errors import InputError

LEVEL = 0.95
"""Of the intervals of indices."""

FALSE_DISCOVERIES = 0.05
"""Share of the places said to stand out that may do so by chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The participants of a place, beside its population.

    Attributes
    ----------
    level : {"department", "region", "size"}
        Of which places it is one.
    code, name : str
        Its code in the register, and its name; the bounds of a size class are both.
    participants : float
        Participants who live there; parts of them where they may live elsewhere too.
    least, most : int
        Those who surely live there, and those who may.
    population : int
        Population municipale.
    expected : float
        Participants if all places took part alike.
    per_10000 : float
        Participants for 10,000 inhabitants.
    index, index_low, index_high : float
        Participants for one expected, and its interval at 95 %, which holds wherever those who
        may live in several places do.
    q_value : float
        False discovery rate at which the place would stand out of its level.
    is_notable : bool
        Whether it stands out at 5 %.
    """

    level: str
    code: str
    name: str
    participants: float
    least: int
    most: int
    population: int
    expected: float
    per_10000: float
    index: float
    index_low: float
    index_high: float
    q_value: float
    is_notable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How many participants could be placed at a level, and what became of the others.

    Attributes
    ----------
    level : str
        ``department``, ``region``, ``size``; several with commas for margins taken together.
    unit : {"author", "answer"}
        What a participant is: an answer where the file names no author.
    column : {"department", "postal_code", "commune"}
        What the file says of where participants live.
    participants : int
        All of them; those below sum to them.
    located : float
        Those who live in the territory, who are compared with its population.
    elsewhere : float
        Those who live outside the territory.
    several : int
        Authors whose answers come from several places.
    unplaced : int
        Those whose place is known, but not to this level.
    unrecognised : int
        Those whose place is given, and is none of the register.
    missing : int
        Those of whom no place is given.
    ambiguous : int
        Those counted in parts of several places.
    inferred : int
        Answers whose postal code no commune has, placed by its first digits.
    unsigned : int
        Answers of unknown authors, who are no participants here.
    population : int
        Of the territory.
    dissimilarity : float
        Share of those located who would have to live elsewhere for places to take part alike.
    design_effect, effective_size : float or None
        Kish's, of the weights that make them agree with the population; None without weights.
    smallest_weight, largest_weight : float or None
        Of a participant, when the mean is 1.
    """

    level: str
    unit: str
    column: str
    participants: int
    located: float
    elsewhere: float
    several: int
    unplaced: int
    unrecognised: int
    missing: int
    ambiguous: int
    inferred: int
    unsigned: int
    population: int
    dissimilarity: float
    design_effect: float | None = None
    effective_size: float | None = None
    smallest_weight: float | None = None
    largest_weight: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Representativeness:
    """Participants beside the population, level by level.

    Attributes
    ----------
    coverages : tuple of Coverage
        How many could be placed, one for each level.
    places : tuple of Place
        By level, in the order of codes or of sizes.
    """

    coverages: tuple[Coverage, ...]
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Counts of places beside what their population lets expect.

    Attributes
    ----------
    expected : ndarray of float64, shape (n_places,)
        Participants if all places took part alike.
    indices, lower, upper : ndarray of float64, shape (n_places,)
        Participants for one expected, and the ends of its interval of level `LEVEL`.
    p_values, q_values : ndarray of float64, shape (n_places,)
        Two-sided, and with the false discovery rate over the places.
    dissimilarity : float
        In [0, 1].
    """

    expected: NDArray[np.float64]
    indices: NDArray[np.float64]
    lower: NDArray[np.float64]
    upper: NDArray[np.float64]
    p_values: NDArray[np.float64]
    q_values: NDArray[np.float64]
    dissimilarity: float


def compare_with_population(
    participants: NDArray[np.float64],
    *,
    populations: NDArray[np.int64],
    least: NDArray[np.int64] | None = None,
    most: NDArray[np.int64] | None = None,
) -> Comparison:
    """Compare where participants live with where people live.

    Parameters
    ----------
    participants : ndarray of float64, shape (n_places,)
        Participants by place.
    populations : ndarray of int64, shape (n_places,)
        Inhabitants of each place, above 0.
    least, most : ndarray of int64, shape (n_places,), optional
        Participants who surely live in the place, and who may; those of `participants` where
        there is no doubt.

    Returns
    -------
    Comparison

    Raises
    ------
    InputError
        Where there is no participant, or a place without inhabitants.

    Notes
    -----
    With n participants and the share π of the population in a place, its index is its share of
    the participants over π: the location quotient of regional science, the participation to
    prevalence ratio of trials. Counts are read against the binomial law of n and π: the interval
    is Clopper and Pearson's for the share, over π, and the p-value twice the smaller tail. Where
    some may live in several places, the lower end is that of `least` and the upper end that of
    `most`, and the p-value the largest that any spreading of them gives; so both are wide.

    The law takes participants for people who decided one by one, each as ready to take part as
    any other. Where a town called its people to take part they did not, and intervals are too
    narrow. Nothing is said of what those who took no part think.

    The dissimilarity is half the sum of the absolute differences of the two shares.

    References
    ----------
    Clopper and Pearson, 1934, "The use of confidence or fiducial limits illustrated in the case
    of the binomial", Biometrika 26(4); Duncan and Duncan, 1955, "A methodological analysis of
    segregation indexes", American Sociological Review 20(2); Isard, 1960, Methods of Regional
    Analysis, chapter 5; Poon et al., 2013, "Participation of women and sex analyses in late-phase
    clinical trials", Journal of Women's Health 22(7).

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.synthesis.representativeness import compare_with_population
    >>> found = compare_with_population(np.array([30.0, 70.0]), populations=np.array([500, 500]))
    >>> found.indices.tolist(), found.lower.round(2).tolist(), round(found.dissimilarity, 2)
    ([0.6, 1.4], [0.42, 1.2], 0.2)
    """
    total = float(participants.sum())
    if not total > 0 or not (populations > 0).all():
        raise InputError(
            f"Expected participants and inhabited places, got {total:g} participants and "
            f"{np.count_nonzero(populations <= 0)} places without inhabitants. Leave these out."
        )
    shares = populations / populations.sum()
    fewest, largest = participants, participants
    if least is not None and most is not None:
        fewest = np.minimum(least.astype(np.float64), participants)
        largest = np.clip(most.astype(np.float64), participants, total)
    p_values = _p_values(fewest, largest, total=total, shares=shares)
    expected = total * shares
    lower, upper = _limits(fewest, largest, total=total)
    return Comparison(
        expected=expected,
        indices=participants / expected,
        lower=lower / shares,
        upper=upper / shares,
        p_values=p_values,
        q_values=benjamini_hochberg(p_values),
        dissimilarity=float(np.abs(participants / total - shares).sum() / 2),
    )


def _limits(
    fewest: NDArray[np.float64], largest: NDArray[np.float64], *, total: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the ends of Clopper and Pearson's interval: of the fewest, and of the largest."""
    tail = (1 - LEVEL) / 2
    is_some, is_part = fewest > 0, largest < total
    lower, upper = np.zeros(len(fewest)), np.ones(len(largest))
    lower[is_some] = betaincinv(fewest[is_some], total - fewest[is_some] + 1, tail)
    upper[is_part] = betaincinv(largest[is_part] + 1, total - largest[is_part], 1 - tail)
    return lower, upper


def _p_values(
    fewest: NDArray[np.float64],
    largest: NDArray[np.float64],
    *,
    total: float,
    shares: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return twice the smaller tail: as many as the fewest or more, as few as the largest or less.

    The tails of the binomial law are incomplete beta functions, which parts of participants fit.
    """
    more, less = np.ones(len(shares)), np.ones(len(shares))
    is_some, is_part = fewest > 0, largest < total
    more[is_some] = betainc(fewest[is_some], total - fewest[is_some] + 1, shares[is_some])
    less[is_part] = betainc(total - largest[is_part], largest[is_part] + 1, 1 - shares[is_part])
    return np.asarray(np.minimum(2 * np.minimum(more, less), 1.0))
