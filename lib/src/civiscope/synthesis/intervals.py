"""Intervals for shares of themes, by drawing authors again, in batches that add up."""

from dataclasses import dataclass
from math import exp, factorial

import numpy as np
from numba import njit
from numpy.typing import NDArray

from civiscope.chance.hashing import mix
from civiscope.errors import InputError

REPLICATES = 200
"""Enough for the ends of an interval to two digits (Efron and Tibshirani, 1993, ask 50 to 1000)."""

LEVEL = 0.95
"""Share of intervals that hold the value, over many corpora."""

SEED = 0x62_6F_6F_74_73_74_72_61
"""The bytes of "bootstra"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Intervals:
    """The share of each theme among all answers; the last place is that of the unclassified.

    Attributes
    ----------
    share : ndarray of float64, shape (n_themes + 1,)
        In [0, 1].
    lower, upper : ndarray of float64, shape (n_themes + 1,)
        Ends of the percentile interval of level `LEVEL`.
    """

    share: NDArray[np.float64]
    lower: NDArray[np.float64]
    upper: NDArray[np.float64]


def resampling_units(
    authors: NDArray[np.uint64] | None, *, answers: NDArray[np.uint64]
) -> NDArray[np.uint64]:
    """Name what is drawn again as a whole: the author, or the answer where he is unknown.

    Parameters
    ----------
    authors : ndarray of uint64, shape (n_answers,), or None
        Hash of the author's name, 0 where it is unknown; None where the file names no author.
    answers : ndarray of uint64, shape (n_answers,)
        Hash of the contribution's id.

    Returns
    -------
    ndarray of uint64, shape (n_answers,)

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.synthesis.intervals import resampling_units
    >>> authors, answers = np.array([[5, 0, 5], [1, 2, 3]], dtype=np.uint64)
    >>> resampling_units(authors, answers=answers).tolist()
    [5, 2, 5]
    """
    return answers if authors is None else np.where(authors == 0, answers, authors)


def bootstrap_counts(
    themes: NDArray[np.int32],
    units: NDArray[np.uint64],
    *,
    n_themes: int,
    weights: NDArray[np.int64] | None = None,
    replicates: int = REPLICATES,
    seed: int = SEED,
) -> NDArray[np.int64]:
    """Count answers by theme in corpora drawn again from the same people.

    Parameters
    ----------
    themes : ndarray of int32, shape (n_answers,)
        The theme of each answer; -1 for an unclassified one.
    units : ndarray of uint64, shape (n_answers,)
        What `resampling_units` named: answers of one unit are drawn together.
    n_themes : int
        How many themes there are.
    weights : ndarray of int64, shape (n_answers,), optional
        What each answer counts for; 1 when left out. Whole numbers add up in any order.
    replicates : int, optional
        Corpora; the first ones are the same whatever their number.
    seed : int, optional
        In [0, 2**64).

    Returns
    -------
    ndarray of int64, shape (replicates, n_themes + 1)
        The last column is that of the unclassified. Counts of batches add up, wherever they are
        cut, and no count depends on the order of the answers.

    Notes
    -----
    In each replicate a unit counts as often as a Poisson variable of mean 1 says, which is read
    off 32 bits of a hash of unit, replicate and seed. Sizes of replicates vary, unlike in a
    bootstrap with a fixed number of draws; shares hardly feel it.

    References
    ----------
    Chamandy, Muralidharan, Najmi and Naidu, 2012, "Estimating uncertainty for massive data
    streams", Google technical report.

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.synthesis.intervals import bootstrap_counts
    >>> themes = np.array([0, 1, -1], dtype=np.int32)
    >>> units = np.array([5, 5, 9], dtype=np.uint64)
    >>> bootstrap_counts(themes, units, n_themes=2, replicates=3).tolist()
    [[0, 0, 0], [0, 0, 0], [3, 3, 0]]
    """
    counts = np.zeros((n_themes + 1, replicates), dtype=np.int64)
    counted = np.ones(len(themes), dtype=np.int64) if weights is None else weights
    _add_draws(themes, mix(units, seed=seed), counted, poisson_thresholds(), counts)
    return np.ascontiguousarray(counts.T)


def intervals(totals: NDArray[np.int64], counts: NDArray[np.int64]) -> Intervals:
    """Find between which shares each theme lies.

    Parameters
    ----------
    totals : ndarray of int64, shape (n_themes + 1,)
        Answers by theme.
    counts : ndarray of int64, shape (replicates, n_themes + 1)
        What `bootstrap_counts` gave, added over all batches.

    Returns
    -------
    Intervals
        Of what people like these would have said, the themes being what they are: neither of
        people who took no part, nor of how themes were found.

    Raises
    ------
    InputError
        Where there is no answer, or no replicate that drew one.

    References
    ----------
    Efron, 1979, "Bootstrap methods: another look at the jackknife", Annals of Statistics 7(1);
    Efron and Tibshirani, 1993, An Introduction to the Bootstrap, 13.3 (percentile interval).

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.synthesis.intervals import intervals
    >>> found = intervals(np.array([30, 70]), np.array([[25, 75], [30, 70], [35, 65]]))
    >>> found.share.tolist(), found.lower.round(4).tolist(), found.upper.round(4).tolist()
    ([0.3, 0.7], [0.2525, 0.6525], [0.3475, 0.7475])
    """
    sizes = counts.sum(axis=1)
    if totals.sum() == 0 or not sizes.any():
        raise InputError(
            f"Expected at least one answer and one replicate with answers, got {totals.sum()} "
            f"answers and {np.count_nonzero(sizes)} such replicates. Give counts of all batches."
        )
    shares = counts[sizes > 0] / sizes[sizes > 0, None]
    tail = (1 - LEVEL) / 2
    lower, upper = np.quantile(shares, [tail, 1 - tail], axis=0)
    return Intervals(share=totals / totals.sum(), lower=lower, upper=upper)


def poisson_thresholds() -> NDArray[np.uint32]:
    """Return, in 32 bits, the cumulative probabilities of the Poisson law of mean 1."""
    shares = np.cumsum([exp(-1) / factorial(k) for k in range(14)])
    thresholds = np.rint(shares * 2**32)
    return np.asarray(thresholds[thresholds < 2**32], dtype=np.uint32)


@njit(cache=True, nogil=True)
def _add_draws(themes, keys, weights, thresholds, counts):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
    """Add the draws of each answer to the row of its theme; theme -1 is the last row."""
    replicates = counts.shape[1]
    draws = np.empty(replicates + 1, np.uint32)
    for answer in range(len(themes)):
        key = keys[answer]
        for pair in range((replicates + 1) // 2):
            # SplitMix64, spelt out where it runs: one hash serves two replicates.
            state = key + np.uint64(0x9E3779B97F4A7C15) * np.uint64(pair)
            state = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
            state = (state ^ (state >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
            state = state ^ (state >> np.uint64(31))
            draws[2 * pair] = state & np.uint64(0xFFFFFFFF)
            draws[2 * pair + 1] = state >> np.uint64(32)
        theme, weight = themes[answer], weights[answer]
        for threshold in thresholds:
            for replicate in range(replicates):
                counts[theme, replicate] += weight * (draws[replicate] >= threshold)
