"""The site as `make run` starts it: a process of its own, on a folder of its own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

START_SECONDS = 60
COMMAND = (sys.executable, "-m", "observatory")


class NotStartedError(Exception):
    """The site did not start; says what it printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveSite:
    """A site that runs, and where it keeps what it writes."""

    url: str
    folder: Path

    def command(self, *words: str, typed: str = "") -> str:
        """Run `observatory WORDS` on the site's own database, and return what it printed."""
        done = subprocess.run(
            [*COMMAND, *words],
            env=_environment(self.folder),
            input=typed,
            text=True,
            capture_output=True,
            check=False,
        )
        if done.returncode:
            message = f"observatory {' '.join(words)} failed:\n{done.stdout}{done.stderr}"
            raise NotStartedError(message)
        return done.stdout


@contextmanager
def serving(folder: Path) -> Iterator[LiveSite]:
    """Prepare the database in a folder, serve the site from it, and stop it after."""
    port = _free_port()
    site = LiveSite(url=f"http://127.0.0.1:{port}", folder=folder)
    site.command("migrate", "--verbosity", "0")
    log = folder / "serve.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*COMMAND, "serve", "--bind", f"127.0.0.1:{port}"],
            env=_environment(folder),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait(process, port, log)
        yield site
    finally:
        process.terminate()
        process.wait(timeout=10)


def _environment(folder: Path) -> dict[str, str]:
    """Return the environment of someone who only typed `make run`."""
    ours = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    return kept | {"OBSERVATORY_VAR": str(folder)}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    why = "stopped" if process.poll() is not None else f"did not answer in {START_SECONDS} s"
    message = f"The site {why}; it printed:\n{log.read_text(encoding='utf-8')}"
    raise NotStartedError(message)
