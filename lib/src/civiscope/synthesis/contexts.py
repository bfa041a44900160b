"""What a lemma tells of the answers that have it, by the words that it comes with."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from civiscope.synthesis.rows import SparseRows

PRIOR_ANSWERS = 10.0
"""Answers of ordinary words that each lemma is given on top of its own, so that the chance company
of a rare lemma does not pass for a meaning. From 5 to 20, human readers see no difference."""

DECIMALS = 6
"""Decimals that are kept: the last bits of a logarithm are not the same on all processors."""


def measure_divergences(rows: SparseRows) -> NDArray[np.float64]:
    """Measure how far the words of the answers that have a lemma are from those of all answers.

    Parameters
    ----------
    rows : SparseRows
        Lemma sets, of shape (n_answers, n_lemmas); the values are not read.

    Returns
    -------
    ndarray of float64, shape (n_lemmas,)
        In nats, `DECIMALS` decimals; 0 for a lemma that no answer has, or that tells nothing.

    Notes
    -----
    The context of a lemma is where two steps at random lead: from the lemma to an answer that has
    it, from there to a lemma of that answer, itself included. Its divergence is that of Kullback
    and Leibler from the contexts of all lemmas together, after `PRIOR_ANSWERS` of the latter were
    added to it. A lemma that comes with anything ("faire") is near 0; one that keeps company of its
    own, or is often the whole answer ("santé"), is far from it. Unlike the inverse document
    frequency, it is not high because a lemma is rare.

    References
    ----------
    Kullback and Leibler, 1951, "On information and sufficiency"; Pereira, Tishby and Lee, 1993,
    "Distributional clustering of English words", for words compared by the company they keep.

    Examples
    --------
    >>> from civiscope.synthesis.contexts import measure_divergences
    >>> from civiscope.synthesis.rows import SparseRows
    >>> health, housing, also = 0, 1, 2
    >>> sets = [[health], [health, also], [housing], [housing, also]] * 20
    >>> measure_divergences(SparseRows.of_sets(sets, n_columns=3)).round(2).tolist()
    [0.3, 0.3, 0.04]
    """
    answers = np.repeat(np.arange(rows.n_rows), np.diff(rows.indptr))
    by_lemma = answers[np.argsort(rows.indices, kind="stable")]
    counts = rows.column_counts()
    divergences = _divergences(rows.indptr, rows.indices, by_lemma, counts, PRIOR_ANSWERS)
    return np.asarray(np.round(divergences, DECIMALS))


@njit(cache=True, nogil=True)
def _divergences(indptr, indices, by_lemma, counts, prior):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
    """Gather the context of one lemma after the other; only the lemmas met are gone through."""
    whole = counts.sum()
    divergences = np.zeros(len(counts))
    met, context = np.empty(len(counts), np.int32), np.zeros(len(counts))
    start = 0
    for lemma in range(len(counts)):
        n_met = 0
        for place in range(start, start + counts[lemma]):
            first, end = indptr[by_lemma[place]], indptr[by_lemma[place] + 1]
            for other in indices[first:end]:
                if context[other] == 0.0:
                    met[n_met] = other
                    n_met += 1
                context[other] += 1.0 / (end - first)
        if n_met > 0:
            size = counts[lemma] + prior
            ratio = prior / size  # of what is expected, for lemmas that are not met
            unmet = 1.0
            for other in met[:n_met]:
                expected = counts[other] / whole
                share = (context[other] + prior * expected) / size
                divergences[lemma] += share * np.log(share / expected)
                unmet -= expected
                context[other] = 0.0
            divergences[lemma] += max(unmet, 0.0) * ratio * np.log(ratio)
        start += counts[lemma]
    return divergences
