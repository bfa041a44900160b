import subprocess
import sys
from importlib.metadata import version

import pytest

from civiscope.cli import main


@pytest.fixture
def folder(tmp_path):
    """Give a sound pack with a tool and an event."""
    (tmp_path / "pack.yaml").write_text("id: demo\n", encoding="utf-8")
    (tmp_path / "tools.yaml").write_text("kind: tool\nrecords: [{id: decidim}]", encoding="utf-8")
    (tmp_path / "events.yaml").write_text("kind: event\nrecords: [{id: forum}]", encoding="utf-8")
    return tmp_path


def test_a_sound_pack_is_counted(folder, capsys):
    assert main(["pack", "check", str(folder)]) == 0

    assert capsys.readouterr() == (
        "demo: 2 records, no problem\n       1  event\n       1  tool\n",
        "",
    )


def test_a_pack_with_problems_is_told_on_the_error_output(folder, capsys):
    (folder / "tools.yaml").write_text("kind: tool\nrecords: [{}]", encoding="utf-8")

    assert main(["pack", "check", str(folder)]) == 65

    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == (
        "The pack has 1 problem. Correct and read it again.\n"
        "tools.yaml:2: expected a field id, found no such field\n"
    )


def test_a_missing_folder_has_its_own_exit_code(tmp_path, capsys):
    assert main(["pack", "check", str(tmp_path / "nowhere")]) == 66

    assert "found no folder at" in capsys.readouterr().err


def test_words_are_shown_with_their_forms(capsys):
    assert main(["words", "L'élue de 2019"]) == 0

    assert capsys.readouterr().out == "elue  elu\nde\n2019\n"


def test_the_version_is_told(capsys):
    with pytest.raises(SystemExit) as caught:
        main(["--version"])

    assert caught.value.code == 0
    assert capsys.readouterr().out == f"civiscope {version('civiscope')}\n"


@pytest.mark.parametrize("argv", [[], ["pack"], ["unknown"], ["pack", "check"]])
def test_wrong_arguments_end_with_the_usage(argv, capsys):
    with pytest.raises(SystemExit) as caught:
        main(argv)

    assert caught.value.code == 2
    assert "usage: civiscope" in capsys.readouterr().err


def test_the_package_is_a_command():
    done = subprocess.run(
        [sys.executable, "-m", "civiscope", "words", "débats"],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )

    assert done.stdout == "debats  debat\n"
