"""`civiscope synthesis name` as a person types it: what leaves the machine, and what is refused."""

import csv
import json
import re
import socket
import sys
from io import StringIO
from pathlib import Path

import pytest

from civiscope.cli import main

KEY = "sk-2f9c-very-secret"
WISHES = [
    "baisser les impôts",
    "supprimer la taxe carbone",
    "rouvrir les gares",
    "aider les écoles",
]
COMPLETE = ["out", "--address", "http://127.0.0.1/v1", "--model", "parrot", "--out", "named"]
PLACES = ["Angers", "Nantes", "Brest", "Lille", "Nice", "Dijon", "Tours"]


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    place = tmp_path_factory.mktemp("here")
    source = place / "answers.csv"
    with source.open("w", encoding="utf-8", newline="") as sink:
        writer = csv.writer(sink)
        writer.writerow(["no", "words"])
        for number in range(280):
            wishes = WISHES[number % 4], WISHES[number // 4 % 4]
            words = f"{wishes[0]} et {wishes[1]} à {PLACES[number % 7]}"
            writer.writerow([f"a{number:03d}", words])
    settings = place / "synthesis.toml"
    settings.write_text("themes = 2\nstability_replicates = 1\ninterval_replicates = 100\n")
    said = ["--id", "no", "--text", "words", "--processes", "1", "--config", str(settings)]
    assert main(["synthesis", "run", str(source), *said, "--out", str(place / "out")]) == 0
    return place / "out"


@pytest.fixture
def command(published, stand_in, tmp_path):
    """Give what naming takes, and where it publishes."""
    said = ["--address", stand_in.address, "--model", "parrot", "--out", str(tmp_path / "named")]
    return ["synthesis", "name", str(published), *said]


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_naming_says_what_leaves_and_where_to(command, stand_in, tmp_path, capsys):
    assert main(command) == 0

    said = capsys.readouterr()
    out = tmp_path / "named"
    names = rows_of(out / "names.csv")
    excerpts = {
        one["text"]
        for request in stand_in.requests
        for one in json.loads(request["messages"][1]["content"])["excerpts"]
    }
    assert said.err == (
        f"Sending {len(excerpts)} excerpts of {len(names)} themes and sub-themes to "
        f"{stand_in.host}, on this machine.\n"
    )
    lines = [f"{row['theme_id']}  {row['name']}" for row in names]
    assert said.out.splitlines() == [*lines, str(out / "report.html")]


def test_every_column_of_names_is_documented(command, tmp_path):
    main(command)
    paper = Path(__file__).parents[4] / "docs/reference/synthesis-files.md"
    sections = re.split(r"^## ", paper.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]

    for table in ("names.csv", "quotes.csv"):
        [section] = [one for one in sections if one.startswith(f"`{table}`")]
        documented = re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)
        assert documented == list(rows_of(tmp_path / "named" / table)[0])


def test_named_synthesis_can_be_verified(command, tmp_path, capsys):
    main(command)
    capsys.readouterr()

    assert main(["synthesis", "verify", str(tmp_path / "named")]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert "holds   names.csv: as published" in lines
    assert "holds   name of 01: 1 of 1 quotes found to the letter" in lines


def test_dry_run_shows_what_would_be_sent_and_sends_nothing(command, stand_in, tmp_path, capsys):
    assert main([*command[:-2], "--dry-run"]) == 0
    shown = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert stand_in.requests == []
    assert list(tmp_path.iterdir()) == []

    main(command)

    assert [one["messages"] for one in shown] == [one["messages"] for one in stand_in.requests]
    assert shown[0]["theme_id"] == "01"


def test_theme_without_a_name_is_told(command, stand_in, says, names_well, capsys):
    stand_in.says = lambda request: (
        names_well(request) if request == stand_in.requests[0] else says("Non.")
    )

    assert main(command) == 0

    said = capsys.readouterr()
    assert said.out.startswith("01  ")
    assert said.err.splitlines()[1].startswith("Left without a name: ")


def test_key_comes_from_the_environment_and_is_written_nowhere(
    command, stand_in, tmp_path, monkeypatch, capsys
):
    monkeypatch.setenv("MY_KEY", f"{KEY}\n")

    assert main([*command, "--key-variable", "MY_KEY"]) == 0

    assert {headers["Authorization"] for headers in stand_in.headers} == {f"Bearer {KEY}"}
    said = capsys.readouterr()
    written = b"".join(path.read_bytes() for path in (tmp_path / "named").iterdir())
    assert KEY not in said.out + said.err
    assert KEY.encode() not in written
    assert b"MY_KEY" not in written


@pytest.mark.parametrize("value", [None, "", "  "])
def test_key_that_is_not_there_is_told(command, stand_in, monkeypatch, capsys, value):
    if value is not None:
        monkeypatch.setenv("MY_KEY", value)

    assert main([*command, "--key-variable", "MY_KEY"]) == 65

    assert capsys.readouterr().err == (
        "Expected a key in the environment variable MY_KEY, and there is none: set it, or leave "
        "--key-variable out.\n"
    )
    assert stand_in.requests == []


def test_without_leaves_parameters_out(command, stand_in):
    assert main([*command, "--without", "seed", "--without", "temperature"]) == 0

    assert sorted(stand_in.requests[0]) == ["messages", "model", "stream"]


def test_texts_leave_in_clear_only_when_told(published, tmp_path, capsys):
    argv = ["synthesis", "name", str(published), "--address", "http://model.example/v1"]
    argv += ["--model", "parrot", "--dry-run"]

    assert main(argv) == 65
    assert capsys.readouterr().err.startswith("Expected https for model.example, which is another")
    assert main([*argv, "--allow-http"]) == 0


def test_server_that_is_not_there_has_its_own_exit_code(command, stand_in, tmp_path, capsys):
    stand_in.server.server_close()

    assert main(command) == 69

    assert capsys.readouterr().err.endswith(
        f"Expected an answer from {stand_in.host}, and it could not be reached. Nothing was "
        "published.\n"
    )
    assert list(tmp_path.iterdir()) == []


def test_late_answer_is_told(command, stand_in, reply, capsys):
    stand_in.says = lambda _request: reply(body=b" ", delay_seconds=0.5)

    assert main([*command, "--timeout", "0.1"]) == 69

    assert "none came within 0.1 seconds: see --timeout" in capsys.readouterr().err


def test_other_machine_is_called_so(command, stand_in, reply, monkeypatch, capsys):
    # A name of this machine that only the system knows as such.
    command[command.index(stand_in.address)] = stand_in.address.replace("127.0.0.1", "machine.test")
    stand_in.says = lambda _request: reply(status=401)
    monkeypatch.setattr("socket.getaddrinfo", resolved_here)

    assert main([*command, "--allow-http"]) == 65

    assert f"to machine.test:{stand_in.server.server_port}, on another machine." in (
        capsys.readouterr().err
    )


def resolved_here(_host, port, *_args, **_options):
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]


class Terminal(StringIO):
    """A screen with someone before it, who interrupts the first request."""

    def isatty(self):
        return True

    def write(self, text):
        if "Asking for names" in text:
            raise KeyboardInterrupt
        return super().write(text)


def test_interrupted_naming_publishes_nothing(command, tmp_path, monkeypatch):
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)

    assert main(command) == 130

    assert screen.getvalue().endswith("Interrupted: nothing was published.\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("seconds", ["0", "-1", "nan", "inf", "soon"])
def test_seconds_that_are_none_are_told(seconds, capsys):
    with pytest.raises(SystemExit) as caught:
        main(["synthesis", "name", *COMPLETE, f"--timeout={seconds}"])

    assert caught.value.code == 2
    assert capsys.readouterr().err.endswith(
        f"argument --timeout: expected seconds, and got {seconds}\n"
    )


@pytest.mark.parametrize(
    "argv",
    [
        [],
        ["out"],
        ["out", "--address", "http://127.0.0.1/v1", "--model", "parrot"],
        ["out", "--address", "http://127.0.0.1/v1", "--out", "named"],
        [*COMPLETE, "--without", "content"],
        [*COMPLETE, "--dry-run"],
    ],
)
def test_wrong_arguments_end_with_the_usage(argv, capsys):
    with pytest.raises(SystemExit) as caught:
        main(["synthesis", "name", *argv])

    assert caught.value.code == 2
    assert "usage: civiscope synthesis name" in capsys.readouterr().err
