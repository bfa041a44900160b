"""Excerpts: answers that stand for a theme, chosen by their words, and others drawn by lot.

An answer is never copied or cut here: what is kept is its contribution id and its row. Rows are
numbered by contribution id, so that a tie between rows is one between ids.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, Self, TypeVar

import numpy as np
from numba import njit
from numpy.typing import NDArray

from civiscope.chance.hashing import mix
from civiscope.synthesis.rows import SparseRows

KEPT = 60
"""Candidates of each theme that outlive a batch; a report shows ten at most, and half of the
candidates may be too like the first ones."""

SHORTEST = 40
"""Characters under which an answer says too little to be quoted."""

LONGEST = 400
"""Characters over which an answer is longer than a reader of ten excerpts will read."""

DIVERSITY = 0.3
"""What unlikeness to the excerpts already chosen weighs, against typicality."""

SEED = 0x64_72_61_77_2E_6C_6F_74
"""The bytes of "draw.lot"."""

_OF_FAMILY = np.uint64(2**64 - 1)
"""What stands in the place of half a text's hash where a family names the wording."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """The most typical answers of each theme, by theme, falling score and row.

    Attributes
    ----------
    themes : ndarray of int32, shape (n_candidates,)
    scores : ndarray of float64, shape (n_candidates,)
    rows : ndarray of int64, shape (n_candidates,)
        Rows of the whole corpus.
    ids : ndarray of str objects, shape (n_candidates,)
        Contribution ids.
    texts : ndarray of uint64, shape (n_candidates, 2)
        Hashes of the normalised texts.
    families : ndarray of int32, shape (n_candidates,)
        Families of near-duplicates; -1 for none.
    lemmas : ndarray of objects, shape (n_candidates,)
        The lemma set of each answer, as a frozenset of int.
    """

    themes: NDArray[np.int32]
    scores: NDArray[np.float64]
    rows: NDArray[np.int64]
    ids: NDArray[np.object_]
    texts: NDArray[np.uint64]
    families: NDArray[np.int32]
    lemmas: NDArray[np.object_]

    def take(self, chosen: NDArray[np.int64]) -> Self:
        """Keep some candidates, in the order given."""
        return type(self)(**{name: column[chosen] for name, column in _columns(self).items()})


@dataclass(frozen=True, slots=True, kw_only=True)
class Draws:
    """Answers of each theme drawn by lot, by theme, lot and row; theme -1 is the unclassified.

    Attributes
    ----------
    themes : ndarray of int32, shape (n_draws,)
    lots : ndarray of uint64, shape (n_draws,)
        Hashes of ids and seed; the smallest are drawn.
    rows : ndarray of int64, shape (n_draws,)
        Rows of the whole corpus.
    ids : ndarray of str objects, shape (n_draws,)
        Contribution ids.
    """

    themes: NDArray[np.int32]
    lots: NDArray[np.uint64]
    rows: NDArray[np.int64]
    ids: NDArray[np.object_]

    def take(self, chosen: NDArray[np.int64]) -> Self:
        """Keep some draws, in the order given."""
        return type(self)(**{name: column[chosen] for name, column in _columns(self).items()})


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenAnswer:
    """An answer that stands for a theme.

    Attributes
    ----------
    theme : int
    row : int
        In the whole corpus.
    contribution_id : str
    score : float
        How typical its words are: comparable within a theme only.
    """

    theme: int
    row: int
    contribution_id: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """A batch of answers, as far as choosing among them needs to know them.

    Attributes
    ----------
    themes : ndarray of int32, shape (n_answers,)
        The theme of each answer; -1 for an unclassified one.
    rows : ndarray of int64, shape (n_answers,)
        Rows of the whole corpus, in the order of the contribution ids.
    ids : ndarray of str objects, shape (n_answers,)
        Contribution ids.
    lengths : ndarray of int32, shape (n_answers,)
        Characters.
    n_words : ndarray of int64, shape (n_answers,)
        Words, those outside the vocabulary too (`civiscope.corpus.lemma_sets.LemmaSets.n_tokens`).
    texts : ndarray of uint64, shape (n_answers, 2)
        Hashes of the normalised texts.
    families : ndarray of int32, shape (n_answers,)
        Families of near-duplicates; -1 for none.
    """

    themes: NDArray[np.int32]
    rows: NDArray[np.int64]
    ids: NDArray[np.object_]
    lengths: NDArray[np.int32]
    n_words: NDArray[np.int64]
    texts: NDArray[np.uint64]
    families: NDArray[np.int32]


_Table = TypeVar("_Table", Candidates, Draws)


def candidates(
    answers: Answers,
    lemmas: SparseRows,
    *,
    chi_squares: NDArray[np.float64],
    kept: int = KEPT,
    shortest: int = SHORTEST,
    longest: int = LONGEST,
) -> Candidates:
    """Find the most typical answers of each theme in a batch.

    Parameters
    ----------
    answers : Answers
        The batch, in any order.
    lemmas : SparseRows
        Lemma sets of the same answers, of shape (n_answers, n_entries); the values are not read.
    chi_squares : ndarray of float64, shape (n_themes, n_entries)
        Signed, from `civiscope.synthesis.keyness.measure_keyness`; only positive ones count.
    kept : int, optional
        Candidates of each theme at most.
    shortest, longest : int, optional
        Characters that an answer must and may have.

    Returns
    -------
    Candidates
        One for each family of near-duplicates and each normalised text. Those of several batches
        merge with `merge_candidates` into what one batch would have given.

    Notes
    -----
    The score of an answer is the sum of its lemmas' positive chi-squares with its theme, over the
    square root of the answer's words: long answers do not win by length. Words outside the
    vocabulary count in the length, or answers beside the point would win by a single lemma.

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.synthesis.excerpts import Answers, candidates
    >>> from civiscope.synthesis.rows import SparseRows
    >>> answers = Answers(
    ...     themes=np.array([0, 0, -1], dtype=np.int32),
    ...     rows=np.array([0, 1, 2]),
    ...     ids=np.array(["a", "b", "c"], dtype=object),
    ...     lengths=np.array([50, 60, 70], dtype=np.int32),
    ...     n_words=np.array([9, 4, 9]),
    ...     texts=np.array([[1, 1], [2, 2], [3, 3]], dtype=np.uint64),
    ...     families=np.array([-1, -1, -1], dtype=np.int32),
    ... )
    >>> lemmas = SparseRows.of_sets([[0], [0, 1], [0, 1]], n_columns=2)
    >>> found = candidates(answers, lemmas, chi_squares=np.array([[9.0, 16.0]]))
    >>> found.ids.tolist(), found.scores.round(2).tolist()
    (['b', 'a'], [12.5, 3.0])
    """
    scores = _scores(answers.themes, answers.n_words, lemmas.indptr, lemmas.indices, chi_squares)
    is_quotable = (answers.lengths >= shortest) & (answers.lengths <= longest) & (scores > 0)
    quotable = np.flatnonzero(is_quotable)
    best = quotable[
        _best_of_each(
            answers.themes[quotable],
            scores[quotable],
            answers.rows[quotable],
            _wordings(answers.texts[quotable], answers.families[quotable]),
            kept,
        )
    ]
    return Candidates(
        themes=answers.themes[best],
        scores=scores[best],
        rows=answers.rows[best],
        ids=answers.ids[best],
        texts=answers.texts[best],
        families=answers.families[best],
        lemmas=_lemma_sets(lemmas, best),
    )


def merge_candidates(parts: Sequence[Candidates], *, kept: int = KEPT) -> Candidates:
    """Merge the candidates of several batches, in any order.

    Parameters
    ----------
    parts : sequence of Candidates
        At least one; of batches that share no row.
    kept : int, optional
        As for `candidates`.

    Returns
    -------
    Candidates
        What one batch of all answers would have given.
    """
    joined = _join(parts)
    wordings = _wordings(joined.texts, joined.families)
    return joined.take(_best_of_each(joined.themes, joined.scores, joined.rows, wordings, kept))


def choose(
    found: Candidates, *, count: int, diversity: float = DIVERSITY
) -> tuple[ChosenAnswer, ...]:
    """Choose typical excerpts that do not repeat each other.

    Parameters
    ----------
    found : Candidates
        Of all batches, merged.
    count : int
        Excerpts of each theme, at most.
    diversity : float, optional
        In [0, 1]: 0 for the most typical ones, 1 for the most unlike.

    Returns
    -------
    tuple of ChosenAnswer
        By theme, in the order they were chosen. Ties fall to the better score, then the row.

    Notes
    -----
    Each choice is the candidate of highest (1 - diversity) score / best score - diversity × the
    greatest Jaccard of its lemma set with one already chosen.

    References
    ----------
    Carbonell and Goldstein, 1998, "The use of MMR, diversity-based reranking", SIGIR.
    """
    return tuple(
        ChosenAnswer(
            theme=int(found.themes[place]),
            row=int(found.rows[place]),
            contribution_id=found.ids[place],
            score=float(found.scores[place]),
        )
        for theme in np.unique(found.themes)
        for place in _most_relevant(found, np.flatnonzero(found.themes == theme), count, diversity)
    )


def draw(answers: Answers, *, keys: NDArray[np.uint64], count: int, seed: int = SEED) -> Draws:
    """Draw answers of each theme by lot, unclassified ones too.

    Parameters
    ----------
    answers : Answers
        The batch, in any order.
    keys : ndarray of uint64, shape (n_answers,)
        Hashes of the contribution ids (`civiscope.synthesis.units.hash_strings`).
    count : int
        Answers of each theme, at most.
    seed : int, optional
        In [0, 2**64).

    Returns
    -------
    Draws
        The answers whose hash with the seed is smallest: a simple random sample of each theme
        without replacement, as far as the hash is like chance, that anyone can draw again. Those
        of several batches merge with `merge_draws`. Duplicates are not left out.
    """
    lots = mix(keys, seed=seed)
    drawn = Draws(themes=answers.themes, lots=lots, rows=answers.rows, ids=answers.ids)
    return _first_lots(drawn, count)


def merge_draws(parts: Sequence[Draws], *, count: int) -> Draws:
    """Merge what was drawn from several batches, in any order.

    Parameters
    ----------
    parts : sequence of Draws
        At least one; of batches that share no row.
    count : int
        As for `draw`.

    Returns
    -------
    Draws
        What one batch of all answers would have given.
    """
    return _first_lots(_join(parts), count)


def _columns(table: Candidates | Draws) -> dict[str, NDArray[Any]]:
    return {field.name: getattr(table, field.name) for field in fields(table)}


def _join(parts: Sequence[_Table]) -> _Table:
    columns = [_columns(part) for part in parts]
    return type(parts[0])(
        **{name: np.concatenate([part[name] for part in columns]) for name in columns[0]}
    )


def _wordings(texts: NDArray[np.uint64], families: NDArray[np.int32]) -> NDArray[np.uint64]:
    """Name the wording of each answer: its family, or its text where it has none."""
    has_family = families >= 0
    wordings = texts.copy()
    wordings[has_family, 0] = families[has_family].astype(np.uint64)
    wordings[has_family, 1] = _OF_FAMILY
    return wordings


def _best_of_each(
    themes: NDArray[np.int32],
    scores: NDArray[np.float64],
    rows: NDArray[np.int64],
    wordings: NDArray[np.uint64],
    kept: int,
) -> NDArray[np.int64]:
    """Return the places of the best answers of each theme, one for each wording."""
    order = np.lexsort((rows, -scores, themes))
    return np.asarray(order[_is_first_of_wording(themes[order], wordings[order], kept)])


def _first_lots(drawn: Draws, count: int) -> Draws:
    order = np.lexsort((drawn.rows, drawn.lots, drawn.themes))
    themes = drawn.themes[order]
    ranks = np.arange(len(order)) - np.searchsorted(themes, themes)
    return drawn.take(order[ranks < count])


def _lemma_sets(lemmas: SparseRows, chosen: NDArray[np.int64]) -> NDArray[np.object_]:
    sets = np.empty(len(chosen), dtype=object)
    for place, row in enumerate(chosen):
        entries = lemmas.indices[lemmas.indptr[row] : lemmas.indptr[row + 1]]
        sets[place] = frozenset(entries.tolist())
    return sets


def _most_relevant(
    found: Candidates, places: NDArray[np.int64], count: int, diversity: float
) -> list[int]:
    """Choose places one by one, by maximal marginal relevance; the first place is the best."""
    relevance = found.scores[places] / found.scores[places[0]]
    likeness = np.zeros(len(places))
    chosen: list[int] = []
    while len(chosen) < min(count, len(places)):
        marginal = (1 - diversity) * relevance - diversity * likeness
        marginal[chosen] = -np.inf
        latest = int(marginal.argmax())
        chosen.append(latest)
        lemmas = found.lemmas[places[latest]]
        jaccards = [_jaccard(lemmas, found.lemmas[place]) for place in places]
        likeness = np.maximum(likeness, jaccards)
    return [int(place) for place in places[chosen]]


def _jaccard(one: frozenset[int], other: frozenset[int]) -> float:
    return len(one & other) / len(one | other)


@njit(cache=True, nogil=True)
def _scores(themes, n_words, indptr, indices, chi_squares):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
    scores = np.zeros(len(themes))
    for row in range(len(themes)):
        first, end = indptr[row], indptr[row + 1]
        if themes[row] >= 0 and end > first:
            total = 0.0
            for place in range(first, end):
                total += max(0.0, chi_squares[themes[row], indices[place]])
            scores[row] = total / np.sqrt(n_words[row])
    return scores


@njit(cache=True, nogil=True)
def _is_first_of_wording(themes, wordings, kept):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
    """Tell, of answers sorted by theme, which are the first ones of distinct wordings."""
    is_kept = np.zeros(len(themes), np.bool_)
    places = np.empty(kept, np.int64)
    n_kept = 0
    for place in range(len(themes)):
        if place > 0 and themes[place] != themes[place - 1]:
            n_kept = 0
        if n_kept < kept:
            is_new = True
            for earlier in places[:n_kept]:
                is_same = wordings[earlier, 0] == wordings[place, 0]
                if is_same and wordings[earlier, 1] == wordings[place, 1]:
                    is_new = False
                    break
            if is_new:
                places[n_kept] = place
                n_kept += 1
                is_kept[place] = True
    return is_kept
