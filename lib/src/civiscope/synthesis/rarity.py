"""Which ideas are rare, shared by several people, and far from every theme."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from civiscope.chance.significance import adjusted_digits, poisson_digits
from civiscope.synthesis.concurrence import FALSE_DISCOVERIES
from civiscope.synthesis.rare_ideas import Ideas, Members

MOST_EXPLAINED = 0.25
"""Share of its answers that themes may explain, on average, for an idea to be far from them."""

FEWEST_VOICES = 8
"""Voices of the smallest idea."""

LARGEST = 40
"""Answers of the largest idea of a small corpus…"""

LARGEST_SHARE = 1 / 5_000
"""…and their share in a large one, whichever is more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """How many have each idea, and how far it is from chance and from themes.

    Attributes
    ----------
    answers, voices : ndarray of int64, shape (n_ideas,)
        Answers; and those who wrote them, each once, near-duplicates counted once.
    together : ndarray of int64, shape (n_ideas,)
        Voices with both words of the pair that the idea was found by.
    digits, q_digits : ndarray of float64, shape (n_ideas,)
        Decimal digits of the probability of as many by chance, and of the q-value.
    carried : ndarray of float64, shape (n_ideas,)
        Share of the information of its answers that its words carry, on average.
    explained : ndarray of float64, shape (n_ideas,)
        Share of its answers that their themes explain, on average.
    """

    answers: NDArray[np.int64]
    voices: NDArray[np.int64]
    together: NDArray[np.int64]
    digits: NDArray[np.float64]
    q_digits: NDArray[np.float64]
    carried: NDArray[np.float64]
    explained: NDArray[np.float64]


def count_voices(
    ideas: NDArray[np.int32],
    *,
    families: NDArray[np.int64],
    units: NDArray[np.uint64],
    n_ideas: int,
) -> NDArray[np.int64]:
    """Count those who have an idea and each wrote it.

    Parameters
    ----------
    ideas : ndarray of int32, shape (n_members,)
        The idea of each answer, in the order of the contribution ids.
    families : ndarray of int64, shape (n_members,)
        The family of near-duplicates of each.
    units : ndarray of uint64, shape (n_members,)
        Its author as a hash, or the answer itself where he is unknown.
    n_ideas : int
        How many ideas there are.

    Returns
    -------
    ndarray of int64, shape (n_ideas,)
        Distinct units, once only the first answer of each family is kept.

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.synthesis.rarity import count_voices
    >>> ideas = np.array([0, 0, 0, 1], dtype=np.int32)
    >>> families, units = np.array([4, 4, 5, 5]), np.array([7, 8, 9, 9], dtype=np.uint64)
    >>> count_voices(ideas, families=families, units=units, n_ideas=2).tolist()
    [2, 1]
    """
    order = np.lexsort((families, ideas))
    firsts = order[_is_first(ideas[order], families[order])]
    order = firsts[np.lexsort((units[firsts], ideas[firsts]))]
    distinct = ideas[order[_is_first(ideas[order], units[order])]]
    return np.bincount(distinct, minlength=n_ideas)


def measure_ideas(
    ideas: Ideas,
    members: Members,
    *,
    explained: NDArray[np.float64],
    families: NDArray[np.int64],
    units: NDArray[np.uint64],
    n_lemmas: int,
) -> Measures:
    """Count the answers and the voices of ideas, and weigh them against chance and themes.

    Parameters
    ----------
    ideas : Ideas
        The ideas.
    members : Members
        Of all batches, in the order of the contribution ids.
    explained : ndarray of float64, shape (n_members,)
        Share of each answer that its theme explains, in [0, 1].
    families, units
        As for `count_voices`.
    n_lemmas : int
        Lemmas of the vocabulary: each two of them were a test.

    Returns
    -------
    Measures
        Of each idea.
    """
    n_ideas = len(ideas.marks)
    voices, together = (
        count_voices(
            members.ideas[chosen], families=families[chosen], units=units[chosen], n_ideas=n_ideas
        )
        for chosen in (np.ones(len(members.ideas), dtype=np.bool_), members.has_pair)
    )
    answers = np.bincount(members.ideas, minlength=n_ideas)
    digits = poisson_digits(together, ideas.expected)
    return Measures(
        answers=answers,
        voices=voices,
        together=together,
        digits=digits,
        q_digits=adjusted_digits(digits, n_tests=max(1, n_lemmas * (n_lemmas - 1) // 2)),
        carried=_means(members.shares, members.ideas, answers),
        explained=_means(explained, members.ideas, answers),
    )


def choose_ideas(measures: Measures, *, n_answers: int, count: int) -> NDArray[np.int64]:
    """Choose the ideas that are rare, shared by several, and far from every theme.

    Parameters
    ----------
    measures : Measures
        Of each idea.
    n_answers : int
        Answers of the corpus.
    count : int
        Ideas, at most.

    Returns
    -------
    ndarray of int64
        Their numbers, the most surprising first.

    Notes
    -----
    An idea is published that has `FEWEST_VOICES` voices at least, `LARGEST` answers at most, or
    `LARGEST_SHARE` of all of them if that is more, whose pair comes together too often for chance
    among its voices (Benjamini and Hochberg, over all pairs of lemmas), and of whose answers
    themes explain `MOST_EXPLAINED` at most.
    """
    is_rare = measures.answers <= largest_idea(n_answers)
    is_shared = measures.voices >= FEWEST_VOICES
    is_surprising = measures.q_digits >= -np.log10(FALSE_DISCOVERIES)
    is_far = measures.explained <= MOST_EXPLAINED
    chosen = np.flatnonzero(is_rare & is_shared & is_surprising & is_far)
    return chosen[np.argsort(-measures.digits[chosen], kind="stable")][:count]


def largest_idea(n_answers: int) -> int:
    """Return how many answers the largest idea has that is called rare."""
    return max(LARGEST, int(n_answers * LARGEST_SHARE))


def _means(
    values: NDArray[np.float64], ideas: NDArray[np.int32], answers: NDArray[np.int64]
) -> NDArray[np.float64]:
    return np.bincount(ideas, weights=values, minlength=len(answers)) / np.maximum(answers, 1)


def _is_first(
    groups: NDArray[np.int32], names: NDArray[np.int64] | NDArray[np.uint64]
) -> NDArray[np.bool_]:
    """Tell which of sorted places are the first of their name in their group."""
    is_first = np.ones(len(groups), dtype=np.bool_)
    is_first[1:] = (groups[1:] != groups[:-1]) | (names[1:] != names[:-1])
    return is_first
