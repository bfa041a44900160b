"""An invented conversation, small enough for groups to be found at once."""

import csv

import numpy as np
import pytest

from civiscope.runs.opinion.run import Sources, run_opinion
from civiscope.runs.opinion.settings import Settings

QUICK = Settings(title="Canal", shuffles=19, stability_replicates=2)
SIDES = {"north": "+++++---00", "south": "---+++++00"}


@pytest.fixture(scope="session")
def rows():
    """Give the votes of 60 people of two sides, with a vote replaced and one who voted little."""
    rng, found = np.random.default_rng(5), []
    for person in range(60):
        side = SIDES["north" if person < 35 else "south"]
        for statement, sign in enumerate(side):
            if (person + statement) % 10:
                said = rng.choice(list("+-0")) if rng.random() < 0.08 else sign
                found.append((f"p{person:02d}", f"s{statement}", {"+": 1, "-": -1, "0": 0}[said]))
    found += [("p00", "s1", 1), ("late", "s3", 1)]
    return found


@pytest.fixture
def write(tmp_path):
    """Return a function that writes a table and gives its path."""

    def to_file(name, columns, rows):
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([columns, *rows])
        return path

    return to_file


@pytest.fixture
def votes(write, rows):
    return write("votes.csv", ("participant", "statement", "vote"), rows)


@pytest.fixture
def statements(write):
    rows = [(f"s{n}", f"Proposition {n}", -1 if n == 9 else 1) for n in range(11)]
    return write("comments.csv", ("statement", "text", "moderated"), rows)


@pytest.fixture
def panel(write):
    rows = [(f"p{n:02d}", "49" if n < 20 or n > 40 else "53" if n < 39 else "") for n in range(60)]
    return write("panel.csv", ("participant", "département"), rows)


@pytest.fixture
def published(votes, statements, panel, tmp_path):
    """Give a published folder, with texts and crossings."""
    sources = Sources(votes=votes, statements=statements, participants=panel, by=("département",))
    run_opinion(sources, tmp_path / "out", settings=QUICK)
    return tmp_path / "out"
