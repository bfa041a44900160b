"""From matches to scores: what a match is worth, what parts say of the whole, what is left."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from civiscope.coding.codebook import Codebook
from civiscope.coding.cues import Residual, residual_kind
from civiscope.coding.matching import EVEN, SCORE_DECIMALS

CODED = 0.5
"""Score from which an answer has a code: it is as likely as not."""


def residual_codes(codebook: Codebook, *, language: str) -> dict[int, Residual]:
    """Find the codes for what no other code holds, by their number in the codebook."""
    kinds = (residual_kind(code, codebook, language=language) for code in codebook.codes)
    return {number: kind for number, kind in enumerate(kinds) if kind is not None}


def score_matches(
    matches: NDArray[np.float64],
    codebook: Codebook,
    *,
    residuals: Mapping[int, Residual],
    is_non_answer: NDArray[np.bool_],
) -> NDArray[np.float64]:
    """Turn matches into scores.

    Parameters
    ----------
    matches : ndarray of float64, shape (n_answers, n_codes)
        What `civiscope.coding.matching.match_answers` measured.
    codebook : Codebook
        The codes.
    residuals : mapping of int to {"other", "none"}
        What `residual_codes` found.
    is_non_answer : ndarray of bool, shape (n_answers,)
        Which answers answer nothing.

    Returns
    -------
    ndarray of float64, shape (n_answers, n_codes)
        In [0, 1], `SCORE_DECIMALS` decimals.

    Notes
    -----
    A match m scores m / (m + `EVEN`). A code is said as well where one of its parts is: its match
    is 1 minus the product of 1 - m over itself and its parts. A residual code "other" scores what
    is left by the highest score, in answers that answer something; "none" scores 1 in those that
    answer nothing.

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.coding.codebook import Code, Codebook
    >>> from civiscope.coding.scoring import score_matches
    >>> book = Codebook(codes=(Code(code="a", label="A"), Code(code="b", label="B", parent="a")))
    >>> score_matches(np.array([[0.0, 0.15]]), book, residuals={}, is_non_answer=np.array([False]))
    array([[0.5, 0.5]])
    """
    said = _with_parts(matches, codebook)
    scores = said / (said + EVEN)
    left = 1.0 - scores.max(axis=1, initial=0.0)
    for number, kind in residuals.items():
        residual = is_non_answer if kind == "none" else np.where(is_non_answer, 0.0, left)
        for holder in (number, *_ancestors(codebook, number)):
            scores[:, holder] = np.maximum(scores[:, holder], residual)
    return np.asarray(np.round(scores, SCORE_DECIMALS))


def _with_parts(matches: NDArray[np.float64], codebook: Codebook) -> NDArray[np.float64]:
    """Let codes have what their parts have, from the deepest up."""
    depths = [len(_ancestors(codebook, number)) for number in range(len(codebook.codes))]
    missed = 1.0 - matches
    for number in sorted(range(len(depths)), key=depths.__getitem__, reverse=True):
        for parent in _ancestors(codebook, number)[:1]:
            missed[:, parent] *= missed[:, number]
    return np.asarray(1.0 - missed)


def _ancestors(codebook: Codebook, number: int) -> list[int]:
    """Return the numbers of what a code is part of, its parent first."""
    at = {code.code: place for place, code in enumerate(codebook.codes)}
    return [at[name] for name in codebook.ancestors(codebook.codes[number].code)]
