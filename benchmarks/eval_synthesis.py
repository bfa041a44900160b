"""Compare themes with what volunteers read in answers of the Grand débat, beside other methods.

`make eval-synthesis` runs it, with CIVISCOPE_REAL_DATA naming the folder of the original data.
Each question is fitted on its answers and on those that were tagged; each tagged answer then has
the tag that most volunteers gave it, and the theme that each method gave it. Our themes come from
the whole command, with its default settings; the peers are given the words that scikit-learn finds,
each distinct set of words once, which is the better of their two ways. BERTopic is given the
vectors that k-means has, since no language model can be fetched here; it leaves answers out, which
count as a topic of their own, and is shown again with these given to their nearest topic, as it
offers. Differences are paired: the same answers are drawn again for ours and for the peer.
"""

import argparse
import csv
import gzip
import json
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from bertopic import BERTopic
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.cluster import KMeans
from sklearn.decomposition import NMF, LatentDirichletAllocation, TruncatedSVD
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
from sklearn.metrics import (
    adjusted_rand_score,
    normalized_mutual_info_score,
    v_measure_score,
)
from sklearn.metrics.cluster import contingency_matrix
from sklearn.preprocessing import normalize
from umap import UMAP

from civiscope.corpus.vocabulary import stop_words
from civiscope.runs.executors import open_executor
from civiscope.runs.synthesis.run import run_synthesis
from civiscope.runs.synthesis.settings import Settings
from civiscope.tables import Columns

THEMES = (15, 30)
REPLICATES = 1000
IDEA = "Idée marquée"
"""Marks that an answer holds an idea; says nothing of which."""
FILES = {"democratie": "DEMOCRATIE_ET_CITOYENNETE", "fiscalite": "LA_FISCALITE"}

Labels = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Question:
    """A question: its answers, then those that were tagged, with the tags of each."""

    name: str
    answers: tuple[str, ...]
    tagged: tuple[str, ...]
    tags: tuple[tuple[str, ...], ...]

    @property
    def majority(self) -> Labels:
        """The most frequent tag of each tagged answer, as a number."""
        best = [
            min(Counter(tags).items(), key=lambda item: (-item[1], item[0]))[0]
            for tags in self.tags
        ]
        return np.unique(best, return_inverse=True)[1]


def main() -> int:
    """Print the measures of each method, and the paired differences; 1 where the goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--themes", type=int, nargs="+", default=THEMES)
    arguments = parser.parse_args()
    place = os.environ.get("CIVISCOPE_REAL_DATA")
    if not place:
        print("CIVISCOPE_REAL_DATA does not name the folder of the original data", file=sys.stderr)
        return 2
    questions = read_questions(Path(place) / "grand-debat")
    print(f"{len(questions)} questions, {sum(len(q.tagged) for q in questions)} tagged answers")
    print_humans(questions)
    return max(compare(questions, count) for count in arguments.themes)


def read_questions(folder: Path) -> list[Question]:
    """Read the questions of which some answers were tagged."""
    tagged = json.loads((folder / "human-tags.json").read_text(encoding="utf-8"))
    with gzip.open(folder / "answers.csv.gz", "rt", encoding="utf-8", newline="") as file:
        answers = list(csv.DictReader(file))
    found = []
    for theme, column in sorted({(t["theme"], t["column_index"]) for t in tagged if t["theme"]}):
        mine = [t for t in tagged if (t["theme"], t["column_index"]) == (theme, column)]
        tags = [tuple(tag for tag in t["tags"] if tag != IDEA) for t in mine]
        kept = [(t["answer"], given) for t, given in zip(mine, tags, strict=True) if given]
        texts = [
            row["text"]
            for row in answers
            if row["theme"].startswith(FILES[theme]) and row["column_index"] == str(column)
        ]
        found.append(
            Question(
                f"{theme} {column}",
                tuple(texts),
                *(tuple(part) for part in zip(*kept, strict=True)),
            )
        )
    return found


# ---------------------------------------------------------------- methods


def ours(question: Question, count: int) -> Labels:
    """Run the whole synthesis, and read the themes of the tagged answers."""
    with tempfile.TemporaryDirectory() as folder, open_executor() as executor:
        source, out = Path(folder, "answers.csv"), Path(folder, "out")
        texts = (*question.answers, *question.tagged)
        with source.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["id", "text"])
            writer.writerows((f"{number:06d}", text) for number, text in enumerate(texts))
        run_synthesis(
            source,
            out,
            columns=Columns(identifier="id", text="text"),
            executor=executor,
            settings=Settings(themes=count),
        )
        with (out / "assignments.csv").open(encoding="utf-8", newline="") as file:
            themes = [row["theme_id"] for row in csv.DictReader(file)]
    return np.unique(themes[len(question.answers) :], return_inverse=True)[1]


@dataclass(frozen=True, slots=True)
class DistinctSets:
    """The distinct word sets of a question: a text and the words of each, and where they stand."""

    texts: list[str]
    words: csr_matrix
    places: Labels

    @classmethod
    def of(cls, question: Question) -> "DistinctSets":
        """Count words as scikit-learn does, and keep each set once."""
        counter = CountVectorizer(min_df=5, binary=True, stop_words=sorted(stop_words("fr")))
        texts = (*question.answers, *question.tagged)
        words = counter.fit_transform(texts)
        keys = [
            words.indices[a:b].tobytes()
            for a, b in zip(words.indptr, words.indptr[1:], strict=False)
        ]
        _, first, places = np.unique(
            np.array(keys, dtype=object), return_index=True, return_inverse=True
        )
        return cls([texts[row] for row in first], words[first], places[len(question.answers) :])


def peer(labels_of: Callable[[csr_matrix, int], Labels]) -> Callable[[Question, int], Labels]:
    """Give a method the distinct word sets of a question, and spread its labels."""

    def labels(question: Question, count: int) -> Labels:
        sets = DistinctSets.of(question)
        return labels_of(sets.words, count)[sets.places]

    return labels


def _nmf(words: csr_matrix, count: int) -> Labels:
    found = NMF(count, init="nndsvd", max_iter=300, random_state=0)
    return found.fit_transform(TfidfTransformer().fit_transform(words)).argmax(axis=1)


def _lda(words: csr_matrix, count: int) -> Labels:
    found = LatentDirichletAllocation(count, learning_method="online", random_state=0)
    return found.fit_transform(words).argmax(axis=1)


def _kmeans(words: csr_matrix, count: int) -> Labels:
    return KMeans(count, n_init=5, random_state=0).fit_predict(_vectors(words))


def _vectors(words: csr_matrix) -> NDArray[np.float64]:
    space = TruncatedSVD(100, random_state=0).fit_transform(TfidfTransformer().fit_transform(words))
    return normalize(space)


@lru_cache(maxsize=8)
def _bertopic(question: Question, count: int) -> tuple[Labels, Labels]:
    """Give the topics of the tagged answers, then those where none is left out."""
    sets = DistinctSets.of(question)
    vectors = _vectors(sets.words)
    model = BERTopic(
        nr_topics=count + 1,  # one of them holds what is left out
        umap_model=UMAP(15, n_components=5, min_dist=0.0, metric="cosine", random_state=42),
        vectorizer_model=CountVectorizer(stop_words=sorted(stop_words("fr"))),
    )
    topics, _ = model.fit_transform(sets.texts, embeddings=vectors)
    nearest = model.reduce_outliers(sets.texts, topics, strategy="embeddings", embeddings=vectors)
    raw, near = (np.array(found)[sets.places] for found in (topics, nearest))
    return raw, near


METHODS = {
    "civiscope": ours,
    "NMF": peer(_nmf),
    "LDA": peer(_lda),
    "k-means": peer(_kmeans),
    "BERTopic": lambda question, count: _bertopic(question, count)[0],
    "BERTopic, nearest": lambda question, count: _bertopic(question, count)[1],
}


# ---------------------------------------------------------------- measures


def purity(truth: Labels, found: Labels) -> float:
    """Share of answers that have the commonest tag of their theme."""
    table = contingency_matrix(truth, found)
    return float(table.max(axis=0).sum() / len(truth))


MEASURES = {
    "ARI": adjusted_rand_score,
    "NMI": normalized_mutual_info_score,
    "V": v_measure_score,
    "purity": purity,
}


def print_humans(questions: Sequence[Question]) -> None:
    """Print how well one half of the volunteers agrees with the other."""
    halves = [
        [(tags[0::2], tags[1::2]) for tags in question.tags if len(tags) > 1]
        for question in questions
    ]
    scores = {
        name: np.mean([measure(*_majorities(half)) for half in halves])
        for name, measure in MEASURES.items()
    }
    print("volunteers, half against half: " + _line(scores))


def _majorities(halves: Sequence[tuple[tuple[str, ...], tuple[str, ...]]]) -> list[Labels]:
    return [Question("", (), (), tuple(half)).majority for half in zip(*halves, strict=True)]


def compare(questions: Sequence[Question], count: int) -> int:
    """Print all measures for a number of themes; return 1 where ours is not above the best peer."""
    print(f"\n{count} themes, mean over the questions")
    found: dict[str, list[Labels]] = {}
    for name, labels_of in METHODS.items():
        start = time.perf_counter()
        found[name] = [labels_of(question, count) for question in questions]
        seconds = time.perf_counter() - start
        print(f"  {name:17s} {_line(_means(questions, found[name]))}   {seconds:6.1f} s")
    return max(_difference(questions, found, name) for name in ("ARI", "NMI"))


def _means(questions: Sequence[Question], found: Sequence[Labels]) -> dict[str, float]:
    return {
        name: float(
            np.mean(
                [measure(q.majority, labels) for q, labels in zip(questions, found, strict=True)]
            )
        )
        for name, measure in MEASURES.items()
    }


def _difference(questions: Sequence[Question], found: dict[str, list[Labels]], name: str) -> int:
    """Draw the tagged answers of each question again, and print ours less the best peer."""
    measure = MEASURES[name]
    peers = [method for method in found if method != "civiscope"]
    best = max(peers, key=lambda method: _means(questions, found[method])[name])
    rng = np.random.default_rng(0)
    differences = np.zeros(REPLICATES)
    for question, mine, other in zip(questions, found["civiscope"], found[best], strict=True):
        truth = question.majority
        for replicate in range(REPLICATES):
            drawn = rng.integers(len(truth), size=len(truth))
            gap = measure(truth[drawn], mine[drawn]) - measure(truth[drawn], other[drawn])
            differences[replicate] += gap / len(questions)
    low, high = np.quantile(differences, [0.025, 0.975])
    mean = _means(questions, found["civiscope"])[name] - _means(questions, found[best])[name]
    print(f"  {name} less that of {best}: {mean:+.3f} [{low:+.3f}, {high:+.3f}]")
    return int(low <= 0)


def _line(scores: dict[str, float]) -> str:
    return "  ".join(f"{name} {score:.3f}" for name, score in scores.items())


if __name__ == "__main__":
    sys.exit(main())
