"""What is wrong with a pack: every problem, each with its place."""

from collections.abc import Iterable
from dataclasses import dataclass

from civiscope.errors import InputError
from civiscope.packs.nodes import Location


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to correct in a pack.

    Attributes
    ----------
    where : Location
        File and line to open.
    expected : str
        What a correct pack has there.
    found : str
        What this one has.

    Examples
    --------
    >>> from civiscope.packs import Location, Problem
    >>> print(Problem(Location("tools.yaml", 3), "an id of its own in tool", "'decidim'"))
    tools.yaml:3: expected an id of its own in tool, found 'decidim'
    """

    where: Location
    expected: str
    found: str

    def __str__(self) -> str:
        """Write the problem on one line, place first."""
        return f"{self.where}: expected {self.expected}, found {self.found}"


class PackInvalid(InputError):
    """A pack cannot be read; nothing of it should be used.

    Parameters
    ----------
    problems : iterable of Problem
        All of them, in any order.

    Attributes
    ----------
    problems : tuple of Problem
        Sorted by file, then by line.

    Examples
    --------
    >>> from civiscope.packs import Location, PackInvalid, Problem
    >>> error = PackInvalid([Problem(Location("pack.yaml", 1), "a field id", "none")])
    >>> print(error)
    The pack has 1 problem. Correct and read it again.
    pack.yaml:1: expected a field id, found none
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Sort the problems and write them one a line."""
        self.problems = tuple(sorted(problems))
        count = len(self.problems)
        heading = f"The pack has {count} problem{'s' if count > 1 else ''}."
        super().__init__(
            "\n".join([f"{heading} Correct and read it again.", *map(str, self.problems)])
        )

    def __reduce__(self) -> tuple[type["PackInvalid"], tuple[tuple[Problem, ...]]]:
        """Travel between processes with the problems, not with the message."""
        return type(self), (self.problems,)
