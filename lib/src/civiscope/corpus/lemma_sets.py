"""The lemmas of each text, as sorted sets, and where they stand in it.

Negation. A word of negation negates the lemmas that stand between it and the *ne* before it ("la
loi ne protège pas"); where there is none, or no *ne*, the first one that follows it ("ne pas
supprimer", "pas de taxe", "sans contrôle"). *Plus* and *point* negate only after *ne*; *non* only
the very next word, or what follows "non à". A comma, bracket or full stop ends all that, and so do
`SCOPE` tokens and words that turn the sentence ("mais", "seulement"). English has no *ne*. The
words are in the published lists ``negation-LANGUAGE.txt``; they are no entries themselves.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from civiscope.corpus import kernels
from civiscope.corpus.segmentation import Cuts, Texts, Tokens, as_tokens
from civiscope.corpus.vocabulary import Vocabulary

Negation = Literal["kept", "merged"]
"""Whether a negated lemma has its own entry or counts as the lemma."""

REACH = 1
"""Lemmas that a word of negation negates after it."""

SCOPE = 6
"""Tokens over which a negation reaches at most, to its word from *ne* and from its word on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LemmaSets:
    """The entries of each text, sparse, by rows.

    Attributes
    ----------
    indptr : ndarray of int64, shape (n_texts + 1,)
        The entries of text i are those from ``indptr[i]`` to ``indptr[i + 1]``.
    indices : ndarray of int32, shape (n_nonzero,)
        Entries of the vocabulary, increasing and each once within a text.
    n_tokens : ndarray of int64, shape (n_texts,)
        Words and numbers of each text, stop words included.
    n_entries : int
        How many entries the vocabulary has.
    """

    indptr: NDArray[np.int64]
    indices: NDArray[np.int32]
    n_tokens: NDArray[np.int64]
    n_entries: int


def label_tokens(
    tokens: Tokens, vocabulary: Vocabulary, *, negation: Negation = "kept"
) -> NDArray[np.int32]:
    """Give each token its entry in the vocabulary.

    Parameters
    ----------
    tokens : Tokens
        What `segment` found.
    vocabulary : Vocabulary
        Of the corpus.
    negation : {"kept", "merged"}, optional
        Whether a negated lemma is entry ``n_lemmas + lemma`` or the lemma itself.

    Returns
    -------
    ndarray of int32, shape (n_tokens,)
        -1 for stop words and what is not in the vocabulary.

    Examples
    --------
    >>> import pyarrow as pa
    >>> from civiscope.corpus.forms import count_forms
    >>> from civiscope.corpus.lemma_sets import label_tokens
    >>> from civiscope.corpus.segmentation import segment
    >>> from civiscope.corpus.vocabulary import build_vocabulary
    >>> tokens = segment(pa.array(["Supprimer l'ISF", "Ne pas supprimer l'ISF"]))
    >>> words = build_vocabulary(count_forms(tokens), language="fr", min_documents=1)
    >>> [words.entries[label] for label in label_tokens(tokens, words) if label >= 0]
    ['supprimer', 'isf', '¬supprimer', 'isf']
    """
    labels = np.empty(len(tokens.hashes), np.int32)
    kernels.label(
        tokens.hashes,
        tokens.marks,
        tokens.indptr,
        vocabulary.keys,
        vocabulary.values,
        vocabulary.n_lemmas,
        REACH,
        SCOPE,
        labels,
    )
    return merge_negation(labels, vocabulary) if negation == "merged" else labels


def merge_negation(labels: NDArray[np.int32], vocabulary: Vocabulary) -> NDArray[np.int32]:
    """Give negated lemmas the entry of the lemma itself; shape (n_tokens,) as the labels."""
    return np.where(labels >= vocabulary.n_lemmas, labels - vocabulary.n_lemmas, labels)


def lemma_sets(
    texts: Texts | Tokens, vocabulary: Vocabulary, *, negation: Negation = "kept"
) -> LemmaSets:
    """Find the set of entries of each text.

    Parameters
    ----------
    texts : pyarrow array of strings or Tokens, shape (n_texts,)
        The batch, or what `segment` made of it.
    vocabulary : Vocabulary
        Of the corpus.
    negation : {"kept", "merged"}, optional
        Whether a negated lemma is entry ``n_lemmas + lemma`` or the lemma itself.

    Returns
    -------
    LemmaSets
        Each row depends on its text and the vocabulary alone.

    Examples
    --------
    >>> import pyarrow as pa
    >>> from civiscope.corpus.forms import count_forms
    >>> from civiscope.corpus.lemma_sets import lemma_sets
    >>> from civiscope.corpus.vocabulary import build_vocabulary
    >>> texts = pa.array(["Supprimer l'ISF", "Ne pas supprimer l'ISF"])
    >>> words = build_vocabulary(count_forms(texts), language="fr", min_documents=1)
    >>> lemma_sets(texts, words).indices.tolist()
    [0, 1, 0, 3]
    >>> lemma_sets(texts, words, negation="merged").indices.tolist()
    [0, 1, 0, 1]
    """
    tokens = as_tokens(texts)
    labels = label_tokens(tokens, vocabulary, negation=negation)
    return gather_sets(tokens, labels, vocabulary)


def gather_sets(tokens: Cuts, labels: NDArray[np.int32], vocabulary: Vocabulary) -> LemmaSets:
    """Find the set of entries of each text, where the entry of each token is known.

    Parameters
    ----------
    tokens : Cuts
        What `segment` found.
    labels : ndarray of int32, shape (n_tokens,)
        What `label_tokens` or `merge_negation` made of them.
    vocabulary : Vocabulary
        Of the corpus.
    """
    indptr, indices = np.zeros_like(tokens.indptr), np.empty_like(labels)
    n_tokens = np.empty(len(indptr) - 1, np.int64)
    latest = np.full(vocabulary.n_entries, -1, np.int32)
    kernels.gather(labels, tokens.marks, tokens.indptr, latest, indptr, indices, n_tokens)
    return LemmaSets(
        indptr=indptr,
        indices=indices[: indptr[-1]].copy(),
        n_tokens=n_tokens,
        n_entries=vocabulary.n_entries,
    )


def rank_mentions(tokens: Cuts, labels: NDArray[np.int32], sets: LemmaSets) -> NDArray[np.int32]:
    """Find in which order each text names its entries, by their first mentions.

    Parameters
    ----------
    tokens : Cuts
        What `segment` found.
    labels : ndarray of int32, shape (n_tokens,)
        The entry of each token.
    sets : LemmaSets
        What `gather_sets` made of both.

    Returns
    -------
    ndarray of int32, shape (n_nonzero,)
        0 for the entry that the text names first, 1 for the next new one, and so on.

    Examples
    --------
    >>> import pyarrow as pa
    >>> from civiscope.corpus.forms import count_forms
    >>> from civiscope.corpus.lemma_sets import gather_sets, label_tokens, rank_mentions
    >>> from civiscope.corpus.segmentation import segment
    >>> from civiscope.corpus.vocabulary import build_vocabulary
    >>> tokens = segment(pa.array(["Supprimer l'ISF, oui, supprimer la taxe"]))
    >>> words = build_vocabulary(count_forms(tokens), language="fr", min_form_documents=1,
    ...                          min_documents=1)
    >>> labels = label_tokens(tokens, words)
    >>> sets = gather_sets(tokens, labels, words)
    >>> [words.entries[entry] for entry in sets.indices]
    ['isf', 'supprimer', 'taxe']
    >>> rank_mentions(tokens, labels, sets).tolist()
    [1, 0, 2]
    """
    ranks = np.full(len(sets.indices), -1, np.int32)
    places = np.empty(sets.n_entries, np.int64)
    kernels.rank(labels, tokens.indptr, sets.indptr, sets.indices, places, ranks)
    return ranks


def find_spans(
    tokens: Tokens, labels: NDArray[np.int32], entries: Iterable[int]
) -> NDArray[np.int64]:
    """Find where entries stand in the texts, for marking them.

    Parameters
    ----------
    tokens : Tokens
        What `segment` found.
    labels : ndarray of int32, shape (n_tokens,)
        What `label_tokens` made of them.
    entries : iterable of int
        Entries of the vocabulary.

    Returns
    -------
    ndarray of int64, shape (n_spans, 3)
        Text, first byte and byte after the last, in the order of the texts.

    Examples
    --------
    >>> import pyarrow as pa
    >>> from civiscope.corpus.forms import count_forms
    >>> from civiscope.corpus.lemma_sets import find_spans, label_tokens
    >>> from civiscope.corpus.segmentation import segment
    >>> from civiscope.corpus.vocabulary import build_vocabulary
    >>> tokens = segment(pa.array(["Non.", "L'école, les écoles"]))
    >>> words = build_vocabulary(count_forms(tokens), language="fr", min_form_documents=1,
    ...                          min_documents=1)
    >>> find_spans(tokens, label_tokens(tokens, words), [0]).tolist()
    [[1, 2, 8], [1, 14, 21]]
    """
    found = np.flatnonzero(np.isin(labels, np.fromiter(entries, np.int32)))
    texts = np.searchsorted(tokens.indptr, found, side="right") - 1
    return np.column_stack((texts, tokens.starts[found], tokens.ends[found])).astype(np.int64)
