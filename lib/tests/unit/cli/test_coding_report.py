"""The report of a coding, at the command line."""

import csv

import pytest

from civiscope.cli import main


def write(path, columns, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([columns, *rows])
    return str(path)


@pytest.fixture
def coding(tmp_path):
    """Apply a codebook to forty answers, and give the folder."""
    said = ("Des pistes cyclables", "Baisser les impôts", "Je ne sais pas")
    rows = [(f"r{number}", said[number % 3]) for number in range(40)]
    answers = write(tmp_path / "answers.csv", ("id", "texte"), rows)
    labels = [("bike", "Pistes cyclables"), ("tax", "Impôts")]
    codes = write(tmp_path / "codes.csv", ("code", "label"), labels)
    folder = str(tmp_path / "coding")
    asked = ("--codebook", codes, "--id", "id", "--text", "texte", "--processes", "1")
    assert main(["coding", "apply", answers, *asked, "--out", folder]) == 0
    return folder


@pytest.fixture
def shares(coding, tmp_path, capsys):
    """Have everything coded as the machine does, and give the folder of shares."""
    sample, found = str(tmp_path / "sample"), str(tmp_path / "shares")
    assert main(["coding", "sample", coding, "--size", "30", "--out", sample]) == 0
    with (tmp_path / "sample" / "sample.csv").open(encoding="utf-8", newline="") as file:
        names = [row["contribution_id"] for row in csv.DictReader(file)]
    given = {0: "bike", 1: "tax", 2: ""}
    rows = [(name, "ana", given[int(name[1:]) % 3]) for name in names]
    coded = write(tmp_path / "ana.csv", ("contribution_id", "coder", "code"), rows)
    asked = ("--sample", sample, "--codings", coded)
    assert main(["coding", "prevalence", coding, *asked, "--out", found]) == 0
    capsys.readouterr()
    return found


def test_a_report_without_a_sample_warns(coding, tmp_path, capsys):
    capsys.readouterr()
    folder = tmp_path / "report"
    asked = ("--language", "en", "--title", "Roads and taxes")

    assert main(["coding", "report", coding, *asked, "--out", str(folder)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "13 of 40 contributions have no code.",
        "Shares are the machine's alone: no sample says how wrong they are.",
        str(folder / "report.html"),
    ]
    assert "Roads and taxes" in (folder / "report.html").read_text(encoding="utf-8")


def test_a_report_with_shares_is_verified_and_traced(coding, shares, tmp_path, capsys):
    folder = str(tmp_path / "report")

    assert main(["coding", "report", coding, "--prevalence", shares, "--out", folder]) == 0
    assert "alone" not in capsys.readouterr().out
    assert main(["coding", "verify", folder, "--source", coding, "--prevalence", shares]) == 0
    assert "holds   report.html, computed again: the same" in capsys.readouterr().out
    assert main(["coding", "trace", folder, "tax"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 13


def test_shares_of_nothing_are_refused_and_nothing_is_left(coding, tmp_path, capsys):
    asked = ("--prevalence", str(tmp_path), "--out", str(tmp_path / "report"))

    assert main(["coding", "report", coding, *asked]) == 66
    assert "Expected a published prevalence" in capsys.readouterr().err
    assert not list(tmp_path.glob("report*"))
