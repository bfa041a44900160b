"""The command `civiscope coding`."""

import csv

import pytest

from civiscope.cli import coding_apply, main

ANSWERS = (("1", "Des pistes cyclables"), ("2", "Baisser les impôts"), ("3", "Rien à dire"))
CODES = (("bike", "Pistes cyclables"), ("tax", "Impôts"))


def write(path, columns, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([columns, *rows])
    return str(path)


@pytest.fixture
def arguments(tmp_path):
    answers = write(tmp_path / "answers.csv", ("id", "texte"), ANSWERS)
    codes = write(tmp_path / "codes.csv", ("code", "label"), CODES)
    columns = ("--id", "id", "--text", "texte", "--processes", "1")
    return ("coding", "apply", answers, "--codebook", codes, *columns)


def test_codes_are_printed_with_their_answers(arguments, tmp_path, capsys):
    code = main([*arguments, "--out", str(tmp_path / "out")])

    assert code == 0
    assert capsys.readouterr().out.splitlines() == [
        "bike          1   33.3%  Pistes cyclables",
        "tax           1   33.3%  Impôts",
        "1 of 3 answers have no code.",
        str(tmp_path / "out" / "shares.csv"),
    ]


def test_a_coding_is_verified_and_traced(arguments, tmp_path, capsys):
    main([*arguments, "--out", str(tmp_path / "out")])
    capsys.readouterr()

    assert main(["coding", "verify", str(tmp_path / "out")]) == 0
    assert "holds   share of bike: published 1 of 3, counted 1 of 3" in capsys.readouterr().out
    assert main(["coding", "trace", str(tmp_path / "out"), "tax"]) == 0
    assert capsys.readouterr().out == "2\n"


def test_what_was_learnt_from_people_is_said(tmp_path, capsys):
    said = ["jardins", "impôts"] * 20
    rows = [(str(number), text) for number, text in enumerate(said)]
    coded = [(str(number), "ana", "" if number % 2 else "green") for number in range(40)]
    answers = write(tmp_path / "answers.csv", ("id", "text"), rows)
    codes = write(tmp_path / "codes.csv", ("code", "label"), [("green", "Espaces verts")])
    taught = write(tmp_path / "coded.csv", ("contribution_id", "coder", "code"), coded)
    columns = ("--id", "id", "--text", "text", "--codebook", codes, "--learn", taught)

    assert main(["coding", "apply", answers, *columns, "--out", str(tmp_path / "out")]) == 0

    assert capsys.readouterr().out.splitlines()[:2] == [
        "green         20   50.0%  Espaces verts",
        "1 codes were learnt from 40 answers coded by people; expected calibration error 0.045.",
    ]


def test_answers_to_code_next_are_proposed(arguments, tmp_path, capsys):
    main([*arguments, "--out", str(tmp_path / "out")])
    capsys.readouterr()

    folder = str(tmp_path / "next")
    assert main(["coding", "propose", str(tmp_path / "out"), "--size", "2", "--out", folder]) == 0

    assert capsys.readouterr().out.splitlines() == [
        "2 answers to code; they teach the machine, and no share follows from them.",
        str(tmp_path / "next" / "to_code.html"),
    ]


def test_a_missing_column_is_named_with_the_nearest(arguments, tmp_path, capsys):
    wrong = [*arguments[:-4], "--text", "text", "--out", str(tmp_path / "out")]

    assert main(wrong) == 65
    assert "texte" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_code_without_label_is_refused_and_nothing_is_left(arguments, tmp_path, capsys):
    codes = write(tmp_path / "codes.csv", ("code", "label"), [("bike", "")])

    assert main([*arguments, "--codebook", codes, "--out", str(tmp_path / "out")]) == 65
    assert "label" in capsys.readouterr().err
    assert not list(tmp_path.glob("out*"))


def test_an_interruption_is_said_to_have_published_nothing(
    arguments, tmp_path, capsys, monkeypatch
):
    def interrupted(*_args, **_kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr(coding_apply, "apply_codebook", interrupted)

    assert main([*arguments, "--out", str(tmp_path / "out")]) == 130
    assert capsys.readouterr().err.endswith("Interrupted: nothing was published.\n")


def test_three_workers_of_a_cluster_change_no_byte(arguments, tmp_path):
    from distributed import LocalCluster  # noqa: PLC0415  # optional package

    main([*arguments, "--out", str(tmp_path / "here")])
    with LocalCluster(
        n_workers=3,
        processes=False,
        threads_per_worker=1,
        dashboard_address="127.0.0.1:0",
        host="127.0.0.1",
        protocol="tcp://",
    ) as cluster:
        there = ["--out", str(tmp_path / "there"), "--scheduler", cluster.scheduler_address]
        assert main([*arguments, *there]) == 0

    assert (tmp_path / "here/manifest.json").read_bytes() == (
        tmp_path / "there/manifest.json"
    ).read_bytes()
