"""What the passes find in batches, added up as it comes.

Together, the results of all batches of ten million answers would not leave room for the answers.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from civiscope.corpus.forms import FormCounts, merge_counts
from civiscope.runs.synthesis.passes import Assigned, Counted, Sampled
from civiscope.synthesis.sampling import SampledSets, merge_samples


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What is known of each answer, in the order of the contribution ids.

    Attributes
    ----------
    questions, themes, subthemes : ndarray of int32, shape (n_answers,)
        Numbers over the whole synthesis; -1 for none.
    scores : ndarray of float64, shape (n_answers,)
        How much of the answer its theme explains.
    reasons : ndarray of int8, shape (n_answers,)
        Why it has no theme, in the order of `REASONS`; -1 where it has one.
    authors : ndarray of uint64, shape (n_answers,)
        Hash of its author; 0 where unknown.
    """

    questions: NDArray[np.int32]
    themes: NDArray[np.int32]
    subthemes: NDArray[np.int32]
    scores: NDArray[np.float64]
    reasons: NDArray[np.int8]
    authors: NDArray[np.uint64]


def gather_forms(parts: Iterable[Counted]) -> tuple[FormCounts, tuple[str, ...]]:
    """Add up the forms of all batches, and list the questions in the order of their letters."""
    questions: set[str] = set()

    def noted() -> Iterator[FormCounts]:
        for part in parts:
            questions.update(part.questions)
            yield part.forms

    return merge_counts(noted()), tuple(sorted(questions))


def gather_samples(parts: Iterable[Sampled], n_answers: int, limit: int) -> Sampled:
    """Merge the samples of each question, and join what is known of each answer.

    Parameters
    ----------
    parts : iterable of Sampled
        Of all batches, in their order.
    n_answers : int
        Of all batches.
    limit : int
        Sets to keep at most, as for each batch.
    """
    texts, authors = np.empty((n_answers, 2), np.uint64), np.empty(n_answers, np.uint64)
    samples: dict[int, SampledSets] = {}
    first = 0
    for part in parts:
        rows = slice(first, first + len(part.authors))
        texts[rows], authors[rows] = part.texts, part.authors
        for number, sample in part.samples.items():
            both = [samples[number], sample] if number in samples else [sample]
            samples[number] = merge_samples(both, limit=limit)
        first = rows.stop
    return Sampled(samples=samples, texts=texts, authors=authors)


def gather_answers(
    parts: Iterable[Assigned], authors: NDArray[np.uint64]
) -> tuple[Answers, NDArray[np.int64], NDArray[np.int64]]:
    """Join what became of each answer, and add up what each theme and each question has.

    Parameters
    ----------
    parts : iterable of Assigned
        Of all batches, in their order.
    authors : ndarray of uint64, shape (n_answers,)
        Hash of the author of each answer; 0 where unknown.

    Returns
    -------
    Answers, ndarray of int64, ndarray of int64
        Then the answers of each theme and sub-theme that have each entry, of shape
        (n_themes + n_subthemes, n_entries); then those of each question.
    """
    answers = Answers(
        questions=np.empty(len(authors), np.int32),
        themes=np.empty(len(authors), np.int32),
        subthemes=np.empty(len(authors), np.int32),
        scores=np.empty(len(authors)),
        reasons=np.empty(len(authors), np.int8),
        authors=authors,
    )
    presences, asked = np.zeros((2, 1, 1), np.int64)
    first = 0
    for part in parts:
        rows = slice(first, first + len(part.themes))
        for name in ("questions", "themes", "subthemes", "scores", "reasons"):
            getattr(answers, name)[rows] = getattr(part, name)
        presences = presences + part.presences
        asked = asked + part.question_presences
        first = rows.stop
    return answers, presences, asked
