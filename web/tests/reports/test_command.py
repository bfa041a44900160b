"""The command `report`, as someone types it."""

import csv
import io
import json
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import override_settings

from factories.records import make

pytestmark = pytest.mark.django_db

NAMES = [
    "figures.csv",
    "rapport-activite-2019.docx",
    "rapport-activite-2019.html",
    "rapport-activite-2019.pdf",
    "snapshot.json",
]


def run(*words: object) -> tuple[int, str]:
    """Return the exit code and what was printed."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("report", *map(str, words), stdout=out, stderr=err)
    except SystemExit as stop:
        return int(stop.code), err.getvalue()
    return 0, out.getvalue()


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def written(pack_2019, tmp_path) -> Path:
    assert run(2019, "--out", tmp_path / "out")[0] == 0
    return tmp_path / "out"


def test_it_writes_every_file_and_says_so(pack_2019, tmp_path):
    code, text = run(2019, "--out", tmp_path / "new" / "folder")

    assert code == 0
    assert sorted(contents(tmp_path / "new" / "folder")) == NAMES
    assert all(name in text for name in NAMES)


def test_two_runs_write_the_same_bytes(written, tmp_path):
    run(2019, "--out", tmp_path / "again")

    assert contents(tmp_path / "again") == contents(written)


def test_it_writes_in_english(pack_2019, tmp_path):
    run(2019, "--out", tmp_path, "--lang", "en")

    page = (tmp_path / "activity-report-2019.html").read_text(encoding="utf-8")
    assert '<html lang="en"' in page


def test_the_snapshot_holds_the_checksums_of_the_files(written):
    files = contents(written)
    snapshot = json.loads(files.pop("snapshot.json"))

    assert snapshot["files"] == {name: sha256(c).hexdigest() for name, c in files.items()}


def test_the_table_of_figures_has_a_line_for_each(written):
    rows = list(csv.DictReader(io.StringIO((written / "figures.csv").read_text("utf-8"))))
    snapshot = json.loads((written / "snapshot.json").read_text("utf-8"))

    assert [row["name"] for row in rows] == [one["name"] for one in snapshot["figures"]]
    talks = next(row for row in rows if row["name"] == "interventions")
    assert talks["value"] == str(len(talks["records"].split())) == "11"


@override_settings(ADDRESS="https://observatoire.example/")
def test_links_lead_to_the_site_where_its_address_is_known(pack_2019, tmp_path):
    run(2019, "--out", tmp_path)

    page = (tmp_path / "rapport-activite-2019.html").read_text("utf-8")
    assert 'href="https://observatoire.example/evenements/journee-civic-tech-2019/"' in page


def test_links_lead_nowhere_where_it_is_not(written):
    page = (written / "rapport-activite-2019.html").read_text("utf-8")

    assert 'href="/' not in page


# ---------------------------------------------------------------- verify


def test_a_report_just_written_holds(written):
    code, text = run("verify", written)

    assert code == 0
    assert text.strip().endswith("figures hold against the database.")


def test_a_figure_that_no_longer_holds_is_told_with_the_reason(written):
    make("event", "autre", title={"fr": "Un autre événement"}, date="2019-04-01")

    code, text = run("verify", written)

    assert code == 1
    assert "DIFFERS  events = " in text
    assert "event:autre" in text


def test_an_altered_or_missing_file_is_told(written):
    (written / "figures.csv").write_text("name\n")
    (written / "rapport-activite-2019.pdf").unlink()

    code, text = run("verify", written)

    assert code == 1
    assert "ALTERED  figures.csv" in text
    assert "ALTERED  rapport-activite-2019.pdf" in text


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "found no snapshot.json"),
        ("nothing", "Expected the snapshot of a report"),
        ("[]", "Expected the snapshot of a report"),
        ('{"format": 99}', "Expected a snapshot of format 1, found 99"),
        ('{"format": 1, "year": 2019}', "Expected the snapshot of a report"),
    ],
)
def test_a_folder_without_a_report_is_refused(pack_2019, tmp_path, content, message):
    if content is not None:
        (tmp_path / "snapshot.json").write_text(content)

    code, text = run("verify", tmp_path)

    assert code in {65, 66}
    assert message in text


# ---------------------------------------------------------------- refused


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["1999", "--out", "out"], 65, "No published record is of 1999"),
        (["banana", "--out", "out"], 65, "Expected a year such as 2019, found 'banana'"),
        (["99999", "--out", "out"], 65, "Expected a year"),
        (["2019"], 65, "Expected --out FOLDER"),
        (["compare", "2019"], 65, "No report of 2019 is published"),
        (["publish", "1999"], 65, "No published record is of 1999"),
        (["erratum", "2019"], 65, "No report of 2019 is published"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(
    pack_2019, tmp_path, monkeypatch, words, code, message
):
    monkeypatch.chdir(tmp_path)

    assert run(*words)[0] == code
    assert message in run(*words)[1]
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_told(pack_2019, tmp_path):
    (tmp_path / "file").write_text("here already")

    code, text = run(2019, "--out", tmp_path / "file")

    assert code == 74
    assert "cannot be written" in text


# ---------------------------------------------------------------- publish, compare, erratum


def test_a_report_is_published_compared_and_corrected(pack_2019):
    published = run("publish", 2019)
    same = run("compare", 2019)
    make("event", "autre", title={"fr": "Un autre événement"}, date="2019-04-01")
    different = run("compare", 2019, "--lang", "en")
    corrected = run("erratum", 2019, "--fr", "Un oubli.", "--en", "Forgotten.", "--regenerate")

    assert published == (0, "Report 2019 (1) is published, in fr and en.\n")
    assert same == (0, "Writing the report again would change nothing.\n")
    assert different[0] == 1
    assert "+ Un autre événement" in different[1]
    assert corrected == (0, "Report 2019 (2) is published, in fr and en.\n")
    assert run("compare", 2019)[0] == 0
