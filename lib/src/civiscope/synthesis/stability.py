"""Whether themes are found again: in corpora drawn again, and by another family of methods."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from civiscope.errors import InputError

UNSTABLE = 0.6
"""Mean Jaccard under which a theme is called unstable: a cluster below it should not be trusted
(Hennig, 2007, "Cluster-wise assessment of cluster stability", CSDA 52, and his R package fpc)."""

FOUND_AGAIN = 0.5
"""Jaccard above which two themes are the same: no third one can then match either of them, and
Hennig (2007) calls a cluster dissolved at or under it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matches:
    """The theme of another partition that is nearest to each theme.

    Attributes
    ----------
    themes : ndarray of int32, shape (n_themes,)
        The nearest theme of the other partition, the first where several are; -1 where none
        shares an answer.
    jaccards : ndarray of float64, shape (n_themes,)
        Answers in both over answers in either, in [0, 1].
    """

    themes: NDArray[np.int32]
    jaccards: NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stability:
    """How well each theme is found again in corpora drawn again.

    Attributes
    ----------
    jaccards : ndarray of float64, shape (n_themes,)
        Mean over the corpora of the Jaccard with the nearest theme.
    is_unstable : ndarray of bool, shape (n_themes,)
        Where that mean is under `UNSTABLE`.
    """

    jaccards: NDArray[np.float64]
    is_unstable: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Which themes another family of methods finds again.

    Attributes
    ----------
    matches : Matches
        The other family's nearest theme.
    is_found : ndarray of bool, shape (n_themes,)
        Where the Jaccard with it is above `FOUND_AGAIN`.
    share : float
        Answers in themes that are found again, among the answers in themes, in [0, 1].
    """

    matches: Matches
    is_found: NDArray[np.bool_]
    share: float


def jaccard_matches(table: NDArray[np.int64]) -> Matches:
    """Match each theme of a partition with the nearest theme of another.

    Parameters
    ----------
    table : ndarray of int64, shape (n_themes + 1, n_others + 1)
        Answers by theme of one and of the other, the unclassified last: what
        `civiscope.synthesis.counts.cross_counts` gives, added over batches. For a corpus drawn
        again, count only the answers that were drawn.

    Returns
    -------
    Matches
        The unclassified of either partition are no theme, yet count in the sizes of the others.

    Raises
    ------
    InputError
        Where the table has no row or column for the unclassified.

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.synthesis.stability import jaccard_matches
    >>> matches = jaccard_matches(np.array([[8, 0, 0], [2, 5, 3], [0, 0, 2]]))
    >>> matches.themes.tolist(), matches.jaccards.tolist()
    ([0, 1], [0.8, 0.5])
    """
    if table.ndim != 2 or 0 in table.shape:  # noqa: PLR2004 - the dimensions of a table
        raise InputError(
            f"Expected a table with the unclassified last, got the shape {table.shape}. "
            "Make it with cross_counts."
        )
    shared = table[:-1, :-1]
    either = table.sum(axis=1)[:-1, None] + table.sum(axis=0)[:-1] - shared
    # A column of zeros stands for no theme, so that there is always one to choose.
    jaccards = np.zeros((len(shared), shared.shape[1] + 1))
    jaccards[:, 1:] = shared / np.maximum(either, 1)
    nearest = jaccards.argmax(axis=1)
    return Matches(themes=(nearest - 1).astype(np.int32), jaccards=jaccards.max(axis=1))


def mean_stability(tables: Iterable[NDArray[np.int64]]) -> Stability:
    """Average over corpora drawn again how well each theme is found.

    Parameters
    ----------
    tables : iterable of ndarray of int64, shape (n_themes + 1, n_others + 1)
        One for each corpus, as in `jaccard_matches`; the numbers of other themes may differ.

    Returns
    -------
    Stability
        Of each theme.

    Raises
    ------
    InputError
        Where there is no table.

    References
    ----------
    Hennig, 2007, "Cluster-wise assessment of cluster stability", Computational Statistics & Data
    Analysis 52(1).

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.synthesis.stability import mean_stability
    >>> tables = np.array([[[4, 0], [0, 0]], [[2, 2], [0, 0]], [[1, 3], [0, 0]]])
    >>> stability = mean_stability(tables)
    >>> stability.jaccards.round(3).tolist(), stability.is_unstable.tolist()
    ([0.583], [True])
    """
    found = [jaccard_matches(table).jaccards for table in tables]
    if not found:
        raise InputError("Expected a table for each corpus drawn again, got none. Draw some.")
    jaccards = np.mean(found, axis=0)
    return Stability(jaccards=jaccards, is_unstable=jaccards < UNSTABLE)


def agreement(table: NDArray[np.int64]) -> Agreement:
    """Tell which themes of a partition another family of methods finds again.

    Parameters
    ----------
    table : ndarray of int64, shape (n_themes + 1, n_others + 1)
        As in `jaccard_matches`.

    Returns
    -------
    Agreement
        Of each theme, and of the whole.

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.synthesis.stability import agreement
    >>> found = agreement(np.array([[8, 0, 0], [2, 5, 3], [0, 0, 2]]))
    >>> found.is_found.tolist(), round(found.share, 3)
    ([True, False], 0.444)
    """
    matches = jaccard_matches(table)
    is_found = matches.jaccards > FOUND_AGAIN
    sizes = table[:-1].sum(axis=1)
    share = float(sizes[is_found].sum() / max(sizes.sum(), 1))
    return Agreement(matches=matches, is_found=is_found, share=share)
