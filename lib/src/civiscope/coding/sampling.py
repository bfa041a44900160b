"""Which contributions people code: drawn at random, whatever the order of the file."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import cycle, islice

import numpy as np
from numpy.typing import NDArray

from civiscope.coding.estimation import Drawn
from civiscope.errors import InputError

LEAST_DRAWN = 5
"""Units of each stratum, so that losing some to nonresponse leaves a variance."""

N_STRATA = 5
"""More strata than this sharpen little (Cochran, 1977, section 5A.8)."""

_BINS = 200
_DRAWN, _DOUBLE = "drawn", "double"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """Contributions to code, with how they were drawn.

    Attributes
    ----------
    identifiers : tuple of str
        In the order to code them in, which tells nothing of them.
    strata : ndarray of int64, shape (n_units,)
        The stratum of each, from 0 on.
    populations : ndarray of int64, shape (n_strata,)
        Contributions of each stratum, drawn or not.
    is_double : ndarray of bool, shape (n_units,)
        Those that two coders read, drawn at random among the sample.
    coders : tuple of tuple of str
        Who reads each of them; empty where coders were not named.
    seed : int
        What chance started from.
    population_digest : str
        SHA-256 of the identifiers of all contributions.
    """

    identifiers: tuple[str, ...]
    strata: NDArray[np.int64]
    populations: NDArray[np.int64]
    is_double: NDArray[np.bool_]
    coders: tuple[tuple[str, ...], ...]
    seed: int
    population_digest: str

    @property
    def drawn(self) -> Drawn:
        """How they were drawn, for estimators."""
        return Drawn(strata=self.strata, populations=self.populations)

    @property
    def probabilities(self) -> NDArray[np.float64]:
        """The chance of each to be drawn."""
        return 1 / self.drawn.weights


def draw_sample(
    identifiers: Sequence[str],
    *,
    size: int,
    seed: int,
    n_double: int = 0,
    coders: Sequence[str] = (),
    uncertainty: NDArray[np.float64] | None = None,
) -> Sample:
    """Draw contributions at random, without putting back.

    Parameters
    ----------
    identifiers : sequence of str, shape (n_contributions,)
        Of all contributions, each once, in any order.
    size : int
        How many to draw.
    seed : int
        What chance starts from. The same identifiers and seed draw the same sample, and a larger
        simple sample holds the smaller one: it can be completed.
    n_double : int, optional
        How many of them two coders read.
    coders : sequence of str, optional
        Who codes; contributions are shared out among them.
    uncertainty : ndarray of float64, shape (n_contributions,), optional
        How unsure the machine is of each, as `measure_uncertainty` says: the sample is then
        stratified by it.

    Returns
    -------
    Sample

    Raises
    ------
    InputError
        Where there are fewer contributions than are to be drawn, an identifier stands twice, two
        coders are needed and one is named, or the sample is too small for its strata.

    Notes
    -----
    What is drawn has the smallest SHA-256 of the seed and the identifier. Strata are cut where
    the cumulated square roots of the counts of uncertainty are equal parts. Half of the sample is
    shared out among strata by their size, half by size times mean uncertainty, and each stratum
    gets five at least: where the machine is sure and wrong, no contribution stands for more than
    about twice what it would in a simple sample.

    References
    ----------
    Dalenius and Hodges, 1959, "Minimum variance stratification", JASA 54(285); Neyman, 1934, "On
    the two different aspects of the representative method", JRSS 97(4).

    Examples
    --------
    >>> from civiscope.coding.sampling import draw_sample
    >>> sample = draw_sample([f"c{n}" for n in range(100)], size=3, seed=1, n_double=1)
    >>> len(sample.identifiers), sample.probabilities.tolist(), int(sample.is_double.sum())
    (3, [0.03, 0.03, 0.03], 1)
    """
    _check_draw(identifiers, size, n_double, coders)
    keys = [_key(_DRAWN, seed, name) for name in identifiers]
    if uncertainty is None:
        strata = np.zeros(len(identifiers), np.int64)
        populations, sizes = np.array([len(identifiers)]), np.array([size])
    else:
        strata = stratify(uncertainty)
        populations = np.bincount(strata)
        sizes = allocate(populations, _spreads(uncertainty, strata), size=size)
    left, places = sizes.tolist(), []
    for place in sorted(range(len(keys)), key=keys.__getitem__):
        if left[strata[place]]:
            left[strata[place]] -= 1
            places.append(place)
    names = tuple(identifiers[place] for place in places)
    is_double = _choose_double(names, n_double, seed)
    return Sample(
        identifiers=names,
        strata=strata[places],
        populations=populations,
        is_double=is_double,
        coders=_share_out(is_double, coders),
        seed=seed,
        population_digest=digest_of_identifiers(identifiers),
    )


def digest_of_identifiers(identifiers: Sequence[str]) -> str:
    """Hash identifiers, whatever their order.

    Parameters
    ----------
    identifiers : sequence of str

    Returns
    -------
    str
        SHA-256 in hexadecimal digits.

    Examples
    --------
    >>> from civiscope.coding.sampling import digest_of_identifiers
    >>> digest_of_identifiers(["a", "b"]) == digest_of_identifiers(["b", "a"])
    True
    """
    return sha256("\0".join(sorted(identifiers)).encode()).hexdigest()


def measure_uncertainty(
    unit: NDArray[np.int64], code: NDArray[np.int64], score: NDArray[np.float64], *, n_units: int
) -> NDArray[np.float64]:
    """Tell how unsure the machine is of each contribution, all codes together.

    Parameters
    ----------
    unit, code : ndarray of int64, shape (n_scores,)
        The place of the contribution and of the code of each score.
    score : ndarray of float64, shape (n_scores,)
        In [0, 1]; those that are not given are 0.
    n_units : int
        How many contributions there are.

    Returns
    -------
    ndarray of float64, shape (n_units,)
        The root of the sum over codes of ``p (1 - p) / (P (1 - P))``, p being the score and P its
        mean over contributions: a rare code counts as much as a common one.

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.coding.sampling import measure_uncertainty
    >>> unit, code = np.array([0, 1]), np.array([0, 0])
    >>> measure_uncertainty(unit, code, np.array([0.5, 1.0]), n_units=3).round(3).tolist()
    [1.0, 0.0, 0.0]
    """
    means = np.bincount(code, score) / n_units
    spread = means * (1 - means)
    parts = np.divide(
        score * (1 - score), spread[code], out=np.zeros_like(score), where=spread[code] > 0
    )
    return np.sqrt(np.bincount(unit, parts, minlength=n_units))


def stratify(uncertainty: NDArray[np.float64], *, n_strata: int = N_STRATA) -> NDArray[np.int64]:
    """Cut contributions in strata by how unsure the machine is of them.

    Parameters
    ----------
    uncertainty : ndarray of float64, shape (n_units,)
        0 or more.
    n_strata : int, optional
        How many at most: there are fewer where many contributions are alike.

    Returns
    -------
    ndarray of int64, shape (n_units,)
        From 0 for the surest, without gaps; equal uncertainties are in the same stratum.

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.coding.sampling import stratify
    >>> stratify(np.array([0.0, 0.1, 0.9, 1.0]), n_strata=2).tolist()
    [0, 0, 1, 1]
    """
    most = uncertainty.max()
    if most == 0:
        return np.zeros(len(uncertainty), np.int64)
    bins = np.minimum((uncertainty / most * _BINS).astype(np.int64), _BINS - 1)
    roots = np.sqrt(np.bincount(bins, minlength=_BINS))
    middles = np.cumsum(roots) - roots / 2
    parts = (middles / roots.sum() * n_strata).astype(np.int64)
    return np.unique(parts[bins], return_inverse=True)[1].astype(np.int64)


def allocate(
    populations: NDArray[np.int64], spreads: NDArray[np.float64], *, size: int
) -> NDArray[np.int64]:
    """Share a sample out among strata: half by their size, half by size times spread.

    Parameters
    ----------
    populations : ndarray of int64, shape (n_strata,)
    spreads : ndarray of float64, shape (n_strata,)
        How much contributions of each stratum are thought to differ.
    size : int
        At most all contributions.

    Returns
    -------
    ndarray of int64, shape (n_strata,)
        Sums to the size; five at least, or all of a smaller stratum.

    Raises
    ------
    InputError
        Where the sample is too small for its strata.

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.coding.sampling import allocate
    >>> allocate(np.array([900, 100]), np.array([0.1, 0.9]), size=100).tolist()
    [70, 30]
    """
    least = np.minimum(populations, LEAST_DRAWN)
    if size < least.sum():
        raise InputError(
            f"Expected at least {least.sum()} contributions for a sample in {len(populations)} "
            f"strata, got {size}. Draw more, or a simple sample."
        )
    products = populations * spreads
    by_spread = products / products.sum() if products.any() else populations / populations.sum()
    wanted = size * (populations / populations.sum() + by_spread) / 2
    sizes = np.clip(wanted.astype(np.int64), least, populations)
    while (missing := size - sizes.sum()) != 0:
        step = 1 if missing > 0 else -1
        is_open = sizes < populations if missing > 0 else sizes > least
        lacks = np.where(is_open, step * (wanted - sizes), -np.inf)
        sizes[np.argmax(lacks)] += step
    return np.asarray(sizes)


def _key(name: str, seed: int, identifier: str) -> bytes:
    return sha256(f"{name}\0{seed}\0{identifier}".encode()).digest()


def _check_draw(
    identifiers: Sequence[str], size: int, n_double: int, coders: Sequence[str]
) -> None:
    if not 2 <= size <= len(identifiers):  # noqa: PLR2004 - a variance takes two
        raise InputError(
            f"Expected a sample of 2 to {len(identifiers)} contributions, as many as there are, "
            f"got {size}. Change --size."
        )
    if not 0 <= n_double <= size:
        raise InputError(
            f"Expected at most the {size} contributions of the sample to be coded twice, got "
            f"{n_double}. Change --double."
        )
    if len(set(identifiers)) < len(identifiers):
        raise InputError(
            "Expected each contribution once, got an identifier twice. Tell them apart."
        )
    if len(set(coders)) < len(coders) or (n_double and len(coders) == 1):
        raise InputError(
            f"Expected different coders, two at least where contributions are coded twice, got "
            f"{len(set(coders))}. Name them all, or none."
        )


def _spreads(uncertainty: NDArray[np.float64], strata: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the root mean square of the uncertainty of each stratum."""
    return np.sqrt(np.bincount(strata, uncertainty**2) / np.bincount(strata))


def _choose_double(names: Sequence[str], n_double: int, seed: int) -> NDArray[np.bool_]:
    first = sorted(range(len(names)), key=lambda place: _key(_DOUBLE, seed, names[place]))
    is_double = np.zeros(len(names), np.bool_)
    is_double[first[:n_double]] = True
    return is_double


def _share_out(is_double: NDArray[np.bool_], coders: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Give each unit its coder, or its two coders, each coder as often as any other."""
    turns = cycle(coders)
    return tuple(tuple(islice(turns, 1 + int(twice))) for twice in is_double)
