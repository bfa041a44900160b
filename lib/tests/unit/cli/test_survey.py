import numpy as np
import pytest

from civiscope.cli import main
from civiscope.survey.selftest import cases


@pytest.fixture(autouse=True)
def _without_real_data(monkeypatch):
    monkeypatch.delenv("CIVISCOPE_REAL_DATA", raising=False)


def test_selftest_prints_every_estimator_and_that_it_holds(capsys):
    assert main(["survey", "selftest"]) == 0

    head, *lines, note, verdict = capsys.readouterr().out.splitlines()
    assert head.split() == ["value", "numbers", "error", "allowed"]
    assert [line.split()[:3] for line in lines] == [
        ["holds", "expected.tsv:", key] for key in cases.CASES
    ]
    assert note.startswith("R's own data sets: not compared")
    assert verdict == f"{len(cases.CASES)} of {len(cases.CASES)} hold; 0 have no estimator"


def test_selftest_shows_the_calls_of_r(capsys):
    main(["survey", "selftest", "--calls"])

    lines = capsys.readouterr().out.splitlines()
    assert lines[1].endswith("both(svytotal(~budget, strat))")


def test_selftest_fails_where_a_value_differs(capsys, monkeypatch):
    monkeypatch.setitem(cases.CASES, "strat.mean", lambda: np.array([1.0, 2.0]))

    assert main(["survey", "selftest"]) == 65

    output = capsys.readouterr()
    (differing,) = [line for line in output.out.splitlines() if "DIFFERS" in line]
    assert differing.split()[2] == "strat.mean"
    assert "got 1 others. Do not publish" in output.err


def test_selftest_says_what_has_no_estimator(capsys, small_data):
    (small_data / "expected.tsv").write_text("strat.glm.est\t1 2\n", encoding="utf-8")

    assert main(["survey", "selftest", "--data", str(small_data)]) == 65

    lines = capsys.readouterr().out.splitlines()
    assert lines[-2].split() == [
        *["-", "survey-reference:", "strat.glm.est", "2", "left", "out", "on", "purpose"],
    ]
    assert lines[-1].endswith("1 have no estimator")


def test_selftest_reads_the_data_sets_it_is_told_of(capsys, monkeypatch, tmp_path):
    assert main(["survey", "selftest", "--data", str(tmp_path)]) == 66
    assert str(tmp_path) in capsys.readouterr().err

    monkeypatch.setenv("CIVISCOPE_REAL_DATA", str(tmp_path))
    assert main(["survey", "selftest"]) == 66
    assert str(tmp_path / "survey-reference") in capsys.readouterr().err


def test_coverage_prints_both_tables(capsys):
    assert main(["survey", "coverage", "--draws", "600"]) in {0, 65}

    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[:2] for line in lines[2:22:5]] == [
        *[["simple", "31"], ["simple", "70"], ["stratified", "31"], ["stratified", "70"]],
    ]
    assert [line.split()[:3] for line in lines[25:34:3]] == [
        *[["70", "to", "31"], ["194", "to", "70"], ["70", "to", "70"]],
    ]
    assert lines[-1].startswith("least coverage")


def test_coverage_that_chance_decides_is_said_to_be(capsys):
    assert main(["survey", "coverage", "--draws", "3", "--seed", "4"]) == 65

    assert "Take more draws" in capsys.readouterr().err


def test_coverage_without_draws_is_refused(capsys):
    assert main(["survey", "coverage", "--draws", "0"]) == 65

    assert "one draw or more, got 0" in capsys.readouterr().err
