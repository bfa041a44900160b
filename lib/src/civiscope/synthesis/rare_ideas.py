"""Rare but distinct ideas: few answers, the same words, and no theme that explains them."""

from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

from civiscope.synthesis.company import Company, find_companions
from civiscope.synthesis.concurrence import Concurrences, Seeds
from civiscope.synthesis.rows import SparseRows

PHRASE_SHARE = 0.8
"""Share of the answers with both words of a pair in which they stand side by side, where the pair
is a set phrase: that says how people speak, not what they think, and founds no idea."""

FEWEST_WORDS = 3
"""Words of an idea that an answer of it has, the mark among them."""

LEAST_SHARE = 1 / 3
"""Share of its information that the words of an idea must carry in an answer of it."""

MOST_DRAFTS = 2_000
"""Ideas that answers are sought for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ideas:
    """What makes an answer one of an idea.

    Attributes
    ----------
    marks, partners : ndarray of int64, shape (n_ideas,)
        The pair of lemmas that each idea was found by; its mark is the rarer of the two.
    indptr : ndarray of int64, shape (n_ideas + 1,)
        The companions of idea i are those from ``indptr[i]`` to ``indptr[i + 1]``.
    companions : ndarray of int64, shape (n_companions,)
        Lemmas, the most surprising of each idea first.
    expected : ndarray of float64, shape (n_ideas,)
        Answers that would have the pair by chance.
    """

    marks: NDArray[np.int64]
    partners: NDArray[np.int64]
    indptr: NDArray[np.int64]
    companions: NDArray[np.int64]
    expected: NDArray[np.float64]

    def words_of(self, idea: int) -> list[int]:
        """Return the lemmas of an idea: its mark, the partner, then the companions."""
        companions = self.companions[self.indptr[idea] : self.indptr[idea + 1]]
        return [int(self.marks[idea]), int(self.partners[idea]), *companions.tolist()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Members:
    """The answers of ideas.

    Attributes
    ----------
    rows : ndarray of int64, shape (n_members,)
        Rows of the answers, increasing.
    ideas : ndarray of int32, shape (n_members,)
        The idea of each.
    shares : ndarray of float64, shape (n_members,)
        Share of its information that the words of the idea carry, in [0, 1].
    has_pair : ndarray of bool, shape (n_members,)
        Whether it has the pair that the idea was found by.
    """

    rows: NDArray[np.int64]
    ideas: NDArray[np.int32]
    shares: NDArray[np.float64]
    has_pair: NDArray[np.bool_]


def gather_ideas(seeds: Seeds, company: Company, counted: Concurrences) -> Ideas:
    """Choose the pairs of words that ideas are found by, and give each its companions.

    Parameters
    ----------
    seeds : Seeds
        Pairs that come together too often for chance.
    company : Company
        Of all batches.
    counted : Concurrences
        Of all batches.

    Returns
    -------
    Ideas
        By falling surprise of their pairs, `MOST_DRAFTS` at most.

    Notes
    -----
    From the most surprising pair to the least, a pair founds an idea if it has a companion, if it
    is no set phrase, and if no earlier idea shares more than half of the words of the smaller of
    the two.
    """
    indptr, companions = find_companions(seeds, company, counted)
    pairs = np.column_stack((seeds.firsts, seeds.seconds))
    words = np.insert(companions, np.repeat(indptr[:-1], 2), pairs.ravel())
    bounds = indptr + 2 * np.arange(len(indptr))
    is_apart = company.phrases < PHRASE_SHARE * seeds.together
    order = np.argsort(-seeds.digits, kind="stable")
    order = order[is_apart[order] & (np.diff(indptr)[order] > 0)]
    founders = order[_is_new(order, bounds, words, counted.n_lemmas)][:MOST_DRAFTS]
    indptr, companions = _taken(indptr, companions, founders)
    # The rarer word of the pair stands first.
    rarity = np.argsort(counted.presences.sum(axis=0)[pairs[founders]], axis=1, kind="stable")
    marks, partners = np.take_along_axis(pairs[founders], rarity, axis=1).T
    return Ideas(
        marks=marks,
        partners=partners,
        indptr=indptr,
        companions=companions,
        expected=seeds.expected[founders],
    )


def find_members(
    rows: SparseRows,
    ideas: Ideas,
    *,
    information: NDArray[np.float64],
    explained: NDArray[np.float64],
) -> Members:
    """Find which answers of a batch are of an idea.

    Parameters
    ----------
    rows : SparseRows
        Lemma sets, of shape (n_answers, n_lemmas).
    ideas : Ideas
        The ideas.
    information : ndarray of float64, shape (n_lemmas,)
        What each lemma tells, in nats (`inform`).
    explained : ndarray of float64, shape (n_answers,)
        Share of each answer that its theme explains, in [0, 1]; infinite for one that is of no
        idea, whatever it says.

    Returns
    -------
    Members
        Each depends on its own lemmas, its theme and the ideas alone.

    Notes
    -----
    An answer is of an idea if it has its mark and two of its other words, and if the words of the
    idea carry at least `LEAST_SHARE` of its information, and more of it than its theme explains.
    Among several, it goes to the idea whose words carry most, then to the more surprising one.
    """
    by_mark = np.argsort(ideas.marks, kind="stable")
    starts = np.searchsorted(ideas.marks[by_mark], np.arange(rows.n_columns + 1))
    numbers = np.full(rows.n_rows, -1, dtype=np.int32)
    shares, has_pair = np.zeros(rows.n_rows), np.zeros(rows.n_rows, dtype=np.bool_)
    _join(
        (rows.indptr, rows.indices),
        (by_mark, starts, ideas.partners, ideas.indptr, ideas.companions),
        (information, explained),
        (numbers, shares, has_pair),
    )
    found = np.flatnonzero(numbers >= 0)
    return Members(rows=found, ideas=numbers[found], shares=shares[found], has_pair=has_pair[found])


def inform(counted: Concurrences) -> NDArray[np.float64]:
    """Return what each lemma tells: the logarithm of how rare it is, in nats.

    Parameters
    ----------
    counted : Concurrences
        Of all batches.

    Returns
    -------
    ndarray of float64, shape (n_lemmas,)
        At least 0; a lemma that no answer has tells as much as one that a single answer has.
    """
    n_answers = max(1, int(counted.sizes[:, 0].sum()))
    return np.asarray(np.log(n_answers / np.maximum(counted.presences.sum(axis=0), 1)))


def _taken(
    indptr: NDArray[np.int64], listed: NDArray[np.int64], chosen: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Keep some of the lists, in the order given."""
    lengths = np.diff(indptr)[chosen]
    starts = np.concatenate([[0], np.cumsum(lengths)])
    places = np.repeat(indptr[chosen] - starts[:-1], lengths) + np.arange(starts[-1])
    return starts, listed[places]


@njit(cache=True, nogil=True)
def _is_new(order, bounds, words, n_lemmas):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
    """Tell which pairs say what none before them said."""
    is_new = np.zeros(len(order), np.bool_)
    # The pairs kept that have each lemma, as chains: the latest, then the one before it.
    latest = np.full(n_lemmas, -1, np.int64)
    before, rank_of = np.empty(len(words), np.int64), np.empty(len(words), np.int64)
    n_links = 0
    shared = np.zeros(len(order), np.int64)
    for rank in range(len(order)):
        begin, end = bounds[order[rank]], bounds[order[rank] + 1]
        is_new[rank] = True
        for place in range(begin, end):
            link = latest[words[place]]
            while link >= 0:
                other = rank_of[link]
                shared[other] += 1
                length = bounds[order[other] + 1] - bounds[order[other]]
                if 2 * shared[other] > min(end - begin, length):
                    is_new[rank] = False
                link = before[link]
        for place in range(begin, end):
            link = latest[words[place]]
            while link >= 0:
                shared[rank_of[link]] = 0
                link = before[link]
            if is_new[rank]:
                before[n_links], rank_of[n_links] = latest[words[place]], rank
                latest[words[place]] = n_links
                n_links += 1
    return is_new


@njit(cache=True, nogil=True)
def _join(rows, ideas, weights, joined):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
    """Write the idea of each row, its share and whether it has the pair."""
    (indptr, indices), (information, explained), (numbers, shares, has_pair) = rows, weights, joined
    by_mark, marks, partners, starts, companions = ideas
    for row in range(len(numbers)):
        if explained[row] == np.inf:
            continue
        own = indices[indptr[row] : indptr[row + 1]]
        whole = 0.0
        for lemma in own:
            whole += information[lemma]
        least = max(LEAST_SHARE * whole, np.nextafter(explained[row] * whole, np.inf))
        for mark in own:
            for place in range(marks[mark], marks[mark + 1]):
                idea = by_mark[place]
                carried, n_words, with_partner = information[mark], 1, False
                for lemma in own:
                    is_of_idea = lemma == partners[idea]
                    for word in range(starts[idea], starts[idea + 1]):
                        is_of_idea |= companions[word] == lemma
                    if is_of_idea:
                        carried += information[lemma]
                        n_words += 1
                        with_partner |= lemma == partners[idea]
                share = carried / whole if whole > 0.0 else 0.0
                is_better = share > shares[row] or (share == shares[row] and idea < numbers[row])
                if n_words >= FEWEST_WORDS and carried >= least and is_better:
                    numbers[row], shares[row], has_pair[row] = idea, share, with_partner
