"""Shares of codes in all contributions, from a sample that people coded and a machine's scores.

A machine errs, so that the share of its codes is not the share of what people mean. A sample drawn
at random is right but small. Together they are right and sharper: the machine tells of all
contributions, the sample tells how far off the machine is.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from civiscope.chance.intervals import LEVEL, effective_sizes, exact_interval
from civiscope.errors import InputError


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """How units were drawn at random: without putting back, from each stratum on its own.

    Attributes
    ----------
    strata : ndarray of int64, shape (n_units,)
        The stratum of each unit, from 0 on; all 0 where the sample is simple.
    populations : ndarray of int64, shape (n_strata,)
        Contributions of each stratum, drawn or not.

    Raises
    ------
    InputError
        Where a stratum has fewer contributions than units, or a single unit of several: its
        variance is unknown.
    """

    strata: NDArray[np.int64]
    populations: NDArray[np.int64]

    def __post_init__(self) -> None:
        """Refuse a sample that tells nothing of its own precision."""
        sizes = self.sizes
        if (sizes > self.populations).any():
            raise InputError(
                "Expected at most as many sampled contributions as there are in a stratum, got "
                "more. Give the sample as it was drawn, and all contributions it was drawn from."
            )
        if ((sizes < 2) & (sizes < self.populations)).any():  # noqa: PLR2004 - a variance takes two
            raise InputError(
                f"Expected two coded contributions or more in each of {len(sizes)} strata, got "
                "fewer in one of them. Code the rest of the sample."
            )

    @property
    def sizes(self) -> NDArray[np.int64]:
        """Units drawn from each stratum."""
        return np.bincount(self.strata, minlength=len(self.populations))

    @property
    def weights(self) -> NDArray[np.float64]:
        """How many contributions each unit stands for: one over its chance to be drawn."""
        return np.asarray((self.populations / np.maximum(self.sizes, 1))[self.strata])


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """The share of each code, from people alone and from people and the machine together.

    Attributes
    ----------
    human, human_low, human_high : ndarray of float64, shape (n_codes,)
        From the coded sample alone, with the interval; NaN where too few units tell.
    combined, low, high : ndarray of float64, shape (n_codes,)
        From both; the same as from people alone where the machine adds nothing.
    tuning : ndarray of float64, shape (n_codes,)
        How much of the machine counts, in [0, 1]: λ of PPI++.
    base : int
        Units that the shares rest on.
    positives : ndarray of int64, shape (n_codes,)
        Those that have the code.
    """

    human: NDArray[np.float64]
    human_low: NDArray[np.float64]
    human_high: NDArray[np.float64]
    combined: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    tuning: NDArray[np.float64]
    base: int
    positives: NDArray[np.int64]

    @property
    def worth(self) -> NDArray[np.float64]:
        """How many units, coded by people without a machine, would give intervals as narrow."""
        with np.errstate(invalid="ignore", divide="ignore"):
            ratio = (self.human_high - self.human_low) / (self.high - self.low)
        # Nothing is left to chance in a complete count, with the machine or without it.
        return np.asarray(self.base * np.where(self.high > self.low, ratio, 1.0) ** 2)


def estimate_shares(
    coded: NDArray[np.int8],
    scores: NDArray[np.float64],
    *,
    drawn: Drawn,
    mean_scores: NDArray[np.float64],
    is_in: NDArray[np.bool_] | None = None,
    level: float = LEVEL,
) -> Shares:
    """Estimate the share of each code in all contributions, or in those of a domain.

    Parameters
    ----------
    coded : ndarray of int8, shape (n_units, n_codes)
        What people coded in the sample: 1 where a contribution has the code, else 0.
    scores : ndarray of float64, shape (n_units, n_codes)
        What the machine gives the same contributions, in [0, 1]: probabilities or codes. It must
        not have learnt from what people coded in them: give 0 for contributions that it learnt
        from, and count 0 for them in `mean_scores` too.
    drawn : Drawn
        How the sample was drawn.
    mean_scores : ndarray of float64, shape (n_codes,)
        The mean of the machine's scores over all contributions of the domain, sampled or not.
    is_in : ndarray of bool, shape (n_units,), optional
        The units of the domain; all if not given.
    level : float, optional
        Of the intervals.

    Returns
    -------
    Shares
        NaN where the domain has fewer units than its variance takes: two more than its strata.

    Raises
    ------
    InputError
        Where arrays differ in their shapes.

    Notes
    -----
    With y what people coded, f the score, λ the tuning and F the mean score over all
    contributions, the combined share is ``λ F + mean(y - λ f)``, the mean being weighted by the
    inverse of the chance to be drawn: the difference estimator of survey sampling, and
    prediction-powered inference. It is right whatever the machine does, for F and the mean of f
    differ by chance alone. ``λ = cov(y, f) / var(f)`` under the design, held in [0, 1], makes it
    as sharp as it can be (PPI++). Variances are those of stratified sampling without putting
    back, of residuals linearised for the size of the domain.

    Intervals. From people alone, Korn and Graubard's, strata being held to sharpen nothing.
    Combined, the same for
    ``u = (mean(y - λ f) + λ) / (1 + λ)``, which lies in [0, 1] as a share does, and is that of
    people for λ = 0. A machine that never erred in the sample may still err elsewhere: before the
    variance is taken, one unit that it missed and one that it got for nothing are added to the
    sample, as Bonett and Price do for paired shares. Where the variance is then no smaller than
    the one that the interval of people alone rests on, λ is 0.

    References
    ----------
    Angelopoulos, Duchi and Zrnic, 2023, "PPI++: efficient prediction-powered inference",
    arXiv:2311.01453; Särndal, Swensson and Wretman, 1992, "Model assisted survey sampling",
    chapter 6; Bonett and Price, 2012, "Adjusted Wald confidence interval for a difference of
    binomial proportions based on paired data", Journal of Educational and Behavioral Statistics
    37(4); Korn and Graubard, 1998, Survey Methodology 24(2).

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.coding.estimation import Drawn, estimate_shares
    >>> coded = np.repeat([[1], [0]], [30, 70], axis=0).astype(np.int8)
    >>> drawn = Drawn(strata=np.zeros(100, np.int64), populations=np.array([5000]))
    >>> found = estimate_shares(coded, coded * 1.0, drawn=drawn, mean_scores=np.array([0.33]))
    >>> human = found.human_low, found.human, found.human_high
    >>> [round(float(one[0]), 3) for one in human]
    [0.213, 0.3, 0.399]
    >>> [round(float(one[0]), 3) for one in (found.low, found.combined, found.high)]
    [0.303, 0.33, 0.357]
    """
    _check_shapes(coded, scores, drawn, mean_scores)
    domain = _Domain.of(drawn, np.ones(len(coded), np.bool_) if is_in is None else is_in)
    positives = coded[domain.is_in].sum(axis=0, dtype=np.int64)
    if domain.freedom < 2:  # noqa: PLR2004 - one for the mean, one for the tuning
        return _undetermined(domain.base, positives)
    values = coded.astype(np.float64)
    # Weights that do not quite sum to 1 must not leave a doubt about what all have.
    human = np.where(positives == domain.base, 1.0, domain.mean(values))
    sizes = _human_sizes(human, domain.covariance(values, values), domain, level)
    human_low, human_high = exact_interval(human, sizes, level=level)
    tuning = _tune(domain, values, scores)
    residuals = values - tuning * scores
    mean, variance = domain.mean(residuals), _with_errors(domain, residuals, tuning)
    tuning = np.where(variance < human * (1 - human) / sizes, tuning, 0.0)
    low, high = _scaled_interval(mean, variance, tuning, domain, level)
    is_used, told = tuning > 0, tuning * mean_scores
    return Shares(
        human=human,
        human_low=human_low,
        human_high=human_high,
        combined=np.where(is_used, np.clip(mean + told, 0, 1), human),
        low=np.where(is_used, np.clip(low + told, 0, 1), human_low),
        high=np.where(is_used, np.clip(high + told, 0, 1), human_high),
        tuning=tuning,
        base=domain.base,
        positives=positives,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Domain:
    """Some units of a sample, and what they stand for."""

    drawn: Drawn
    is_in: NDArray[np.bool_]
    weights: NDArray[np.float64]
    base: int
    freedom: int

    @classmethod
    def of(cls, drawn: Drawn, is_in: NDArray[np.bool_]) -> "_Domain":
        base, n_strata = int(is_in.sum()), len(np.unique(drawn.strata[is_in]))
        weights = drawn.weights * is_in
        share = weights / max(weights.sum(), 1)
        return cls(drawn=drawn, is_in=is_in, weights=share, base=base, freedom=base - n_strata)

    @property
    def unsampled(self) -> float:
        """The share of the domain's contributions that were not drawn."""
        return 1 - self.base / float((self.drawn.weights * self.is_in).sum())

    @property
    def equal_base(self) -> float:
        """How many units of equal weights would say as much (Kish)."""
        return 1 / float((self.weights**2).sum())

    def mean(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(self.weights @ values)

    def covariance(
        self, one: NDArray[np.float64], other: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Return the covariances of means, column by column."""
        sizes, populations = self.drawn.sizes, self.drawn.populations
        spread = sizes / np.maximum(sizes - 1, 1) * (1 - sizes / populations)
        products = self._deviations(one) * self._deviations(other)
        return np.asarray(spread[self.drawn.strata] @ products)

    def _deviations(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the weighted units of the linearised mean, less the mean of their stratum."""
        strata, sizes = self.drawn.strata, self.drawn.sizes
        moved = self.weights[:, None] * (values - self.mean(values))
        is_of = strata == np.arange(len(sizes))[:, None]
        means = (is_of @ moved) / np.maximum(sizes, 1)[:, None]
        return np.asarray(moved - means[strata])


def _check_shapes(
    coded: NDArray[np.int8],
    scores: NDArray[np.float64],
    drawn: Drawn,
    mean_scores: NDArray[np.float64],
) -> None:
    expected = (len(drawn.strata), len(mean_scores))
    if coded.shape != expected or scores.shape != expected:
        raise InputError(
            f"Expected codes and scores of shape {expected}, one row for each sampled "
            f"contribution, got {coded.shape} and {scores.shape}."
        )


def _undetermined(base: int, positives: NDArray[np.int64]) -> Shares:
    unknown = np.full(len(positives), np.nan)
    return Shares(
        human=unknown,
        human_low=unknown,
        human_high=unknown,
        combined=unknown,
        low=unknown,
        high=unknown,
        tuning=unknown,
        base=base,
        positives=positives,
    )


def _human_sizes(
    shares: NDArray[np.float64], variances: NDArray[np.float64], domain: _Domain, level: float
) -> NDArray[np.float64]:
    """Return how many independent units say as much as people alone, at most a simple sample's."""
    bases, freedom = (np.full(len(shares), float(n)) for n in (domain.base, domain.freedom))
    sizes = effective_sizes(shares, variances, bases, freedom, level=level)
    most = domain.base / domain.unsampled if domain.unsampled > 0 else np.inf
    return np.minimum(sizes, most)


def _tune(
    domain: _Domain, values: NDArray[np.float64], scores: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the tuning of least variance, in [0, 1]; 0 where all scores are the same."""
    together, spread = domain.covariance(values, scores), domain.covariance(scores, scores)
    # Rounding leaves scores that are all the same a spread of about 1e-34.
    is_varied = spread > np.finfo(np.float64).eps ** 2
    return np.clip(
        np.divide(together, spread, out=np.zeros_like(spread), where=is_varied), 0.0, 1.0
    )


def _with_errors(
    domain: _Domain, residuals: NDArray[np.float64], tuning: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the variances of mean residuals, with one error of the machine each way added.

    A code that it missed leaves the residual 1, one that it gave for nothing -λ.
    """
    size, left = domain.equal_base, domain.unsampled
    # The tuning was fitted: it costs a degree of freedom.
    variances = domain.covariance(residuals, residuals) * domain.freedom / (domain.freedom - 1)
    mean = domain.mean(residuals)
    moved = (size * mean + 1 - tuning) / (size + 2)
    added = (1 - moved) ** 2 + (tuning + moved) ** 2
    total = size * (size * variances + left * (mean - moved) ** 2) + left * added
    return np.asarray(total / (size + 2) ** 2)


def _scaled_interval(
    means: NDArray[np.float64],
    variances: NDArray[np.float64],
    tuning: NDArray[np.float64],
    domain: _Domain,
    level: float,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the intervals of mean residuals, from those of shares between -λ and 1."""
    scale = 1 + tuning
    shares = np.clip((means + tuning) / scale, 0, 1)
    bases, freedom = (np.full(len(means), float(n)) for n in (domain.base, domain.freedom - 1))
    sizes = effective_sizes(shares, variances / scale**2, bases, freedom, level=level)
    low, high = exact_interval(shares, sizes, level=level)
    return low * scale - tuning, high * scale - tuning
