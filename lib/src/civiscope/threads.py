"""Threads for compiled loops, which let go of Python's lock while they run."""

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

Result = TypeVar("Result")


def processors() -> int:
    """Count the processors of this machine."""
    return os.cpu_count() or 1


def map_threads(
    work: Callable[..., Result],
    *arguments: Iterable[Any],
    threads: int,
) -> list[Result]:
    """Call a function on arguments, as `map` does, in threads.

    Parameters
    ----------
    work : callable
    *arguments : iterable
        One for each argument of the function.
    threads : int
        How many; with one, the calls are made one after the other where we are.

    Returns
    -------
    list
        In the order of the arguments.

    Examples
    --------
    >>> from civiscope.threads import map_threads
    >>> map_threads(pow, [2, 3], [5, 2], threads=2)
    [32, 9]
    """
    if threads == 1:
        return list(map(work, *arguments))
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(work, *arguments))
