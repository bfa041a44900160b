"""How large a pack may be, and what one reading of it has met so far."""

from dataclasses import dataclass, field

from civiscope.packs.nodes import Location
from civiscope.packs.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a pack may hold at most; far above what people write, far below what harms a server.

    Attributes
    ----------
    file_bytes : int
        Size of one YAML file, in bytes.
    pack_bytes : int
        Size of all YAML files together, in bytes.
    files : int
        Number of YAML files.
    nesting : int
        Levels of lists and mappings inside one another.
    values : int
        Texts, lists and mappings in the whole pack. One takes about 300 bytes of memory.
    """

    file_bytes: int = 10_000_000
    pack_bytes: int = 50_000_000
    files: int = 2_000
    nesting: int = 32
    values: int = 1_000_000


@dataclass(slots=True, kw_only=True)
class Reading:
    """The state of one reading: the limits, the problems so far, the values counted so far."""

    limits: Limits
    problems: list[Problem] = field(default_factory=list)
    values: int = 0

    @property
    def is_over(self) -> bool:
        """Whether the pack holds too many values for any more to be read."""
        return self.values > self.limits.values

    def note(self, where: Location, *, expected: str, found: str) -> None:
        """Keep a problem and go on."""
        self.problems.append(Problem(where, expected, found))
