"""The time and the memory of a command, all its processes together."""

import subprocess
import time
from pathlib import Path
from threading import Event, Thread


def measured(command: list[str]) -> tuple[float, float]:
    """Run a command; return its seconds, and the most memory its processes had, in GB."""
    start, over, sizes = time.perf_counter(), Event(), [0.0]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:

        def watch() -> None:
            while not over.wait(0.2):
                sizes.append(sum(map(proportional_gigabytes, descendants(process.pid))))

        watcher = Thread(target=watch)
        watcher.start()
        failed = process.wait()
        over.set()
        watcher.join()
    if failed:
        message = f"Expected the command to succeed, and it ended with {failed}."
        raise RuntimeError(message)
    return time.perf_counter() - start, max(sizes)


def descendants(process: int) -> list[int]:
    """List a process and all that it started."""
    try:
        listed = Path(f"/proc/{process}/task").glob("*/children")
        children = [int(child) for path in listed for child in path.read_text().split()]
    except OSError:
        return []
    return [process, *(one for child in children for one in descendants(child))]


def proportional_gigabytes(process: int) -> float:
    """Return the memory of a process; what several share is divided among them."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1e6
