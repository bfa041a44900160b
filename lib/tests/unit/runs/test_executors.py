"""The same work, here, in processes and on a Dask cluster, and what happens when one is lost."""

import signal
import subprocess
import sys
from functools import partial
from operator import floordiv
from pathlib import Path
from time import sleep

import pytest
from distributed import Client, Future, LocalCluster

from civiscope.errors import InputError
from civiscope.runs.executors import AHEAD, WorkerLost, open_executor

TASKS = [5, 3, 8, 1, 9, 2, 7]


@pytest.fixture(scope="module")
def cluster():
    """Start a scheduler and three workers on the threads of this process."""
    with started(n_workers=3, processes=False) as cluster:
        yield cluster


def started(**options):
    return LocalCluster(
        threads_per_worker=1,
        dashboard_address="127.0.0.1:0",
        host="127.0.0.1",
        protocol="tcp://",
        **options,
    )


def worked(work, tasks, **place):
    with open_executor(**place) as executor:
        return list(executor.map(work, tasks))


def test_results_come_in_the_order_of_the_tasks_wherever_they_are_made(cluster):
    here = worked(abs, TASKS)

    assert here == TASKS
    assert worked(abs, TASKS, processes=2) == here
    assert worked(abs, TASKS, scheduler=cluster.scheduler_address) == here


def test_processes_do_not_work_far_ahead_of_what_is_taken(tmp_path):
    tasks = [tmp_path / str(number) for number in range(20)]
    begun = AHEAD * 2 + 1

    with open_executor(processes=2) as executor:
        results = executor.map(Path.touch, tasks)
        next(results)
        while sum(task.exists() for task in tasks) < begun:
            sleep(0.01)
        sleep(0.2)

        assert sum(task.exists() for task in tasks) == begun
        assert len(list(results)) == len(tasks) - 1


@pytest.mark.parametrize("place", ["here", "processes", "cluster"])
def test_an_error_of_the_work_is_raised_as_it_is(place, cluster):
    options = {
        "here": {},
        "processes": {"processes": 2},
        "cluster": {"scheduler": cluster.scheduler_address},
    }

    with pytest.raises(ZeroDivisionError):
        worked(partial(floordiv, 1), [1, 0, 2], **options[place])


def test_no_process_at_all_is_refused():
    with pytest.raises(InputError) as caught, open_executor(processes=0):
        pass

    assert str(caught.value) == "Expected at least one process, and got 0."


def test_a_killed_process_is_told_with_what_to_do():
    with pytest.raises(WorkerLost) as caught:
        worked(signal.raise_signal, [signal.SIGKILL], processes=2)

    assert str(caught.value) == (
        "Expected every process to end its work; one was killed, most often for want of memory. "
        "Nothing was published: run again, with fewer processes if memory is short."
    )
    assert caught.value.exit_code == 75


ORPHANS = """
from multiprocessing import active_children
from time import sleep

from civiscope.runs.executors import open_executor

if __name__ == "__main__":
    with open_executor(processes=2) as executor:
        results = executor.map(sleep, [0, 600, 600])
        next(results)
        print(*(child.pid for child in active_children()), flush=True)
        next(results)
"""


def test_processes_end_when_the_one_that_started_them_is_killed(tmp_path):
    script = tmp_path / "orphans.py"
    script.write_text(ORPHANS, encoding="utf-8")

    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True) as parent:
        children = [int(name) for name in parent.stdout.readline().split()]
        parent.kill()

    assert len(children) == 2
    assert all(ends(child) for child in children)


def ends(pid, patience_seconds=20):
    """Tell whether a process ends, waiting for it a while."""
    for _ in range(patience_seconds * 10):
        # A process that ended but that nobody asked about has an empty command line.
        command = Path(f"/proc/{pid}/cmdline")
        if not command.exists() or not command.read_bytes():
            return True
        sleep(0.1)
    return False


def test_workers_killed_on_the_same_batch_are_told():
    with started(n_workers=1, processes=True) as cluster:
        # The first death is enough, as on a cluster that was told so.
        cluster.scheduler.allowed_failures = 0
        with pytest.raises(WorkerLost) as caught:
            worked(signal.raise_signal, [signal.SIGKILL], scheduler=cluster.scheduler_address)

    assert str(caught.value) == (
        "Expected the cluster's workers to end their work; several were killed on the same batch, "
        "most often for want of memory. Nothing was published: give them more."
    )


def test_work_that_is_called_off_is_told(cluster):
    with open_executor(scheduler=cluster.scheduler_address) as executor:
        results = executor.map(sleep, [0, 1, 1, 1, 1, 1, 1])
        next(results)
        client = executor.client
        client.cancel([Future(key, client) for key in client.futures])
        with pytest.raises(WorkerLost) as caught:
            list(results)

    assert str(caught.value) == (
        "Expected the cluster to end its work; its scheduler went away, or the work was called off "
        "there. Nothing was published: run again."
    )


def test_workers_that_see_other_files_are_told(cluster, tmp_path):
    missing = tmp_path / "contributions.parquet"

    with pytest.raises(InputError) as caught:
        worked(Path.read_bytes, [missing], scheduler=cluster.scheduler_address)

    assert str(caught.value) == (
        "Expected the cluster's workers to see the files of this machine, and one does not "
        f"([Errno 2] No such file or directory: '{missing}'). Publish in a folder that all of them "
        "share under the same path, or leave --scheduler out."
    )


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "127.0.0.1:8786", "smoke://127.0.0.1:1"])
def test_a_scheduler_that_is_not_there_is_told(address):
    with pytest.raises(InputError) as caught, open_executor(scheduler=address):
        pass

    assert str(caught.value) == (
        f"Expected a Dask scheduler at {address}, and none answered: start one with "
        "'dask scheduler', and give its address as tcp://host:port."
    )


def test_a_cluster_without_its_package_is_told(monkeypatch):
    # Python's own way to say that a package cannot be imported.
    monkeypatch.setitem(sys.modules, "distributed", None)

    with pytest.raises(InputError) as caught, open_executor(scheduler="tcp://127.0.0.1:8786"):
        pass

    assert str(caught.value) == (
        "Expected the package distributed for --scheduler, and it is not installed: "
        "pip install 'civiscope[cluster]'."
    )


def test_the_cluster_is_left_as_it_was(cluster):
    worked(abs, TASKS, scheduler=cluster.scheduler_address)

    with Client(cluster.scheduler_address) as client:
        assert client.list_datasets() == ()
        assert client.who_has() == {}
        assert len(client.scheduler_info()["workers"]) == 3
