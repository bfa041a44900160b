"""An invented consultation, and a codebook for it."""

import csv

import pytest

from civiscope.runs.coding.apply import apply_codebook
from civiscope.runs.executors import open_executor
from civiscope.tables import Columns

SAID = (
    "Plus de pistes cyclables dans la ville",
    "Baisser les impôts locaux",
    "Des transports en commun gratuits",
    "Je ne sais pas trop quoi répondre à cela",
    "Planter des arbres, beaucoup d'arbres",
    "rien à dire",
)
CODES = (
    ("move", "", "Se déplacer", ""),
    ("bike", "move", "Pistes cyclables", "vélo"),
    ("bus", "move", "Transports en commun", ""),
    ("tax", "", "Impôts locaux", ""),
    ("other", "", "Autres réponses", ""),
    ("none", "", "Non-réponses", ""),
)
COLUMNS = Columns(identifier="id", text="réponse", author="qui", by=("quartier",))


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
def rows():
    return [
        (f"r{number:03d}", f"a{number % 40}", SAID[number % 6], "nord" if number % 3 else "sud")
        for number in range(120)
    ]


@pytest.fixture
def answers(write, rows):
    return write("answers.csv", ("id", "qui", "réponse", "quartier"), rows)


@pytest.fixture
def codebook(write):
    return write("codebook.csv", ("code", "parent", "label", "expressions"), CODES)


@pytest.fixture
def apply(codebook, tmp_path):
    """Return a function that applies the codebook to a file and gives the folder."""

    def to_file(source, name="out", **more):
        with open_executor() as executor:
            options = {"columns": COLUMNS, "executor": executor, "codebook": codebook} | more
            apply_codebook(source, tmp_path / name, **options)
        return tmp_path / name

    return to_file


@pytest.fixture
def published(answers, apply):
    return apply(answers)
