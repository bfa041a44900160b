"""The two passes over the answers: count their words, then score them.

Each is a function of one batch that a worker can be sent; what it returns is added to, or stands
beside, what it returns for the others.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from civiscope.coding.codebook import Codebook
from civiscope.coding.cues import Residual
from civiscope.coding.learning import LearntCodes, score_learnt
from civiscope.coding.matching import CodeWords, match_answers
from civiscope.coding.scoring import score_matches, settle_scores
from civiscope.corpus.forms import FormCounts, count_forms
from civiscope.corpus.lemma_sets import LemmaSets, lemma_sets
from civiscope.corpus.non_answers import find_non_answers
from civiscope.corpus.segmentation import normalised_hash
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
    bars : ndarray of float64, shape (n_codes,)
        Score from which an answer has each code.
    learnt : LearntCodes or None
        What was learnt from people.
    """

    codebook: Codebook
    vocabulary: Vocabulary
    words: CodeWords
    residuals: Mapping[int, Residual]
    bars: NDArray[np.float64]
    learnt: LearntCodes | None = None

    def read(self, texts: pa.Array) -> LemmaSets:
        """Find the lemmas of texts."""
        return lemma_sets(texts, self.vocabulary, negation="merged")

    def score_labels(self, sets: LemmaSets) -> NDArray[np.float64]:
        """Score answers by the labels of codes; shape (n_answers, n_codes)."""
        return score_matches(match_answers(self.words, sets), self.codebook)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """The scores of a batch, answer by answer, but for those that are too low to tell.

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
    is_coded : ndarray of bool, shape (n_scores,)
        Whether the answer has the code.
    """

    n_answers: int
    rows: NDArray[np.int32]
    codes: NDArray[np.int32]
    scores: NDArray[np.float64]
    is_coded: NDArray[np.bool_]


def count_batch(batch: Batch) -> FormCounts:
    """Count the forms of a batch."""
    return count_forms(read_batch(batch.path, batch.group, (TEXT,))[TEXT])


def score_batch(batch: Batch, *, coder: Coder) -> Scored:
    """Score the answers of a batch."""
    texts = read_batch(batch.path, batch.group, (TEXT,))[TEXT]
    scores = score_texts(texts, coder)
    is_coded = scores >= coder.bars
    rows, codes = np.nonzero(is_coded | (scores >= LOWEST_SCORE))
    return Scored(
        n_answers=len(texts),
        rows=rows.astype(np.int32),
        codes=codes.astype(np.int32),
        scores=scores[rows, codes],
        is_coded=is_coded[rows, codes],
    )


def score_texts(texts: pa.Array, coder: Coder) -> NDArray[np.float64]:
    """Score answers by all that is known; shape (n_answers, n_codes)."""
    sets = coder.read(texts)
    scores = coder.score_labels(sets)
    if coder.learnt is not None:
        scores = score_learnt(coder.learnt, sets, scores)
    return settle_scores(
        scores,
        coder.codebook,
        bars=coder.bars,
        residuals=coder.residuals,
        is_non_answer=find_non_answers(normalised_hash(texts), language=coder.vocabulary.language),
    )
