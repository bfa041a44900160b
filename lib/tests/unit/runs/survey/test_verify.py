import shutil

import pytest

from civiscope.cli import main
from civiscope.errors import InputNotFound
from civiscope.runs.survey.verify import verify_survey


@pytest.fixture
def copy(folder, tmp_path):
    return shutil.copytree(folder, tmp_path / "copy")


def differing(folder):
    return {check.what: check.found for check in verify_survey(folder) if not check.holds}


def test_what_was_published_holds(folder):
    assert differing(folder) == {}
    assert "tools map" in {check.what for check in verify_survey(folder)}


def test_a_changed_number_is_found(copy):
    path = copy / "shares.csv"
    path.write_text(path.read_text().replace("tools,map,28,70", "tools,map,29,70"))

    assert differing(copy) == {
        "shares.csv": "changed",
        "tools map": "published 29 of 70, counted 28 of 70",
    }


def test_a_missing_table_is_told(copy):
    (copy / "answers.csv").unlink()

    assert differing(copy) == {
        "answers.csv": "missing",
        "shares": "answers.csv or shares.csv cannot be read",
    }


def test_a_folder_that_is_none_is_refused(tmp_path):
    with pytest.raises(InputNotFound):
        verify_survey(tmp_path)


def test_the_command_tells_what_differs(copy, capsys):
    assert main(["survey", "verify", str(copy)]) == 0
    (copy / "shares.csv").unlink()

    code = main(["survey", "verify", str(copy)])

    told = capsys.readouterr()
    assert code == 65
    assert "DIFFERS shares.csv: missing" in told.out
    assert "checks to hold, and 2 do not." in told.err


def test_the_command_publishes(source, tmp_path, capsys):
    code = main(["survey", "publish", str(source), "--out", str(tmp_path / "out")])

    assert code == 0
    assert capsys.readouterr().out.splitlines()[-1] == str(tmp_path / "out" / "report-fr.html")
