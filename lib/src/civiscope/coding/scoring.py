"""From matches to scores: what a match is worth, what parts say of the whole, what is left."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from civiscope.coding.codebook import Codebook
from civiscope.coding.cues import Residual, residual_kind
from civiscope.coding.matching import EVEN

SCORE_DECIMALS = 4

CODED = 0.5
"""Score from which an answer has a code: it is as likely as not."""


def residual_codes(codebook: Codebook, *, language: str) -> dict[int, Residual]:
    """Find the codes for what no other code holds, by their number in the codebook."""
    kinds = (residual_kind(code, codebook, language=language) for code in codebook.codes)
    return {number: kind for number, kind in enumerate(kinds) if kind is not None}


def score_matches(matches: NDArray[np.float64], codebook: Codebook) -> NDArray[np.float64]:
    """Turn matches into scores.

    Parameters
    ----------
    matches : ndarray of float64, shape (n_answers, n_codes)
        What `civiscope.coding.matching.match_answers` measured.
    codebook : Codebook
        The codes.

    Returns
    -------
    ndarray of float64, shape (n_answers, n_codes)
        In [0, 1], `SCORE_DECIMALS` decimals: m / (m + `EVEN`) for a match m. A code is said as well
        where one of its parts is: its match is 1 minus the product of 1 - m over itself and them.

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.coding.codebook import Code, Codebook
    >>> from civiscope.coding.scoring import score_matches
    >>> book = Codebook(codes=(Code(code="a", label="A"), Code(code="b", label="B", parent="a")))
    >>> score_matches(np.array([[0.0, 0.15]]), book)
    array([[0.5, 0.5]])
    """
    said = _with_parts(matches, codebook)
    return np.asarray(np.round(said / (said + EVEN), SCORE_DECIMALS))


def settle_scores(
    scores: NDArray[np.float64],
    codebook: Codebook,
    *,
    bars: NDArray[np.float64],
    residuals: Mapping[int, Residual],
    is_non_answer: NDArray[np.bool_],
) -> NDArray[np.float64]:
    """Let scores agree with one another: an answer has a code where its score reaches the bar.

    Parameters
    ----------
    scores : ndarray of float64, shape (n_answers, n_codes)
        In [0, 1].
    codebook : Codebook
        The codes.
    bars : ndarray of float64, shape (n_codes,)
        Score from which an answer has each code.
    residuals : mapping of int to {"other", "none"}
        What `residual_codes` found; their own scores count for nothing.
    is_non_answer : ndarray of bool, shape (n_answers,)
        Which answers answer nothing.

    Returns
    -------
    ndarray of float64, shape (n_answers, n_codes)
        Whoever has a code has what it is part of. Answers that have no code have "other", those
        that answer nothing have "none".

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.coding.codebook import Code, Codebook
    >>> from civiscope.coding.scoring import settle_scores
    >>> book = Codebook(codes=(Code(code="a", label="A"), Code(code="b", label="Others")))
    >>> settle_scores(np.array([[0.7, 0.0], [0.2, 0.0]]), book, bars=np.array([0.5, 0.5]),
    ...               residuals={1: "other"}, is_non_answer=np.array([False, False]))
    array([[0.7, 0.3],
           [0.2, 0.8]])
    """
    settled = scores.copy()
    settled[:, list(residuals)] = 0.0
    _raise_wholes(settled, codebook, bars)
    left = np.round(1.0 - settled.max(axis=1), SCORE_DECIMALS)
    is_coded = (settled >= bars).any(axis=1) | is_non_answer
    for number, kind in residuals.items():
        if kind == "none":
            settled[:, number] = is_non_answer
        else:
            just_under = np.round(bars[number] - 10.0**-SCORE_DECIMALS, SCORE_DECIMALS)
            under, over = np.minimum(left, just_under), np.maximum(left, bars[number])
            settled[:, number] = np.where(is_non_answer, 0.0, np.where(is_coded, under, over))
    _raise_wholes(settled, codebook, bars)
    return settled


def _raise_wholes(
    scores: NDArray[np.float64], codebook: Codebook, bars: NDArray[np.float64]
) -> None:
    """Let the score of what a code is part of reach its bar where the code's does."""
    for number, parents in _upwards(codebook):
        for parent in parents[:1]:
            has_part = scores[:, number] >= bars[number]
            raised = np.where(has_part, bars[parent], 0.0)
            scores[:, parent] = np.maximum(scores[:, parent], raised)


def _with_parts(matches: NDArray[np.float64], codebook: Codebook) -> NDArray[np.float64]:
    """Let codes have what their parts have."""
    missed = 1.0 - matches
    for number, parents in _upwards(codebook):
        for parent in parents[:1]:
            missed[:, parent] *= missed[:, number]
    return np.asarray(1.0 - missed)


def _upwards(codebook: Codebook) -> list[tuple[int, list[int]]]:
    """Return each code with what it is part of, the nearest first; the deepest codes first."""
    at = {code.code: number for number, code in enumerate(codebook.codes)}
    above = [[at[name] for name in codebook.ancestors(code.code)] for code in codebook.codes]
    return sorted(enumerate(above), key=lambda one: -len(one[1]))
