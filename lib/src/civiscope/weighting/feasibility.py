"""Which known totals no weights can meet together."""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

REACHED = 1e-6
"""A total nearer than this share of it is one that the linear programme reached."""


def out_of_reach(
    columns: NDArray[np.float64],
    totals: NDArray[np.float64],
    *,
    lower: NDArray[np.float64],
    upper: NDArray[np.float64],
) -> list[int]:
    """Find a smallest change of the totals that some weights would meet, and tell where it is.

    Parameters
    ----------
    columns : ndarray of float64, shape (n_units, n_totals)
        What each unit adds to each total, by unit of weight.
    totals : ndarray of float64, shape (n_totals,)
        The totals to meet.
    lower, upper : ndarray of float64, shape (n_units,)
        Between which each weight must stay; infinite where it may be anything.

    Returns
    -------
    list of int
        The totals that must give way, in the least sum of relative changes; empty where weights
        exist that meet all.

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.weighting.feasibility import out_of_reach
    >>> none, any_size = np.zeros(2), np.full(2, np.inf)
    >>> out_of_reach(np.array([[1.0, 1.0], [1.0, 2.0]]), np.array([10.0, 30.0]),
    ...     lower=none, upper=any_size)
    [1]
    """
    n_units, n_totals = columns.shape
    # Each total may give way up or down: totals are met with two columns of slack.
    slack = np.diag(1 + np.abs(totals))
    found = linprog(
        np.concatenate([np.zeros(n_units), np.ones(2 * n_totals)]),
        A_eq=np.concatenate([columns.T, slack, -slack], axis=1),
        b_eq=totals,
        bounds=[*zip(lower, upper, strict=True), *[(0, None)] * (2 * n_totals)],
        method="highs",
    )
    given_way = np.asarray(found.x)[n_units:].reshape(2, n_totals).sum(axis=0)
    return [int(place) for place in np.flatnonzero(given_way > REACHED)]
