"""Which answers people should code next, for the machine to learn most: active learning."""

from itertools import zip_longest

import numpy as np
from numpy.typing import NDArray

EXPLORED = 4
"""One answer in so many is proposed whatever the machine thinks of it: what it has never seen, it
is sure of."""


def propose_answers(
    unit: NDArray[np.int64],
    code: NDArray[np.int64],
    score: NDArray[np.float64],
    *,
    bars: NDArray[np.float64],
    is_read: NDArray[np.bool_],
    keys: NDArray[np.uint64],
    size: int,
) -> NDArray[np.int64]:
    """Choose answers that the machine is least sure of, code after code.

    Parameters
    ----------
    unit, code : ndarray of int64, shape (n_scores,)
        The place of the answer and of the code of each score.
    score : ndarray of float64, shape (n_scores,)
        In [0, 1]; those that are not given are 0.
    bars : ndarray of float64, shape (n_codes,)
        Score from which an answer has each code.
    is_read : ndarray of bool, shape (n_units,)
        Answers that people coded, which are not proposed again.
    keys : ndarray of uint64, shape (n_units,)
        Hashes of the answers' identifiers, which settle what is even.
    size : int
        Answers wanted.

    Returns
    -------
    ndarray of int64, shape (n_proposed,)
        Places of answers, each once; fewer than `size` where fewer are left.

    Notes
    -----
    Each code proposes in turn the answer whose score is nearest to its bar, so that a rare code has
    as many proposals as a common one. They are no random sample: no share follows from them.

    References
    ----------
    Lewis and Gale, 1994, "A sequential algorithm for training text classifiers" (uncertainty
    sampling).
    """
    order = np.lexsort((keys[unit], np.abs(score - bars[code])))
    order = order[~is_read[unit[order]]]
    by_code = [unit[order[code[order] == number]] for number in range(len(bars))]
    turns = np.array(list(zip_longest(*by_code, fillvalue=-1)), np.int64).ravel()
    left = np.flatnonzero(~is_read)
    explored = left[np.argsort(keys[left])]
    return _dealt(_once(turns[turns >= 0]), explored)[:size]


def _dealt(sought: NDArray[np.int64], explored: NDArray[np.int64]) -> NDArray[np.int64]:
    """Put one of the explored after each three of those sought, then all others explored."""
    n_sought = len(sought)
    at = np.arange(n_sought) + np.arange(n_sought) // (EXPLORED - 1)
    places = np.concatenate([at, np.arange(len(explored)) * EXPLORED + EXPLORED - 1.5])
    return _once(np.concatenate([sought, explored])[np.argsort(places, kind="stable")])


def _once(places: NDArray[np.int64]) -> NDArray[np.int64]:
    """Keep the first of each."""
    _, first = np.unique(places, return_index=True)
    return np.asarray(places[np.sort(first)])
