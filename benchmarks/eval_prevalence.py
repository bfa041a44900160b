"""Weigh shares from a coded sample and a machine: do intervals hold, and how much work is saved.

With CIVISCOPE_REAL_DATA naming the folder of the original data, also on contributions that people
coded: the sides of République numérique's arguments, and the tags of the Grand débat's answers.

Each row draws as many samples as `--draws` says, and prints:

people    share of samples whose interval from people alone holds the share of all contributions;
both      the same for the interval from people and machine;
width     mean width of the second over that of the first: at most 1.05;
tuning    how much of the machine counts, in [0, 1];
worth     how many contributions people alone would have to code for as narrow an interval.
"""

import argparse
import csv
import json
import os
from collections import Counter
from collections.abc import Iterator
from itertools import groupby, product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import Binarizer

from civiscope.coding.simulation import SIZES, Trial, grid, try_samples

DRAWS, SEED = 2_000, 2016
LEAST, WIDEST = 0.94, 1.05
LABELS = (200, 1_000)
FEWEST = 10
HEAD = f"{'people':>8}{'both':>8}{'width':>8}{'tuning':>8}{'worth':>8}"


def main() -> int:
    """Print the tables; return 1 where an interval fails too often or is too wide."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=DRAWS)
    arguments = parser.parse_args()
    rng = np.random.default_rng(SEED)
    found = [*_invented(arguments.draws, rng)]
    folder = os.environ.get("CIVISCOPE_REAL_DATA")
    if folder is None:
        print("\nCIVISCOPE_REAL_DATA is not set: only invented contributions were tried.")
    else:
        found += _sides(Path(folder), arguments.draws, rng)
        found += _tags(Path(folder), arguments.draws, rng)
    least, widest = min(one.coverage for one in found), max(one.width_ratio for one in found)
    print(f"\n{len(found)} settings: intervals hold in {least:.1%} or more of the samples", end="")
    print(f" (goal {LEAST:.0%}), and are {widest:.2f} times as wide at most (goal {WIDEST})")
    return int(least < LEAST or widest > WIDEST)


def _invented(draws: int, rng: np.random.Generator) -> Iterator[Trial]:
    """Print, for each machine, share and size, both designs."""
    print(f"Invented contributions\n{'machine':14}{'share':>6}{'n':>5}  {'design':11}{HEAD}")
    for machine, tried in groupby(grid(rng=rng, draws=draws), key=lambda one: one[0]):
        for _, share, trial in tried:
            print(f"{machine:14}{share:>6.0%}{_told(trial)}")
            yield trial


def _sides(folder: Path, draws: int, rng: np.random.Generator) -> Iterator[Trial]:
    """Try samples of arguments whose side is known, beside a machine that learnt from others."""
    path = folder / "republique-numerique" / "arguments.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    texts = np.array([row["body"] for row in rows])
    codes = np.array([row["type"] == "pour" for row in rows], dtype=np.int8)
    order = rng.permutation(len(rows))
    print(f"\nSides of République numérique\n{'learnt':>20}{'n':>5}  {'design':11}{HEAD}")
    for n_labels in LABELS:
        learnt, others = order[:n_labels], order[n_labels:]
        scores = _scores(texts[learnt], codes[learnt], texts[others])
        for trial in _tries(codes[others], scores, draws, rng):
            print(f"{n_labels:>20}{_told(trial)}")
            yield trial


def _tags(folder: Path, draws: int, rng: np.random.Generator) -> Iterator[Trial]:
    """Try samples of answers whose tags are known, beside a machine that learnt from half."""
    path = folder / "grand-debat" / "human-tags.json"
    rows = json.loads(path.read_text(encoding="utf-8"))
    texts, tags = np.array([row["answer"] for row in rows]), [{*row["tags"]} for row in rows]
    often = Counter(tag for one in tags for tag in one)
    learnt, others = np.array_split(rng.permutation(len(rows)), 2)
    print(f"\nTags of the Grand débat\n{'share':>20}{'n':>5}  {'design':11}{HEAD}")
    for tag in sorted(often, key=lambda tag: (-often[tag], tag)):
        codes = np.array([tag in one for one in tags], dtype=np.int8)
        halves = codes[learnt], codes[others]
        if min(count for half in halves for count in np.bincount(half, minlength=2)) >= FEWEST:
            scores = _scores(texts[learnt], codes[learnt], texts[others])
            share = codes[others].mean()
            for trial in _tries(codes[others], scores, draws, rng, sizes=SIZES[:2]):
                print(f"{share:>20.1%}{_told(trial)}")
                yield trial


def _scores(
    learnt: NDArray[np.str_], codes: NDArray[np.int8], texts: NDArray[np.str_]
) -> NDArray[np.float64]:
    """Return the probability of a code for each text, from its words."""
    words = CountVectorizer(lowercase=True, strip_accents="unicode", min_df=2)
    machine = make_pipeline(words, Binarizer(), LogisticRegression(C=0.1, max_iter=1_000))
    return np.asarray(machine.fit(learnt, codes).predict_proba(texts)[:, 1])


def _tries(
    codes: NDArray[np.int8],
    scores: NDArray[np.float64],
    draws: int,
    rng: np.random.Generator,
    *,
    sizes: tuple[int, ...] = SIZES,
) -> Iterator[Trial]:
    for n_units, is_stratified in product(sizes, (False, True)):
        yield try_samples(
            codes, scores, n_units=n_units, is_stratified=is_stratified, draws=draws, rng=rng
        )


def _told(trial: Trial) -> str:
    design = "stratified" if trial.is_stratified else "simple"
    return (
        f"{trial.n_units:>5}  {design:11}{trial.human_coverage:>8.1%}{trial.coverage:>8.1%}"
        f"{trial.width_ratio:>8.2f}{trial.tuning:>8.2f}{trial.worth:>8.0f}"
    )


if __name__ == "__main__":
    raise SystemExit(main())
