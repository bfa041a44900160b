"""Texts: the words of French and English under which they are found."""

from civiscope.corpus.stopwords import STOP_WORDS
from civiscope.corpus.words import (
    QUERY_CHARACTERS,
    QUERY_WORDS,
    TYPO_CHARACTERS,
    WORD_CHARACTERS,
    QueryWord,
    deletions,
    fold,
    index_words,
    query_words,
    splits,
    stems,
    tokens,
    within_one_edit,
)

__all__ = [
    "QUERY_CHARACTERS",
    "QUERY_WORDS",
    "STOP_WORDS",
    "TYPO_CHARACTERS",
    "WORD_CHARACTERS",
    "QueryWord",
    "deletions",
    "fold",
    "index_words",
    "query_words",
    "splits",
    "stems",
    "tokens",
    "within_one_edit",
]
