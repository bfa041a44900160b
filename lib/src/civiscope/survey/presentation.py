"""Which shares may be shown, by the rules of the National Center for Health Statistics."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from civiscope.survey.estimates import Estimates
from civiscope.survey.intervals import Intervals, korn_graubard

MIN_SIZE = 30
"""Fewer respondents, or fewer effective ones, show no share."""

ROUNDING = 1e-9
"""An effective size of 30, computed, may be this share under it."""

NARROW, WIDE = 0.05, 0.30
"""An interval this narrow is always shown, one this wide never."""

RELATIVE_WIDTH = 1.30
"""Between both, an interval wider than this share of the estimate hides it."""

MIN_FREEDOM = 8
"""With fewer degrees of freedom a statistician looks first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Presentation:
    """What may be done with each share.

    Attributes
    ----------
    is_shown : ndarray of bool, shape (n_estimates,)
        Whether the share may be printed.
    is_reviewed : ndarray of bool, shape (n_estimates,)
        Whether a statistician must look first: few degrees of freedom, or a share of 0 or 1.
    is_complement_hidden : ndarray of bool, shape (n_estimates,)
        Whether one minus the share is too imprecise for it to be spoken of, though the share is
        shown.
    reasons : tuple of tuple of str
        Why a share is hidden: `small base`, `small effective size`, `wide interval`,
        `wide for its share`.
    intervals : Intervals
        What was judged.
    """

    is_shown: NDArray[np.bool_]
    is_reviewed: NDArray[np.bool_]
    is_complement_hidden: NDArray[np.bool_]
    reasons: tuple[tuple[str, ...], ...]
    intervals: Intervals


def presentation(shares: Estimates) -> Presentation:
    """Tell which shares may be shown.

    Parameters
    ----------
    shares : Estimates
        From `estimate_shares` or `estimate_proportions`.

    Returns
    -------
    Presentation

    Raises
    ------
    InputError
        As `korn_graubard`: a self-selected sample has no such rules, see
        `civiscope.survey.self_selected`.

    References
    ----------
    Parker, Talih, Malec et al., 2017, "National Center for Health Statistics Data Presentation
    Standards for Proportions", Vital and Health Statistics 2(175), table A.

    Examples
    --------
    >>> from civiscope.survey.design import Selection, survey_design
    >>> from civiscope.survey.estimation import estimate_shares
    >>> from civiscope.survey.presentation import presentation
    >>> design = survey_design(selection=Selection.RANDOM_DRAW, n_units=70)
    >>> shown = presentation(estimate_shares(design, [[i < 7, i < 35] for i in range(70)]))
    >>> shown.is_shown.tolist(), shown.reasons
    ([False, True], (('wide for its share',), ()))
    """
    intervals = korn_graubard(shares)
    widths = intervals.upper - intervals.lower
    is_open = (widths > NARROW) & (widths < WIDE)
    failures = {
        "small base": shares.n_units < MIN_SIZE,
        "small effective size": intervals.effective_size < MIN_SIZE * (1 - ROUNDING),
        "wide interval": widths >= WIDE,
        "wide for its share": is_open & (widths > RELATIVE_WIDTH * shares.values),
    }
    is_hidden = np.any(list(failures.values()), axis=0)
    return Presentation(
        is_shown=~is_hidden,
        is_reviewed=(shares.degrees_of_freedom < MIN_FREEDOM) | np.isin(shares.values, (0, 1)),
        is_complement_hidden=~is_hidden & is_open & (widths > RELATIVE_WIDTH * (1 - shares.values)),
        reasons=tuple(
            tuple(reason for reason, is_met in failures.items() if is_met[place])
            for place in range(len(widths))
        ),
        intervals=intervals,
    )
