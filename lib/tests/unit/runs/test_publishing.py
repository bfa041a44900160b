"""A folder is published whole or not at all, by one run at a time."""

import os
import signal
import subprocess
import sys

import pytest

from civiscope.errors import InputError
from civiscope.runs.publishing import publishing
from civiscope.tables import OutputFailed


def publish(folder, text="whole"):
    with publishing(folder) as partial:
        (partial / "published").mkdir()
        (partial / "published" / "table.csv").write_text(text, encoding="utf-8")


def names_in(folder):
    return sorted(path.name for path in folder.iterdir())


def test_folder_appears_once_it_is_whole(tmp_path):
    with publishing(tmp_path / "new" / "out") as partial:
        (partial / "published").mkdir()
        (partial / "published" / "table.csv").touch()
        assert "out" not in names_in(tmp_path / "new")

    assert names_in(tmp_path / "new") == ["out"]
    assert names_in(tmp_path / "new" / "out") == ["table.csv"]


def test_second_run_to_the_same_folder_is_refused_and_leaves_the_first_alone(tmp_path):
    with publishing(tmp_path / "out") as first:
        (first / "published").mkdir()
        (first / "published" / "table.csv").write_text("first", encoding="utf-8")
        with pytest.raises(InputError) as told, publishing(tmp_path / "out"):
            pass

    assert str(told.value) == (
        f"Expected to write in {tmp_path / 'out.partial'} alone, and another run is at work "
        "there: wait for its end, or choose another folder."
    )
    assert (tmp_path / "out" / "table.csv").read_text(encoding="utf-8") == "first"
    assert names_in(tmp_path) == ["out"]


def test_two_runs_to_two_folders_do_not_wait_for_each_other(tmp_path):
    with publishing(tmp_path / "one") as one, publishing(tmp_path / "two") as two:
        (one / "published").mkdir()
        (two / "published").mkdir()

    assert names_in(tmp_path) == ["one", "two"]


def test_run_of_another_process_is_left_alone_until_it_is_killed(tmp_path):
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, tmp_path / "out"], stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout.readline() == "at work\n"
        with pytest.raises(InputError, match="another run is at work there"):
            publish(tmp_path / "out")
        held = names_in(tmp_path / "out.partial")
        os.kill(other.pid, signal.SIGKILL)

    publish(tmp_path / "out")

    assert held == ["half"]
    assert names_in(tmp_path) == ["out"]
    assert names_in(tmp_path / "out") == ["table.csv"]


HOLD = """
import sys
from pathlib import Path
from time import sleep
from civiscope.runs.publishing import publishing

with publishing(Path(sys.argv[1])) as partial:
    (partial / "half").touch()
    print("at work", flush=True)
    sleep(600)
"""


def test_folder_that_is_there_is_left_alone(tmp_path):
    publish(tmp_path / "out", "first")

    with pytest.raises(InputError, match="Expected a folder that is not there yet"):
        publish(tmp_path / "out", "second")

    assert (tmp_path / "out" / "table.csv").read_text(encoding="utf-8") == "first"
    assert names_in(tmp_path) == ["out"]


def test_folder_that_appears_meanwhile_is_never_written_over(tmp_path):
    with pytest.raises(OutputFailed, match="and could not"):
        publish_beside_another(tmp_path / "out")

    assert names_in(tmp_path) == ["out"]
    assert names_in(tmp_path / "out") == ["theirs"]


def publish_beside_another(folder):
    """Publish a folder that somebody makes meanwhile."""
    with publishing(folder) as partial:
        (partial / "published").mkdir()
        folder.mkdir()
        (folder / "theirs").touch()


def test_place_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").touch()

    with pytest.raises(OutputFailed, match=r"^Expected to write"):
        publish(tmp_path / "file" / "out")


def test_error_of_the_run_leaves_nothing(tmp_path):
    with pytest.raises(ZeroDivisionError), publishing(tmp_path / "out"):
        raise ZeroDivisionError

    assert names_in(tmp_path) == []
