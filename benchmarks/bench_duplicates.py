"""Find the near-duplicates among 200,000 answers of the Grand débat, beside datasketch and rensa.

`make bench-duplicates` runs it, with CIVISCOPE_REAL_DATA naming the folder of the original data.
All three look for the pairs of texts whose character 5-grams have a Jaccard index of 0.8 or more.
We start from the answers as they are. The peers are given distinct, normalised texts of at least
twelve words for nothing; cutting them into 5-grams is part of their time, and is printed apart.
What they find is weighed twice: as it is, and after each pair was compared exactly. What is to be
found is known exactly, by prefix filtering (Bayardo, Ma and Srikant 2007, "Scaling up all pairs
similarity search", WWW), which misses no pair.
"""

import argparse
import csv
import gzip
import os
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from math import ceil
from pathlib import Path

import numpy as np
import pyarrow as pa
from datasketch import MinHash, MinHashLSH
from numba import njit
from rensa import RMinHash, RMinHashLSH

from civiscope.corpus import near_kernels
from civiscope.corpus.families import distinct_texts
from civiscope.corpus.near_duplicates import near_duplicate_pairs
from civiscope.corpus.segmentation import normalised_hash
from civiscope.corpus.signatures import MIN_WORDS, readable

THRESHOLD, PERMUTATIONS, SEED = 0.8, 128, 42
# The bands of rensa, as its own documentation and the one that finds more.
RENSA_BANDS = (16, 32)
GOAL = 0.98

Found = set[tuple[int, int]]


@dataclass
class Run:
    """What a tool found, and how long its stages took."""

    name: str
    seconds: dict[str, float] = field(default_factory=dict)
    pairs: Found = field(default_factory=set)

    @property
    def total(self) -> float:
        """Seconds from the texts to the pairs."""
        return sum(self.seconds.values())


def main() -> int:
    """Time and weigh the tools; return 1 when a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, default=200_000)
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    folder = os.environ.get("CIVISCOPE_REAL_DATA")
    if not folder:
        print("CIVISCOPE_REAL_DATA names no folder: nothing to time")
        return 0
    start = time.perf_counter()
    near_duplicate_pairs(pa.array([""]))
    print(f"kernels ready after {time.perf_counter() - start:.2f} s, before what is timed")
    answers = _read(Path(folder) / "grand-debat" / "answers.csv.gz", arguments.answers)
    rows, texts = _normalised(answers)
    print(f"{len(answers):,} answers, {len(rows):,} distinct ones of {MIN_WORDS} words or more")
    exact = _exact(texts)
    print(f"{len(exact):,} pairs at {THRESHOLD} or more, known exactly")
    ours, *peers = _runs(answers, rows, texts, arguments.runs)
    _print(ours, peers, texts, exact)
    recall, precision = _weigh(ours.pairs, exact)
    fastest = min(peer.total for peer in peers)
    return int(recall < GOAL or precision < GOAL or ours.total > fastest)


def _read(path: Path, n_answers: int) -> list[str]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = csv.DictReader(file)
        return [row["text"] for row, _ in zip(rows, range(n_answers), strict=False)]


def _normalised(answers: list[str]) -> tuple[list[int], list[str]]:
    """Return the rows of distinct long answers, and their normalised texts."""
    batch = pa.array(answers, pa.large_string())
    rows, texts = [], []
    data, offsets, _, plain, parts, codes, *_ = readable(batch, np.arange(0))
    for row in np.sort(distinct_texts(normalised_hash(batch)).rows):
        n_codes, n_words = near_kernels.read_plain(
            data, offsets[row], offsets[row + 1], plain, parts, codes
        )
        if n_words >= MIN_WORDS:
            rows.append(int(row))
            texts.append("".join(map(chr, codes[:n_codes])))
    return rows, texts


def _shingles(text: str) -> set[str]:
    size = near_kernels.SHINGLE
    return {text[place : place + size] for place in range(len(text) - size + 1)}


def _exact(texts: list[str]) -> Found:
    """Find every pair: two texts at the threshold share one of their rarest shingles."""
    sets = [_shingles(text) for text in texts]
    frequencies = Counter(shingle for shingles in sets for shingle in shingles)
    ranked = sorted(frequencies, key=lambda shingle: (frequencies[shingle], shingle))
    ranks = {shingle: rank for rank, shingle in enumerate(ranked)}
    order = sorted(range(len(texts)), key=lambda row: (len(sets[row]), row))
    rows = [sorted(ranks[shingle] for shingle in sets[row]) for row in order]
    starts = np.concatenate(([0], np.cumsum([len(row) for row in rows])))
    room = np.array([0, *(frequencies[shingle] for shingle in ranked)])
    found = _joined(np.concatenate(rows), starts, np.cumsum(room), THRESHOLD)
    return {tuple(sorted((order[one], order[other]))) for one, other in found}


@njit
def _joined(
    shingles: np.ndarray, starts: np.ndarray, rooms: np.ndarray, threshold: float
) -> list[tuple[int, int]]:
    """Join texts that stand in the order of their sizes, their shingles from the rarest on."""
    held, filled = np.empty(rooms[-1], np.int64), rooms[:-1].copy()
    asked = np.full(len(starts) - 1, -1, np.int64)
    found = [(0, 0) for _ in range(0)]
    for row in range(len(starts) - 1):
        own = shingles[starts[row] : starts[row + 1]]
        for shingle in own[: len(own) - ceil(threshold * len(own)) + 1]:
            for place in range(filled[shingle] - 1, rooms[shingle] - 1, -1):
                other = held[place]
                theirs = shingles[starts[other] : starts[other + 1]]
                if len(theirs) < threshold * len(own):
                    break
                if asked[other] == row:
                    continue
                asked[other] = row
                first, second, n_shared = 0, 0, 0
                while first < len(own) and second < len(theirs):
                    n_shared += own[first] == theirs[second]
                    step = own[first] <= theirs[second]
                    second += own[first] >= theirs[second]
                    first += step
                if n_shared >= threshold * (len(own) + len(theirs) - n_shared):
                    found.append((other, row))
        # What is held is asked by larger texts only: a shorter prefix is enough.
        for shingle in own[: len(own) - ceil(2 * threshold / (1 + threshold) * len(own)) + 1]:
            held[filled[shingle]] = row
            filled[shingle] += 1
    return found


def _alike(sets: list[set[str]], pairs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for one, other in pairs:
        fewer, more = sorted((len(sets[one]), len(sets[other])))
        if fewer < THRESHOLD * more:
            continue
        n_shared = len(sets[one] & sets[other])
        if n_shared >= THRESHOLD * (fewer + more - n_shared):
            yield min(one, other), max(one, other)


def _runs(answers: list[str], rows: list[int], texts: list[str], runs: int) -> list[Run]:
    """Run each tool in turn, several times, and return the median run of each.

    datasketch, which takes the longest, runs once.
    """
    rounds = [
        [_ours(answers, rows), *(_rensa(texts, bands) for bands in RENSA_BANDS)]
        for _ in range(runs)
    ]
    medians = [
        sorted(same, key=lambda run: run.total)[runs // 2] for same in zip(*rounds, strict=True)
    ]
    return [*medians, _datasketch(texts)]


def _ours(answers: list[str], rows: list[int]) -> Run:
    """Find the pairs from the answers as they are."""
    seconds, found = _our_pairs(pa.array(answers, pa.large_string()))
    numbers = {row: number for number, row in enumerate(rows)}
    pairs = {tuple(sorted((numbers[one], numbers[other]))) for one, other in found}
    return Run("civiscope", {"all": seconds}, {(one, other) for one, other in pairs})


def _our_pairs(batch: pa.LargeStringArray) -> tuple[float, list[tuple[int, int]]]:
    start = time.perf_counter()
    rows = np.sort(distinct_texts(normalised_hash(batch)).rows)
    found = near_duplicate_pairs(batch.take(pa.array(rows)), threshold=THRESHOLD)
    seconds = time.perf_counter() - start
    ends = rows[found.first].tolist(), rows[found.second].tolist()
    return seconds, list(zip(*ends, strict=True))


def _rensa(texts: list[str], bands: int) -> Run:
    """Find candidates with rensa's calls for many texts."""
    run = Run(f"rensa, {bands} bands")
    with _Clock(run, "5-grams"):
        sets = [list(_shingles(text)) for text in texts]
    with _Clock(run, "signatures"):
        hashes = RMinHash.from_token_sets(sets, PERMUTATIONS, SEED)
    with _Clock(run, "pairs"):
        index = RMinHashLSH(THRESHOLD, PERMUTATIONS, bands)
        index.insert_many(hashes)
        run.pairs = _ordered(index.query_all(hashes))
    return run


def _datasketch(texts: list[str]) -> Run:
    """Find candidates with datasketch, its bands being those it chooses for the threshold."""
    run = Run("datasketch")
    with _Clock(run, "5-grams"):
        sets = [[shingle.encode() for shingle in _shingles(text)] for text in texts]
    with _Clock(run, "signatures"):
        hashes = MinHash.bulk(sets, num_perm=PERMUTATIONS, seed=SEED)
    with _Clock(run, "pairs"):
        index = MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS)
        for row, one in enumerate(hashes):
            index.insert(row, one, check_duplication=False)
        run.pairs = _ordered(index.query(one) for one in hashes)
    return run


class _Clock:
    """Add the seconds of a block to a run."""

    def __init__(self, run: Run, stage: str) -> None:
        self.run, self.stage = run, stage

    def __enter__(self) -> None:
        self.start = time.perf_counter()

    def __exit__(self, *_: object) -> None:
        self.run.seconds[self.stage] = time.perf_counter() - self.start


def _ordered(neighbours: Iterable[Iterable[int]]) -> Found:
    return {
        (row, other) for row, others in enumerate(neighbours) for other in others if row < other
    }


def _weigh(found: Found, exact: Found) -> tuple[float, float]:
    both = len(found & exact)
    return both / len(exact), both / max(1, len(found))


def _print(ours: Run, peers: list[Run], texts: list[str], exact: Found) -> None:
    print(f"{'':<28}{'seconds':>9}{'ratio':>8}{'pairs':>12}{'recall':>9}{'precision':>11}  stages")
    _print_line(ours, ours, exact)
    sets = [_shingles(text) for text in texts]
    for peer in peers:
        _print_line(peer, ours, exact)
        checked = Run("  and compared exactly", dict(peer.seconds))
        with _Clock(checked, "check"):
            checked.pairs = set(_alike(sets, peer.pairs))
        _print_line(checked, ours, exact)


def _print_line(run: Run, ours: Run, exact: Found) -> None:
    recall, precision = _weigh(run.pairs, exact)
    stages = ", ".join(f"{name} {seconds:.2f}" for name, seconds in run.seconds.items())
    print(
        f"{run.name:<28}{run.total:>9.2f}{run.total / ours.total:>8.1f}{len(run.pairs):>12,}"
        f"{recall:>9.3f}{precision:>11.3f}  {stages}"
    )


if __name__ == "__main__":
    sys.exit(main())
