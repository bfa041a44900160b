r"""Codes learnt from what people coded: better than labels where enough of them did.

For each code, logistic regression on the words of an answer and on the score of the code's label.
What it says is then calibrated: answers that score .3 have the code three times in ten. For that,
each answer that people coded is scored by a model that has not seen it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.special import expit
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from civiscope.coding.scoring import SCORE_DECIMALS
from civiscope.corpus.lemma_sets import LemmaSets

FEWEST_LEARNT = 5
"""Answers with the code, and without it, from which it is learnt; under that, labels do better."""

FOLDS = 5
BANDS = 10
"""Bands of scores in which a calibration error is measured."""

_REGULARISATION = 1.0
_WEAK_REGULARISATION = 1e6
_MOST_ROUNDS = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """How a code that was learnt does on answers that people coded and its model did not see.

    Attributes
    ----------
    given : int
        Answers to which people gave the code.
    bar : float
        Score from which an answer has the code: as many reach it as people gave it.
    precision, recall : float
        Share of the answers above the bar that people gave the code, and share above the bar of
        those to which they gave it; in [0, 1].
    """

    given: int
    bar: float
    precision: float
    recall: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LearntCodes:
    """What was learnt of the codes that enough people gave.

    Attributes
    ----------
    inverse_frequencies : ndarray of float64, shape (n_lemmas,)
        Weight of each lemma of the vocabulary in the words of an answer.
    entries : ndarray of int32, shape (n_words,)
        The lemmas of the answers learnt from, increasing.
    codes : ndarray of int64, shape (n_learnt,)
        The codes, by number in their codebook.
    coefficients : ndarray of float64, shape (n_words, n_learnt)
        What each of these lemmas adds to the log-odds of each code.
    label_coefficients, intercepts : ndarray of float64, shape (n_learnt,)
        What the score of the label adds, and what is there before.
    trials : tuple of Trial, length n_learnt
        How each code does on answers that its model did not see.
    n_answers : int
        Answers that people coded.
    calibration_error : float
        Expected calibration error of the scores that answers have from models that did not see
        them, over all learnt codes; NaN where none was learnt.
    """

    inverse_frequencies: NDArray[np.float64]
    entries: NDArray[np.int32]
    codes: NDArray[np.int64]
    coefficients: NDArray[np.float64]
    label_coefficients: NDArray[np.float64]
    intercepts: NDArray[np.float64]
    trials: tuple[Trial, ...]
    n_answers: int
    calibration_error: float


def deal_folds(identifiers: Sequence[str]) -> NDArray[np.int64]:
    """Deal answers out to folds by hashes of their identifiers.

    Parameters
    ----------
    identifiers : sequence of str, length n_coded

    Returns
    -------
    ndarray of int64, shape (n_coded,)
        From 0 to `FOLDS` - 1; the same for the same identifier, whatever the others.

    Examples
    --------
    >>> from civiscope.coding.learning import deal_folds
    >>> deal_folds(["a1", "a2", "a3"]).tolist()
    [0, 2, 1]
    """
    hashes = (sha256(f"fold\0{name}".encode()).digest() for name in identifiers)
    return np.array([int.from_bytes(found[:8]) % FOLDS for found in hashes], np.int64)


def learn_codes(
    sets: LemmaSets,
    scores: NDArray[np.float64],
    values: NDArray[np.int8],
    folds: NDArray[np.int64],
    *,
    documents: NDArray[np.int64],
    n_documents: int,
) -> LearntCodes:
    r"""Learn codes from answers that people coded.

    Parameters
    ----------
    sets : LemmaSets
        The lemmas of the coded answers, negation merged.
    scores : ndarray of float64, shape (n_coded, n_codes)
        What their labels score.
    values : ndarray of int8, shape (n_coded, n_codes)
        1 where people gave the code, 0 where not, -1 where it is open.
    folds : ndarray of int64, shape (n_coded,)
        From 0 to `FOLDS` - 1: answers of one fold are scored by a model of the others. Drawn
        without regard to the answers.
    documents : ndarray of int64, shape (n_lemmas,)
        Answers of the whole corpus that have each lemma.
    n_documents : int
        Answers of the whole corpus.

    Returns
    -------
    LearntCodes

    Notes
    -----
    The words of an answer weigh :math:`\log((n + 1)/(d + 1)) + 1` each, and 1 together as a vector.
    The regression has an L2 penalty (C = 1), and both classes count alike; the slope and the
    intercept of a second one, on the log-odds of answers that a model has not seen, undo that.

    References
    ----------
    Platt, 1999, "Probabilistic outputs for support vector machines"; Naeini, Cooper and
    Hauskrecht, 2015, "Obtaining well calibrated probabilities using Bayesian binning", for the
    expected calibration error.
    """
    inverse = np.log((n_documents + 1) / (np.minimum(documents, n_documents) + 1)) + 1.0
    entries = np.unique(sets.indices)
    words = _words(sets, inverse, entries)
    codes = np.flatnonzero(
        ((values == 1).sum(axis=0) >= FEWEST_LEARNT) & ((values == 0).sum(axis=0) >= FEWEST_LEARNT)
    )
    # Sums of several threads would not be the same to the last bit each time.
    with threadpool_limits(limits=1):
        learnt = [_learn(words, scores[:, code], values[:, code], folds) for code in codes]
    seen = np.concatenate([np.zeros((0, 2)), *(one.seen for one in learnt)])
    return LearntCodes(
        inverse_frequencies=inverse,
        entries=entries,
        codes=codes,
        coefficients=np.array([one.coefficients for one in learnt]).reshape(-1, len(entries)).T,
        label_coefficients=np.array([one.label for one in learnt]),
        intercepts=np.array([one.intercept for one in learnt]),
        trials=tuple(_trial(one.seen) for one in learnt),
        n_answers=len(values),
        calibration_error=measure_calibration_error(seen[:, 0], seen[:, 1]),
    )


def score_learnt(
    learnt: LearntCodes, sets: LemmaSets, scores: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Replace the scores of labels by what was learnt, for the codes that were.

    Parameters
    ----------
    learnt : LearntCodes
        What `learn_codes` learnt.
    sets : LemmaSets
        The lemmas of the answers, by the same vocabulary.
    scores : ndarray of float64, shape (n_answers, n_codes)
        What their labels score.

    Returns
    -------
    ndarray of float64, shape (n_answers, n_codes)
        `SCORE_DECIMALS` decimals.
    """
    found = scores.copy()
    words = _words(sets, learnt.inverse_frequencies, learnt.entries)
    odds = words @ learnt.coefficients + learnt.intercepts
    odds += scores[:, learnt.codes] * learnt.label_coefficients
    found[:, learnt.codes] = np.round(expit(odds), SCORE_DECIMALS)
    return found


def measure_calibration_error(scores: NDArray[np.float64], values: NDArray[np.float64]) -> float:
    """Measure how far scores are from the shares they promise.

    Parameters
    ----------
    scores : ndarray of float64, shape (n_pairs,)
        In [0, 1].
    values : ndarray of float64, shape (n_pairs,)
        0 or 1.

    Returns
    -------
    float
        Mean over pairs, in `BANDS` bands of equal width, of the distance between the mean score of
        a band and the share of ones in it; NaN for no pairs.

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.coding.learning import measure_calibration_error
    >>> measure_calibration_error(np.array([0.25, 0.25, 0.9, 0.9]), np.array([0, 1, 1, 1]))
    0.175
    """
    if not len(scores):
        return float("nan")
    bands = np.minimum((scores * BANDS).astype(np.int64), BANDS - 1)
    gaps = np.bincount(bands, scores, BANDS) - np.bincount(bands, values, BANDS)
    return float(np.abs(gaps).sum() / len(scores))


@dataclass(frozen=True, slots=True)
class _Learnt:
    """One code: its model, and the scores of answers it has not seen beside what people said."""

    coefficients: NDArray[np.float64]
    label: float
    intercept: float
    seen: NDArray[np.float64]


def _words(
    sets: LemmaSets, weights: NDArray[np.float64], entries: NDArray[np.int32]
) -> sparse.csr_array:
    """Return how much of each answer each entry is; the whole answer is a vector of length 1."""
    n_answers = len(sets.indptr) - 1
    rows = np.repeat(np.arange(n_answers), np.diff(sets.indptr))
    squares = np.bincount(rows, weights[sets.indices] ** 2, n_answers)
    places = np.full(sets.n_entries, -1, np.int32)
    places[entries] = np.arange(len(entries))
    kept = places[sets.indices] >= 0
    data = (weights[sets.indices] / np.sqrt(squares)[rows])[kept]
    where = (rows[kept], places[sets.indices[kept]])
    return sparse.csr_array((data, where), shape=(n_answers, len(entries)))


def _learn(
    words: sparse.csr_array,
    scores: NDArray[np.float64],
    values: NDArray[np.int8],
    folds: NDArray[np.int64],
) -> _Learnt:
    known = np.flatnonzero(values >= 0)
    features = sparse.hstack([words[known], sparse.csr_array(scores[known, None])], format="csr")
    said, fold = values[known], folds[known]
    odds = _odds_unseen(features, said, fold)
    slope, shift = _calibrate(odds, said)
    model = _fit(features, said)
    return _Learnt(
        coefficients=slope * model.coef_[0, :-1],
        label=float(slope * model.coef_[0, -1]),
        intercept=float(slope * model.intercept_[0] + shift),
        seen=np.column_stack([expit(slope * odds + shift), said]),
    )


def _trial(seen: NDArray[np.float64]) -> Trial:
    """Find the bar that as many answers reach as people gave the code, and what it brings."""
    scores, said = np.round(seen[:, 0], SCORE_DECIMALS), seen[:, 1] == 1
    bar = np.sort(scores)[-said.sum()]
    is_found = scores >= bar
    both = (is_found & said).sum()
    return Trial(
        given=int(said.sum()),
        bar=float(bar),
        precision=float(both / is_found.sum()),
        recall=float(both / said.sum()),
    )


def _odds_unseen(
    features: sparse.csr_array, said: NDArray[np.int8], fold: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return the log-odds of each answer by a model of the answers of other folds."""
    odds = np.zeros(len(said))
    for number in range(FOLDS):
        is_held = fold == number
        if is_held.any() and len(np.unique(said[~is_held])) > 1:
            model = _fit(features[~is_held], said[~is_held])
            odds[is_held] = model.decision_function(features[is_held])
    return odds


def _fit(features: sparse.csr_array, said: NDArray[np.int8]) -> LogisticRegression:
    model = LogisticRegression(
        C=_REGULARISATION, class_weight="balanced", max_iter=_MOST_ROUNDS, tol=1e-6
    )
    return model.fit(features, said)


def _calibrate(odds: NDArray[np.float64], said: NDArray[np.int8]) -> tuple[float, float]:
    """Return the slope and the intercept that make log-odds true (Platt, 1999, section 2.2)."""
    n_given = int((said == 1).sum())
    # One answer more of each kind: what none of these contradicts is still not certain.
    given, not_given = (n_given + 1) / (n_given + 2), 1 / (len(said) - n_given + 2)
    targets = np.where(said == 1, given, not_given)
    both = np.repeat([1, 0], len(odds))
    weights = np.concatenate([targets, 1 - targets])
    model = LogisticRegression(C=_WEAK_REGULARISATION, max_iter=_MOST_ROUNDS)
    model.fit(np.tile(odds, 2)[:, None], both, sample_weight=weights)
    return float(model.coef_[0, 0]), float(model.intercept_[0])
