"""Pairs of words that answers have together more often than their themes explain."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numba import njit
from numpy.typing import NDArray

from civiscope.chance.significance import adjusted_digits, poisson_digits
from civiscope.synthesis.rows import SparseRows
from civiscope.synthesis.tallies import Tally, merge_tallies, tally_slices

MOST_WORDS = 32
"""Words of an answer that are paired, its rarest ones: pairs grow with the square of its length."""

FALSE_DISCOVERIES = 0.05
"""Share of false discoveries that the pairs found may hold (the field's usual bound)."""

MOST_PAIRS = 20_000
"""Pairs that are kept, the most surprising ones: what follows takes time for each of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concurrences:
    """How often words come, alone and in pairs.

    Attributes
    ----------
    pairs : Tally
        Answers that have both words of a pair; its key is ``first * n_lemmas + second``, the first
        lemma being the smaller.
    presences : ndarray of int64, shape (n_strata, n_lemmas)
        Answers of each stratum that have each lemma.
    sizes : ndarray of int64, shape (n_strata, 3)
        Of each stratum: its answers, the words of all of them, and the ordered pairs of words.
    """

    pairs: Tally
    presences: NDArray[np.int64]
    sizes: NDArray[np.int64]

    @property
    def n_lemmas(self) -> int:
        """How many lemmas there are."""
        return int(self.presences.shape[1])

    def without_pairs(self) -> Self:
        """Forget the pairs, which take a quarter of a gigabyte where answers are ten million."""
        return replace(self, pairs=merge_tallies(()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Seeds:
    """Pairs of words that come together too often for chance.

    Attributes
    ----------
    firsts, seconds : ndarray of int64, shape (n_seeds,)
        The lemmas of each pair, in the order of the first, then of the second.
    together : ndarray of int64, shape (n_seeds,)
        Answers that have both.
    expected : ndarray of float64, shape (n_seeds,)
        How many would, did words come as chance has it inside each stratum.
    digits : ndarray of float64, shape (n_seeds,)
        Decimal digits of the probability of as many or more by chance.
    """

    firsts: NDArray[np.int64]
    seconds: NDArray[np.int64]
    together: NDArray[np.int64]
    expected: NDArray[np.float64]
    digits: NDArray[np.float64]


def rarest_words(
    rows: SparseRows, *, documents: NDArray[np.int64], limit: int = MOST_WORDS
) -> SparseRows:
    """Keep the rarest words of long answers.

    Parameters
    ----------
    rows : SparseRows
        Lemma sets, of shape (n_answers, n_lemmas).
    documents : ndarray of int64, shape (n_lemmas,)
        In how many texts each lemma is; between equals, the lemma of smaller number is kept.
    limit : int, optional
        Words of an answer, at most.

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.synthesis.concurrence import rarest_words
    >>> from civiscope.synthesis.rows import SparseRows
    >>> rows = SparseRows.of_sets([[0, 1, 2], [0]], n_columns=3)
    >>> rarest_words(rows, documents=np.array([9, 2, 5]), limit=2).indices.tolist()
    [1, 2, 0]
    """
    lengths = np.diff(rows.indptr)
    is_kept = np.ones(len(rows.indices), dtype=np.bool_)
    for row in np.flatnonzero(lengths > limit).tolist():
        inside = slice(rows.indptr[row], rows.indptr[row + 1])
        commonest = np.argsort(documents[rows.indices[inside]], kind="stable")[limit:]
        is_kept[inside][commonest] = False
    indptr = np.concatenate([[0], np.cumsum(np.minimum(lengths, limit))])
    return SparseRows.of_presences(indptr, rows.indices[is_kept], n_columns=rows.n_columns)


def count_concurrences(
    rows: SparseRows, strata: NDArray[np.int32], *, n_strata: int
) -> Concurrences:
    """Count the words and the pairs of words of a batch.

    Parameters
    ----------
    rows : SparseRows
        Lemma sets, of shape (n_answers, n_lemmas).
    strata : ndarray of int32, shape (n_answers,)
        The stratum of each answer: its theme, or its lack of one.
    n_strata : int
        How many strata there are.

    Returns
    -------
    Concurrences
        Those of several batches add up with `merge_concurrences`.
    """
    lengths = np.diff(rows.indptr)
    parts = (np.ones_like(lengths), lengths, lengths * (lengths - 1))
    sizes = np.zeros((n_strata, len(parts)), dtype=np.int64)
    for column, part in enumerate(parts):
        np.add.at(sizes[:, column], strata, part)
    return Concurrences(
        pairs=_count_pairs(rows),
        presences=rows.grouped_counts(strata, n_strata),
        sizes=sizes,
    )


def merge_concurrences(parts: Iterable[Concurrences]) -> Concurrences:
    """Add up the counts of several batches, at least one, in any order."""
    presences, sizes = [], []

    def pairs() -> Iterator[Tally]:
        # Batch by batch: their pairs together would not fit where millions of answers are.
        for part in parts:
            presences.append(part.presences)
            sizes.append(part.sizes)
            yield part.pairs

    merged = merge_tallies(pairs())
    return Concurrences(
        pairs=merged,
        presences=np.sum(presences, axis=0, dtype=np.int64),
        sizes=np.sum(sizes, axis=0, dtype=np.int64),
    )


def find_seeds(counted: Concurrences, *, fewest: int, most: int) -> Seeds:
    r"""Find the pairs of words that come together too often for chance.

    Parameters
    ----------
    counted : Concurrences
        Of all batches.
    fewest, most : int
        Answers that must and may have both words.

    Returns
    -------
    Seeds
        Those whose q-value is at most `FALSE_DISCOVERIES`, `MOST_PAIRS` at most.

    Notes
    -----
    In a stratum of n answers that have :math:`l_i` words, :math:`n_a` of them the word a and
    :math:`n_b` the word b, words dealt out by chance to answers that keep their lengths would put
    both in

    .. math:: n_a n_b \max(\frac{1}{n}, \frac{\sum_i l_i (l_i - 1)}{(\sum_i l_i)^2})

    answers; the first term is what independent words would do, and prevails where answers have most
    of the words that there are. What is expected is the sum over the strata, and the count is held
    against Poisson's law. Strata being themes or questions, words that come together because they
    are of one of these surprise nobody; lengths being kept, neither do those that come together
    because an answer is long. All pairs of lemmas count as tests, those that no answer has too.

    References
    ----------
    Evert, 2005, *The Statistics of Word Cooccurrences*, 3.1 (the measure);
    Molloy and Reed, 1995, "A critical point for random graphs with a given degree sequence" (words
    dealt out to answers that keep their lengths).
    """
    enough = (counted.pairs.counts >= fewest) & (counted.pairs.counts <= most)
    keys, together = counted.pairs.keys[enough], counted.pairs.counts[enough]
    firsts, seconds = keys // counted.n_lemmas, keys % counted.n_lemmas
    expected = expect_pairs(counted, firsts, seconds)
    digits = poisson_digits(together, expected)
    n_tests = max(1, counted.n_lemmas * (counted.n_lemmas - 1) // 2)
    is_found = adjusted_digits(digits, n_tests=n_tests) >= -np.log10(FALSE_DISCOVERIES)
    best = np.argsort(-digits, kind="stable")
    kept = np.sort(best[is_found[best]][:MOST_PAIRS])
    return Seeds(
        firsts=firsts[kept],
        seconds=seconds[kept],
        together=together[kept],
        expected=expected[kept],
        digits=digits[kept],
    )


def expect_pairs(
    counted: Concurrences, firsts: NDArray[np.int64], seconds: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return how many answers would have both words of each pair, as in `find_seeds`."""
    answers_of, words_of, pairs_of = counted.sizes.T.astype(np.float64)
    factors = np.maximum(1 / np.maximum(answers_of, 1.0), pairs_of / np.maximum(words_of, 1.0) ** 2)
    by_lemma = np.ascontiguousarray(counted.presences.T)
    return np.asarray(_expected(by_lemma, factors, firsts, seconds))


def _count_pairs(rows: SparseRows) -> Tally:
    """Count, for each lemma, the lemmas that follow it in the rows that have it."""
    places = np.argsort(rows.indices, kind="stable")
    ends = np.repeat(rows.indptr[1:], np.diff(rows.indptr))
    starts = np.concatenate([[0], np.cumsum(rows.column_counts())])
    return tally_slices(starts, places + 1, ends[places], rows.indices, n_values=rows.n_columns)


@njit(cache=True, nogil=True)
def _expected(by_lemma, factors, firsts, seconds):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
    expected = np.zeros(len(firsts))
    for pair in range(len(firsts)):
        for stratum in range(len(factors)):
            both = by_lemma[firsts[pair], stratum] * by_lemma[seconds[pair], stratum]
            expected[pair] += both * factors[stratum]
    return expected
