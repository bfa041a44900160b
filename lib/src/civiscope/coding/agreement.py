"""How far coders agree, beyond what chance would give them."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from civiscope.chance.intervals import LEVEL
from civiscope.errors import InputError

MISSING = -1
"""What stands where a coder gave no value."""

DRAWS = 4_000
"""Of alpha's law: the ends of an interval at 95 % rest on a hundred of them each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far coders agree on one variable, or on one code.

    Attributes
    ----------
    alpha : float or None
        Krippendorff's: 1 for agreement without exception, 0 for what chance would give. None
        where all values are the same: nothing shows that coders can tell one from another.
    low, high : float or None
        Its interval.
    agreed : float
        Share of pairs of values of the same unit that agree, in [0, 1]; each unit counts once.
    n_units : int
        Units that two coders or more gave a value.
    n_disagreements : int
        Those whose values are not all the same.
    counts : tuple of int
        For each value, how often it was given to these units, by whatever coder.
    """

    alpha: float | None
    low: float | None
    high: float | None
    agreed: float
    n_units: int
    n_disagreements: int
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """How the yes of a coder or of a machine compare with those that are held for right.

    Attributes
    ----------
    both, only_given, only_right, neither : int
        Units with a yes of both; of the coder alone; of what is right alone; of none.
    """

    both: int
    only_given: int
    only_right: int
    neither: int

    @property
    def precision(self) -> float | None:
        """Share of the coder's yes that are right; None without any."""
        return _share(self.both, self.only_given)

    @property
    def recall(self) -> float | None:
        """Share of the right yes that the coder gave; None without any."""
        return _share(self.both, self.only_right)


def measure_agreement(
    values: NDArray[np.int8],
    *,
    rng: np.random.Generator,
    n_values: int | None = None,
    level: float = LEVEL,
    draws: int = DRAWS,
) -> Agreement:
    """Measure how far any number of coders agree on a nominal variable.

    Parameters
    ----------
    values : ndarray of int8, shape (n_coders, n_units)
        From 0 on; `MISSING` where a coder gave none. Units of fewer than two values count for
        nothing.
    rng : numpy.random.Generator
        Draws the law of alpha. It draws the same whatever the order of coders and of units.
    n_values : int, optional
        How many values there are, where some may never be given; the largest one told otherwise.
    level : float, optional
        Of the interval.
    draws : int, optional
        How often alpha is drawn.

    Returns
    -------
    Agreement

    Raises
    ------
    InputError
        Where there are fewer than two coders, or no unit has two values.

    Notes
    -----
    With ``o[c, k]`` the pairs of values c and k within units, each unit's divided by its number of
    values less one, ``n[c]`` their sums and n that of all, alpha is
    ``1 - (n - 1) sum(o[c, k], c != k) / sum(n[c] n[k], c != k)``.

    The interval is that of a Bayesian bootstrap of units: weights of a Dirichlet law, with half a
    unit more for each way of two coders to answer: agreeing on a value, disagreeing. These are
    Jeffreys' weights for two coders and two values; for more values, those of agreeing share
    1 and that of disagreeing stays a half. Without them, as in a bootstrap of units alone, coders
    who never disagreed would have an interval without width.

    References
    ----------
    Krippendorff, 2011, "Computing Krippendorff's alpha-reliability"; Rubin, 1981, "The Bayesian
    bootstrap", Annals of Statistics 9(1); Brown, Cai and DasGupta, 2001, "Interval estimation for
    a binomial proportion", Statistical Science 16(2), for Jeffreys' interval.

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.coding.agreement import measure_agreement
    >>> values = np.array([[1, 1, 0, 0, 1, -1], [1, 0, 0, 0, 1, 1]], dtype=np.int8)
    >>> found = measure_agreement(values, rng=np.random.default_rng(1))
    >>> round(found.alpha, 4), found.agreed, found.n_units, found.counts
    (0.64, 0.8, 5, (5, 5))
    """
    _check_coders(values)
    counts = _count(values, n_values)
    _check_pairs(counts)
    patterns, times = np.unique(counts, axis=0, return_counts=True)
    weights = times.astype(np.float64)[None, :]
    alpha = float(_alphas(patterns, weights, is_sample=True)[0])
    is_known = np.isfinite(alpha)
    low, high = _interval(patterns, times, rng, level, draws)
    return Agreement(
        alpha=alpha if is_known else None,
        # Drawn alphas of coders who never differ stay just under 1.
        low=min(low, alpha) if is_known else None,
        high=max(high, alpha) if is_known else None,
        agreed=1 - float(_disagreements(patterns) @ times / times.sum()),
        n_units=len(counts),
        n_disagreements=int((np.count_nonzero(counts, axis=1) > 1).sum()),
        counts=tuple(counts.sum(axis=0).tolist()),
    )


def measure_code_agreement(
    values: NDArray[np.int8], *, seed: int, level: float = LEVEL, draws: int = DRAWS
) -> tuple[Agreement, ...]:
    """Measure how far coders agree on each code: given, or not.

    Parameters
    ----------
    values : ndarray of int8, shape (n_coders, n_units, n_codes)
        1 where a coder gave the code, 0 where not, `MISSING` where the coder did not read.
    seed : int
        What the draws of each code start from: a code has the same interval whatever others
        stand beside it.
    level, draws
        As in `measure_agreement`.

    Returns
    -------
    tuple of Agreement
        One for each code.

    Raises
    ------
    InputError
        As `measure_agreement`.

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.coding.agreement import measure_code_agreement
    >>> values = np.array([[[1, 0], [0, 0], [1, 0]], [[1, 0], [0, 0], [0, 0]]], dtype=np.int8)
    >>> first, second = measure_code_agreement(values, seed=1)
    >>> round(first.alpha, 4), second.alpha, second.agreed
    (0.4444, None, 1.0)
    """
    return tuple(
        measure_agreement(
            values[:, :, code],
            rng=np.random.default_rng(seed),
            n_values=2,
            level=level,
            draws=draws,
        )
        for code in range(values.shape[2])
    )


def pairs_of_coders(values: NDArray[np.int8]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of coders who read a unit in common.

    Parameters
    ----------
    values : ndarray of int8, shape (n_coders, n_units) or (n_coders, n_units, n_codes)

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.coding.agreement import pairs_of_coders
    >>> list(pairs_of_coders(np.array([[1, -1], [0, 1], [-1, 1]], dtype=np.int8)))
    [(0, 1), (1, 2)]
    """
    is_read = values != MISSING
    for one, other in combinations(range(len(values)), 2):
        if (is_read[one] & is_read[other]).any():
            yield one, other


def count_hits(given: NDArray[np.int8], right: NDArray[np.int8]) -> Hits:
    """Compare a coder, or a machine, with what is held for right, such as adjudicated codes.

    Parameters
    ----------
    given, right : ndarray of int8, shape (n_units,)
        1 for yes, 0 for no; units where one of them is `MISSING` count for nothing.

    Returns
    -------
    Hits

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.coding.agreement import count_hits
    >>> hits = count_hits(np.array([1, 1, 0, -1], np.int8), np.array([1, 0, 1, 1], np.int8))
    >>> hits.precision, hits.recall
    (0.5, 0.5)
    """
    is_known = (given != MISSING) & (right != MISSING)
    pairs = np.bincount(2 * given[is_known] + right[is_known], minlength=4)
    neither, only_right, only_given, both = pairs.tolist()
    return Hits(both=both, only_given=only_given, only_right=only_right, neither=neither)


def _share(hits: int, misses: int) -> float | None:
    return hits / (hits + misses) if hits + misses else None


def _check_coders(values: NDArray[np.int8]) -> None:
    if len(values) < 2:  # noqa: PLR2004 - agreement takes two
        raise InputError(
            f"Expected codings of two coders or more, got those of {len(values)}: nobody can be "
            "compared. Have a part of the sample coded by a second person."
        )


def _check_pairs(counts: NDArray[np.int64]) -> None:
    if not len(counts):
        raise InputError(
            "Expected units that two coders read, got none: each read others. Have a part of the "
            "sample coded by both."
        )


def _count(values: NDArray[np.int8], n_values: int | None) -> NDArray[np.int64]:
    """Return how many coders gave each value to each unit that two of them read."""
    width = n_values or int(values.max()) + 1
    counts = np.stack([(values == value).sum(axis=0) for value in range(width)], axis=1)
    return np.asarray(counts[counts.sum(axis=1) > 1])


def _alphas(
    patterns: NDArray[np.int64], weights: NDArray[np.float64], *, is_sample: bool
) -> NDArray[np.float64]:
    """Return alpha for each row of weights of the patterns; NaN where it is undefined.

    Of a sample, pairs to expect are drawn without putting back; of a law, with it.
    """
    totals = weights @ patterns
    observed = weights @ (_disagreements(patterns) * patterns.sum(axis=1))
    size = totals.sum(axis=1)
    expected = size**2 - (totals**2).sum(axis=1)
    pairs = size - 1 if is_sample else size
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.where(expected > 0, 1 - pairs * observed / expected, np.nan))


def _disagreements(patterns: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the share of the pairs of values of a unit that differ."""
    size = patterns.sum(axis=1)
    same = (patterns * (patterns - 1)).sum(axis=1)
    return np.asarray(1 - same / (size * (size - 1)))


def _interval(
    patterns: NDArray[np.int64],
    times: NDArray[np.int64],
    rng: np.random.Generator,
    level: float,
    draws: int,
) -> tuple[float, float]:
    added, masses = _added(patterns.shape[1])
    weights = rng.dirichlet(np.concatenate([times, masses]), size=draws)
    alphas = _alphas(np.concatenate([patterns, added]), weights, is_sample=False)
    tail = (1 - level) / 2
    low, high = np.quantile(alphas, [tail, 1 - tail])
    return float(low), float(high)


def _added(n_values: int) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return the units to add to those that were read, and the mass of each."""
    agreeing = 2 * np.eye(n_values, dtype=np.int64)
    pairs = list(combinations(range(n_values), 2))
    differing = np.zeros((len(pairs), n_values), dtype=np.int64)
    for row, pair in enumerate(pairs):
        differing[row, list(pair)] = 1
    masses = np.repeat([1 / n_values, 0.5 / len(pairs)], [n_values, len(pairs)])
    return np.concatenate([agreeing, differing]), masses
