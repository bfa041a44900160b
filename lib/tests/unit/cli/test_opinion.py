"""The command `civiscope opinion`."""

import csv

import pytest

from civiscope.cli import main


@pytest.fixture
def votes(tmp_path):
    path = tmp_path / "votes.csv"
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("who", "what", "said"))
        for person in range(40):
            for statement in range(10):
                side = (person < 25) == (statement < 5)
                said = 0 if person * statement % 11 == 5 else 1 if side else -1
                writer.writerow((person, statement, said))
        writer.writerow((0, 0, 0))
        writer.writerow((0, 1, ""))
    return path


@pytest.fixture
def config(tmp_path):
    path = tmp_path / "quick.toml"
    path.write_text("shuffles = 19\nstability_replicates = 2\n")
    return path


@pytest.fixture
def arguments(votes, config):
    columns = ("--participant", "who", "--statement", "what", "--vote", "said")
    return ("opinion", "run", str(votes), *columns, "--config", str(config))


def test_groups_are_printed(arguments, tmp_path, capsys):
    code = main([*arguments, "--out", str(tmp_path / "out")])

    captured = capsys.readouterr()
    assert code == 0
    assert captured.out.splitlines()[:2] == [
        "A         25  participants",
        "B         15  participants",
    ]
    assert captured.err.splitlines() == [
        "1 votes that the same participant replaced later: the last one counts.",
        "1 rows without a vote: left out.",
    ]


def test_no_groups_are_said_to_be_none(tmp_path, capsys):
    path = tmp_path / "votes.csv"
    path.write_text("participant,statement,vote\na,s,1\nb,s,1\n")

    code = main(["opinion", "run", str(path), "--out", str(tmp_path / "out")])

    assert code == 0
    assert capsys.readouterr().out.startswith("No groups: too few participants")


def test_a_vote_of_seven_ends_the_run(tmp_path, capsys):
    path = tmp_path / "votes.csv"
    path.write_text("participant,statement,vote\na,s,7\n")

    code = main(["opinion", "run", str(path), "--out", str(tmp_path / "out")])

    assert code == 65
    assert "votes.csv, row 1: expected a vote of -1, 0 or 1" in capsys.readouterr().err
    assert [file.name for file in tmp_path.iterdir()] == ["votes.csv"]


def test_what_was_published_is_checked_and_traced(arguments, votes, tmp_path, capsys):
    out = str(tmp_path / "out")
    main([*arguments, "--out", out])

    assert main(["opinion", "verify", out, "--source", str(votes)]) == 0
    capsys.readouterr()
    assert main(["opinion", "trace", out, "B"]) == 0

    assert capsys.readouterr().out.split() == [str(person) for person in range(25, 40)]


def test_an_interrupted_run_publishes_nothing(arguments, tmp_path, monkeypatch, capsys):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("civiscope.cli.opinion.Bar.show", interrupt)

    code = main([*arguments, "--out", str(tmp_path / "out")])

    assert code == 130
    assert "Interrupted: nothing was published." in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
