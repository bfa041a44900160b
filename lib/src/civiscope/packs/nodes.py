"""The values of a pack, each with the file and line where it stands.

Scalars stay text: whoever reads a field knows its type, and ``no``, ``2019`` or ``01001`` must
not become a boolean or a number on the way.
"""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """Where a value stands.

    Attributes
    ----------
    file : str
        Path of the file inside the pack, with slashes, safe to print.
    line : int
        Line in the file, from 1.

    Examples
    --------
    >>> from civiscope.packs import Location
    >>> print(Location("actors/organisations.yaml", 12))
    actors/organisations.yaml:12
    """

    file: str
    line: int

    def __str__(self) -> str:
        """Write the location as editors and compilers do."""
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value.

    Attributes
    ----------
    text : str or None
        The value as written; None for an unquoted ``null``, ``~`` or nothing at all.
    quoted : bool
        Whether the value was written between quotes or as a block (``|`` or ``>``).
    where : Location
        Where it starts.
    """

    text: str | None
    quoted: bool
    where: Location


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of values, in the order of the file."""

    items: tuple["Node", ...]
    where: Location


@dataclass(frozen=True, slots=True)
class Entry:
    """A field of a mapping: its name, its value and where the name stands."""

    key: str
    value: "Node"
    where: Location


@dataclass(frozen=True, slots=True)
class Mapping:
    """Named values, in the order of the file; a name occurs once.

    Examples
    --------
    >>> from civiscope.packs import Entry, Location, Mapping, Scalar
    >>> where = Location("pack.yaml", 1)
    >>> mapping = Mapping((Entry("id", Scalar("demo", quoted=False, where=where), where),), where)
    >>> mapping.get("id").text
    'demo'
    >>> mapping.get("title") is None
    True
    >>> mapping.keys()
    ('id',)
    """

    entries: tuple[Entry, ...]
    where: Location

    def get(self, key: str) -> "Node | None":
        """Find the value of a field.

        Parameters
        ----------
        key : str
            Name of the field.

        Returns
        -------
        Scalar, Sequence, Mapping or None
            None where the mapping has no such field. A field without a value has a `Scalar`
            whose text is None.
        """
        return next((entry.value for entry in self.entries if entry.key == key), None)

    def keys(self) -> tuple[str, ...]:
        """List the names of the fields, in the order of the file."""
        return tuple(entry.key for entry in self.entries)


Node: TypeAlias = Scalar | Sequence | Mapping
PlainNode: TypeAlias = "str | list[PlainNode] | dict[str, PlainNode] | None"


def plain(node: Node) -> PlainNode:
    """Turn a node and what it holds into dicts, lists, texts and None.

    Parameters
    ----------
    node : Scalar, Sequence or Mapping
        Any value of a pack.

    Returns
    -------
    dict, list, str or None
        The same values without their locations.

    Examples
    --------
    >>> from civiscope.packs import Location, Scalar, Sequence, plain
    >>> where = Location("pack.yaml", 1)
    >>> year = Scalar("2019", quoted=False, where=where)
    >>> nothing = Scalar(None, quoted=False, where=where)
    >>> plain(Sequence((year, nothing), where))
    ['2019', None]
    """
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {entry.key: plain(entry.value) for entry in node.entries}
