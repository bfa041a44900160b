"""How many themes: as many as a word hidden from an answer is foretold by."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from civiscope.chance.hashing import mix
from civiscope.synthesis.factorisation import fold_in
from civiscope.synthesis.rows import SparseRows
from civiscope.synthesis.sampling import SampledSets
from civiscope.synthesis.themes import ThemeModel, fit_themes

NUMBERS: Final = (5, 8, 10, 12, 15, 20, 25, 30)
"""Numbers of themes that are tried; what a reader takes in of one question."""

SETS_OF_A_THEME: Final = 20
"""Distinct lemma sets for each theme of a number that is tried, on average: fewer show nothing."""

FOLDS: Final = 5
"""Parts of the sample, each of which is foretold by themes fitted on the others (the usual five:
Breiman and Spector, 1992)."""

SHARES: Final = tuple(tenths / 10 for tenths in range(1, 10))
"""Weights of how often words come anyway, beside what themes foretell; the best is taken for each
number."""

FOLD_SEED: Final = 0x66_6F_6C_64_73
"""The bytes of "folds"."""

HIDDEN_SEED: Final = 0x68_69_64_64_65_6E
"""The bytes of "hidden"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A number of themes that was tried.

    Attributes
    ----------
    themes : int
        The number.
    gain : float
        Bits by which themes foretell a hidden word better than how often words come, on average.
    behind : float
        Bits by which it is under the best number tried.
    error : float
        Standard error of that difference; 0 for the best.
    is_chosen : bool
        Whether it is the one that is taken.
    """

    themes: int
    gain: float
    behind: float
    error: float
    is_chosen: bool


def choose_number(sample: SampledSets, *, numbers: tuple[int, ...] = NUMBERS) -> tuple[Tried, ...]:
    """Try several numbers of themes, and take the largest that foretells words as well as any.

    Parameters
    ----------
    sample : SampledSets
        Of shape (n_sets, n_lemmas).
    numbers : tuple of int, optional
        Numbers to try, increasing; the first is tried on samples of any size, the others where
        there are `SETS_OF_A_THEME` sets for each theme.

    Returns
    -------
    tuple of Tried
        By number; the same for the same sample, bit for bit.

    Notes
    -----
    Units are dealt out to `FOLDS` folds by their hash. Of each set of several words, the one of
    smallest hash is hidden; themes are fitted on the other folds, the other words are folded in,
    and each theme foretells words in proportion to its part. The probability of the hidden word is
    that of the themes, mixed with the share of the word among all words. What is averaged is the
    logarithm of how much more probable it is than that share, over these sets.

    Taken is the largest number whose average is under the best by one standard error of the paired
    difference at most. Breiman and others (1984) take the smallest such number, for the sake of
    simplicity; of numbers that foretell as well, more agree better with human readers of the Grand
    débat. Stability chooses nothing: themes of answers whose words were shuffled come back as well
    as others, since frequent words make them.

    References
    ----------
    Wallach, Murray, Salakhutdinov and Mimno, 2009, "Evaluation methods for topic models", ICML, 5.1
    (document completion); Breiman, Friedman, Olshen and Stone, 1984, *Classification and Regression
    Trees*, 3.4.3 (one standard error).

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.synthesis.numbers import choose_number
    >>> from civiscope.synthesis.rows import SparseRows
    >>> from civiscope.synthesis.sampling import sample_sets
    >>> rng = np.random.default_rng(0)
    >>> sets = [5 * (n % 4) + rng.choice(5, 3, replace=False) for n in range(200)]
    >>> rows = SparseRows.of_sets([one.tolist() for one in sets], n_columns=20)
    >>> sample = sample_sets(rows, units=np.arange(200, dtype=np.uint64), limit=1000)
    >>> [one.themes for one in choose_number(sample, numbers=(2, 4, 8)) if one.is_chosen]
    [2]
    """
    tried = [
        number
        for place, number in enumerate(numbers)
        if place == 0 or number * SETS_OF_A_THEME <= sample.rows.n_rows
    ]
    # Where nothing was said, nothing is foretold by any number.
    gains = np.array([_gains(sample, number) for number in tried]).reshape(len(tried), -1)
    gains = gains[:, _has_several(sample.rows)]
    n_sets = max(1, gains.shape[1])
    means = gains.sum(axis=1) / n_sets
    best = int(means.argmax())
    squares = (gains[best] - gains - (means[best] - means)[:, None]) ** 2
    errors = np.sqrt(squares.sum(axis=1)) / n_sets
    behind = means[best] - means
    chosen = np.flatnonzero(behind <= errors)[-1]
    return tuple(
        Tried(
            themes=number,
            gain=float(means[place]),
            behind=float(behind[place]),
            error=float(errors[place]),
            is_chosen=bool(place == chosen),
        )
        for place, number in enumerate(tried)
    )


def _gains(sample: SampledSets, n_themes: int) -> NDArray[np.float64]:
    """Return, for each set, the bits by which its hidden word is foretold, at the best weight."""
    folds = mix(sample.units, seed=FOLD_SEED) % np.uint64(FOLDS)
    gains = np.zeros((len(SHARES), sample.rows.n_rows))
    for fold in range(FOLDS):
        inside = np.flatnonzero((folds == fold) & _has_several(sample.rows))
        others = np.flatnonzero(folds != fold)
        # All that was said may be of one unit: then nothing is foretold.
        if len(inside) and len(others):
            gains[:, inside] = _foretold(_taken(sample, others), _taken(sample, inside), n_themes)
    return np.asarray(gains[gains.sum(axis=1).argmax()])


def _has_several(rows: SparseRows) -> NDArray[np.bool_]:
    """Tell which sets still say something when one word is hidden."""
    return np.asarray(np.diff(rows.indptr) > 1)


def _taken(sample: SampledSets, places: NDArray[np.int64]) -> SampledSets:
    return SampledSets(
        hashes=sample.hashes[places], units=sample.units[places], rows=sample.rows.take(places)
    )


def _foretold(known: SampledSets, asked: SampledSets, n_themes: int) -> NDArray[np.float64]:
    """Return the bits by which each hidden word is foretold, for each weight of `SHARES`."""
    model = fit_themes(known, n_themes=n_themes)
    shown, hidden = _hide(asked)
    memberships = fold_in(shown.scaled(model.weights), model.parts)
    counts = known.rows.column_counts() + 1.0
    shares = (counts / counts.sum())[hidden]
    likely = _probabilities(model, memberships, hidden)
    weights = np.array(SHARES)[:, None]
    mixed = np.where(np.isnan(likely), 1.0, weights + (1 - weights) * likely / shares)
    return np.asarray(np.log2(mixed))


def _hide(asked: SampledSets) -> tuple[SparseRows, NDArray[np.int32]]:
    """Take the word of smallest hash away from each set, all of which have two at least."""
    rows = asked.rows
    keys = np.repeat(asked.hashes, np.diff(rows.indptr)) ^ mix(
        rows.indices.astype(np.uint64), seed=HIDDEN_SEED
    )
    lots = mix(keys, seed=HIDDEN_SEED)
    is_hidden = lots == np.repeat(np.minimum.reduceat(lots, rows.indptr[:-1]), np.diff(rows.indptr))
    indptr = rows.indptr - np.arange(len(rows.indptr))
    shown = SparseRows.of_presences(indptr, rows.indices[~is_hidden], n_columns=rows.n_columns)
    return shown, rows.indices[is_hidden]


def _probabilities(
    model: ThemeModel, memberships: NDArray[np.float64], hidden: NDArray[np.int32]
) -> NDArray[np.float64]:
    """Return how probable the themes of each answer make its hidden word; NaN without themes."""
    # Parts and memberships are of weighted words: words weigh the same again here.
    words = np.where(model.weights > 0, model.parts / np.maximum(model.weights, 1e-12), 0.0)
    contributions = memberships * words.sum(axis=1)
    totals = contributions.sum(axis=1)
    likely = (memberships * words[:, hidden].T).sum(axis=1)
    return np.where(totals > 0, likely / np.where(totals > 0, totals, 1.0), np.nan)
