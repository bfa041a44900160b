"""Invented consultations, small enough to be synthesised in a second or two."""

import csv
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from civiscope.runs.executors import open_executor
from civiscope.runs.synthesis.run import run_synthesis
from civiscope.runs.synthesis.settings import Settings
from civiscope.tables import Columns

SHARED = "transport déplacement mobilité trajet circulation voyageur"
MOVING = (
    "train gare billet wagon rail quai contrôleur locomotive",
    "vélo piste casque pédale cycliste guidon sonnette bicyclette",
    "voiture essence autoroute péage moteur parking carburant diesel",
)
LEARNING = "école professeur classe cantine élève lecture cartable maîtresse récréation cahier"
PAYING = "impôt taxe fiscalité revenu percepteur budget dépense dette contribuable euro"
HEALING = "hôpital médecin urgence infirmière pharmacie ordonnance chirurgien malade clinique soin"
GARDENING = "tulipe compost arrosoir brouette potager"

COPIED = (
    "Nous, riverains du canal, refusons que l'impôt, la taxe et la fiscalité paient la passerelle "
    "des tilleuls, car les lampadaires neufs éclairent déjà toute la berge jusqu'au moulin, et le "
    "gardien bénévole veille volontiers sur le budget, la dette et l'écluse."
)
EDITS = {"refusons": "rejetons", "neufs": "récents", "toute": "bien", "volontiers": "toujours"}
GIBBERISH = ("zgrumf blapix", "vrontak", "quibzel drampou", "xilfur")
TERRITORIES = ("Ain", "Creuse", "Gers", "Nord")
FIELDS = ("answer_id", "text", "author", "question", "day", "département")
COLUMNS = Columns(
    identifier="answer_id", text="text", author="author", date="day", by=("département",)
)
QUICK = Settings(
    title="Canal et cantine", themes=4, stability_replicates=2, interval_replicates=100, terms=8
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Consultation:
    """Rows as a platform would export them, and the theme planted in each."""

    rows: tuple[dict[str, str], ...]
    planted: dict[str, str]

    @property
    def texts(self):
        return {row["answer_id"]: row["text"] for row in self.rows}

    @property
    def authors(self):
        return {row["answer_id"]: row["author"] for row in self.rows}


def say(words):
    """Make a sentence of nouns: what stands between them is grammar."""
    return "Pour " + ", ".join(f"le {word}" for word in words) + "."


def distinct_sentences(rng, count, *vocabularies):
    """Make sentences with as many words of each vocabulary as asked for, no two of the same."""
    chosen = set()
    while len(chosen) < count:
        chosen.add(
            tuple(
                word for words, n in vocabularies for word in sorted(rng.sample(words.split(), n))
            )
        )
    return [say(words) for words in sorted(chosen)]


def moving_sentences(rng, count):
    return [
        text
        for own in MOVING
        for text in distinct_sentences(rng, count // len(MOVING), (SHARED, 4), (own, 1))
    ]


def copies(rng, count):
    """Copy the text of the campaign, one word in some of the copies edited."""
    texts = []
    for number in range(count):
        word, other = rng.choice(sorted(EDITS.items()))
        texts.append(COPIED.replace(word, other) if number % 3 else COPIED)
    return texts


def consult():
    """Plant four themes, a campaign, duplicates, and answers that say nothing."""
    rng = Random(4)  # noqa: S311 - invents texts
    said = [
        *(("moving", text) for text in moving_sentences(rng, 330)),
        *(("learning", text) for text in distinct_sentences(rng, 70, (LEARNING, 4))),
        *(("paying", text) for text in distinct_sentences(rng, 70, (PAYING, 4))),
        *(("healing", text) for text in distinct_sentences(rng, 70, (HEALING, 4))),
        *(("no-theme", text) for text in distinct_sentences(rng, 10, (GARDENING, 3))),
        *(("paying", "Moins d'impôt, moins de taxe !") for _ in range(8)),
        *(("paying", text) for text in copies(rng, 15)),
        *(("empty", text) for text in ["", "  ", "", "", ""]),
        *(("non-answer", text) for text in ["sans avis", "Sans avis.", "RAS", "rien"]),
        *(("unknown-words", text) for text in GIBBERISH),
    ]
    rng.shuffle(said)
    rows, planted, senders = [], {}, 0
    for number, (theme, text) in enumerate(said):
        identifier = f"a{rng.randrange(10**6):06d}-{number:03d}"
        planted[identifier] = theme
        is_copy = "riverains du canal" in text
        senders += is_copy
        author = f"voisin {senders}" if is_copy else f"auteur {rng.randrange(400)}"
        rows.append(
            {
                "answer_id": identifier,
                "text": text,
                "author": "" if number % 50 == 0 and not is_copy else author,
                "question": "",
                "day": ""
                if number % 40 == 7
                else f"2031-0{rng.randint(1, 3)}-1{rng.randrange(10)}",
                "département": "Gers" if theme == "learning" else rng.choice(TERRITORIES),
            }
        )
    return Consultation(rows=tuple(rows), planted=planted)


def consult_by_question():
    """Ask three questions: two with two themes each, one that nobody answered."""
    rng = Random(5)  # noqa: S311 - invents texts
    said = [
        *(("B. Comment payer ?", "paying", t) for t in distinct_sentences(rng, 40, (PAYING, 4))),
        *(("B. Comment payer ?", "healing", t) for t in distinct_sentences(rng, 30, (HEALING, 4))),
        *(("A. Où aller ?", "moving", t) for t in distinct_sentences(rng, 40, (MOVING[0], 4))),
        *(("A. Où aller ?", "learning", t) for t in distinct_sentences(rng, 30, (LEARNING, 4))),
        *(("C. Et sinon ?", "empty", "") for _ in range(5)),
    ]
    rows = [
        {"answer_id": f"q{number:03d}", "text": text, "question": question}
        for number, (question, _, text) in enumerate(said)
    ]
    planted = {row["answer_id"]: theme for row, (_, theme, _) in zip(rows, said, strict=True)}
    return Consultation(rows=tuple(rows), planted=planted)


def write_rows(path, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def read_rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="session")
def rows_of():
    """Return the function that reads the rows of a published table."""
    return read_rows


@pytest.fixture(scope="session")
def write_source():
    """Return the function that writes rows as a CSV file."""
    return write_rows


@pytest.fixture(scope="session")
def columns():
    return COLUMNS


@pytest.fixture(scope="session")
def quick():
    return QUICK


@pytest.fixture(scope="session")
def synthesise():
    """Return a function that publishes the synthesis of a file into a folder."""

    def run(source, folder, *, processes=1, columns=COLUMNS, settings=QUICK, **options):
        with open_executor(processes=processes) as executor:
            return run_synthesis(
                source, folder, columns=columns, executor=executor, settings=settings, **options
            )

    return run


@pytest.fixture(scope="session")
def consultation():
    return consult()


@pytest.fixture(scope="session")
def source(consultation, tmp_path_factory) -> Path:
    """Write the consultation as a CSV file; read it only."""
    return write_rows(tmp_path_factory.mktemp("source") / "canal.csv", consultation.rows)


@pytest.fixture(scope="session")
def published(source, synthesise, tmp_path_factory) -> tuple[Path, object]:
    """Publish the synthesis of the consultation, once; read it only."""
    folder = tmp_path_factory.mktemp("published") / "canal"
    return folder, synthesise(source, folder)


@pytest.fixture(scope="session")
def asked():
    return consult_by_question()


@pytest.fixture(scope="session")
def published_by_question(asked, synthesise, tmp_path_factory) -> tuple[Path, object]:
    """Publish a synthesis question by question, without authors, once; read it only."""
    place = tmp_path_factory.mktemp("by-question")
    source = write_rows(place / "questions.csv", asked.rows)
    columns = Columns(identifier="answer_id", text="text", question="question")
    settings = Settings(themes=2, stability_replicates=0, interval_replicates=100, excerpts=1)
    return place / "out", synthesise(source, place / "out", columns=columns, settings=settings)
