"""Time a codebook applied to a million answers, beside scikit-learn's likeness of words.

`make bench-coding` runs it, with CIVISCOPE_REAL_DATA naming the folder of the original data.

A million answers are made of the sentences of the Grand débat's, half of them distinct. The
codebook is the official one with most codes, cut or filled to sixty. The command runs as a person
types it, on two processes, and its memory is that of both; then on one, whose files are the same to
the byte. The peer reads the same file and measures the cosine of each answer and each label, words
weighted by their rarity: what a notebook would do, without lemmas, hierarchy or files.
"""

import argparse
import csv
import os
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

import numpy as np
import pyarrow.csv as pa_csv
from measured import measured
from recombined import read_answers, write_recombined
from sklearn.feature_extraction.text import TfidfVectorizer

ANSWERS, CODES = 1_000_000, 60
MOST_SECONDS, MOST_GB = 60, 3


def main() -> int:
    """Time and print; return 1 where a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, default=ANSWERS)
    arguments = parser.parse_args()
    place = os.environ.get("CIVISCOPE_REAL_DATA")
    if not place:
        print("CIVISCOPE_REAL_DATA names no folder: nothing to time")
        return 0
    real = Path(place, "grand-debat")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_recombined(
            read_answers(real / "answers.csv.gz"), folder / "a.csv", n_answers=arguments.answers
        )
        labels = _write_codebook(real / "official-codebook.csv", folder / "codes.csv")
        print(f"{arguments.answers:,} answers, {len(labels)} codes")
        return _timed(folder, labels)


def _timed(folder: Path, labels: list[str]) -> int:
    runs = {}
    for processes in (2, 1):
        out = folder / f"out-{processes}"
        runs[processes] = measured(_command(folder, out, processes))
        seconds, most = runs[processes]
        print(f"  civiscope, on {processes}: {seconds:.1f} s, {most:.2f} GB", flush=True)
    same = all(
        path.read_bytes() == (folder / "out-1" / path.name).read_bytes()
        for path in (folder / "out-2").iterdir()
    )
    print(f"  their files are {'the same to the byte' if same else 'NOT the same'}")
    peer = _peer(folder / "a.csv", labels)
    print(f"  scikit-learn, likeness only: {peer:.1f} s, {peer / runs[2][0]:.1f} times ours")
    missed = runs[2][0] > MOST_SECONDS or max(most for _, most in runs.values()) > MOST_GB
    return int(missed or not same)


def _command(folder: Path, out: Path, processes: int) -> list[str]:
    command = [sys.executable, "-m", "civiscope", "coding", "apply", str(folder / "a.csv")]
    columns = ["--id", "id", "--text", "text", "--codebook", str(folder / "codes.csv")]
    return [*command, *columns, "--out", str(out), "--processes", str(processes)]


def _write_codebook(official: Path, path: Path) -> list[str]:
    """Write the official codebook with most codes, filled up with another's; return its labels."""
    questions = defaultdict(list)
    with official.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            questions[row["theme"], row["question_no"]].append(row["label"])
    by_size = sorted(questions.values(), key=len, reverse=True)
    labels = [label for question in by_size for label in question][:CODES]
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = [(f"c{number}", label) for number, label in enumerate(labels)]
        csv.writer(file).writerows([("code", "label"), *rows])
    return labels


def _peer(source: Path, labels: list[str]) -> float:
    """Return the seconds in which scikit-learn likens each answer to each label."""
    start = time.perf_counter()
    texts = pa_csv.read_csv(source)["text"].to_pylist()
    words = TfidfVectorizer(min_df=2, dtype=np.float32).fit(texts)
    likeness = words.transform(texts) @ words.transform(labels).T
    likeness.max(axis=1)
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
