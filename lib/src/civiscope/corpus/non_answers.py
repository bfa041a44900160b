"""Answers that answer nothing: "rien", "sans avis", "voir plus haut", or no word at all."""

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from civiscope.corpus.lexicons import has_list, read_lines
from civiscope.corpus.segmentation import Texts, normalised_hash


def find_non_answers(texts: Texts, *, language: str) -> NDArray[np.bool_]:
    """Tell which texts answer nothing.

    Parameters
    ----------
    texts : pyarrow array or chunked array of strings, shape (n_texts,)
        The answers. A null counts as an empty text.
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
    >>> find_non_answers(pa.array(["RAS.", "—", "Non !", "Rien à dire…"]), language="fr").tolist()
    [True, True, False, True]
    """
    name = f"non-answers-{language}.txt"
    listed = ["", *(read_lines(name) if has_list(name) else ())]
    known = _as_bytes(normalised_hash(pa.array(listed, pa.large_string())))
    return np.isin(_as_bytes(normalised_hash(texts)), known)


def _as_bytes(hashes: NDArray[np.uint64]) -> NDArray[np.void]:
    return np.ascontiguousarray(hashes).view("V16").ravel()
