"""Answers by the million, made of the sentences of real ones."""

import csv
import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pcsv
from numpy.typing import NDArray

BATCH = 100_000
SEED = 2019
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+|\n+")


def read_answers(path: Path) -> list[str]:
    """Read the texts of the real answers."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return [row["text"] for row in csv.DictReader(file)]


def write_recombined(answers: list[str], path: Path, *, n_answers: int) -> None:
    """Write a CSV of answers, half of whose texts are distinct.

    Each distinct text joins as many sentences as some real answer has, two at least, drawn from all
    of them. The
    other half says again one of those texts, a few of them very often, as people do.
    """
    cut = [[part for part in _SENTENCE_END.split(text) if part] for text in answers]
    sentences = pa.array([sentence for parts in cut for sentence in parts], pa.string())
    lengths = np.maximum([len(parts) for parts in cut], 2)
    rng = np.random.default_rng(SEED)
    n_distinct = n_answers // 2
    counts = rng.choice(lengths, size=n_distinct)
    ends = np.cumsum(counts)
    drawn = rng.integers(len(sentences), size=ends[-1])
    # Cubed, so that the first texts come back often.
    again = (rng.random(n_answers - n_distinct) ** 3 * n_distinct).astype(np.int64)
    order = rng.permutation(np.concatenate([np.arange(n_distinct), again]))
    schema = pa.schema([("id", pa.string()), ("text", pa.string())])
    with pcsv.CSVWriter(path, schema) as writer:
        for first, texts in _texts(sentences, drawn, ends, counts, order):
            numbers = pa.array(np.arange(first, first + len(texts)))
            ids = pc.utf8_lpad(numbers.cast(pa.string()), 9, "0")
            writer.write(pa.record_batch([ids, texts], schema=schema))


def _texts(
    sentences: pa.StringArray,
    drawn: NDArray[np.int64],
    ends: NDArray[np.int64],
    counts: NDArray[np.int64],
    order: NDArray[np.int64],
) -> Iterator[tuple[int, pa.StringArray]]:
    for first in range(0, len(order), BATCH):
        rows = order[first : first + BATCH]
        offsets = np.concatenate([[0], np.cumsum(counts[rows])])
        starts = np.repeat(ends[rows] - counts[rows] - offsets[:-1], counts[rows])
        chosen = sentences.take(pa.array(drawn[starts + np.arange(offsets[-1])]))
        yield (
            first,
            pc.binary_join(pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), chosen), " "),
        )
