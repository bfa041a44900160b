"""A survey of four editions, small enough to be counted by hand."""

import csv
import shutil
from pathlib import Path

import pytest

from civiscope.survey.answers import read_responses
from civiscope.survey.questionnaire import read_questionnaire

FOLDER = Path(__file__).with_name("four-editions")
DOMAINS = {"kind": ("town", "county")}


@pytest.fixture
def folder(tmp_path):
    """Return a copy of the survey that a test may change."""
    return Path(shutil.copytree(FOLDER, tmp_path / "survey"))


@pytest.fixture
def change(folder):
    """Return what changes some cells of the row of a file, told by its line, or adds a row."""

    def change(name, line=None, **cells):
        with (folder / name).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        if line is None:
            rows.append(dict.fromkeys(rows[0], "") | cells)
        else:
            rows[line - 2] |= cells
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0], lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)

    return change


@pytest.fixture(scope="session")
def questionnaire():
    return read_questionnaire(FOLDER)


@pytest.fixture(scope="session")
def editions(questionnaire):
    return [
        read_responses(
            FOLDER / f"answers-{edition}.csv", questionnaire, edition=edition, domains=DOMAINS
        )
        for edition in questionnaire.editions
    ]
