"""The three passes over the contributions: count the forms, sample the sets, give the themes.

Each is a function of one batch that a worker can be sent; what it returns is added to, or merged
with, what it returns for the others.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from civiscope.corpus.forms import FormCounts, count_forms
from civiscope.corpus.lemma_sets import gather_sets, merge_negation, rank_mentions
from civiscope.corpus.non_answers import find_non_answers
from civiscope.corpus.vocabulary import Vocabulary
from civiscope.runs.synthesis.labelling import Labelled, label, presences, read_labelled
from civiscope.runs.synthesis.models import QuestionModel
from civiscope.synthesis.rows import SparseRows
from civiscope.synthesis.sampling import SampledSets, sample_sets
from civiscope.synthesis.themes import assign_themes, discount_later
from civiscope.synthesis.units import hash_strings
from civiscope.tables import AUTHOR, IDENTIFIER, QUESTION, TEXT, read_batch

REASONS = ("empty", "non-answer", "unknown-words", "no-theme")
"""Why an answer has no theme; `Assigned.reasons` numbers them from 0, and -1 has a theme."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """A batch of the contributions: a row group of their Parquet file.

    The second pass leaves its words beside that file, in one of its own.
    """

    path: Path
    group: int
    has_authors: bool
    has_questions: bool

    @property
    def labels(self) -> Path:
        """Where its words are kept."""
        return self.path.with_suffix(f".{self.group}.npz")

    def read(self, *names: str) -> pa.RecordBatch:
        """Read some columns, without those of authors and questions where there are none."""
        absent = {AUTHOR: not self.has_authors, QUESTION: not self.has_questions}
        return read_batch(self.path, self.group, tuple(n for n in names if not absent.get(n)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What the first pass finds in a batch.

    Attributes
    ----------
    forms : FormCounts
        The counts of its forms.
    questions : frozenset of str
        The questions it answers.
    """

    forms: FormCounts
    questions: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sampled:
    """What the second pass finds in a batch.

    Attributes
    ----------
    samples : mapping of int to SampledSets
        The distinct sets of smallest hash, by number of question.
    texts : ndarray of uint64, shape (n_answers, 2)
        The normalised hash of each text.
    authors : ndarray of uint64, shape (n_answers,)
        The hash of each author, 0 where unknown.
    """

    samples: Mapping[int, SampledSets]
    texts: NDArray[np.uint64]
    authors: NDArray[np.uint64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned:
    """What the third pass finds in a batch.

    Attributes
    ----------
    questions : ndarray of int32, shape (n_answers,)
        The number of the question answered.
    themes : ndarray of int32, shape (n_answers,)
        The number of the theme over all questions; -1 for none.
    subthemes : ndarray of int32, shape (n_answers,)
        The number of the sub-theme over all themes; -1 for none.
    scores : ndarray of float64, shape (n_answers,)
        How much of the answer the theme explains.
    reasons : ndarray of int8, shape (n_answers,)
        Why there is no theme, in the order of `REASONS`; -1 where there is one.
    presences : ndarray of int64, shape (n_themes + n_subthemes, n_entries)
        Answers of each theme, then of each sub-theme, that have each entry.
    question_presences : ndarray of int64, shape (n_questions, n_entries)
        Answers to each question that have each entry.
    """

    questions: NDArray[np.int32]
    themes: NDArray[np.int32]
    subthemes: NDArray[np.int32]
    scores: NDArray[np.float64]
    reasons: NDArray[np.int8]
    presences: NDArray[np.int64]
    question_presences: NDArray[np.int64]


def count_batch(batch: Batch) -> Counted:
    """Count the forms of a batch, and note its questions."""
    read = batch.read(TEXT, QUESTION)
    asked = read[QUESTION].unique().to_pylist() if batch.has_questions else []
    return Counted(
        forms=count_forms(read[TEXT]), questions=frozenset(question or "" for question in asked)
    )


def sample_batch(
    batch: Batch, *, vocabulary: Vocabulary, questions: tuple[str, ...], limit: int
) -> Sampled:
    """Sample the lemma sets of a batch question by question, and hash its texts and authors.

    Its words are kept for the passes that follow.
    """
    read = batch.read(IDENTIFIER, TEXT, AUTHOR, QUESTION)
    labelled = label(read[TEXT], vocabulary)
    labelled.write(batch.labels)
    rows = presences(labelled, vocabulary)
    authors = authors_of(read)
    units = np.where(authors != 0, authors, hash_strings(read[IDENTIFIER]))
    asked = question_numbers(read, questions)
    samples = {}
    for number in range(max(1, len(questions))):
        chosen = np.flatnonzero(asked == number)
        samples[number] = sample_sets(rows.take(chosen), units=units[chosen], limit=limit)
    return Sampled(samples=samples, texts=labelled.hashes, authors=authors)


def assign_batch(
    batch: Batch,
    *,
    vocabulary: Vocabulary,
    questions: tuple[str, ...],
    models: tuple[QuestionModel, ...],
) -> Assigned:
    """Give each answer of a batch its theme, and count the entries of each theme."""
    labelled = read_labelled(batch.labels)
    kept = gather_sets(labelled, labelled.labels, vocabulary)
    rows = _mentions(labelled, vocabulary)
    asked = question_numbers(batch.read(IDENTIFIER, QUESTION), questions)
    themes, subthemes = (np.full(len(asked), -1, dtype=np.int32) for _ in range(2))
    scores = np.zeros(len(asked))
    for number, model in enumerate(models):
        _assign(rows, np.flatnonzero(asked == number), model, themes, subthemes, scores)
    non_answers = find_non_answers(labelled.hashes, language=vocabulary.language)
    reasons = _reasons(themes, kept.n_tokens, non_answers, rows)
    themes[reasons >= 0] = subthemes[reasons >= 0] = -1
    n_themes = sum(model.themes.n_themes for model in models)
    n_subthemes = sum(model.n_subthemes for model in models)
    entries = SparseRows.of_presences(kept.indptr, kept.indices, n_columns=kept.n_entries)
    return Assigned(
        questions=asked,
        themes=themes,
        subthemes=subthemes,
        scores=np.where(themes >= 0, scores, 0.0),
        reasons=reasons,
        presences=np.concatenate(
            [
                entries.grouped_counts(themes, n_themes),
                entries.grouped_counts(subthemes, n_subthemes),
            ]
        ),
        question_presences=entries.grouped_counts(asked, len(models)),
    )


def _mentions(labelled: Labelled, vocabulary: Vocabulary) -> SparseRows:
    """Find the lemmas of each text, each the heavier the earlier the text names it."""
    labels = merge_negation(labelled.labels, vocabulary)
    sets = gather_sets(labelled, labels, vocabulary)
    rows = SparseRows.of_presences(sets.indptr, sets.indices, n_columns=vocabulary.n_lemmas)
    return replace(rows, values=discount_later(rank_mentions(labelled, labels, sets)))


def authors_of(read: pa.RecordBatch) -> NDArray[np.uint64]:
    """Hash the authors of a batch; 0 is unknown."""
    if AUTHOR not in read.schema.names:
        return np.zeros(len(read), dtype=np.uint64)
    is_known = read[AUTHOR].is_valid().to_numpy(zero_copy_only=False)
    return np.where(is_known, hash_strings(read[AUTHOR].fill_null("")), np.uint64(0))


def question_numbers(read: pa.RecordBatch, questions: tuple[str, ...]) -> NDArray[np.int32]:
    """Find the number of the question of each answer; 0 where there are no questions."""
    if not questions:
        return np.zeros(len(read), dtype=np.int32)
    asked = read[QUESTION].fill_null("")
    numbers = pc.index_in(asked, value_set=pa.array(questions, asked.type))
    return np.asarray(numbers.to_numpy(zero_copy_only=False), dtype=np.int32)


def _assign(
    rows: SparseRows,
    chosen: NDArray[np.int64],
    model: QuestionModel,
    themes: NDArray[np.int32],
    subthemes: NDArray[np.int32],
    scores: NDArray[np.float64],
) -> None:
    """Write the themes of the chosen rows into the three arrays."""
    found = assign_themes(rows.take(chosen), model.themes)
    themes[chosen] = np.where(found.themes >= 0, found.themes + model.first_theme, -1)
    scores[chosen] = found.scores
    for theme, (first, inside) in model.subthemes.items():
        members = chosen[found.themes == theme]
        parts = assign_themes(rows.take(members), inside).themes
        subthemes[members] = np.where(parts >= 0, parts + first, -1)


def _reasons(
    themes: NDArray[np.int32],
    n_tokens: NDArray[np.int64],
    non_answers: NDArray[np.bool_],
    rows: SparseRows,
) -> NDArray[np.int8]:
    has_lemmas = np.diff(rows.indptr) > 0
    cases = [n_tokens == 0, non_answers, ~has_lemmas, themes < 0]
    return np.select(cases, range(len(REASONS)), default=-1).astype(np.int8)
