"""How often each code is given: by the machine, by people in a sample, and by both together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from civiscope.chance.intervals import LEVEL
from civiscope.coding.agreement import Agreement
from civiscope.coding.codebook import Code
from civiscope.coding.estimation import Drawn, Shares, estimate_shares

LEAST_BASE = 30
"""Sampled contributions of a group below which its shares are not told (Parker et al., 2017,
"National Center for Health Statistics Data Presentation Standards for Proportions")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A share in [0, 1], with its interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreeShares:
    """The share of a code, three ways.

    Attributes
    ----------
    machine : float
        What the machine's codes say of all contributions: right only if it never errs, or if its
        errors happen to cancel out.
    human : Estimate
        What people coded in the sample.
    combined : Estimate
        Both together: the one to quote.
    tuning : float
        How much of the machine counts, in [0, 1]; 0 where it adds nothing.
    base, positives : int
        Sampled contributions, and those to which people gave the code.
    worth : float
        How many contributions people would have to code for as narrow an interval without it.
    """

    machine: float
    human: Estimate
    combined: Estimate
    tuning: float
    base: int
    positives: int
    worth: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CodePrevalence:
    """How often a code is given, and how well the machine finds it.

    Attributes
    ----------
    code, label : str
        The code.
    shares : ThreeShares
        Its share of all contributions.
    precision, recall : Estimate or None
        Share of the machine's codes that people give too, and of people's codes that the machine
        gives too; None where fewer than three sampled contributions tell.
    precision_base, recall_base : int
        Sampled contributions that they rest on.
    """

    code: str
    label: str
    shares: ThreeShares
    precision: Estimate | None
    precision_base: int
    recall: Estimate | None
    recall_base: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupPrevalence:
    """How often each code is given in a group of contributions.

    Attributes
    ----------
    variable, value : str
        What the group has in common; an empty value where it is unknown.
    size, base : int
        Its contributions, and those of them that were coded.
    shares : tuple of (str, ThreeShares)
        By code; empty where the base is less than `LEAST_BASE`.
    """

    variable: str
    value: str
    size: int
    base: int
    shares: tuple[tuple[str, ThreeShares], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """The sample that shares rest on.

    Attributes
    ----------
    population : int
        All contributions.
    drawn, coded : int
        Those that were drawn, and of them those that somebody coded.
    strata : int
        How many strata; 1 for a simple sample.
    seed : int
        What the draw started from.
    coders : int
        How many people coded.
    double : int
        Contributions that two coders or more read.
    decided, majority : int
        Differences between coders that a decision settled, and that most of them settled.
    learnt : int
        Sampled contributions that the machine learnt from: there, people alone count.
    """

    population: int
    drawn: int
    coded: int
    strata: int
    seed: int
    coders: int
    double: int
    decided: int
    majority: int
    learnt: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Prevalence:
    """The shares of codes, with all that they rest on.

    Attributes
    ----------
    level : float
        Share of samples whose interval holds the share.
    sample : Coded
        The coded sample.
    codes : tuple of CodePrevalence
        In the order of the codebook.
    groups : tuple of GroupPrevalence
        By variable, then by value.
    agreement : tuple of (str, Agreement)
        How far coders agree on each code; empty where nothing was coded twice.
    """

    level: float
    sample: Coded
    codes: tuple[CodePrevalence, ...]
    groups: tuple[GroupPrevalence, ...]
    agreement: tuple[tuple[str, Agreement], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """What the machine says of a sample.

    Attributes
    ----------
    codes : ndarray of int8, shape (n_units, n_codes)
        1 where it gives the code, else 0.
    scores : ndarray of float64, shape (n_units, n_codes)
        In [0, 1].
    is_learnt : ndarray of bool, shape (n_units,)
        Contributions that it learnt from, whose scores count for nothing.
    """

    codes: NDArray[np.int8]
    scores: NDArray[np.float64]
    is_learnt: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What the machine says of all contributions, or of a group of them.

    Attributes
    ----------
    variable, value : str
        What the group has in common; empty for all contributions.
    size : int
        Its contributions.
    shares : ndarray of float64, shape (n_codes,)
        Share of them that the machine gives each code.
    mean_scores : ndarray of float64, shape (n_codes,)
        Mean of their scores, 0 standing for those of contributions that it learnt from.
    is_in : ndarray of bool, shape (n_units,)
        Which sampled contributions are of the group.
    """

    variable: str = ""
    value: str = ""
    size: int
    shares: NDArray[np.float64]
    mean_scores: NDArray[np.float64]
    is_in: NDArray[np.bool_]


def estimate_prevalence(
    coded: NDArray[np.int8],
    machine: Machine,
    everyone: Group,
    *,
    codes: Sequence[Code],
    drawn: Drawn,
    level: float = LEVEL,
) -> tuple[CodePrevalence, ...]:
    """Estimate how often each code is given, and how well the machine finds it.

    Parameters
    ----------
    coded : ndarray of int8, shape (n_units, n_codes)
        What people coded in the sample.
    machine : Machine
        What the machine says of the same contributions.
    everyone : Group
        What it says of all contributions.
    codes : sequence of Code
        In the order of the columns.
    drawn : Drawn
        How the sample was drawn.
    level : float, optional
        Of the intervals.

    Returns
    -------
    tuple of CodePrevalence

    Raises
    ------
    InputError
        As `civiscope.coding.estimation.estimate_shares`.

    Notes
    -----
    Precision is the share of people's codes in the domain of contributions to which the machine
    gives the code, recall that of the machine's codes where people give it: ratios weighted by
    the design, with Korn and Graubard's interval.

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.coding.codebook import Code
    >>> from civiscope.coding.estimation import Drawn
    >>> from civiscope.coding.prevalence import Group, Machine, estimate_prevalence
    >>> coded = np.repeat([[1], [0]], [30, 70], axis=0).astype(np.int8)
    >>> machine = Machine(codes=coded, scores=coded * 0.9, is_learnt=np.zeros(100, np.bool_))
    >>> everyone = Group(size=5000, shares=np.array([0.33]), mean_scores=np.array([0.3]),
    ...                  is_in=np.ones(100, np.bool_))
    >>> drawn = Drawn(strata=np.zeros(100, np.int64), populations=np.array([5000]))
    >>> [found] = estimate_prevalence(coded, machine, everyone, drawn=drawn,
    ...                               codes=[Code(code="tax", label="Taxes")])
    >>> found.shares.machine, round(found.shares.combined.value, 2), found.precision.value
    (0.33, 0.33, 1.0)
    """
    shares = _three_ways(coded, machine, everyone, drawn, level)
    # What it learnt from it knows by heart.
    is_new = ~machine.is_learnt
    found = []
    for column, (code, three) in enumerate(zip(codes, shares, strict=True)):
        given, right = machine.codes[:, [column]], coded[:, [column]]
        is_given, is_right = (given[:, 0] == 1) & is_new, (right[:, 0] == 1) & is_new
        found.append(
            CodePrevalence(
                code=code.code,
                label=code.label,
                shares=three,
                precision=_ratio(right, is_given, drawn, level),
                precision_base=int(is_given.sum()),
                recall=_ratio(given, is_right, drawn, level),
                recall_base=int(is_right.sum()),
            )
        )
    return tuple(found)


def estimate_group_prevalence(
    coded: NDArray[np.int8],
    machine: Machine,
    groups: Iterable[Group],
    *,
    codes: Sequence[Code],
    drawn: Drawn,
    level: float = LEVEL,
) -> tuple[GroupPrevalence, ...]:
    """Estimate how often each code is given in groups of contributions.

    Parameters
    ----------
    coded, machine, codes, drawn, level
        As in `estimate_prevalence`.
    groups : iterable of Group

    Returns
    -------
    tuple of GroupPrevalence
        One for each group; without shares where too few of its contributions were coded.

    Raises
    ------
    InputError
        As `civiscope.coding.estimation.estimate_shares`.
    """
    found = []
    for group in groups:
        base = int(group.is_in.sum())
        shares = _three_ways(coded, machine, group, drawn, level) if base >= LEAST_BASE else ()
        found.append(
            GroupPrevalence(
                variable=group.variable,
                value=group.value,
                size=group.size,
                base=base,
                shares=tuple(
                    (code.code, three) for code, three in zip(codes, shares, strict=False)
                ),
            )
        )
    return tuple(found)


def _three_ways(
    coded: NDArray[np.int8], machine: Machine, group: Group, drawn: Drawn, level: float
) -> tuple[ThreeShares, ...]:
    scores = np.where(machine.is_learnt[:, None], 0.0, machine.scores)
    found = estimate_shares(
        coded,
        scores,
        drawn=drawn,
        mean_scores=group.mean_scores,
        is_in=group.is_in,
        level=level,
    )
    return tuple(
        ThreeShares(
            machine=float(group.shares[column]),
            human=_estimate(found.human, found.human_low, found.human_high, column),
            combined=_estimate(found.combined, found.low, found.high, column),
            tuning=float(found.tuning[column]),
            base=found.base,
            positives=int(found.positives[column]),
            worth=float(found.worth[column]),
        )
        for column in range(coded.shape[1])
    )


def _estimate(
    values: NDArray[np.float64],
    lower: NDArray[np.float64],
    upper: NDArray[np.float64],
    column: int,
) -> Estimate:
    return Estimate(
        value=float(values[column]), low=float(lower[column]), high=float(upper[column])
    )


def _ratio(
    values: NDArray[np.int8], is_in: NDArray[np.bool_], drawn: Drawn, level: float
) -> Estimate | None:
    """Return the share of a domain, of units that people coded; None where too few tell."""
    nothing = np.zeros(values.shape)
    found: Shares = estimate_shares(
        values, nothing, drawn=drawn, mean_scores=np.zeros(1), is_in=is_in, level=level
    )
    is_known = np.isfinite(found.human[0])
    return _estimate(found.human, found.human_low, found.human_high, 0) if is_known else None
