"""How often intervals hold the truth, and tests claim a change that never was, by drawing again.

A register of 5,000 authorities is drawn from, with the sizes of the barometer's editions.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from civiscope.chance.significance import holm
from civiscope.survey.changes import change_tests
from civiscope.survey.design import Selection, SurveyDesign, survey_design
from civiscope.survey.estimates import Estimates
from civiscope.survey.estimation import estimate_shares
from civiscope.survey.intervals import Intervals, korn_graubard, wilson

SHARES = (0.03, 0.1, 0.3, 0.58, 0.87)
SIZES = (31, 70)
"""Respondents of the barometer in 2021 and in 2018."""

DRAWS = 2000

REGISTER = (3600, 1300, 100)
"""Communes, intercommunalities and départements."""

ALLOCATIONS = {31: (16, 10, 5), 70: (36, 24, 10)}
"""How many of each are drawn: fewer communes, more départements than their part."""

TILTS = (-0.3, 0.99 / 1.3, 0.9)
"""How far the share of each type is from the whole's, in p (1 - p); they cancel out."""

FAMILY, THRESHOLD = 20, 0.05
"""Comparisons that are made together, and the chance of a false claim that is allowed."""

CHUNK = 250
"""Draws that are made at once, to spare memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How often intervals of level .95 held the share of the register.

    Attributes
    ----------
    design : str
        `simple` or `stratified`.
    n_units : int
        Respondents.
    share : float
        In the register.
    korn_graubard, wilson : float
        Share of draws whose interval held it, in [0, 1].
    korn_graubard_width, wilson_width : float
        Mean width of the intervals.
    """

    design: str
    n_units: int
    share: float
    korn_graubard: float
    wilson: float
    korn_graubard_width: float
    wilson_width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyError:
    """How often twenty comparisons without any change led to one claim or more.

    Attributes
    ----------
    n_before, n_after : int
        Respondents of both editions.
    shares : str
        Which shares the twenty items have.
    unadjusted, adjusted : float
        Share of families with a claim at .05, before and after Holm's adjustment.
    """

    n_before: int
    n_after: int
    shares: str
    unadjusted: float
    adjusted: float


def coverages(*, rng: np.random.Generator, draws: int = DRAWS) -> Iterator[Coverage]:
    """Draw samples from a register, and count the intervals that hold its share.

    Parameters
    ----------
    rng : numpy.random.Generator
        What stands for chance.
    draws : int, optional
        Samples of each size and design.

    Yields
    ------
    Coverage
        For each design, size and share.
    """
    for is_stratified in (False, True):
        for n_units in SIZES:
            strata = REGISTER if is_stratified else (sum(REGISTER),)
            taken = ALLOCATIONS[n_units] if is_stratified else (n_units,)
            design = _design(strata, taken)
            drawn = [_draw(rng, size, n, draws) for size, n in zip(strata, taken, strict=True)]
            for share in SHARES:
                concerned = _concerned(strata, share)
                is_so = np.concatenate(
                    [ranks < count for ranks, count in zip(drawn, concerned, strict=True)]
                )
                yield _coverage(
                    estimate_shares(design, is_so),
                    truth=sum(concerned) / sum(strata),
                    design="stratified" if is_stratified else "simple",
                )


def family_errors(*, rng: np.random.Generator, draws: int = DRAWS) -> Iterator[FamilyError]:
    """Compare editions between which nothing changed, and count the claims of a change.

    Parameters
    ----------
    rng : numpy.random.Generator
        What stands for chance.
    draws : int, optional
        Families of twenty comparisons.

    Yields
    ------
    FamilyError
        For several sizes of editions and shares of items.
    """
    families: dict[str, Sequence[float]] = {
        "from .03 to .87": np.linspace(0.03, 0.87, FAMILY).tolist(),
        "all .10": [0.1] * FAMILY,
        "all .50": [0.5] * FAMILY,
    }
    for n_before, n_after in ((70, 31), (194, 70), (70, 70)):
        for name, shares in families.items():
            p_values = _null_p_values(n_before, n_after, shares, rng=rng, draws=draws)
            adjusted = np.array([holm(family) for family in p_values])
            yield FamilyError(
                n_before=n_before,
                n_after=n_after,
                shares=name,
                unadjusted=float((p_values <= THRESHOLD).any(axis=1).mean()),
                adjusted=float((adjusted <= THRESHOLD).any(axis=1).mean()),
            )


def _design(strata: Sequence[int], taken: Sequence[int]) -> SurveyDesign:
    sizes, drawn = np.repeat(strata, taken), np.repeat(taken, taken)
    return survey_design(
        sizes / drawn,
        selection=Selection.RANDOM_DRAW,
        strata=np.repeat(np.arange(len(strata)), taken),
        population=sizes,
    )


def _concerned(strata: Sequence[int], share: float) -> list[int]:
    """Return how many of each stratum are concerned, more in some than in others."""
    tilts = TILTS if len(strata) > 1 else (0.0,)
    return [
        round(size * (share + tilt * share * (1 - share)))
        for size, tilt in zip(strata, tilts, strict=True)
    ]


def _draw(rng: np.random.Generator, size: int, n_units: int, draws: int) -> NDArray[np.int64]:
    """Draw ranks of units without replacement, of shape (n_units, draws)."""
    found = []
    for start in range(0, draws, CHUNK):
        keys = rng.random((min(CHUNK, draws - start), size))
        found.append(np.argpartition(keys, n_units, axis=1)[:, :n_units])
    return np.concatenate(found).T


def _coverage(shares: Estimates, *, truth: float, design: str) -> Coverage:
    found = {interval: interval(shares) for interval in (korn_graubard, wilson)}
    exact, score = found[korn_graubard], found[wilson]
    return Coverage(
        design=design,
        n_units=int(shares.n_units[0]),
        share=truth,
        korn_graubard=_held(exact, truth),
        wilson=_held(score, truth),
        korn_graubard_width=float((exact.upper - exact.lower).mean()),
        wilson_width=float((score.upper - score.lower).mean()),
    )


def _held(found: Intervals, truth: float) -> float:
    return float(((found.lower <= truth) & (truth <= found.upper)).mean())


def _null_p_values(
    n_before: int,
    n_after: int,
    shares: Sequence[float],
    *,
    rng: np.random.Generator,
    draws: int,
) -> NDArray[np.float64]:
    """Return p-values of items that did not change, of shape (draws, n_items)."""
    size = sum(REGISTER)
    weights = np.repeat([size / n_before, size / n_after], [n_before, n_after])
    design = survey_design(
        weights,
        selection=Selection.RANDOM_DRAW,
        strata=np.repeat([0, 1], [n_before, n_after]),
        population=np.full(len(weights), size),
    )
    is_after = np.arange(len(weights)) >= n_before
    found = np.empty((draws, len(shares)))
    for item, share in enumerate(shares):
        concerned = round(size * share)
        # Who is drawn does not matter here, only how many of those concerned are.
        counts = [
            rng.hypergeometric(concerned, size - concerned, n_units, size=draws)
            for n_units in (n_before, n_after)
        ]
        is_so = np.concatenate(
            [
                np.arange(n)[:, None] < count
                for n, count in zip((n_before, n_after), counts, strict=True)
            ]
        )
        before, after = (
            estimate_shares(design, is_so, domain=domain) for domain in (~is_after, is_after)
        )
        found[:, item] = change_tests(before, after).p_values
    return found
