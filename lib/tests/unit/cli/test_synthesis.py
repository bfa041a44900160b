"""`civiscope synthesis` as a person types it: what it prints, publishes and refuses."""

import csv
import json
import os
import re
import sys
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

import pytest
from distributed import LocalCluster

from civiscope.cli import main

SUBJECTS = {
    "taxes": ["baisser les impôts locaux", "supprimer la taxe carbone", "taxer le kérosène"],
    "schools": ["recruter des professeurs", "réduire les classes", "aider les écoles rurales"],
    "trains": ["rouvrir les petites gares", "baisser le prix du train", "relier les villages"],
}
PLACES = ["Angers", "Nantes", "Brest", "Lille", "Nice", "Dijon", "Tours"]
POSTAL_CODES = ["49000", "44000", "29200", "59000", "06000", "21000", "37000"]


def answers(count=800):
    """Return rows of made-up answers, each with who, where, when and to what.

    They are distinct, and enough for sub-themes.
    """
    wishes = [wish for wishes in SUBJECTS.values() for wish in wishes]
    return [
        {
            "no": f"a{number:03d}",
            "words": f"{wishes[number % 9]} et {wishes[number // 9 % 9]} "
            f"de {PLACES[number % 7]} à {PLACES[number // 7 % 7]}",
            "who": f"p{number % 50}",
            "town": PLACES[number % 7],
            "home": POSTAL_CODES[number % 50 % 7],
            "asked": "Que changer ?" if number % 2 else "Que garder ?",
            "sent": f"2019-02-{number % 28 + 1:02d}",
        }
        for number in range(count)
    ]


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    path = tmp_path_factory.mktemp("source") / "answers.csv"
    with path.open("w", encoding="utf-8", newline="") as sink:
        writer = csv.DictWriter(sink, list(answers(1)[0]))
        writer.writeheader()
        writer.writerows(answers())
    return path


@pytest.fixture(scope="module")
def config(tmp_path_factory):
    """Write settings under which a few answers are enough and a run is short."""
    path = tmp_path_factory.mktemp("config") / "synthesis.toml"
    path.write_text("themes = 2\nstability_replicates = 1\ninterval_replicates = 100\n")
    return path


@pytest.fixture(scope="module")
def arguments(source, config):
    """Give what the shortest run takes, but for where to publish."""
    columns = ["--id", "no", "--text", "words"]
    return ["synthesis", "run", str(source), *columns, "--config", str(config)]


@pytest.fixture(scope="module")
def published(arguments, tmp_path_factory):
    folder = tmp_path_factory.mktemp("here") / "out"
    assert main([*arguments, "--out", str(folder), "--processes", "1"]) == 0
    return folder


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def bytes_of(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def fails(argv, capsys):
    """Return the exit code and the error output of a command that prints nothing else."""
    code = main(argv)
    said = capsys.readouterr()
    assert said.out == ""
    return code, said.err


def test_a_run_lists_its_themes_and_where_its_report_is(arguments, tmp_path, capsys):
    folder = tmp_path / "out"

    assert main([*arguments, "--out", str(folder), "--processes", "1"]) == 0

    themes = [row for row in rows_of(folder / "themes.csv") if not row["parent"]]
    lines = [f"{row['theme_id']}  {int(row['answers']):>9,}  {row['label']}" for row in themes]
    assert capsys.readouterr() == ("\n".join([*lines, f"{folder / 'report.html'}", ""]), "")
    assert len(themes) == 2 < len(rows_of(folder / "themes.csv"))


def test_every_file_and_column_is_documented(published):
    paper = Path(__file__).parents[4] / "docs/reference/synthesis-files.md"
    sections = re.split(r"^## ", paper.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    documented = {
        name: columns_of(section)
        for section in sections
        for name in re.findall(r"`([^`]+)`", section.splitlines()[0])
    }

    tables = {path.name: header_of(path) for path in published.glob("*.csv")}

    words, named = {"lemmas.csv", "forms.csv"}, {"names.csv", "quotes.csv"}
    assert set(documented) - named == {path.name for path in published.iterdir()}
    assert {name: documented[name] for name in tables.keys() - words} == {
        name: tables[name] for name in tables.keys() - words
    }
    assert documented["lemmas.csv"] == [*tables["lemmas.csv"], *tables["forms.csv"]]


def columns_of(section):
    cells = re.findall(r"^\| (`[^|]*) \|", section, re.MULTILINE)
    return [name for cell in cells for name in re.findall(r"`(\w+)`", cell)]


def header_of(path):
    return path.read_text(encoding="utf-8").splitlines()[0].split(",")


def test_the_number_of_themes_may_be_left_to_the_program(arguments, tmp_path, capsys):
    folder = tmp_path / "out"

    assert main([*arguments, "--themes", "auto", "--out", str(folder), "--processes", "1"]) == 0

    assert len(rows_of(folder / "numbers.csv")) > 0
    assert capsys.readouterr().err == ""


def test_two_processes_change_no_byte(arguments, published, tmp_path):
    folder = tmp_path / "out"

    assert main([*arguments, "--out", str(folder), "--processes", "2"]) == 0

    assert bytes_of(folder) == bytes_of(published)


def test_three_workers_of_a_cluster_change_no_byte(arguments, published, tmp_path, monkeypatch):
    folder = tmp_path / "out"
    monkeypatch.chdir(tmp_path)

    with three_workers() as address:
        # A relative folder: the workers stand elsewhere.
        assert main([*arguments, "--out", "out", "--scheduler", address]) == 0

    assert bytes_of(folder) == bytes_of(published)


@contextmanager
def three_workers():
    with LocalCluster(
        n_workers=3,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
    ) as cluster:
        yield cluster.scheduler_address


def test_every_argument_has_its_effect(source, config, tmp_path, capsys):
    folder = tmp_path / "out"
    columns = ["--id=no", "--text=words", "--author=who", "--date=sent", "--question=asked"]
    columns += ["--postal-code=home", "--territory=49,44,29", "--rake=department"]
    said = ["--by=town, asked", "--themes=3", "--language=fr", "--title=Nos idées"]

    code = main(
        ["synthesis", "run", str(source), f"--out={folder}", *columns, *said, f"--config={config}"]
    )

    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert code == 0
    assert manifest["columns"] == {
        "identifier": "no",
        "text": "words",
        "author": "who",
        "question": "asked",
        "date": "sent",
        "department": None,
        "postal_code": "home",
        "commune": None,
        "by": ["town", "asked"],
    }
    assert manifest["settings"]["territory"] == "49,44,29"
    assert manifest["settings"]["rake"] == "department"
    assert manifest["settings"]["themes"] == 3
    assert manifest["settings"]["language"] == "fr"
    assert manifest["settings"]["title"] == "Nos idées"
    assert {row["question"] for row in rows_of(folder / "themes.csv")} == {
        "Que changer ?",
        "Que garder ?",
    }


def test_an_export_is_known_by_its_platform(config, tmp_path, capsys):
    export = tmp_path / "comments.csv"
    rows = [f"{row['no']},{row['words']}" for row in answers()]
    export.write_text("\n".join(["comment-id,comment-body", *rows]), encoding="utf-8")
    folder = tmp_path / "out"
    asked = ["--platform", "polis", "--processes", "1", "--config", str(config)]

    assert main(["synthesis", "run", str(export), "--out", str(folder), *asked]) == 0

    assert [row["contribution_id"] for row in rows_of(folder / "assignments.csv")] == [
        row["no"] for row in answers()
    ]


class Terminal(StringIO):
    """A screen with someone before it, who may interrupt what it says."""

    def __init__(self, dreaded=None):
        super().__init__()
        self.dreaded = dreaded

    def isatty(self):
        return True

    def write(self, text):
        if self.dreaded and self.dreaded in text:
            self.dreaded = None
            raise KeyboardInterrupt
        return super().write(text)


def test_progress_is_shown_to_those_who_watch(arguments, tmp_path, monkeypatch):
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)

    assert main([*arguments, "--out", str(tmp_path / "out"), "--processes", "1"]) == 0

    shown = [text.partition(":")[0] for text in screen.getvalue().split("\r") if ":" in text]
    # Before the first stage, the bar stands alone.
    assert list(dict.fromkeys(shown))[1:] == [
        "Reading",
        "Counting words",
        "Sampling answers",
        "Gathering near-duplicates",
        "Fitting themes",
        "Giving answers their themes",
        "Finding typical words",
        "Choosing excerpts",
        "Looking for rare ideas",
        "Writing",
    ]


def test_an_interrupted_run_publishes_nothing(arguments, tmp_path, monkeypatch):
    screen = Terminal("Fitting themes")
    monkeypatch.setattr(sys, "stderr", screen)

    assert main([*arguments, "--out", str(tmp_path / "out"), "--processes", "1"]) == 130

    assert screen.getvalue().endswith("Interrupted: nothing was published.\n")
    assert list(tmp_path.iterdir()) == []


def test_what_was_published_holds(published, capsys):
    assert main(["synthesis", "verify", str(published)]) == 0

    lines = capsys.readouterr().out.splitlines()
    first = rows_of(published / "themes.csv")[0]
    assert {line[:8] for line in lines} == {"holds   "}
    assert "holds   report.html: as published" in lines
    assert (
        f"holds   answers of {first['theme_id']}: published {first['answers']}, "
        f"counted {first['answers']}"
    ) in lines


def test_what_was_published_is_found_again_from_its_source(published, source, capsys):
    assert main(["synthesis", "verify", str(published), "--source", str(source)]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert "holds   source: the same contributions" in lines
    assert "holds   report.html, computed again: the same" in lines


def test_a_changed_number_is_found(arguments, tmp_path, capsys):
    folder = tmp_path / "out"
    main([*arguments, "--out", str(folder), "--processes", "1"])
    capsys.readouterr()
    themes = folder / "themes.csv"
    counted = rows_of(themes)[0]["answers"]
    themes.write_text(themes.read_text(encoding="utf-8").replace(f",{counted},", ",9999,", 1))

    assert main(["synthesis", "verify", str(folder)]) == 65

    said = capsys.readouterr()
    assert [line for line in said.out.splitlines() if not line.startswith("holds")] == [
        "DIFFERS themes.csv: changed",
        f"DIFFERS answers of 01: published 9999, counted {counted}",
    ]
    assert said.err.endswith(
        "checks to hold, and 2 do not. Ask for the folder as it was published, or run it again.\n"
    )


def test_a_number_leads_to_its_contributions(published, capsys):
    expected = [
        row["contribution_id"]
        for row in rows_of(published / "assignments.csv")
        if row["theme_id"] == "02"
    ]

    assert main(["synthesis", "trace", str(published), "02"]) == 0

    assert capsys.readouterr().out.splitlines() == expected
    assert len(expected) > 0


def test_a_reader_who_has_seen_enough_is_no_error(published, monkeypatch, capsys):
    reader, writer = os.pipe()
    os.close(reader)
    with open(writer, "w", encoding="utf-8") as closed:  # noqa: PTH123 - a pipe has no path
        monkeypatch.setattr(sys, "stdout", closed)
        code = main(["synthesis", "trace", str(published), "01"])
        monkeypatch.undo()

    assert code == 0
    assert capsys.readouterr().err == ""


def test_a_theme_that_is_not_there_is_told(published, capsys):
    assert fails(["synthesis", "trace", str(published), "nowhere"], capsys) == (
        65,
        "Expected the name of a theme, a campaign or a rare idea, and found nowhere.\n",
    )


@pytest.mark.parametrize("command", [["verify"], ["trace"]])
def test_a_folder_without_synthesis_is_told(command, tmp_path, capsys):
    name = ["01"] if command == ["trace"] else []

    assert fails(["synthesis", *command, str(tmp_path), *name], capsys) == (
        66,
        f"Expected a published synthesis, and there is no manifest.json in {tmp_path}.\n",
    )


@pytest.mark.parametrize(
    ("more", "code", "said"),
    [
        (["--text", "word"], 65, "Did you mean “words”?"),
        (["--themes", "1"], 65, "Expected at least 2 and at most 200 for themes, and found 1."),
        (["--language", "zz"], 65, "Expected the code of a language that simplemma knows"),
        (["--processes", "0"], 65, "Expected at least one process, and got 0."),
        (["--processes", "-2"], 65, "Expected at least one process, and got -2."),
        (["--config", "nowhere.toml"], 66, "Expected a file of settings"),
        (["--rake", "sise"], 65, "and found sise. Did you mean size?"),
        (["--territory", "49"], 65, "Expected a column that says where authors live"),
        (["--department", "town", "--territory", "2A,2B"], 65, "Expected codes or names of"),
        (["--postal-code", "home", "--rake", "region"], 65, "Expected a participant in every"),
        (["--scheduler", "tcp://127.0.0.1:1"], 65, "Expected a Dask scheduler at tcp://127"),
    ],
)
def test_what_cannot_be_used_is_told_and_leaves_nothing(
    more, code, said, arguments, tmp_path, capsys
):
    folder = tmp_path / "new" / "out"

    found, message = fails([*arguments, "--out", str(folder), "--processes", "1", *more], capsys)

    assert found == code
    assert said in message
    assert list(tmp_path.glob("new/*")) == []


def test_a_file_that_is_not_there_has_its_own_exit_code(tmp_path, capsys):
    argv = ["synthesis", "run", str(tmp_path / "no.csv"), "--id=a", "--text=b", "--processes=1"]

    code, _ = fails([*argv, "--out", str(tmp_path / "out")], capsys)

    assert code == 66
    assert list(tmp_path.iterdir()) == []


def test_a_synthesis_is_never_written_over(arguments, published, capsys):
    before = bytes_of(published)

    code, said = fails([*arguments, "--out", str(published), "--processes", "1"], capsys)

    assert code == 65
    assert said.startswith(f"Expected a folder that is not there yet, and {published} is.")
    assert bytes_of(published) == before


def test_a_place_that_cannot_be_written_has_its_own_exit_code(arguments, tmp_path, capsys):
    (tmp_path / "file").write_text("", encoding="utf-8")
    folder = tmp_path / "file" / "out"

    code, said = fails([*arguments, "--out", str(folder), "--processes", "1"], capsys)

    assert code == 74
    assert said.startswith(f"Expected to write {folder}, and could not: ")


@pytest.mark.parametrize(
    "argv",
    [
        [],
        ["run"],
        ["run", "answers.csv"],
        ["run", "answers.csv", "--out", "out", "--themes", "many"],
        ["run", "answers.csv", "--out", "out", "--department", "a", "--commune", "b"],
        ["run", "answers.csv", "--out", "out", "--platform", "pigeon"],
        ["verify"],
        ["trace", "out"],
    ],
)
def test_wrong_arguments_end_with_the_usage(argv, capsys):
    with pytest.raises(SystemExit) as caught:
        main(["synthesis", *argv])

    assert caught.value.code == 2
    assert "usage: civiscope synthesis" in capsys.readouterr().err


def test_themes_are_crossed_with_the_month_of_a_date_named_among_the_variables(tmp_path):
    source, folder = tmp_path / "answers.csv", tmp_path / "out"
    rows = [f"{n},Plus de trains de nuit,2019-0{1 + n % 2}-03,{75 + n % 3}" for n in range(30)]
    source.write_text("\n".join(["no,words,date,dep", *rows]), encoding="utf-8")

    said = ["--id=no", "--text=words", "--by=dep,date", "--processes=1"]

    code = main(["synthesis", "run", str(source), f"--out={folder}", *said])

    with (folder / "participation.csv").open(encoding="utf-8", newline="") as file:
        counted = [row for row in csv.DictReader(file) if row["value"]]
    assert code == 0
    assert [(row["variable"], row["value"], row["answers"]) for row in counted] == [
        ("dep", "75", "10"),
        ("dep", "76", "10"),
        ("dep", "77", "10"),
        ("date", "2019-01", "15"),
        ("date", "2019-02", "15"),
    ]
