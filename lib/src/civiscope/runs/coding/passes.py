"""The two passes over the answers: count their words, then score them.

Each is a function of one batch that a worker can be sent; what it returns is added to, or stands
beside, what it returns for the others.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from civiscope.coding.codebook import Codebook
from civiscope.coding.cues import Residual
from civiscope.coding.matching import CodeWords, match_answers
from civiscope.coding.scoring import score_matches
from civiscope.corpus.forms import FormCounts, count_forms
from civiscope.corpus.lemma_sets import lemma_sets
from civiscope.corpus.non_answers import find_non_answers
from civiscope.corpus.vocabulary import Vocabulary
from civiscope.tables import TEXT, read_batch

LOWEST_SCORE = 0.1
"""Scores below are not written; they add nothing that intervals would feel."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """A batch of the answers: a row group of their Parquet file."""

    path: Path
    group: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Coder:
    """What gives answers their scores.

    Attributes
    ----------
    codebook : Codebook
        The codes.
    vocabulary : Vocabulary
        Of the answers and of the codebook.
    words : CodeWords
        What words count for which codes.
    residuals : mapping of int to {"other", "none"}
        The codes for what no other holds, by number.
    """

    codebook: Codebook
    vocabulary: Vocabulary
    words: CodeWords
    residuals: Mapping[int, Residual]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """The scores of a batch, but for those under `LOWEST_SCORE`, answer by answer.

    Attributes
    ----------
    n_answers : int
        Answers of the batch.
    rows : ndarray of int32, shape (n_scores,)
        The answer of each score, from 0 in its batch.
    codes : ndarray of int32, shape (n_scores,)
        Its code.
    scores : ndarray of float64, shape (n_scores,)
        The score.
    """

    n_answers: int
    rows: NDArray[np.int32]
    codes: NDArray[np.int32]
    scores: NDArray[np.float64]


def count_batch(batch: Batch) -> FormCounts:
    """Count the forms of a batch."""
    return count_forms(read_batch(batch.path, batch.group, (TEXT,))[TEXT])


def score_batch(batch: Batch, *, coder: Coder) -> Scored:
    """Score the answers of a batch."""
    texts = read_batch(batch.path, batch.group, (TEXT,))[TEXT]
    scores = score_matches(
        match_answers(coder.words, lemma_sets(texts, coder.vocabulary, negation="merged")),
        coder.codebook,
        residuals=coder.residuals,
        is_non_answer=find_non_answers(texts, language=coder.vocabulary.language),
    )
    rows, codes = np.nonzero(scores >= LOWEST_SCORE)
    return Scored(
        n_answers=len(texts),
        rows=rows.astype(np.int32),
        codes=codes.astype(np.int32),
        scores=scores[rows, codes],
    )
