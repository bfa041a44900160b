"""Where batches are worked on: here, in processes of this machine, or on a Dask cluster.

Every executor yields the results in the order of the tasks. Since results are whole numbers that
are added up, or samples that merge, the way the work is spread changes no bit of them.
"""

import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess
from socket import create_connection
from threading import Thread
from typing import Any, Protocol, TypeVar

from civiscope.errors import CiviscopeError, InputError

AHEAD = 2
"""Tasks that each process is given before the first result is taken: it never waits for one."""

PATIENCE_SECONDS = 10
"""How long a scheduler may take to answer."""

Progress = Callable[[str, int, int], None]
"""Told the stage, how many of its tasks are done, and how many there are."""

Task = TypeVar("Task")
Result = TypeVar("Result")


class WorkerLost(CiviscopeError):
    """A worker ended before its work did."""

    exit_code = 75


class Executor(Protocol):
    """Something that works through tasks.

    Attributes
    ----------
    processors : int
        Those of this machine that may be used for what is not cut into tasks.
    """

    processors: int

    def map(self, work: Callable[[Task], Result], tasks: Sequence[Task]) -> Iterator[Result]:
        """Yield the result of each task, in the order of the tasks."""


def work_through(
    executor: Executor,
    progress: Progress,
    stage: str,
    work: Callable[[Task], Result],
    tasks: Sequence[Task],
) -> Iterator[Result]:
    """Yield the result of each task of a stage, and tell how far it is."""
    progress(stage, 0, len(tasks))
    for done, result in enumerate(executor.map(work, tasks), start=1):
        progress(stage, done, len(tasks))
        yield result


class _Here:
    """One task after the other, in this process."""

    processors = 1

    def map(self, work: Callable[[Task], Result], tasks: Sequence[Task]) -> Iterator[Result]:
        return map(work, tasks)


class _Processes:
    """Several processes of this machine."""

    def __init__(self, pool: ProcessPoolExecutor, processors: int) -> None:
        self.pool = pool
        self.processors = processors

    def map(self, work: Callable[[Task], Result], tasks: Sequence[Task]) -> Iterator[Result]:
        # Results that wait to be added up take more room than tasks that wait to be worked on.
        ahead: deque[Future[Result]] = deque()
        try:
            for task in tasks:
                ahead.append(self.pool.submit(work, task))
                if len(ahead) > AHEAD * self.processors:
                    yield ahead.popleft().result()
            while ahead:
                yield ahead.popleft().result()
        except BrokenProcessPool as error:
            raise WorkerLost(
                "Expected every process to end its work; one was killed, most often for want of "
                "memory. Nothing was published: run again, with fewer processes if memory is short."
            ) from error


class _Cluster:
    """The workers of a Dask cluster, which see the same files as this machine."""

    processors = 1

    def __init__(self, client: Any) -> None:  # noqa: ANN401 - distributed has no types
        self.client = client

    def map(self, work: Callable[[Task], Result], tasks: Sequence[Task]) -> Iterator[Result]:
        from distributed import KilledWorker  # noqa: PLC0415  # optional package

        futures = self.client.map(work, tasks, pure=False)
        try:
            for future in futures:
                yield future.result()
        except KilledWorker as error:
            raise WorkerLost(
                "Expected the cluster's workers to end their work; several were killed on the same "
                "batch, most often for want of memory. Nothing was published: give them more."
            ) from error
        except CancelledError as error:
            raise WorkerLost(
                "Expected the cluster to end its work; its scheduler went away, or the work was "
                "called off there. Nothing was published: run again."
            ) from error
        except FileNotFoundError as error:
            raise InputError(
                "Expected the cluster's workers to see the files of this machine, and one does "
                f"not ({error}). Publish in a folder that all of them share under the same path, "
                "or leave --scheduler out."
            ) from error
        finally:
            self.client.cancel(futures)


@contextmanager
def open_executor(*, processes: int = 1, scheduler: str | None = None) -> Iterator[Executor]:
    """Open the place where batches are worked on.

    Parameters
    ----------
    processes : int
        Processes of this machine; 1 works in this one.
    scheduler : str, optional
        Address of the scheduler of a Dask cluster, ``tcp://host:port``; its workers must see the
        folder of results under the same path, and write there.

    Raises
    ------
    InputError
        Where there is no process to work in, the cluster cannot be reached, or ``distributed`` is
        not installed.

    Examples
    --------
    >>> from civiscope.runs.executors import open_executor
    >>> with open_executor() as executor:
    ...     list(executor.map(len, ["a", "bc"]))
    [1, 2]
    """
    if processes < 1:
        raise InputError(f"Expected at least one process, and got {processes}.")
    if scheduler is not None:
        with _connected(scheduler) as client:
            yield _Cluster(client)
    elif processes == 1:
        yield _Here()
    else:
        with ProcessPoolExecutor(
            processes, mp_context=get_context("spawn"), initializer=_follow_parent
        ) as pool:
            yield _Processes(pool, processes)


def _follow_parent() -> None:  # pragma: no cover - coverage does not follow into its process
    """Leave an interruption to the parent, and end when it is killed: nobody else would end us."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_after, args=(parent_process(),), daemon=True).start()


def _end_after(parent: BaseProcess) -> None:  # pragma: no cover - the same
    parent.join()
    os._exit(WorkerLost.exit_code)


@contextmanager
def _connected(scheduler: str) -> Iterator[Any]:
    try:
        from distributed import Client  # noqa: PLC0415  # optional package
        from distributed.comm import addressing  # noqa: PLC0415  # optional package
    except ImportError as error:
        raise InputError(
            "Expected the package distributed for --scheduler, and it is not installed: "
            "pip install 'civiscope[cluster]'."
        ) from error
    try:
        # A client that finds nobody cannot be closed; so we knock first.
        place = addressing.get_address_host_port(scheduler, strict=True)
        create_connection(place, timeout=PATIENCE_SECONDS).close()
        client = Client(scheduler, timeout=PATIENCE_SECONDS)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise InputError(
            f"Expected a Dask scheduler at {scheduler}, and none answered: start one with "
            "'dask scheduler', and give its address as tcp://host:port."
        ) from error
    with client:
        yield client
