"""What may be said of a sample that chose itself: who answered, and how far they may mislead.

No margin of error describes such a sample. What describes it is its base, who answered compared
with the register, and what shares would be if those concerned were more, or less, likely to
answer than others.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from civiscope.errors import InputError
from civiscope.survey.design import Selection, SurveyDesign
from civiscope.survey.estimation import estimate_shares

PROPENSITY_RATIOS = (0.5, 1.0, 2.0)
"""Those concerned answer half as often as others, as often, or twice as often."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SensitivityRange:
    """What shares would be, were those concerned more or less likely to answer than others.

    Attributes
    ----------
    ratios : tuple of float
        How many times as often those concerned are supposed to answer as others.
    shares : ndarray of float64, shape (n_ratios, n_values)
        The share in the population under each supposition.
    """

    ratios: tuple[float, ...]
    shares: NDArray[np.float64]

    @property
    def lowest(self) -> NDArray[np.float64]:
        """The least share of all suppositions, for each value."""
        return np.asarray(self.shares.min(axis=0))

    @property
    def highest(self) -> NDArray[np.float64]:
        """The largest share of all suppositions, for each value."""
        return np.asarray(self.shares.max(axis=0))


@dataclass(frozen=True, slots=True, kw_only=True)
class WhoAnswered:
    """Who answered, beside who there is in the register.

    Attributes
    ----------
    respondents : ndarray of int64, shape (n_categories,)
        How many answered.
    register : ndarray of float64, shape (n_categories,)
        How many there are.
    respondent_share, register_share : ndarray of float64, shape (n_categories,)
        Among all who answered, and in the whole register.
    response_rate : ndarray of float64, shape (n_categories,)
        Respondents over the register.
    dissimilarity : float
        Share of the respondents who would have to be of another category for both to agree.
    """

    respondents: NDArray[np.int64]
    register: NDArray[np.float64]
    respondent_share: NDArray[np.float64]
    register_share: NDArray[np.float64]
    response_rate: NDArray[np.float64]
    dissimilarity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RespondentFigure:
    """A share among those who answered, which stands for nobody else.

    Attributes
    ----------
    share : float
        Weighted, if the design has weights.
    n_concerned : int
        How many respondents it holds for, unweighted.
    n_units : int
        The base: how many were asked and answered, unweighted.
    sensitivity : SensitivityRange
        What the share would be under other propensities to answer.
    who_answered : WhoAnswered
        The respondents against the register.
    """

    share: float
    n_concerned: int
    n_units: int
    sensitivity: SensitivityRange
    who_answered: WhoAnswered


def sensitivity_range(
    shares: ArrayLike, *, ratios: Sequence[float] = PROPENSITY_RATIOS
) -> SensitivityRange:
    """Tell what shares would be, were those concerned more or less likely to answer.

    Parameters
    ----------
    shares : array of float, shape (n_values,)
        Observed among those who answered, in [0, 1].
    ratios : sequence of float, optional
        How many times as often those concerned are supposed to answer as others, above 0.

    Returns
    -------
    SensitivityRange

    Raises
    ------
    InputError
        Where a ratio is not above 0, or a share not in [0, 1].

    Notes
    -----
    With a share p among respondents and a ratio r, the share in the population is
    ``p / (p + r (1 - p))``: the odds are those observed, divided by r. A share of 0 or 1 stays as
    it is under every ratio, which is a limit of this reckoning and not a proof.

    References
    ----------
    Little and Rubin, 2019, Statistical Analysis with Missing Data, 3rd edition, chapter 15 (pattern
    and selection models under departures from randomness); AAPOR, 2013, Report of the Task Force
    on Non-probability Sampling.

    Examples
    --------
    >>> from civiscope.survey.self_selected import sensitivity_range
    >>> sensitivity_range([0.5]).shares.round(3).tolist()
    [[0.667], [0.5], [0.333]]
    """
    observed, supposed = np.asarray(shares, dtype=np.float64), np.asarray(ratios, dtype=np.float64)
    if not (np.isfinite(supposed) & (supposed > 0)).all() or not supposed.size:
        raise InputError(
            "Expected ratios of propensities above 0, got others, or none. Give 2 for “twice as "
            "likely to answer”, 0.5 for “half as likely”."
        )
    if not ((observed >= 0) & (observed <= 1)).all():
        raise InputError("Expected shares in [0, 1], got others. Divide percents by 100.")
    concerned, others = observed, supposed[:, None] * (1 - observed)
    return SensitivityRange(
        ratios=tuple(supposed.tolist()), shares=concerned / (concerned + others)
    )


def who_answered(codes: ArrayLike, *, register: ArrayLike) -> WhoAnswered:
    """Compare those who answered with the register they come from.

    Parameters
    ----------
    codes : array of int, shape (n_units,)
        The category of each respondent, from 0.
    register : array of float, shape (n_categories,)
        How many units of each category the register has.

    Returns
    -------
    WhoAnswered

    Raises
    ------
    InputError
        Where a code has no category, or a category has more respondents than the register units.

    Notes
    -----
    The dissimilarity is half the sum of the absolute differences of both shares (Duncan and
    Duncan, 1955).

    References
    ----------
    Duncan and Duncan, 1955, "A methodological analysis of segregation indexes", American
    Sociological Review 20(2).

    Examples
    --------
    >>> from civiscope.survey.self_selected import who_answered
    >>> found = who_answered([0, 0, 0, 1], register=[100, 300])
    >>> found.response_rate.round(4).tolist(), found.dissimilarity
    ([0.03, 0.0033], 0.5)
    """
    given, units = np.asarray(codes), np.asarray(register, dtype=np.float64)
    if not np.isin(given, np.arange(len(units))).all() or not given.size:
        raise InputError(
            f"Expected respondents, each of one of {len(units)} categories of the register, got "
            "none, or other codes. Give those whose category is not known one of their own."
        )
    counts = np.bincount(given, minlength=len(units))
    for place in np.flatnonzero(counts > units):
        raise InputError(
            f"Expected no more than {units[place]:g} respondents of category {place}, all there "
            f"are in the register, got {counts[place]}. Look for answers given twice."
        )
    shares, known = counts / counts.sum(), units / units.sum()
    return WhoAnswered(
        respondents=counts,
        register=units,
        respondent_share=shares,
        register_share=known,
        response_rate=np.divide(counts, units, out=np.zeros(len(units)), where=units > 0),
        dissimilarity=float(np.abs(shares - known).sum() / 2),
    )


def describe_respondents(
    design: SurveyDesign,
    is_so: ArrayLike,
    *,
    codes: ArrayLike,
    register: ArrayLike,
    domain: ArrayLike | None = None,
    ratios: Sequence[float] = PROPENSITY_RATIOS,
) -> RespondentFigure:
    """Describe a share of a self-selected sample, with all that must stand beside it.

    Parameters
    ----------
    design : SurveyDesign
        Of a self-selected sample.
    is_so : array of bool, shape (n_units,)
        Whether it holds for a respondent.
    codes : array of int, shape (n_units,)
        The category of each respondent in the register.
    register : array of float, shape (n_categories,)
        How many units of each category the register has.
    domain : array of bool, shape (n_units,), optional
        Who was asked and answered; all when left out.
    ratios : sequence of float, optional
        As in `sensitivity_range`.

    Returns
    -------
    RespondentFigure
        It has no interval, and no field to put one in.

    Raises
    ------
    InputError
        Where the sample is not self-selected, and as `estimate_shares`, `sensitivity_range` and
        `who_answered`.
    """
    if design.selection is not Selection.SELF_SELECTED:
        raise InputError(
            f"Expected a self-selected sample, got one by {design.selection.value}. Estimate its "
            "shares, and give their intervals."
        )
    found = estimate_shares(design, is_so, domain=domain)
    kept = np.ones(design.n_units, dtype=np.bool_) if domain is None else np.asarray(domain)
    return RespondentFigure(
        share=float(found.values[0]),
        n_concerned=int(np.count_nonzero(np.asarray(is_so)[kept])),
        n_units=int(found.n_units[0]),
        sensitivity=sensitivity_range(found.values, ratios=ratios),
        who_answered=who_answered(np.asarray(codes)[kept], register=register),
    )
