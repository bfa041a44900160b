"""Intervals of shares, from a share and as many independent draws as would say as much of it."""

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, ndtri, stdtrit

LEVEL = 0.95
"""Share of samples whose interval holds the value."""


def exact_interval(
    shares: NDArray[np.float64], sizes: NDArray[np.float64], *, level: float = LEVEL
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Find Clopper and Pearson's interval of each share.

    Parameters
    ----------
    shares : ndarray of float64, any shape
        In [0, 1].
    sizes : ndarray of float64, same shape
        Independent draws, whole or not; infinite where nothing is left to chance.
    level : float, optional
        Share of samples whose interval holds the value, or more of them.

    Returns
    -------
    lower, upper : ndarray of float64, same shape
        The share itself where nothing is left to chance.

    References
    ----------
    Clopper and Pearson, 1934, "The use of confidence or fiducial limits illustrated in the case of
    the binomial", Biometrika 26(4); Korn and Graubard, 1998, Survey Methodology 24(2), for sizes
    that are not whole.

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.chance.intervals import exact_interval
    >>> low, high = exact_interval(np.array([0.0, 0.3]), np.array([10.0, 10.0]))
    >>> low.round(4).tolist(), high.round(4).tolist()
    ([0.0, 0.0667], [0.3085, 0.6525])
    """
    tail = (1 - level) / 2
    with np.errstate(invalid="ignore"):
        positive, negative = sizes * shares, sizes * (1 - shares)
        lower = betaincinv(positive, negative + 1, tail)
        upper = betaincinv(positive + 1, negative, 1 - tail)
    # A beta law with a parameter of 0 is a point.
    lower = np.where(positive > 0, lower, 0.0)
    upper = np.where(negative > 0, upper, 1.0)
    is_point = np.isinf(sizes)
    return np.where(is_point, shares, lower), np.where(is_point, shares, upper)


def score_interval(
    shares: NDArray[np.float64], sizes: NDArray[np.float64], *, level: float = LEVEL
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Find Wilson's interval of each share, narrower and a little less sure than the exact one.

    Parameters
    ----------
    shares, sizes, level
        As in `exact_interval`.

    Returns
    -------
    lower, upper : ndarray of float64, same shape

    References
    ----------
    Wilson, 1927, "Probable inference, the law of succession, and statistical inference", JASA 22.

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.chance.intervals import score_interval
    >>> low, high = score_interval(np.array([0.3]), np.array([10.0]))
    >>> low.round(4).tolist(), high.round(4).tolist()
    ([0.1078], [0.6032])
    """
    deviate = ndtri((1 + level) / 2)
    part = deviate**2 / sizes
    centre = (shares + part / 2) / (1 + part)
    reach = np.sqrt(part * (shares * (1 - shares) + part / 4)) / (1 + part)
    return np.asarray(centre - reach), np.asarray(centre + reach)


def effective_sizes(
    shares: NDArray[np.float64],
    variances: NDArray[np.float64],
    bases: NDArray[np.float64],
    freedom: NDArray[np.float64],
    *,
    level: float = LEVEL,
) -> NDArray[np.float64]:
    """Tell how many independent draws would say as much of each share.

    Parameters
    ----------
    shares, variances : ndarray of float64, any shape
        The shares, and the variances that their design gives them.
    bases : ndarray of float64, same shape
        Units that each share rests on.
    freedom : ndarray of float64, same shape
        Degrees of freedom of its variance.
    level : float, optional
        That of the interval, which the correction for degrees of freedom follows.

    Returns
    -------
    ndarray of float64, same shape
        The base for a share of 0 or 1; infinite for a share strictly between without variance.

    Notes
    -----
    ``p (1-p) / v * (t_base-1 / t_freedom)²``.

    References
    ----------
    Korn and Graubard, 1998, "Confidence intervals for proportions with small expected number of
    positive counts estimated from survey data", Survey Methodology 24(2).

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.chance.intervals import effective_sizes
    >>> one = np.array([10.0])
    >>> effective_sizes(np.array([0.5]), np.array([0.05]), one, one - 1).tolist()
    [5.0]
    """
    spread, tail = shares * (1 - shares), (1 - level) / 2
    size = np.divide(spread, variances, out=np.full(len(bases), np.inf), where=variances > 0)
    quantiles = stdtrit(np.maximum(bases - 1, 1), tail) / stdtrit(freedom, tail)
    return np.asarray(np.where(spread > 0, size * quantiles**2, bases))
