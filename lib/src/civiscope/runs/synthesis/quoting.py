"""The fourth pass: the answers that are quoted, typical ones and ones drawn by lot."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from civiscope.corpus.lemma_sets import gather_sets
from civiscope.corpus.vocabulary import Vocabulary
from civiscope.runs.synthesis.labelling import read_labelled
from civiscope.runs.synthesis.passes import Batch
from civiscope.synthesis.excerpts import Answers, Candidates, Draws, candidates, draw
from civiscope.synthesis.rows import SparseRows
from civiscope.synthesis.units import hash_strings
from civiscope.tables import IDENTIFIER


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoting:
    """A batch, and what is known of its answers by now.

    Attributes
    ----------
    batch : Batch
        The batch.
    first_row : int
        The row of its first answer in the whole corpus.
    themes : ndarray of int32, shape (n_answers,)
        The theme of each; -1 for none.
    unclassified : ndarray of int32, shape (n_answers,)
        Of those without theme, the number of question and reason; -1 for the others.
    families : ndarray of int32, shape (n_answers,)
        The family of each; -1 where it is alone.
    """

    batch: Batch
    first_row: int
    themes: NDArray[np.int32]
    unclassified: NDArray[np.int32]
    families: NDArray[np.int32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """What may be quoted of a batch.

    Attributes
    ----------
    typical : Candidates
        The most typical answers of each theme.
    drawn : Draws
        Answers of each theme drawn by lot.
    unclassified : Draws
        The same of each reason why there is no theme.
    """

    typical: Candidates
    drawn: Draws
    unclassified: Draws


def quote_batch(
    quoting: Quoting, *, vocabulary: Vocabulary, chi_squares: NDArray[np.float64], count: int
) -> Quoted:
    """Find what may be quoted of a batch."""
    labelled = read_labelled(quoting.batch.labels)
    sets = gather_sets(labelled, labelled.labels, vocabulary)
    rows = SparseRows.of_presences(sets.indptr, sets.indices, n_columns=sets.n_entries)
    names = quoting.batch.read(IDENTIFIER)[IDENTIFIER]
    keys, ids = hash_strings(names), names.to_numpy(zero_copy_only=False)

    def answers(groups: NDArray[np.int32]) -> Answers:
        return Answers(
            themes=groups,
            rows=np.arange(len(ids)) + quoting.first_row,
            ids=ids,
            lengths=labelled.lengths,
            n_words=sets.n_tokens,
            texts=labelled.hashes,
            families=quoting.families,
        )

    in_themes = answers(quoting.themes)
    return Quoted(
        typical=candidates(in_themes, rows, chi_squares=chi_squares),
        drawn=draw(in_themes, keys=keys, count=count),
        unclassified=draw(answers(quoting.unclassified), keys=keys, count=count),
    )
