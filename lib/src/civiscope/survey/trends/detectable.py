"""How large a change must be for a survey to notice it."""

from scipy.stats import norm

from civiscope.errors import InputError

LEVEL = 0.05
"""The risk of a false claim that tests are set to."""

POWER = 0.8
"""The chance of noticing a change of that size: four in five, as studies are planned by custom."""


def minimum_detectable_change(
    standard_error: float, *, level: float = LEVEL, power: float = POWER, n_tests: int = 1
) -> float:
    """Find the smallest change that would be noticed.

    Parameters
    ----------
    standard_error : float
        That of the change, under the design or the model that is declared; a self-selected sample
        has none.
    level : float, optional
        Risk of a false claim, in (0, 1), two-sided.
    power : float, optional
        Chance of noticing it, in (0, 1).
    n_tests : int, optional
        How many changes are looked at together; the first step of Holm's procedure divides the
        level by it.

    Returns
    -------
    float
        In the unit of the standard error.

    Raises
    ------
    InputError
        Where the standard error is not a number from 0 on.

    Notes
    -----
    ``(z(1 - level / 2 n_tests) + z(power)) * standard_error``, z the normal quantile.

    References
    ----------
    Bloom, 1995, "Minimum detectable effects", Evaluation Review 19(5).

    Examples
    --------
    Seventy respondents after a hundred and ninety-four, half of whom say yes:

    >>> from math import sqrt
    >>> from civiscope.survey.trends import minimum_detectable_change
    >>> error = sqrt(0.25 / 194 + 0.25 / 70)
    >>> round(minimum_detectable_change(error), 3)
    0.195
    >>> round(minimum_detectable_change(error, n_tests=20), 3)
    0.269
    """
    if not 0 <= standard_error < float("inf"):
        raise InputError(
            "Expected the standard error of a change, got none. A self-selected sample has none: "
            "publish counts and what became of the panel."
        )
    quantiles = norm.ppf(1 - level / (2 * n_tests)) + norm.ppf(power)
    return float(quantiles * standard_error)
