"""The whole way: count words, weigh those of the codebook, score all answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from civiscope.coding.codebook import Codebook
from civiscope.coding.cues import list_cues
from civiscope.coding.matching import weigh_words
from civiscope.coding.scoring import CODED, residual_codes
from civiscope.corpus.forms import FormCounts, count_forms, merge_counts
from civiscope.corpus.languages import check_texts
from civiscope.corpus.lemma_sets import lemma_sets
from civiscope.corpus.vocabulary import build_vocabulary
from civiscope.runs.coding.passes import Batch, Coder, Scored, count_batch, score_batch
from civiscope.runs.coding.settings import Settings
from civiscope.runs.coding.teaching import teach
from civiscope.runs.executors import Executor, Progress, work_through
from civiscope.tables import Contributions

RARE_SHARE = 1 / 200_000
"""A form must be in more texts than this share of them to be lemmatised: in a million, in six."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """All that was found, before it is written.

    Attributes
    ----------
    contributions : Contributions
        What was read.
    codebook : Codebook
        The codes.
    coder : Coder
        What gave the scores.
    learnt_from : tuple of str
        The contributions whose codings by people were learnt from, in the order of their ids.
    batches : tuple of Scored
        The scores, in the order of the contributions.
    """

    contributions: Contributions
    codebook: Codebook
    coder: Coder
    learnt_from: tuple[str, ...]
    batches: tuple[Scored, ...]


def find_codings(
    contributions: Contributions,
    book: Codebook,
    *,
    taught: Sequence[Path] = (),
    settings: Settings,
    executor: Executor,
    progress: Progress,
) -> Findings:
    """Score all answers.

    Parameters
    ----------
    contributions : Contributions
        What `civiscope.tables.read_contributions` wrote.
    book : Codebook
        The codes.
    taught : sequence of Path, optional
        Files of what people coded, to learn from.
    settings : Settings
        Those of the coding.
    executor : Executor
        Where batches are worked on; no bit of the findings depends on it.
    progress : Progress
        Told how far it is.
    """
    through = partial(work_through, executor, progress)
    groups = pq.read_metadata(contributions.path).num_row_groups
    batches = [Batch(path=contributions.path, group=group) for group in range(groups)]
    counts = merge_counts(through("count", count_batch, batches))
    check_texts(counts, language=settings.language, least_percent=settings.known_percent)
    coder = make_coder(book, counts, language=settings.language, bar=settings.coded_score)
    learnt_from: tuple[str, ...] = ()
    if taught:
        progress("learn", 0, 1)
        coder, learnt_from = teach(coder, contributions.path, taught)
    scored = through("score", partial(score_batch, coder=coder), batches)
    return Findings(
        contributions=contributions,
        codebook=book,
        coder=coder,
        learnt_from=learnt_from,
        batches=tuple(scored),
    )


def make_coder(book: Codebook, counts: FormCounts, *, language: str, bar: float = CODED) -> Coder:
    """Learn what the words of a codebook are worth in a corpus.

    Parameters
    ----------
    book : Codebook
        The codes.
    counts : FormCounts
        Of all answers.
    language : str
        ISO 639-1 code of both.
    bar : float, optional
        Score from which an answer has a code.
    """
    cues = list_cues(book, language=language)
    texts = pa.array([cue.text for cue in cues], pa.large_string())
    fewest = 1 + int(counts.n_texts * RARE_SHARE)
    # As often as it takes for the words of cues to be in the vocabulary, though no answer has them.
    said = [count_forms(texts)] * fewest
    vocabulary = build_vocabulary(
        merge_counts([counts, *said]),
        language=language,
        min_documents=fewest,
        min_form_documents=fewest,
        has_stop_words=True,
    )
    sets = lemma_sets(texts, vocabulary, negation="merged")
    return Coder(
        codebook=book,
        vocabulary=vocabulary,
        words=weigh_words(book, cues, sets, vocabulary, n_answers=counts.n_texts),
        residuals=residual_codes(book, language=language),
        bars=np.full(len(book.codes), bar),
    )
