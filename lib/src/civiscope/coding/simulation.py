"""How intervals of shares fare over many samples of contributions whose codes are known."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from civiscope.coding.estimation import Drawn, estimate_shares
from civiscope.coding.sampling import allocate, stratify

POPULATION = 10_000
SHARES = (0.02, 0.05, 0.1, 0.3, 0.5, 0.8)
SIZES = (100, 200, 400)
MACHINES = ("useless", "mediocre", "good", "perfect", "biased", "wrong codes", "half blind")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What became of intervals of level .95 over many samples.

    Attributes
    ----------
    n_units : int
        Units in each sample.
    is_stratified : bool
        Whether samples were stratified by the machine's score.
    human_coverage, coverage : float
        Share of samples whose interval held the share: from people alone, and combined.
    human_width, width : float
        Mean widths of these intervals.
    tuning : float
        Mean tuning.
    worth : float
        Units that people alone would have to code for intervals as narrow: the median.
    """

    n_units: int
    is_stratified: bool
    human_coverage: float
    coverage: float
    human_width: float
    width: float
    tuning: float
    worth: float

    @property
    def width_ratio(self) -> float:
        """Width of the combined interval over that of people alone."""
        return self.width / self.human_width


def try_samples(
    codes: NDArray[np.int8],
    scores: NDArray[np.float64],
    *,
    n_units: int,
    is_stratified: bool,
    draws: int,
    rng: np.random.Generator,
) -> Trial:
    """Draw samples of contributions whose codes are known, and estimate from each.

    Parameters
    ----------
    codes : ndarray of int8, shape (n_contributions,)
        1 where a contribution has the code, else 0.
    scores : ndarray of float64, shape (n_contributions,)
        What the machine gives, in [0, 1].
    n_units : int
        Units in each sample.
    is_stratified : bool
        Whether to stratify by the machine's score.
    draws : int
        How many samples.
    rng : numpy.random.Generator
        Draws them.

    Returns
    -------
    Trial

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.coding.simulation import try_samples
    >>> codes = (np.arange(1000) % 3 == 0).astype(np.int8)
    >>> found = try_samples(codes, codes * 1.0, n_units=100, is_stratified=False, draws=100,
    ...                     rng=np.random.default_rng(1))
    >>> found.coverage > 0.9, found.width_ratio < 0.5
    (True, True)
    """
    strata, populations, sizes = _plan(scores, n_units, is_stratified=is_stratified)
    # Each draw is a column: all samples are estimated from at once.
    parts = [
        rng.permuted(np.tile(np.flatnonzero(strata == stratum), (draws, 1)), axis=1)[:, :size]
        for stratum, size in enumerate(sizes)
    ]
    drawn = np.concatenate(parts, axis=1).T
    found = estimate_shares(
        codes[drawn],
        scores[drawn],
        drawn=Drawn(strata=np.repeat(np.arange(len(sizes)), sizes), populations=populations),
        mean_scores=np.full(draws, scores.mean()),
    )
    share = codes.mean()
    return Trial(
        n_units=n_units,
        is_stratified=is_stratified,
        human_coverage=_coverage(share, found.human_low, found.human_high),
        coverage=_coverage(share, found.low, found.high),
        human_width=float((found.human_high - found.human_low).mean()),
        width=float((found.high - found.low).mean()),
        tuning=float(found.tuning.mean()),
        worth=float(np.median(found.worth)),
    )


def invent(
    machine: str, share: float, *, rng: np.random.Generator, n: int = POPULATION
) -> tuple[NDArray[np.int8], NDArray[np.float64]]:
    """Invent contributions of which a share has a code, and a machine that scores them.

    Parameters
    ----------
    machine : str
        One of `MACHINES`: calibrated scores that tell almost nothing, something, much, all;
        scores far too high; codes that miss three in ten and give one in ten for nothing; scores
        that are good for half of the contributions and 0 for the others.
    share : float
        In (0, 1).
    rng : numpy.random.Generator
        Draws them.
    n : int, optional
        How many contributions.

    Returns
    -------
    codes : ndarray of int8, shape (n,)
    scores : ndarray of float64, shape (n,)

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.coding.simulation import invent
    >>> codes, scores = invent("perfect", 0.25, rng=np.random.default_rng(1), n=8)
    >>> int(codes.sum()), scores.tolist() == codes.tolist()
    (2, True)
    """
    if machine in ("perfect", "wrong codes"):
        codes = (np.arange(n) < round(share * n)).astype(np.int8)
        errs = rng.random(n) < np.where(codes, 0.3, 0.1) * (machine == "wrong codes")
        return codes, np.where(errs, 1 - codes, codes).astype(np.float64)
    # Calibrated by construction; the smaller the concentration, the surer the machine.
    concentration = {"useless": 200.0, "mediocre": 3.0}.get(machine, 0.3)
    scores = rng.beta(concentration * share, concentration * (1 - share), n)
    codes = (rng.random(n) < scores).astype(np.int8)
    if machine == "biased":
        scores = np.cbrt(scores)
    if machine == "half blind":
        scores = np.where(rng.random(n) < 0.5, scores, 0.0)  # noqa: PLR2004 - half
    return codes, scores


def grid(*, rng: np.random.Generator, draws: int) -> Iterator[tuple[str, float, Trial]]:
    """Try all machines, shares, sizes and designs.

    Parameters
    ----------
    rng : numpy.random.Generator
        Draws contributions and samples.
    draws : int
        Samples of each kind.

    Yields
    ------
    machine : str
    share : float
    trial : Trial
    """
    for machine, share in product(MACHINES, SHARES):
        codes, scores = invent(machine, share, rng=rng)
        for n_units, is_stratified in product(SIZES, (False, True)):
            trial = try_samples(
                codes, scores, n_units=n_units, is_stratified=is_stratified, draws=draws, rng=rng
            )
            yield machine, share, trial


def _plan(
    scores: NDArray[np.float64], n_units: int, *, is_stratified: bool
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return the stratum of each contribution, their populations and what to draw of each."""
    uncertainty = np.sqrt(scores * (1 - scores)) * is_stratified
    strata = stratify(uncertainty)
    populations = np.bincount(strata)
    spreads = np.sqrt(np.bincount(strata, uncertainty**2) / populations)
    return strata, populations, allocate(populations, spreads, size=n_units)


def _coverage(share: float, low: NDArray[np.float64], high: NDArray[np.float64]) -> float:
    # Ends that are the share itself hold it, whatever rounding does.
    return float(((low <= share + 1e-12) & (share - 1e-12 <= high)).mean())
