"""What commands that run for long, check and trace show alike."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Self

from tqdm import tqdm

from civiscope.errors import CiviscopeError, InputError
from civiscope.runs.checks import Check


class Interrupted(CiviscopeError):
    """The person at the keyboard ended a run."""

    exit_code = 130


class Bar:
    """A bar of progress, one line for all stages, on the error output.

    Parameters
    ----------
    stages : mapping of str to str
        What each stage is called.
    """

    def __init__(self, stages: Mapping[str, str]) -> None:
        self.stages = stages

    def __enter__(self) -> Self:
        """Show it, where there is a person to see it."""
        self.bar = tqdm(file=sys.stderr, leave=False, disable=None)
        return self

    def __exit__(self, *_: object) -> None:
        """Wipe it out."""
        self.bar.close()

    def show(self, stage: str, done: int, total: int) -> None:
        """Show how far a stage is."""
        self.bar.set_description(self.stages[stage])
        self.bar.total, self.bar.n = total, done
        self.bar.refresh()


def print_checks(checks: Sequence[Check]) -> None:
    """Print a line for each check, then fail where one of them does."""
    for check in checks:
        print(f"{'holds' if check.holds else 'DIFFERS':8}{check.what}: {check.found}")
    if differing := sum(not check.holds for check in checks):
        raise InputError(
            f"Expected {len(checks)} checks to hold, and {differing} do not. Ask for the folder "
            "as it was published, or run it again."
        )


def print_lines(lines: Iterable[str]) -> None:
    """Print lines."""
    for line in lines:
        print(line)
