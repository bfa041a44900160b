"""Invented consultations, applied codebooks, and people who code a sample."""

import csv

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from civiscope.coding.codebook import Code, Codebook
from civiscope.coding.codebook_files import write_codebook
from civiscope.runs.coding.apply import Sources, apply_codebook
from civiscope.runs.coding.package import FORMAT, KIND
from civiscope.runs.executors import open_executor
from civiscope.runs.publishing import write_manifest
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
def apply_to(codebook, tmp_path):
    """Return a function that applies the codebook to a file and gives the folder."""

    def to_file(source, name="out", *, codes=codebook, taught=(), **more):
        sources = Sources(answers=source, codebook=codes, columns=COLUMNS, taught=taught)
        with open_executor() as executor:
            apply_codebook(sources, tmp_path / name, **{"executor": executor} | more)
        return tmp_path / name

    return to_file


@pytest.fixture
def published(answers, apply_to):
    return apply_to(answers)


# ------------------------------------------------------------------ samples

N = 1200
BOOK = Codebook(
    codes=(
        Code(code="move", label="Mobilité", is_codable=False),
        Code(code="train", label="Trains", parent="move", definition="Plus de trains."),
        Code(code="bike", label="Vélo", parent="move"),
        Code(code="tax", label="Impôts"),
    )
)
CODABLE = ("train", "bike", "tax")


@pytest.fixture(scope="session")
def truth():
    """Give the codes that each contribution truly has, by identifier."""
    rng = np.random.default_rng(11)
    has = rng.random((N, 3)) < [0.3, 0.1, 0.5]
    return {f"c{number:04d}": row.tolist() for number, row in enumerate(has)}


@pytest.fixture
def apply(tmp_path, truth):
    """Return a function that publishes a coding whose machine errs one time in ten."""

    def to_folder(name="coding", codebook=BOOK, identifiers=None, learnt=()):
        folder = tmp_path / name
        folder.mkdir()
        known = identifiers or sorted(truth)
        texts = [f"Texte {one}" for one in known]
        texts[:2] = ["=1+1 est une formule", "</script> & compagnie"]
        columns = {
            "contribution_id": known,
            "text": texts,
            "place": [("north", "south", None)[number % 3] for number in range(len(known))],
        }
        pq.write_table(pa.table(columns), folder / "contributions.parquet")
        write_codebook(codebook, folder / "codebook.csv")
        rows = _scores(known, truth)
        columns = zip(("contribution_id", "code", "score"), zip(*rows, strict=True), strict=True)
        scores = pa.table(dict(columns))
        pq.write_table(scores, folder / "scores.parquet")
        with (folder / "codings.csv").open("w", encoding="utf-8") as file:
            given = [row for row in rows if row[2] >= 0.5]
            csv.writer(file).writerows([scores.column_names, *given])
        manifest = {
            "kind": KIND,
            "format": FORMAT,
            "codebook": {"name": "Débat", "version": "2"},
            "settings": {"language": "fr", "title": "Débat"},
        }
        write_manifest(folder, manifest | ({"learnt_from": list(learnt)} if learnt else {}))
        return folder

    return to_folder


def _scores(known, truth):
    rng, rows = np.random.default_rng(5), []
    for identifier in known:
        said = {
            code: 0.9 if has != (rng.random() < 0.1) else 0.15
            for code, has in zip(CODABLE, truth.get(identifier, [0, 0, 0]), strict=True)
        }
        said["move"] = max(said["train"], said["bike"])
        rows += [(identifier, code, score) for code, score in said.items()]
    return rows


@pytest.fixture
def coding(apply):
    return apply()


@pytest.fixture
def code(tmp_path, truth):
    """Return a function that fills what a coder read, who errs now and then."""

    def to_file(coder, identifiers, errs=0.0, name=None):
        rng = np.random.default_rng(len(coder))
        path = tmp_path / (name or f"{coder}.csv")
        with path.open("w", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(["contribution_id", "coder", *CODABLE, "none_applies", "comment"])
            for identifier in identifiers:
                marks = [int(has != (rng.random() < errs)) for has in truth[identifier]]
                writer.writerow([identifier, coder, *marks, int(not any(marks)), ""])
        return path

    return to_file


@pytest.fixture
def rows_of():
    """Return a function that reads a CSV file."""

    def read(path):
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    return read
