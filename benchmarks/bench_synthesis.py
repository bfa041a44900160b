"""Time a synthesis: ten million answers beside DuckDB, then 100,000 beside other methods.

`make bench-synthesis` runs it, with CIVISCOPE_REAL_DATA naming the folder of the original data.

Ten million answers are made of the sentences of the Grand débat's, half of them distinct. The
command runs as a person types it, report included, and its memory is that of all its processes.
DuckDB counts the words of the same file, cut at spaces: about the least that reading them takes.

A hundred thousand answers go from text to labelled themes: ours to the label of each theme; the
peers from words counted by scikit-learn to the words of each topic. BERTopic is given the vectors
of a truncated SVD, since no language model can be fetched here. rainette runs where R has it.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from bertopic import BERTopic
from measured import measured
from numpy.typing import NDArray
from recombined import read_answers, write_recombined
from scipy.sparse import csr_matrix
from sklearn.decomposition import NMF, LatentDirichletAllocation, TruncatedSVD
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
from sklearn.preprocessing import normalize
from umap import UMAP

from civiscope.corpus.vocabulary import stop_words
from civiscope.runs.executors import open_executor
from civiscope.runs.synthesis.run import run_synthesis
from civiscope.tables import Columns

ANSWERS, FEWER, WARM = 10_000_000, 100_000, 2_000
THEMES, TERMS, SEED = 15, 10, 42
DUCKDB_RUNS = 3
# The goals: at most so many times DuckDB's count, and so many GB; so many times BERTopic's speed.
MOST_TIMES, MOST_GB, LEAST_SPEED = 25, 4, 20
COUNT_WORDS = """
    SELECT word, count(*) FROM (
        SELECT unnest(string_split(lower(text), ' ')) AS word FROM read_csv(?)
    ) GROUP BY word
"""
# The stages from text to labelled themes; what follows finds campaigns, quotes and reports.
TO_LABELS = ("read", "count", "sample", "fit", "assign", "describe")
RAINETTE = """
    library(quanteda); library(rainette)
    texts <- readLines(commandArgs(TRUE)[1], encoding = "UTF-8")
    words <- dfm_trim(dfm(tokens(texts, remove_punct = TRUE)), min_docfreq = 5)
    started <- proc.time()[["elapsed"]]
    found <- rainette(words, k = 15, min_segment_size = 0, min_split_members = 20)
    invisible(rainette_stats(cutree(found, k = 15), words))
    cat(proc.time()[["elapsed"]] - started)
"""


def main() -> int:
    """Time and print; return 1 where a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, default=ANSWERS)
    parser.add_argument("--fewer", type=int, default=FEWER)
    arguments = parser.parse_args()
    place = os.environ.get("CIVISCOPE_REAL_DATA")
    if not place:
        print("CIVISCOPE_REAL_DATA names no folder: nothing to time")
        return 0
    answers = read_answers(Path(place) / "grand-debat" / "answers.csv.gz")
    with tempfile.TemporaryDirectory() as folder:
        many = time_many(answers, arguments.answers, Path(folder))
        return max(many, time_fewer(answers, arguments.fewer, Path(folder)))


# ---------------------------------------------------------------- ten million, beside DuckDB


def time_many(answers: list[str], n_answers: int, folder: Path) -> int:
    """Run the command on many answers, beside DuckDB's count of words in the same file."""
    source = folder / "answers.csv"
    write_recombined(answers, source, n_answers=n_answers)
    print(f"{n_answers:,} answers, {source.stat().st_size / 1e9:.2f} GB, half of them distinct")
    count_words(source)
    counted = statistics.median(count_words(source) for _ in range(DUCKDB_RUNS))
    print(f"  DuckDB counts words in {counted:.1f} s (warm, median of {DUCKDB_RUNS})", flush=True)
    command = [sys.executable, "-m", "civiscope", "synthesis", "run", str(source)]
    asked = ["--id", "id", "--text", "text", "--out", str(folder / "out")]
    seconds, most = measured([*command, *asked])
    print(f"  civiscope, with the report: {seconds:.1f} s, {seconds / counted:.1f} times that")
    print(f"  memory of all its processes: {most:.2f} GB at most", flush=True)
    shutil.rmtree(folder / "out")
    source.unlink()
    return int(seconds > MOST_TIMES * counted or most > MOST_GB)


def count_words(source: Path) -> float:
    """Return the seconds in which DuckDB counts the words of a file."""
    start = time.perf_counter()
    duckdb.execute(COUNT_WORDS, [str(source)]).to_arrow_table()
    return time.perf_counter() - start


# ---------------------------------------------------------------- 100,000, beside other methods


def time_fewer(answers: list[str], n_answers: int, folder: Path) -> int:
    """Go from text to labelled themes with each method."""
    rows = np.random.default_rng(SEED).permutation(len(answers))[:n_answers]
    texts = [answers[row] for row in rows]
    for method in (ours, nmf, lda, bertopic):
        method(texts[:WARM], folder)
    print(f"{n_answers:,} answers, from text to {THEMES} labelled themes")
    stages = ours(texts, folder)
    mine = sum(stages.get(stage, 0.0) for stage in TO_LABELS)
    for stage, seconds in stages.items():
        print(f"    {stage:10s} {seconds:7.2f} s{'' if stage in TO_LABELS else '  (not counted)'}")
    print(f"  {'civiscope':10s} {mine:7.1f} s; {sum(stages.values()):.1f} s with the report")
    times = {}
    for method in (nmf, lda, bertopic):
        times[method.__name__] = sum(method(texts, folder).values())
        seconds = times[method.__name__]
        print(
            f"  {method.__name__:10s} {seconds:7.1f} s, {seconds / mine:.1f} times ours", flush=True
        )
    print(f"  rainette   {rainette(texts, folder)}")
    return int(times["bertopic"] < LEAST_SPEED * mine)


def ours(texts: list[str], folder: Path) -> dict[str, float]:
    """Run the whole synthesis in this process, and return the seconds of each stage."""
    source, out = folder / "texts.parquet", folder / "themes"
    numbers = [f"{number:06d}" for number in range(len(texts))]
    pq.write_table(pa.table({"id": numbers, "text": texts}), source)
    seconds: dict[str, float] = {}
    latest = ["", time.perf_counter()]

    def progress(stage: str, _done: int, _total: int) -> None:
        now = time.perf_counter()
        if latest[0]:
            seconds[str(latest[0])] = seconds.get(str(latest[0]), 0.0) + now - float(latest[1])
        latest[:] = stage, now

    with open_executor() as executor:
        columns = Columns(identifier="id", text="text")
        run_synthesis(source, out, columns=columns, executor=executor, progress=progress)
    progress("", 0, 0)
    shutil.rmtree(out)
    return seconds


Labelling = Callable[[list[str], csr_matrix, CountVectorizer], object]


def peer(label: Labelling) -> Callable[[list[str], Path], dict[str, float]]:
    """Count words, then hand them to a method that names its topics."""

    def timed(texts: list[str], _folder: Path) -> dict[str, float]:
        start = time.perf_counter()
        counter = CountVectorizer(min_df=5, stop_words=sorted(stop_words("fr")))
        label(texts, counter.fit_transform(texts), counter)
        return {"all": time.perf_counter() - start}

    timed.__name__ = label.__name__.removeprefix("_")
    return timed


def labelled(parts: NDArray[np.float64], counter: CountVectorizer) -> list[list[str]]:
    """Name each topic by its heaviest words."""
    words = counter.get_feature_names_out()
    return [words[part.argsort()[-TERMS:]].tolist() for part in parts]


def _nmf(_texts: list[str], words: csr_matrix, counter: CountVectorizer) -> list[list[str]]:
    model = NMF(THEMES, init="nndsvd", max_iter=300, random_state=SEED)
    model.fit_transform(TfidfTransformer().fit_transform(words))
    return labelled(model.components_, counter)


def _lda(_texts: list[str], words: csr_matrix, counter: CountVectorizer) -> list[list[str]]:
    model = LatentDirichletAllocation(THEMES, learning_method="online", random_state=SEED)
    model.fit_transform(words)
    return labelled(model.components_, counter)


def _bertopic(texts: list[str], words: csr_matrix, counter: CountVectorizer) -> object:
    weights = TfidfTransformer().fit_transform(words)
    vectors = normalize(TruncatedSVD(100, random_state=SEED).fit_transform(weights))
    model = BERTopic(
        umap_model=UMAP(15, n_components=5, min_dist=0.0, metric="cosine", random_state=SEED),
        vectorizer_model=CountVectorizer(stop_words=counter.stop_words),
    )
    model.fit_transform(texts, embeddings=vectors)
    return model.get_topics()


nmf, lda, bertopic = peer(_nmf), peer(_lda), peer(_bertopic)


def rainette(texts: list[str], folder: Path) -> str:
    """Say in how many seconds rainette classifies a part of the texts, where R has it."""
    script = shutil.which("Rscript")
    if not script:
        return "is not here: neither is R"
    asked = [script, "-e", "library(rainette)"]
    if subprocess.run(asked, capture_output=True, check=False).returncode:
        return "is not here: R has not got it"
    fewer = texts[: len(texts) // 12]  # its memory grows with answers times words
    path = folder / "texts.txt"
    path.write_text("\n".join(" ".join(text.split()) for text in fewer), encoding="utf-8")
    command = [script, "-e", RAINETTE, str(path)]
    seconds = float(subprocess.run(command, capture_output=True, check=True).stdout)
    return f"{seconds:7.1f} s for {len(fewer):,} answers"


if __name__ == "__main__":
    sys.exit(main())
