"""What people coded, taught to the machine."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from civiscope.coding.codebook import Codebook
from civiscope.coding.codings import read_codings
from civiscope.coding.learning import FEWEST_LEARNT, deal_folds, learn_codes
from civiscope.errors import InputError
from civiscope.runs.coding.passes import LOWEST_SCORE, Coder
from civiscope.tables import IDENTIFIER, TEXT


def teach(
    coder: Coder, contributions: Path, paths: Sequence[Path]
) -> tuple[Coder, tuple[str, ...]]:
    """Teach the machine what people coded.

    Parameters
    ----------
    coder : Coder
        What the labels are worth.
    contributions : Path
        The answers in canonical form.
    paths : sequence of Path
        Files that `civiscope.coding.codings.read_codings` reads.

    Returns
    -------
    Coder, tuple of str
        What also knows the codes that enough people gave; and the answers it learnt from.

    Raises
    ------
    InputError
        Where codings are of unknown answers or codes, or nothing can be learnt from them.
    """
    read = pq.read_table(contributions, columns=[IDENTIFIER, TEXT])
    codes = [code.code for code in coder.codebook.codes]
    codings = read_codings(paths, identifiers=read[IDENTIFIER].to_pylist(), codes=codes)
    rows = np.flatnonzero(codings.is_read.any(axis=0))
    chosen = read.take(pa.array(rows))
    sets = coder.read(chosen[TEXT].combine_chunks())
    identifiers = chosen[IDENTIFIER].to_pylist()
    learnt = learn_codes(
        sets,
        coder.score_labels(sets),
        _with_wholes(_settled(codings.values[:, rows]), coder.codebook),
        deal_folds(identifiers),
        documents=coder.vocabulary.documents,
        n_documents=read.num_rows,
    )
    if not len(learnt.codes):
        raise InputError(
            f"Expected a code that people gave to {FEWEST_LEARNT} answers and did not give to "
            f"{FEWEST_LEARNT} others, and found none in {len(rows)} coded answers. Code more, or "
            "leave out --learn."
        )
    bars = coder.bars.copy()
    bars[learnt.codes] = [max(trial.bar, LOWEST_SCORE) for trial in learnt.trials]
    residuals = {
        number: kind
        for number, kind in coder.residuals.items()
        if number not in learnt.codes.tolist()
    }
    return replace(coder, bars=bars, learnt=learnt, residuals=residuals), tuple(identifiers)


def _settled(values: NDArray[np.int8]) -> NDArray[np.int8]:
    """Return what most coders say of each answer, -1 where they are even or nobody read it."""
    balance = (values == 1).sum(axis=0) - (values == 0).sum(axis=0)
    return np.where(balance == 0, -1, balance > 0).astype(np.int8)


def _with_wholes(values: NDArray[np.int8], codebook: Codebook) -> NDArray[np.int8]:
    """Let answers have what their codes are part of."""
    at = {code.code: number for number, code in enumerate(codebook.codes)}
    for number, code in enumerate(codebook.codes):
        has_part = values[:, number] == 1
        for name in codebook.ancestors(code.code):
            values[has_part, at[name]] = 1
    return values
