"""`civiscope synthesis run` on files that cannot be used, on a full disk, and with a killed worker.

Each ends with a sentence and its exit code, and leaves nothing behind.
"""

import os
import resource
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager

import pytest

from civiscope.cli import main

ROW = "a{0},Il faut rouvrir la petite gare de mon village numéro {0}\n"


def written(tmp_path, content):
    path = tmp_path / "answers.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def command(path, out):
    return ["synthesis", "run", str(path), "--id=id", "--text=text", f"--out={out}"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "empty"),
        ("id,text\n", "no row"),
        ("id,texte\na1,Oui\n", "Did you mean “texte”?"),
        ("id,text\n" + ROW.format(1), "answers that share words"),
        ("id,text\na1,le la les\na2,de du des\n", "answers that share words"),
        ("id,text\n" + ROW.format(1) * 2, "“a1”"),
        ('id,text\na1,"sans fin\n', "line 2"),
        ("id,text\na1,été\n".encode() + b"a2,\xe9t\xe9\n", "line 3"),
        (b"id,text\na1,deux \0 zeros\n", "answers that share words"),
        ("id,text\na1," + "x" * 20_000_000 + "\n", "line 2"),
        ("id,text\n" + "".join(f"a{n},We want the citizens to vote\n" for n in range(99)), "en"),
    ],
    ids=[
        *["empty", "header", "column", "one-row", "stop-words", "twice", "quote", "encodings"],
        *["nul", "long-cell", "language"],
    ],
)
def test_a_file_that_cannot_be_used_is_told_and_leaves_nothing(content, said, tmp_path, capsys):
    path = written(tmp_path, content)

    code = main([*command(path, tmp_path / "out"), "--processes=1"])

    told = capsys.readouterr()
    assert (code, told.out) == (65, "")
    assert said in told.err
    assert [one.name for one in tmp_path.iterdir()] == ["answers.csv"]


@pytest.fixture
def answers(tmp_path):
    rows = (ROW.format(number) for number in range(2_000))
    return written(tmp_path, "id,text\n" + "".join(rows))


@contextmanager
def almost_full(room):
    """Let this process write files of so many bytes at most, as on a disk that is nearly full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)


# The contributions do not fit, then the assignments, then the PDF.
@pytest.mark.parametrize("room", [1_000, 20_000, 60_000])
def test_a_disk_that_fills_publishes_nothing(room, answers, tmp_path, capsys):
    argv = [*command(answers, tmp_path / "out"), "--processes=1", "--themes=2"]

    with almost_full(room):
        code = main(argv)

    assert code == 74
    assert "Free some space" in capsys.readouterr().err
    assert [one.name for one in tmp_path.iterdir()] == ["answers.csv"]


def test_a_killed_worker_ends_the_run_and_publishes_nothing(answers, tmp_path):
    argv = [sys.executable, "-m", "civiscope", *command(answers, tmp_path / "out")]

    with subprocess.Popen(
        [*argv, "--processes=2", "--themes=2"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as run:
        killer = threading.Thread(target=kill_a_worker, args=(run,))
        killer.start()
        out, said = run.communicate()
        killer.join()

    assert (run.returncode, out) == (75, b"")
    assert b"one was killed" in said
    assert [one.name for one in tmp_path.iterdir()] == ["answers.csv"]


def kill_a_worker(run):
    """Kill the first process that a run starts to work in."""
    while run.poll() is None:
        for process in workers_of(run.pid):
            os.kill(process, signal.SIGKILL)
            return
        time.sleep(0.001)


def workers_of(process):
    """List the processes that another one started from this Python, but the resource tracker."""
    try:
        with open(f"/proc/{process}/task/{process}/children", encoding="utf-8") as file:  # noqa: PTH123 - of the kernel
            children = file.read().split()
        lines = {child: _command_line(child) for child in children}
    except OSError:
        return []
    return [int(child) for child, line in lines.items() if "spawn_main" in line]


def _command_line(process):
    with open(f"/proc/{process}/cmdline", encoding="utf-8") as file:  # noqa: PTH123 - of the kernel
        return file.read()
