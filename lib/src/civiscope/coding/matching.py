r"""How well answers say what codes are labelled, by the words that both have.

Codes compete for words. A word that is in the labels of several codes counts for each in part, and
the more a word is said by everyone, the less it counts for any. Three things then make a match:
how many words of the answer are due to the code, how much of the label the answer has, and how
much of a long answer the label can be.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from civiscope.coding.codebook import Codebook
from civiscope.coding.cues import Cue
from civiscope.corpus.lemma_sets import LemmaSets
from civiscope.corpus.vocabulary import Vocabulary, stop_words

ORDINARY = 0.5
"""Share of the words of an answer that are due to no code, before any is read. From .3 to .7 the
shares of the Grand débat come in the same order."""

COMMON_IDF = 2.0
"""Words in more than exp(-2), 14 percent, of all answers count less in labels than rarer ones."""

WHOLE_ANSWER = 8
"""Lemmas up to which an answer may be about one thing only; in longer ones, a match counts less in
proportion. Half the answers of the Grand débat have 11 words."""

EVEN = 0.15
"""The match at which a code is as likely as not. Volunteers gave their tag to 48 percent of the
answers to the Grand débat whose match with its name was between .10 and .20, to 17 percent under
.05 and to 72 percent over .20."""

_SMALL_COUNT = 0.1
_BLOCK = 8_192


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeWords:
    """What words count for which codes.

    Attributes
    ----------
    entries : ndarray of int32, shape (n_words,)
        The lemmas of the vocabulary that cues have, increasing.
    claims : ndarray of float64, shape (n_words, n_codes)
        How much of an occurrence of the word is due to each code; at most 1 together.
    coverage : ndarray of float64, shape (n_words, n_cues)
        How much of each label or example the word is; 1 together, or 0 for one without words.
    cue_codes : ndarray of int64, shape (n_cues,)
        The code of each label and example.
    expressions : ndarray of float64, shape (n_words, n_expressions)
        Which words each expression has, 0 or 1.
    expression_words : ndarray of int64, shape (n_expressions,)
        How many words it has, those that no answer has included.
    expression_codes : ndarray of int64, shape (n_expressions,)
        Its code.
    n_codes : int
        Codes of the codebook.
    """

    entries: NDArray[np.int32]
    claims: NDArray[np.float64]
    coverage: NDArray[np.float64]
    cue_codes: NDArray[np.int64]
    expressions: NDArray[np.float64]
    expression_words: NDArray[np.int64]
    expression_codes: NDArray[np.int64]
    n_codes: int


def weigh_words(
    codebook: Codebook,
    cues: Sequence[Cue],
    cue_sets: LemmaSets,
    vocabulary: Vocabulary,
    *,
    n_answers: int,
) -> CodeWords:
    r"""Weigh the words of cues, by the other cues and by the answers that have them.

    Parameters
    ----------
    codebook : Codebook
        The codes.
    cues : sequence of Cue, length n_all_cues
        What `list_cues` listed.
    cue_sets : LemmaSets
        The lemmas of each, stop words included, with negation merged.
    vocabulary : Vocabulary
        Of the answers and the cues, stop words included.
    n_answers : int
        Answers that `vocabulary.documents` were counted in.

    Returns
    -------
    CodeWords

    Notes
    -----
    The weight of lemma l in a label is :math:`\log((K + 1)/(k_l + .1)) \min(1, i_l/2)`, where
    :math:`k_l` of the K cues have it and :math:`i_l = \log((n + 1)/(d_l + 1))` for :math:`d_l` of
    the n answers. Stop words have it only in a cue without other words ("Oui", "Rien"). Of an
    occurrence of l, code c is due :math:`w_{lc}(1 - o)/K / (\sum_c w_{lc}(1 - o)/K + o b_l)`, with
    the weights of a code adding up to 1, :math:`b_l` the share of all words that are l, and
    :math:`o` `ORDINARY`: Bayes' rule where an answer's words are drawn from codes and from
    ordinary language.
    """
    at = {code.code: number for number, code in enumerate(codebook.codes)}
    codes = np.array([at[cue.code] for cue in cues], np.int64)
    is_expression = np.array([cue.kind == "expression" for cue in cues], bool)
    entries = np.unique(cue_sets.indices)
    presence = _presence(cue_sets, entries)
    weights = _weights(presence[~is_expression], entries, vocabulary, n_answers)
    by_code = np.zeros((len(codebook.codes), len(entries)))
    np.add.at(by_code, codes[~is_expression], weights)
    return CodeWords(
        entries=entries,
        claims=_claims(_of_one(by_code), entries, vocabulary),
        coverage=weights.T.copy(),
        cue_codes=codes[~is_expression],
        expressions=presence[is_expression].T.copy(),
        expression_words=np.diff(cue_sets.indptr)[is_expression],
        expression_codes=codes[is_expression],
        n_codes=len(codebook.codes),
    )


def _presence(sets: LemmaSets, entries: NDArray[np.int32]) -> NDArray[np.float64]:
    """Return which cue has which of the entries, of shape (n_all_cues, n_words)."""
    presence = np.zeros((len(sets.indptr) - 1, len(entries)))
    rows = np.repeat(np.arange(len(presence)), np.diff(sets.indptr))
    presence[rows, np.searchsorted(entries, sets.indices)] = 1.0
    return presence


def _weights(
    presence: NDArray[np.float64],
    entries: NDArray[np.int32],
    vocabulary: Vocabulary,
    n_answers: int,
) -> NDArray[np.float64]:
    """Return how much of each cue each word is, of shape (n_cues, n_words)."""
    in_cues = np.log((len(presence) + 1) / (presence.sum(axis=0) + _SMALL_COUNT))
    documents = np.minimum(vocabulary.documents[entries], n_answers)
    in_answers = np.minimum(1.0, np.log((n_answers + 1) / (documents + 1)) / COMMON_IDF)
    weights = presence * np.maximum(in_cues * in_answers, 0.0)
    stop = stop_words(vocabulary.language)
    is_stop = np.array([vocabulary.lemmas[int(entry)].as_py() in stop for entry in entries], bool)
    tells = weights[:, ~is_stop].any(axis=1)
    weights[np.ix_(tells, is_stop)] = 0.0
    return _of_one(weights)


def _of_one(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Let each row add up to 1, unless it is empty."""
    total = weights.sum(axis=1, keepdims=True)
    return np.asarray(np.divide(weights, total, out=np.zeros_like(weights), where=total > 0))


def _claims(
    weights: NDArray[np.float64], entries: NDArray[np.int32], vocabulary: Vocabulary
) -> NDArray[np.float64]:
    """Return how much of each word is due to each code, of shape (n_words, n_codes)."""
    counts = vocabulary.documents + _SMALL_COUNT
    ordinary = ORDINARY * counts[entries] / counts.sum()
    claimed = weights * (1 - ORDINARY) / len(weights)
    return np.ascontiguousarray((claimed / (claimed.sum(axis=0) + ordinary)).T)


def match_answers(words: CodeWords, sets: LemmaSets) -> NDArray[np.float64]:
    r"""Measure how well each answer says what each code is labelled.

    Parameters
    ----------
    words : CodeWords
        What `weigh_words` found.
    sets : LemmaSets
        The lemmas of each answer, by the same vocabulary, with negation merged.

    Returns
    -------
    ndarray of float64, shape (n_answers, n_codes)
        In [0, 1]; 1 where the answer has all words of an expression. The match of a code says
        nothing yet of the codes it is part of.

    Notes
    -----
    With n words due to the code, at most 1, the share c of the label (or of the example that fits
    best) that the answer has, and m lemmas in the answer: :math:`n c^{3/4} \min(1, 8/m)`. The
    power is taken by square roots, which are the same to the last bit on all processors and in
    all batches.
    """
    blocks = [
        _match_block(words, sets, first, min(first + _BLOCK, len(sets.indptr) - 1))
        for first in range(0, len(sets.indptr) - 1, _BLOCK)
    ]
    return np.concatenate([np.zeros((0, words.n_codes)), *blocks])


def _match_block(words: CodeWords, sets: LemmaSets, first: int, end: int) -> NDArray[np.float64]:
    present = _present(words, sets, first, end)
    lemmas = np.diff(sets.indptr[first : end + 1])
    covered = np.zeros((end - first, words.n_codes))
    np.maximum.at(covered.T, words.cue_codes, (present @ words.coverage).T)
    due = np.minimum(present @ words.claims, 1.0)
    rooted = np.sqrt(covered)
    match = due * rooted * np.sqrt(rooted)
    match *= np.minimum(1.0, WHOLE_ANSWER / np.maximum(lemmas, 1))[:, None]
    has = present @ words.expressions == words.expression_words
    has &= words.expression_words > 0
    np.maximum.at(match.T, words.expression_codes, has.T.astype(float))
    return np.asarray(match)


def _present(words: CodeWords, sets: LemmaSets, first: int, end: int) -> sparse.csr_array:
    """Return which words of the cues each answer has, of shape (n_answers, n_words)."""
    places = np.full(sets.n_entries, -1, np.int32)
    places[words.entries] = np.arange(len(words.entries))
    start = sets.indptr[first]
    columns = places[sets.indices[start : sets.indptr[end]]]
    is_cue = columns >= 0
    indptr = np.concatenate([[0], np.cumsum(is_cue)])[sets.indptr[first : end + 1] - start]
    ones = np.ones(int(indptr[-1]))
    shape = (end - first, len(words.entries))
    return sparse.csr_array((ones, columns[is_cue], indptr), shape=shape)
