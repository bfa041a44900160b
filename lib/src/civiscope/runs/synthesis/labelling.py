"""Texts as entries of the vocabulary: cut into words once, for all the passes that follow.

Cutting takes longer than what most passes do with the words; so what was found stays on the disk,
beside the contributions, as long as the run.
"""

from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from civiscope.corpus.lemma_sets import gather_sets, label_tokens, merge_negation
from civiscope.corpus.segmentation import Cuts, normalised_hash, segment
from civiscope.corpus.vocabulary import Vocabulary
from civiscope.synthesis.rows import SparseRows


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled(Cuts):
    """The texts of a batch, as all passes but the first need to know them.

    Attributes
    ----------
    labels : ndarray of int32, shape (n_tokens,)
        The entry of each token in the vocabulary; -1 for none.
    hashes : ndarray of uint64, shape (n_answers, 2)
        The normalised hash of each text.
    lengths : ndarray of int32, shape (n_answers,)
        Its characters.
    """

    labels: NDArray[np.int32]
    hashes: NDArray[np.uint64]
    lengths: NDArray[np.int32]

    def write(self, path: Path) -> None:
        """Write all of it into a file."""
        np.savez(path, **{field.name: getattr(self, field.name) for field in fields(self)})


def read_labelled(path: Path) -> Labelled:
    """Read what `Labelled.write` wrote."""
    with np.load(path) as columns:
        return Labelled(**columns)


def label(texts: pa.StringArray, vocabulary: Vocabulary) -> Labelled:
    """Cut the texts of a batch, and find each word in the vocabulary."""
    tokens = segment(texts)
    return Labelled(
        indptr=tokens.indptr,
        marks=tokens.marks,
        labels=label_tokens(tokens, vocabulary),
        hashes=normalised_hash(texts),
        lengths=pc.utf8_length(texts).to_numpy(zero_copy_only=False).astype(np.int32),
    )


def presences(labelled: Labelled, vocabulary: Vocabulary) -> SparseRows:
    """Find the lemmas of each text, negated or not."""
    sets = gather_sets(labelled, merge_negation(labelled.labels, vocabulary), vocabulary)
    return SparseRows.of_presences(sets.indptr, sets.indices, n_columns=vocabulary.n_lemmas)
