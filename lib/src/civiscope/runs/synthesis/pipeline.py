"""The whole way: read, count, sample, fit, assign, quote, and say what was found."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from civiscope.corpus.campaigns import Campaign, describe_campaigns
from civiscope.corpus.families import Families, distinct_texts, families, spread
from civiscope.corpus.forms import merge_counts
from civiscope.corpus.vocabulary import Vocabulary, build_vocabulary
from civiscope.errors import InputError
from civiscope.runs.executors import Executor
from civiscope.runs.synthesis.fitting import Fitted, fit_question
from civiscope.runs.synthesis.models import QuestionModel
from civiscope.runs.synthesis.passes import (
    REASONS,
    Assigned,
    Batch,
    Sampled,
    assign_batch,
    count_batch,
    sample_batch,
)
from civiscope.runs.synthesis.quoting import Quoted, Quoting, quote_batch
from civiscope.runs.synthesis.settings import Settings
from civiscope.synthesis.excerpts import merge_candidates, merge_draws
from civiscope.synthesis.keyness import Keyness, measure_keyness
from civiscope.synthesis.sampling import SampledSets, merge_samples
from civiscope.tables import AUTHOR, DATE, IDENTIFIER, QUESTION, TEXT, Contributions, read_batches

FEWEST_DOCUMENTS = 5
"""Texts that must have a lemma for it to enter the vocabulary of a small corpus…"""

FEWEST_DOCUMENTS_SHARE = 1 / 20_000
"""…and their share in a large one, whichever is more."""

SMALLEST_FAMILY = 2
"""Answers of the smallest family that is published as one."""

Progress = Callable[[str, int, int], None]
"""Told the stage, how many of its tasks are done, and how many there are."""

Task = TypeVar("Task")
Result = TypeVar("Result")


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """All that was found, before it is said.

    Attributes
    ----------
    contributions : Contributions
        What was read.
    questions : tuple of str
        The questions, in the order of their letters; empty where themes are of all answers.
    vocabulary : Vocabulary
        Of the corpus.
    models : tuple of QuestionModel
        One for each question, or one for all answers.
    answers : Answers
        What became of each answer.
    families : Families
        Of all answers.
    campaigns : tuple of Campaign
        The largest first.
    presences : ndarray of int64, shape (n_themes + n_subthemes, n_entries)
        Answers of each theme and sub-theme with each entry.
    keyness : tuple of Keyness
        For each question, how typical each entry is of each of its themes.
    sub_keyness : tuple of Keyness or None
        For each theme, the same of its sub-themes inside it; None where it has none.
    quoted : Quoted
        What may be quoted.
    """

    contributions: Contributions
    questions: tuple[str, ...]
    vocabulary: Vocabulary
    models: tuple[QuestionModel, ...]
    answers: Answers
    families: Families
    campaigns: tuple[Campaign, ...]
    presences: NDArray[np.int64]
    keyness: tuple[Keyness, ...]
    sub_keyness: tuple[Keyness | None, ...]
    quoted: Quoted


def find(
    contributions: Contributions, *, settings: Settings, executor: Executor, progress: Progress
) -> Findings:
    """Find the themes of contributions in canonical form.

    Parameters
    ----------
    contributions : Contributions
        What `civiscope.tables.read_contributions` wrote.
    settings : Settings
        Those of the synthesis.
    executor : Executor
        Where batches are worked on; no bit of the findings depends on it.
    progress : Progress
        Told how far it is.

    Raises
    ------
    InputError
        Where no answer has words that others have too.
    """
    batches = _batches(contributions)
    through = partial(_through, executor, progress)
    counted = list(through("count", count_batch, batches))
    vocabulary = build_vocabulary(
        merge_counts(part.forms for part in counted),
        language=settings.language,
        min_documents=max(FEWEST_DOCUMENTS, round(contributions.rows * FEWEST_DOCUMENTS_SHARE)),
    )
    questions = tuple(sorted(frozenset().union(*(part.questions for part in counted))))
    sampling = partial(
        sample_batch, vocabulary=vocabulary, questions=questions, limit=settings.sample
    )
    sampled = list(through("sample", sampling, batches))
    models = _models(_samples(sampled, settings, questions), settings, through)
    assigning = partial(assign_batch, vocabulary=vocabulary, questions=questions, models=models)
    assigned = list(through("assign", assigning, batches))
    answers = _answers(assigned, sampled)
    presences = sum(part.presences for part in assigned[1:]) + assigned[0].presences
    asked = sum(part.question_presences for part in assigned[1:]) + assigned[0].question_presences
    progress("families", 0, 1)
    found = _families(contributions, np.concatenate([part.texts for part in sampled]))
    keyness = _keyness(models, answers, presences, asked)
    quoted = _quoted(batches, answers, found, vocabulary, keyness, settings, through)
    return Findings(
        contributions=contributions,
        questions=questions,
        vocabulary=vocabulary,
        models=models,
        answers=answers,
        families=found,
        campaigns=_campaigns(contributions, found),
        presences=presences,
        keyness=keyness,
        sub_keyness=_sub_keyness(models, answers, presences),
        quoted=quoted,
    )


def _batches(contributions: Contributions) -> list[Batch]:
    groups = pq.read_metadata(contributions.path).num_row_groups
    return [
        Batch(
            path=contributions.path,
            group=group,
            has_authors=AUTHOR in contributions.columns,
            has_questions=QUESTION in contributions.columns,
        )
        for group in range(groups)
    ]


def _through(
    executor: Executor,
    progress: Progress,
    stage: str,
    work: Callable[[Task], Result],
    tasks: Sequence[Task],
) -> Iterator[Result]:
    progress(stage, 0, len(tasks))
    for done, result in enumerate(executor.map(work, tasks), start=1):
        progress(stage, done, len(tasks))
        yield result


def _samples(
    sampled: Sequence[Sampled], settings: Settings, questions: tuple[str, ...]
) -> list[SampledSets]:
    numbers = range(max(1, len(questions)))
    samples = [
        merge_samples((part.samples[number] for part in sampled), limit=settings.sample)
        for number in numbers
    ]
    if not any(sample.rows.n_rows for sample in samples):
        raise InputError(
            "Expected answers that share words, and found none: every answer is empty, or holds "
            "only grammar words, or words that no other has. Check the column of the text and "
            f"--language (now {settings.language})."
        )
    return samples


def _models(
    samples: Sequence[SampledSets],
    settings: Settings,
    through: Callable[..., Iterable[Fitted]],
) -> tuple[QuestionModel, ...]:
    """Fit each question, and number themes and sub-themes over all of them."""
    models, first_theme, first_subtheme = [], 0, 0
    for fitted in through("fit", partial(fit_question, settings=settings), samples):
        subthemes = {}
        for theme, inside in sorted(fitted.subthemes.items()):
            subthemes[theme] = (first_subtheme, inside)
            first_subtheme += inside.n_themes
        models.append(
            QuestionModel(
                themes=fitted.themes,
                first_theme=first_theme,
                subthemes=subthemes,
                stability=fitted.stability,
                found_again=fitted.found_again,
            )
        )
        first_theme += fitted.themes.n_themes
    return tuple(models)


def _answers(assigned: Sequence[Assigned], sampled: Sequence[Sampled]) -> Answers:
    return Answers(
        questions=np.concatenate([part.questions for part in assigned]),
        themes=np.concatenate([part.themes for part in assigned]),
        subthemes=np.concatenate([part.subthemes for part in assigned]),
        scores=np.concatenate([part.scores for part in assigned]),
        reasons=np.concatenate([part.reasons for part in assigned]),
        authors=np.concatenate([part.authors for part in sampled]),
    )


def _families(contributions: Contributions, hashes: NDArray[np.uint64]) -> Families:
    """Gather near-duplicates among the distinct texts, which alone are held in memory."""
    distinct = distinct_texts(hashes)
    texts = _texts_at(contributions, distinct.rows)
    return spread(families(texts, counts=distinct.n_answers), distinct)


def _texts_at(contributions: Contributions, rows: NDArray[np.int64]) -> pa.Array:
    """Read the texts of some rows, in the order given."""
    order = np.argsort(rows, kind="stable")
    kept, first = [], 0
    for batch in read_batches(contributions.path, (TEXT,)):
        inside = np.searchsorted(rows[order], [first, first + len(batch)])
        kept.append(batch[TEXT].take(pa.array(rows[order][inside[0] : inside[1]] - first)))
        first += len(batch)
    back = np.empty(len(order), dtype=np.int64)
    back[order] = np.arange(len(order))
    return pa.chunked_array(kept).cast(pa.large_string()).combine_chunks().take(pa.array(back))


def _campaigns(contributions: Contributions, found: Families) -> tuple[Campaign, ...]:
    names = [name for name in (IDENTIFIER, AUTHOR, DATE) if name in contributions.columns]
    return describe_campaigns(found, pq.read_table(contributions.path, columns=names))


def _keyness(
    models: Sequence[QuestionModel],
    answers: Answers,
    presences: NDArray[np.int64],
    asked: NDArray[np.int64],
) -> tuple[Keyness, ...]:
    """Compare each theme with the other answers to the same question."""
    n_themes = sum(model.themes.n_themes for model in models)
    sizes = np.bincount(answers.themes[answers.themes >= 0], minlength=n_themes)
    totals = np.bincount(answers.questions, minlength=len(models))
    return tuple(
        measure_keyness(
            presences[model.first_theme : model.first_theme + model.themes.n_themes],
            sizes=sizes[model.first_theme : model.first_theme + model.themes.n_themes],
            totals=asked[number],
            n_answers=int(totals[number]),
        )
        for number, model in enumerate(models)
    )


def _sub_keyness(
    models: Sequence[QuestionModel], answers: Answers, presences: NDArray[np.int64]
) -> tuple[Keyness | None, ...]:
    """Compare each sub-theme with the other answers of its theme."""
    n_themes = sum(model.themes.n_themes for model in models)
    n_subthemes = len(presences) - n_themes
    sizes = np.bincount(answers.themes[answers.themes >= 0], minlength=n_themes)
    inside = np.bincount(answers.subthemes[answers.subthemes >= 0], minlength=n_subthemes)
    found: list[Keyness | None] = [None] * n_themes
    for model in models:
        for theme, (first, parts) in model.subthemes.items():
            number = model.first_theme + theme
            chosen = slice(first, first + parts.n_themes)
            found[number] = measure_keyness(
                presences[n_themes:][chosen],
                sizes=inside[chosen],
                totals=presences[number],
                n_answers=int(sizes[number]),
            )
    return tuple(found)


def _quoted(
    batches: Sequence[Batch],
    answers: Answers,
    found: Families,
    vocabulary: Vocabulary,
    keyness: Sequence[Keyness],
    settings: Settings,
    through: Callable[..., Iterable[Quoted]],
) -> Quoted:
    chi_squares = np.concatenate([part.chi_squares for part in keyness])
    quoting = partial(
        quote_batch, vocabulary=vocabulary, chi_squares=chi_squares, count=settings.excerpts
    )
    parts = list(through("quote", quoting, _quotings(batches, answers, found)))
    return Quoted(
        typical=merge_candidates([part.typical for part in parts]),
        drawn=merge_draws([part.drawn for part in parts], count=settings.excerpts),
        unclassified=merge_draws([part.unclassified for part in parts], count=settings.excerpts),
    )


def _quotings(batches: Sequence[Batch], answers: Answers, found: Families) -> list[Quoting]:
    has_kin = found.n_answers[found.family] >= SMALLEST_FAMILY
    kin = np.where(has_kin, found.family, -1).astype(np.int32)
    reasons = answers.questions * len(REASONS) + answers.reasons
    unclassified = np.where(answers.reasons >= 0, reasons, -1).astype(np.int32)
    quotings, first = [], 0
    for batch in batches:
        rows = slice(first, first + pq.read_metadata(batch.path).row_group(batch.group).num_rows)
        quotings.append(
            Quoting(
                batch=batch,
                first_row=first,
                themes=answers.themes[rows],
                unclassified=unclassified[rows],
                families=kin[rows],
            )
        )
        first = rows.stop
    return quotings
