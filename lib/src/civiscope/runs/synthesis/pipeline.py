"""The whole way: read, count, sample, fit, assign, quote, and say what was found."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from civiscope.corpus.campaigns import Campaign, describe_campaigns
from civiscope.corpus.families import Families
from civiscope.corpus.languages import check_texts
from civiscope.corpus.vocabulary import Vocabulary, build_vocabulary
from civiscope.errors import InputError
from civiscope.runs.executors import Executor
from civiscope.runs.synthesis.fitting import Fitted, fit_question
from civiscope.runs.synthesis.gathering import (
    Answers,
    gather_answers,
    gather_forms,
    gather_samples,
)
from civiscope.runs.synthesis.kinship import find_families
from civiscope.runs.synthesis.models import QuestionModel
from civiscope.runs.synthesis.passes import (
    REASONS,
    Batch,
    assign_batch,
    count_batch,
    sample_batch,
)
from civiscope.runs.synthesis.quoting import Quoted, Quoting, quote_batch
from civiscope.runs.synthesis.rare import Known, RareIdeas, find_rare_ideas
from civiscope.runs.synthesis.settings import Settings
from civiscope.synthesis.excerpts import merge_candidates, merge_draws
from civiscope.synthesis.keyness import Keyness, measure_keyness
from civiscope.synthesis.sampling import SampledSets
from civiscope.tables import (
    AUTHOR,
    CANONICAL,
    DATE,
    IDENTIFIER,
    QUESTION,
    Contributions,
)

FEWEST_DOCUMENTS = 5
"""Texts that must have a lemma for it to enter the vocabulary of a small corpus…"""

FEWEST_DOCUMENTS_SHARE = 1 / 20_000
"""…and their share in a large one, whichever is more."""

SMALLEST_FAMILY = 2
"""Answers of the smallest family that is published as one."""

SHOWN_WORDINGS = 5
"""Wordings quoted of a campaign."""

Progress = Callable[[str, int, int], None]
"""Told the stage, how many of its tasks are done, and how many there are."""

Task = TypeVar("Task")
Result = TypeVar("Result")


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
    rare : RareIdeas
        The ideas that few have and no theme explains.
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
    rare: RareIdeas


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
    forms, questions = gather_forms(through("count", count_batch, batches))
    check_texts(forms, language=settings.language, least_percent=settings.known_percent)
    vocabulary = build_vocabulary(
        forms,
        language=settings.language,
        min_documents=max(FEWEST_DOCUMENTS, round(contributions.rows * FEWEST_DOCUMENTS_SHARE)),
    )
    sampling = partial(
        sample_batch, vocabulary=vocabulary, questions=questions, limit=settings.sample
    )
    sampled = gather_samples(
        through("sample", sampling, batches), contributions.rows, settings.sample
    )
    _check_samples(sampled.samples, settings)
    progress("families", 0, 1)
    found = find_families(contributions, sampled.texts, threads=executor.processors)
    models = _models(sampled.samples, settings, through)
    assigning = partial(assign_batch, vocabulary=vocabulary, questions=questions, models=models)
    answers, presences, asked = gather_answers(
        through("assign", assigning, batches), sampled.authors
    )
    del sampled  # the hashes of all texts
    progress("describe", 0, 1)
    keyness = _keyness(models, answers, presences, asked)
    quoted = _quoted(batches, answers, found, vocabulary, keyness, settings, through)
    campaigns = _campaigns(contributions, found)
    return Findings(
        contributions=contributions,
        questions=questions,
        vocabulary=vocabulary,
        models=models,
        answers=answers,
        families=found,
        campaigns=campaigns,
        presences=presences,
        keyness=keyness,
        sub_keyness=_sub_keyness(models, answers, presences),
        quoted=quoted,
        rare=find_rare_ideas(
            batches,
            _known(answers, models, questions, found, campaigns),
            vocabulary=vocabulary,
            count=settings.rare_ideas,
            through=through,
        ),
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


def _check_samples(samples: Mapping[int, SampledSets], settings: Settings) -> None:
    if not any(sample.rows.n_rows for sample in samples.values()):
        raise InputError(
            "Expected answers that share words, and found none: every answer is empty, or holds "
            "only grammar words, or words that no other has. Check the column of the text and "
            f"--language (now {settings.language})."
        )


def _models(
    samples: Mapping[int, SampledSets],
    settings: Settings,
    through: Callable[..., Iterable[Fitted]],
) -> tuple[QuestionModel, ...]:
    """Fit each question, and number themes and sub-themes over all of them."""
    models, first_theme, first_subtheme = [], 0, 0
    asked = [samples[number] for number in sorted(samples)]
    for fitted in through("fit", partial(fit_question, settings=settings), asked):
        subthemes = {}
        for theme, inside in sorted(fitted.subthemes.items()):
            subthemes[theme] = (first_subtheme, inside)
            first_subtheme += inside.n_themes
        models.append(
            QuestionModel(
                themes=fitted.themes,
                tried=fitted.tried,
                first_theme=first_theme,
                subthemes=subthemes,
                stability=fitted.stability,
                found_again=fitted.found_again,
            )
        )
        first_theme += fitted.themes.n_themes
    return tuple(models)


def _campaigns(contributions: Contributions, found: Families) -> tuple[Campaign, ...]:
    variables = [name for name in contributions.columns if name not in CANONICAL]
    names = [name for name in (IDENTIFIER, AUTHOR, DATE) if name in contributions.columns]
    read = pq.read_table(contributions.path, columns=names + variables)
    campaigns = describe_campaigns(found, read, by=variables, most_wordings=SHOWN_WORDINGS)
    del read
    pa.default_memory_pool().release_unused()
    return campaigns


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


def _known(
    answers: Answers,
    models: Sequence[QuestionModel],
    questions: tuple[str, ...],
    found: Families,
    campaigns: Sequence[Campaign],
) -> Known:
    """Say what rare ideas are sought by: chance deals out words inside questions, or themes."""
    n_themes = sum(model.themes.n_themes for model in models)
    themes = np.where(answers.themes >= 0, answers.themes, n_themes).astype(np.int32)
    return Known(
        strata=answers.questions if questions else themes,
        n_strata=len(questions) or n_themes + 1,
        reasons=answers.reasons,
        scores=answers.scores,
        authors=answers.authors,
        families=found,
        campaigns=np.array([campaign.family for campaign in campaigns], dtype=np.int64),
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
