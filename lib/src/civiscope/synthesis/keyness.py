"""Typical terms: the lemmas that answers of a theme hold more often than the others."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from civiscope.chance.significance import (
    benjamini_hochberg,
    signed_chi_squares,
    specificities,
)

FALSE_DISCOVERIES = 0.05
"""Share of false discoveries that a list of typical terms may hold (the field's usual bound)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyness:
    """How typical each entry of the vocabulary is of each theme.

    Attributes
    ----------
    chi_squares : ndarray of float64, shape (n_themes, n_entries)
        Signed: negative where the entry is rarer in the theme than elsewhere.
    specificities : ndarray of float64, shape (n_themes, n_entries)
        Signed decimal digits of the hypergeometric tail.
    p_values, q_values : ndarray of float64, shape (n_themes, n_entries)
        Twice the hypergeometric tail, at most 1; and with the false discovery rate over all cells
        whose entry is in some answers but not in all. A q-value under the smallest number is 0.
    """

    chi_squares: NDArray[np.float64]
    specificities: NDArray[np.float64]
    p_values: NDArray[np.float64]
    q_values: NDArray[np.float64]


def measure_keyness(
    presences: NDArray[np.int64],
    *,
    sizes: NDArray[np.int64],
    totals: NDArray[np.int64],
    n_answers: int,
) -> Keyness:
    """Measure how typical each entry is of each theme, by presence in answers.

    Parameters
    ----------
    presences : ndarray of int64, shape (n_themes, n_entries)
        Answers of the theme that hold the entry. A negated lemma ("¬supprimer") is an entry like
        another.
    sizes : ndarray of int64, shape (n_themes,)
        Answers of the theme.
    totals : ndarray of int64, shape (n_entries,)
        Answers of the whole corpus that hold the entry, unclassified ones too.
    n_answers : int
        Answers of the whole corpus.

    Returns
    -------
    Keyness
        Its p-values take answers for independent, and themes were found from the same words: they
        rank terms, and keep out what chance explains, but prove no theme.

    References
    ----------
    Lafon, 1980, "Sur la variabilité de la fréquence des formes dans un corpus", Mots 1;
    Benjamini and Hochberg, 1995, JRSS B 57(1).

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.synthesis.keyness import measure_keyness
    >>> keyness = measure_keyness(
    ...     np.array([[30, 5]]), sizes=np.array([40]), totals=np.array([35, 50]), n_answers=100
    ... )
    >>> keyness.chi_squares.round(1).tolist(), (keyness.q_values < 0.001).tolist()
    ([[46.9, -37.5]], [[True, True]])
    """
    digits = specificities(presences, sizes=sizes, totals=totals, n_answers=n_answers)
    p_values = np.minimum(1.0, 2.0 * 10.0 ** -np.abs(digits))
    is_test = np.broadcast_to((totals > 0) & (totals < n_answers), presences.shape)
    return Keyness(
        chi_squares=signed_chi_squares(presences, sizes=sizes, totals=totals, n_answers=n_answers),
        specificities=digits,
        p_values=p_values,
        q_values=benjamini_hochberg(p_values, is_test=is_test),
    )


def typical_terms(keyness: Keyness, *, count: int) -> tuple[NDArray[np.int64], ...]:
    """Choose the entries that are most typical of each theme.

    Parameters
    ----------
    keyness : Keyness
        Of all themes and entries.
    count : int
        Entries a theme, at most.

    Returns
    -------
    tuple of ndarray of int64, length n_themes
        Entries by falling chi-square, ties in the vocabulary's order; only those that are
        over-represented with a q-value of at most `FALSE_DISCOVERIES`.

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.synthesis.keyness import measure_keyness, typical_terms
    >>> keyness = measure_keyness(
    ...     np.array([[30, 5], [5, 45]]),
    ...     sizes=np.array([40, 60]),
    ...     totals=np.array([35, 50]),
    ...     n_answers=100,
    ... )
    >>> [terms.tolist() for terms in typical_terms(keyness, count=5)]
    [[0], [1]]
    """
    is_typical = (keyness.chi_squares > 0) & (keyness.q_values <= FALSE_DISCOVERIES)
    return tuple(
        entries[np.argsort(-chi_squares[entries], kind="stable")][:count]
        for entries, chi_squares in zip(
            map(np.flatnonzero, is_typical), keyness.chi_squares, strict=True
        )
    )
