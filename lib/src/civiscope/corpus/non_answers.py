"""Answers that answer nothing: "rien", "sans avis", "voir plus haut", or no word at all."""

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from civiscope.corpus.lexicons import has_list, read_lines
from civiscope.corpus.segmentation import normalised_hash


def find_non_answers(hashes: NDArray[np.uint64], *, language: str) -> NDArray[np.bool_]:
    """Tell which texts answer nothing.

    Parameters
    ----------
    hashes : ndarray of uint64, shape (n_texts, 2)
        What `normalised_hash` made of the answers.
    language : str
        ISO 639-1 code. The whole answers are in the published list ``non-answers-LANGUAGE.txt``;
        a language without one has only those without letter, digit or symbol.

    Returns
    -------
    ndarray of bool, shape (n_texts,)

    Examples
    --------
    >>> import pyarrow as pa
    >>> from civiscope.corpus.non_answers import find_non_answers
    >>> from civiscope.corpus.segmentation import normalised_hash
    >>> hashes = normalised_hash(pa.array(["RAS.", "—", "Non !", "Rien à dire…"]))
    >>> find_non_answers(hashes, language="fr").tolist()
    [True, True, False, True]
    """
    name = f"non-answers-{language}.txt"
    listed = ["", *(read_lines(name) if has_list(name) else ())]
    known = normalised_hash(pa.array(listed, pa.large_string()))
    # One half tells nearly all apart, and is compared much faster than both.
    found = np.isin(hashes[:, 0], known[:, 0])
    found[found] = np.isin(_as_bytes(hashes[found]), _as_bytes(known))
    return found


def _as_bytes(hashes: NDArray[np.uint64]) -> NDArray[np.void]:
    return np.ascontiguousarray(hashes).view("V16").ravel()
