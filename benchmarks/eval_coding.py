"""Weigh the machine's codes against what people and officials coded.

`make eval-coding` runs it, with CIVISCOPE_REAL_DATA naming the folder of the original data.

labels    the official codebook of the Grand débat, question by question: given the labels alone,
          shares beside the official ones, over all codes that are not residual ("others", "no
          answer"). The answers are a selection, so that the order of shares (Spearman) counts more
          than their level (mean absolute difference). Lemma matching codes an answer where it has
          all lemmas of the label, half of them, or any; as with ours, a code has what its parts
          have.
tags      the tags of volunteers, as a codebook: how often a pair of answer and tag that scores in
          a band was tagged by people, and the expected calibration error over the bands.
sides     the arguments of République numérique, whose authors said whether they are for or against:
          macro-F1 on the arguments left, learnt from 200 and from 1,000 drawn at random, and the
          expected calibration error there.
active    macro-F1 by number of answers that people coded: in random order, and as the machine
          proposes, on the sides and on the three questions with most tags.
"""

import argparse
import csv
import gzip
import itertools
import json
import os
import re
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
from scipy import sparse
from scipy.stats import spearmanr
from sklearn.metrics import f1_score

from civiscope.coding.codebook import Code, Codebook
from civiscope.coding.learning import (
    FOLDS,
    learn_codes,
    measure_calibration_error,
    score_learnt,
)
from civiscope.coding.proposing import propose_answers
from civiscope.coding.scoring import CODED, residual_codes
from civiscope.corpus.forms import count_forms
from civiscope.corpus.lemma_sets import LemmaSets
from civiscope.runs.coding.passes import LOWEST_SCORE, Coder, score_texts
from civiscope.runs.coding.pipeline import make_coder

GOAL = 0.1
FEWEST_TAGGED, FEWEST_OF_A_TAG = 40, 3
LEMMA_SHARES = {"all lemmas": 1.0, "half of them": 0.5, "any": 1e-9}
BANDS = np.linspace(0, 1, 11)
DRAWS, SIDE_LABELS, SIDE_STEPS = 10, (200, 1_000), (50, 100, 200, 400, 800)
MOST_TAGGED, FEWEST_TO_LEARN, TAG_STEPS = 3, 8, (20, 40, 60, 80)


def main() -> int:
    """Print the tables; return 1 where a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.parse_args()
    folder = os.environ.get("CIVISCOPE_REAL_DATA")
    if not folder:
        print("CIVISCOPE_REAL_DATA names no folder: there is nothing to compare with")
        return 0
    answers = _answers(Path(folder, "grand-debat"))
    missed = _labels(Path(folder, "grand-debat"), answers)
    _tags(Path(folder, "grand-debat"), answers)
    _sides(Path(folder, "republique-numerique"))
    _active(Path(folder))
    return int(missed)


def _answers(folder: Path) -> dict[tuple[str, int], list[str]]:
    """Read the answers of each question, under its debate and its column."""
    found = defaultdict(list)
    with gzip.open(folder / "answers.csv.gz", "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            debate = "democratie" if row["theme"].startswith("DEMO") else "fiscalite"
            found[debate, int(row["column_index"])].append(row["text"])
    return found


# ----------------------------------------------------------------------------------- labels


def _labels(folder: Path, answers: dict[tuple[str, int], list[str]]) -> bool:
    with (folder / "official-codebook.csv").open(encoding="utf-8", newline="") as file:
        official = list(csv.DictReader(file))
    rows = []
    print("Official codebook: Spearman, mean absolute difference of shares")
    print(f"{'question':44}{'codes':>6}{'ours':>14}", *(f"{name:>14}" for name in LEMMA_SHARES))
    for asked in json.loads((folder / "codebook-to-answers.json").read_text(encoding="utf-8")):
        of_question = [
            row
            for row in official
            if (row["theme"], row["question_no"])
            == (asked["theme"], asked["opinionway_question_no"])
        ]
        texts = answers[asked["theme"], asked["column_index"]]
        rows.append(_compared(asked["question"], texts, of_question))
    means = np.mean(rows, axis=0)
    print(f"{'mean':50}", *(_pair(*pair) for pair in means))
    gained = means[0, 0] - means[1:, 0]
    for name, gain in zip(LEMMA_SHARES, gained, strict=True):
        print(f"Spearman over {name}: {gain:+.3f}")
    return bool((gained < GOAL).any())


def _compared(question: str, texts: list[str], official: list[dict[str, str]]) -> list[list[float]]:
    book, shares = _codebook(official)
    scores, lemmas = _scores(book, texts)
    known = np.array([n not in residual_codes(book, language="fr") for n in range(len(shares))])
    found = [(scores >= CODED).mean(axis=0)]
    found += [_with_parts(lemmas >= least, book).mean(axis=0) for least in LEMMA_SHARES.values()]
    row = [
        [
            float(np.nan_to_num(spearmanr(share[known], shares[known])[0])),
            float(np.abs(share - shares)[known].mean()),
        ]
        for share in found
    ]
    print(f"{question[:42]:44}{len(shares):6}", *(_pair(*pair) for pair in row))
    return row


def _pair(correlation: float, difference: float) -> str:
    return f"{correlation:7.3f} {difference:6.3f}"


def _codebook(official: list[dict[str, str]]) -> tuple[Codebook, np.ndarray]:
    """Return the codes of a question, categories over their parts, and the official shares."""
    parents = {
        row["category"]: f"c{n}" for n, row in enumerate(official) if row["level"] == "category"
    }
    codes = tuple(
        Code(
            code=f"c{n}",
            label=row["label"],
            parent=None if row["level"] == "category" else parents.get(row["category"]),
        )
        for n, row in enumerate(official)
    )
    return Codebook(codes=codes), np.array([float(row["pct_num"] or 0) / 100 for row in official])


def _scores(book: Codebook, texts: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """Score answers by our way, and by the share of each label's lemmas that they have."""
    read = pa.array(texts, pa.large_string())
    coder = make_coder(book, count_forms(read), language="fr")
    sets, scores = coder.read(read), score_texts(read, coder)
    labels = coder.words.coverage > 0
    columns = np.zeros(sets.n_entries, np.int64) - 1
    columns[coder.words.entries] = np.arange(len(coder.words.entries))
    kept = columns[sets.indices] >= 0
    rows = np.repeat(np.arange(len(texts)), np.diff(sets.indptr))[kept]
    has = sparse.csr_array(
        (np.ones(len(rows)), (rows, columns[sets.indices][kept])),
        shape=(len(texts), len(coder.words.entries)),
    )
    shares = np.zeros((len(texts), len(book.codes)))
    shares[:, coder.words.cue_codes] = (has @ labels) / np.maximum(labels.sum(axis=0), 1)
    return scores, shares


def _with_parts(coded: np.ndarray, book: Codebook) -> np.ndarray:
    at = {code.code: n for n, code in enumerate(book.codes)}
    coded = coded.copy()
    for n, code in enumerate(book.codes):
        if code.parent is not None:
            coded[:, at[code.parent]] |= coded[:, n]
    return coded


# ------------------------------------------------------------------------------------- tags


def _tags(folder: Path, answers: dict[tuple[str, int], list[str]]) -> None:
    groups = defaultdict(list)
    for row in json.loads((folder / "human-tags.json").read_text(encoding="utf-8")):
        groups[row["question_id"]].append(row)
    scores, tagged = [], []
    for rows in groups.values():
        if len(rows) >= FEWEST_TAGGED:
            by_score, by_people = _tagged(rows, answers.get(_question(rows[0]), []))
            scores.append(by_score)
            tagged.append(by_people)
    score, people = np.concatenate(scores), np.concatenate(tagged)
    print("\nTags of volunteers: score, pairs, of which tagged")
    error = 0.0
    for low, high in itertools.pairwise(BANDS):
        in_band = (score >= low) & (score < high + (high == 1))
        if in_band.any():
            print(f"{low:.1f}-{high:.1f} {in_band.sum():8,} {people[in_band].mean():8.3f}")
            error += in_band.mean() * abs(people[in_band].mean() - score[in_band].mean())
    print(f"expected calibration error {error:.3f}")


def _question(row: dict[str, object]) -> tuple[str, int]:
    return str(row["theme"]), int(str(row["column_index"])) if row["column_index"] else -1


def _tagged(rows: list[dict[str, object]], others: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """Score tagged answers by the names of tags, the other answers of the question beside them."""
    book, names = _tag_book(rows, FEWEST_OF_A_TAG)
    scores, _ = _scores(book, [str(row["answer"]) for row in rows] + others)
    people = np.array([[name in row["tags"] for name in names] for row in rows])
    return scores[: len(rows)].ravel(), people.ravel()


def _tag_book(rows: list[dict[str, object]], fewest: int) -> tuple[Codebook, list[str]]:
    """Return the tags that enough answers have, as a codebook and by name."""
    counts = Counter(tag for row in rows for tag in set(row["tags"]))
    # A letter of the end of the alphabet before a tag files it; others hold what no tag does.
    names = sorted(
        tag
        for tag, count in counts.items()
        if count >= fewest and tag != "Idée marquée" and not re.match(r"[A-Z] ?Autres|Z ", tag)
    )
    labels = [re.sub(r"^[A-Z] ", "", name) for name in names]
    codes = tuple(Code(code=f"c{n}", label=label) for n, label in enumerate(labels))
    return Codebook(codes=codes), names


# ------------------------------------------------------------------------------------ sides


@dataclass(frozen=True, slots=True)
class Known:
    """Answers whose codes are known: shapes (n_answers, n_codes)."""

    coder: Coder
    sets: LemmaSets
    labels: np.ndarray
    values: np.ndarray

    def learn(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Learn from some answers; return the scores of all, and the bars."""
        learnt = learn_codes(
            _rows(self.sets, rows),
            self.labels[rows],
            self.values[rows].astype(np.int8),
            np.arange(len(rows)) % FOLDS,
            documents=self.coder.vocabulary.documents,
            n_documents=len(self.values),
        )
        bars = np.full(self.values.shape[1], CODED)
        bars[learnt.codes] = [max(trial.bar, LOWEST_SCORE) for trial in learnt.trials]
        return score_learnt(learnt, self.sets, self.labels), bars

    def macro_f1(self, scores: np.ndarray, bars: np.ndarray, rows: np.ndarray) -> float:
        """Return the mean F1 over codes; over both sides where there is one code."""
        said, found = self.values[rows], scores[rows] >= bars
        if said.shape[1] == 1:
            said, found = np.hstack([said, ~said]), np.hstack([found, ~found])
        there = said.any(axis=0)
        return float(f1_score(said[:, there], found[:, there], average="macro", zero_division=0))


def _known(book: Codebook, texts: list[str], values: np.ndarray) -> Known:
    read = pa.array(texts, pa.large_string())
    coder = make_coder(book, count_forms(read), language="fr")
    sets = coder.read(read)
    return Known(coder, sets, coder.score_labels(sets), values)


def _rows(sets: LemmaSets, rows: np.ndarray) -> LemmaSets:
    lengths = np.diff(sets.indptr)[rows]
    parts = [sets.indices[sets.indptr[row] : sets.indptr[row + 1]] for row in rows]
    return LemmaSets(
        indptr=np.concatenate([[0], np.cumsum(lengths)]),
        indices=np.concatenate(parts),
        n_tokens=sets.n_tokens[rows],
        n_entries=sets.n_entries,
    )


def _arguments(folder: Path) -> Known:
    with (folder / "arguments.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["body"].strip()]
    book = Codebook(codes=(Code(code="for", label="Pour"),))
    values = np.array([[row["type"] == "pour"] for row in rows])
    return _known(book, [row["body"] for row in rows], values)


def _sides(folder: Path) -> None:
    known = _arguments(folder)
    n_answers = len(known.values)
    print(f"\nSides of {n_answers:,} arguments: labels, macro-F1, expected calibration error")
    for labels in SIDE_LABELS:
        found = []
        for draw in range(DRAWS):
            order = np.random.default_rng(draw).permutation(n_answers)
            scores, bars = known.learn(order[:labels])
            left = order[labels:]
            error = measure_calibration_error(
                scores[left].ravel(), known.values[left].ravel().astype(float)
            )
            found.append((known.macro_f1(scores, bars, left), error))
        print(f"{labels:6,} {np.mean(found, axis=0)[0]:8.3f} {np.mean(found, axis=0)[1]:8.3f}")


# ----------------------------------------------------------------------------------- active


def _active(folder: Path) -> None:
    print("\nMacro-F1 by number of coded answers: in random order, as proposed")
    sides = [_arguments(folder / "republique-numerique")]
    tags = _most_tagged(folder / "grand-debat")
    for name, sets, steps in (("sides", sides, SIDE_STEPS), ("tags", tags, TAG_STEPS)):
        curves = [
            [
                np.mean([_curve(one, steps, draw, by=by) for draw in range(DRAWS)], axis=0)
                for by in ("chance", "proposal")
            ]
            for one in sets
        ]
        for step, chance, proposal in zip(steps, *np.mean(curves, axis=0), strict=True):
            print(f"{name:8}{step:6,}{chance:8.3f}{proposal:8.3f}")


def _most_tagged(folder: Path) -> list[Known]:
    groups = defaultdict(list)
    for row in json.loads((folder / "human-tags.json").read_text(encoding="utf-8")):
        groups[row["question_id"]].append(row)
    largest = sorted(groups.values(), key=len, reverse=True)[:MOST_TAGGED]
    return [_of_tags(rows) for rows in largest]


def _of_tags(rows: list[dict[str, object]]) -> Known:
    book, names = _tag_book(rows, FEWEST_TO_LEARN)
    values = np.array([[name in row["tags"] for name in names] for row in rows])
    return _known(book, [str(row["answer"]) for row in rows], values)


def _curve(known: Known, steps: tuple[int, ...], draw: int, *, by: str) -> list[float]:
    """Return macro-F1 on a third of the answers, as more and more of the others are coded."""
    rng = np.random.default_rng(draw)
    order = rng.permutation(len(known.values))
    held, pool = np.split(order, [len(order) // 3])
    keys = rng.permutation(len(order)).astype(np.uint64)
    coded = pool[: steps[0]]
    scores, bars = known.learn(coded)
    found = [known.macro_f1(scores, bars, held)]
    for step in steps[1:]:
        if by == "chance":
            coded = pool[:step]
        else:
            coded = np.concatenate([coded, _proposed(scores, bars, held, coded, keys, step)])
        scores, bars = known.learn(coded)
        found.append(known.macro_f1(scores, bars, held))
    return found


def _proposed(
    scores: np.ndarray,
    bars: np.ndarray,
    held: np.ndarray,
    coded: np.ndarray,
    keys: np.ndarray,
    step: int,
) -> np.ndarray:
    unit, code = np.nonzero(scores >= LOWEST_SCORE)
    is_read = np.zeros(len(scores), bool)
    is_read[held] = is_read[coded] = True
    return propose_answers(
        unit,
        code,
        scores[unit, code],
        bars=bars,
        is_read=is_read,
        keys=keys,
        size=step - len(coded),
    )


if __name__ == "__main__":
    sys.exit(main())
