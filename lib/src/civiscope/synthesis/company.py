"""The company that pairs of words keep: what answers with both have besides."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

from civiscope.chance.significance import poisson_digits
from civiscope.synthesis.concurrence import Concurrences, Seeds
from civiscope.synthesis.rows import SparseRows
from civiscope.synthesis.tallies import Tally, merge_tallies, tally, tally_slices

PHRASE_REACH = 2
"""Words from the first to the second of a set phrase ("tour d'ivoire"), with no break between."""

FEWEST_COMPANIONS = 3
"""Answers with a pair of words that must have a third one for it to be their companion…"""

COMPANION_SHARE = 0.2
"""…and their share: those who speak of the same thing have words in common beyond two."""

COMPANION_DIGITS = 4.0
"""Decimal digits of the probability that a companion comes so often by chance, at least."""

MOST_COMPANIONS = 6
"""Companions of a pair, the most surprising ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterances:
    """A batch of answers, as sets of words and word by word.

    Attributes
    ----------
    rows : SparseRows
        Lemma sets, of shape (n_answers, n_lemmas).
    strata : ndarray of int32, shape (n_answers,)
        The stratum of each answer: its theme, or its lack of one.
    starts, ends : ndarray of int64, shape (n_answers,)
        Which tokens are its own.
    labels : ndarray of int32, shape (n_tokens,)
        The lemma of each token of the batch; -1 for none.
    has_break : ndarray of bool, shape (n_tokens,)
        Whether something stands before the token that ends a phrase: a comma, a full stop.
    """

    rows: SparseRows
    strata: NDArray[np.int32]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    labels: NDArray[np.int32]
    has_break: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """What the answers that have a pair of words have besides.

    Attributes
    ----------
    phrases : ndarray of int64, shape (n_seeds,)
        Answers in which the words of each pair stand as near as in a set phrase.
    words : Tally
        Answers with a pair that have a third word; its key is ``seed * n_lemmas + lemma``.
    room : Tally
        Words that answers with a pair have besides, by stratum; its key is
        ``seed * n_strata + stratum``.
    """

    phrases: NDArray[np.int64]
    words: Tally
    room: Tally


def count_company(said: Utterances, seeds: Seeds, *, n_strata: int) -> Company:
    """Count what the answers of a batch say besides each pair they have.

    Parameters
    ----------
    said : Utterances
        The batch.
    seeds : Seeds
        The pairs.
    n_strata : int
        How many strata there are.

    Returns
    -------
    Company
        Those of several batches add up with `merge_company`.
    """
    found, places = _find_pairs(said.rows, seeds)
    pairs = (seeds.firsts, seeds.seconds)
    tokens = (said.starts, said.ends, said.labels, said.has_break)
    is_phrase = _find_phrases(found, places, pairs, tokens)
    besides = np.diff(said.rows.indptr)[places] - 2
    return Company(
        phrases=np.bincount(found[is_phrase], minlength=len(seeds.firsts)),
        words=_words_besides(said.rows, seeds, found, places),
        room=tally(found * n_strata + said.strata[places], besides),
    )


def merge_company(parts: Iterable[Company]) -> Company:
    """Add up the counts of several batches, at least one, in any order."""
    phrases, rooms = [], []

    def words() -> Iterator[Tally]:
        # Batch by batch: their words together would not fit where millions of answers are.
        for part in parts:
            phrases.append(part.phrases)
            rooms.append(part.room)
            yield part.words

    merged = merge_tallies(words())
    return Company(
        phrases=np.sum(phrases, axis=0, dtype=np.int64), words=merged, room=merge_tallies(rooms)
    )


def find_companions(
    seeds: Seeds, company: Company, counted: Concurrences
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Find the words that keep company with each pair.

    Parameters
    ----------
    seeds : Seeds
        The pairs.
    company : Company
        Of all batches.
    counted : Concurrences
        Of all batches.

    Returns
    -------
    indptr : ndarray of int64, shape (n_seeds + 1,)
        The companions of pair i are those from ``indptr[i]`` to ``indptr[i + 1]``.
    companions : ndarray of int64, shape (n_companions,)
        Lemmas, the most surprising of each pair first.

    Notes
    -----
    A word is a companion of a pair where it comes, in the answers that have the pair, more often
    than it would if the other words of these answers were dealt out inside each stratum.
    """
    # Most come once or twice: what is asked of the rest takes no room for them.
    enough = company.words.counts >= FEWEST_COMPANIONS
    keys, counts = company.words.keys[enough], company.words.counts[enough]
    is_often = counts >= COMPANION_SHARE * seeds.together[keys // counted.n_lemmas]
    (pairs, lemmas), counts = np.divmod(keys[is_often], counted.n_lemmas), counts[is_often]
    rooms, strata = np.divmod(company.room.keys, len(counted.sizes))
    starts = np.searchsorted(rooms, np.arange(len(seeds.firsts) + 1))
    shares = counted.presences / np.maximum(counted.sizes[:, 1:2], 1)
    expected = _expected(pairs, lemmas, (starts, strata, company.room.counts), shares)
    digits = poisson_digits(counts, expected)
    order = np.lexsort((lemmas, -digits, pairs))
    order = order[digits[order] >= COMPANION_DIGITS]
    ranks = np.arange(len(order)) - np.searchsorted(pairs[order], pairs[order])
    kept = order[ranks < MOST_COMPANIONS]
    return np.searchsorted(pairs[kept], np.arange(len(seeds.firsts) + 1)), lemmas[kept]


def _find_pairs(rows: SparseRows, seeds: Seeds) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return each pair that a row has, and the row."""
    starts = np.searchsorted(seeds.firsts, np.arange(rows.n_columns + 1))
    sought = (starts, seeds.seconds)
    n_found = _list_found(rows.indptr, rows.indices, sought, np.empty((2, 0), np.int64))
    listed = np.empty((2, n_found), dtype=np.int64)
    _list_found(rows.indptr, rows.indices, sought, listed)
    return listed[0], listed[1]


def _words_besides(
    rows: SparseRows, seeds: Seeds, found: NDArray[np.int64], places: NDArray[np.int64]
) -> Tally:
    """Count the words of the rows that have each pair, but those of the pair."""
    order = np.argsort(found, kind="stable")
    starts = np.searchsorted(found[order], np.arange(len(seeds.firsts) + 1))
    begins, ends = rows.indptr[:-1][places[order]], rows.indptr[1:][places[order]]
    words = tally_slices(starts, begins, ends, rows.indices, n_values=rows.n_columns)
    pairs, lemmas = np.divmod(words.keys, rows.n_columns)
    is_besides = (lemmas != seeds.firsts[pairs]) & (lemmas != seeds.seconds[pairs])
    return Tally(keys=words.keys[is_besides], counts=words.counts[is_besides])


@njit(cache=True, nogil=True)
def _list_found(indptr, indices, sought, listed):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
    """List each pair of the rows that is sought, if there is room, and count them."""
    starts, seconds = sought
    n_found = 0
    for row in range(len(indptr) - 1):
        for place in range(indptr[row], indptr[row + 1]):
            begin, end = starts[indices[place]], starts[indices[place] + 1]
            if begin == end:
                continue
            for other in range(place + 1, indptr[row + 1]):
                pair = begin + np.searchsorted(seconds[begin:end], indices[other])
                if pair < end and seconds[pair] == indices[other]:
                    if n_found < listed.shape[1]:
                        listed[0, n_found], listed[1, n_found] = pair, row
                    n_found += 1
    return n_found


@njit(cache=True, nogil=True)
def _find_phrases(found, places, pairs, tokens):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
    """Tell in which of the rows the words of a pair stand near each other, somewhere."""
    (firsts, seconds), (starts, ends, labels, has_break) = pairs, tokens
    is_phrase = np.zeros(len(found), np.bool_)
    for hit in range(len(found)):
        first, second = firsts[found[hit]], seconds[found[hit]]
        for token in range(starts[places[hit]], ends[places[hit]]):
            if labels[token] in (first, second):
                sought = first + second - labels[token]
                for near in range(token + 1, min(token + PHRASE_REACH + 1, ends[places[hit]])):
                    if has_break[near]:
                        break
                    is_phrase[hit] |= labels[near] == sought
    return is_phrase


@njit(cache=True, nogil=True)
def _expected(pairs, lemmas, rooms, shares):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
    """Return how often each lemma would come beside each pair by chance."""
    starts, strata, room = rooms
    expected = np.zeros(len(pairs))
    for candidate in range(len(pairs)):
        for place in range(starts[pairs[candidate]], starts[pairs[candidate] + 1]):
            expected[candidate] += room[place] * shares[strata[place], lemmas[candidate]]
    return expected
