"""A pack folder read as a whole: its header, its records, every problem at once."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from civiscope.errors import InputNotFound
from civiscope.packs.characters import shown
from civiscope.packs.files import PackFile, find_files, read_text
from civiscope.packs.limits import Limits, Reading
from civiscope.packs.nodes import Location, Mapping, Node, Scalar, Sequence
from civiscope.packs.problems import PackInvalid, Problem
from civiscope.packs.tree import described, read_tree

HEADER = "pack.yaml"
SCHEME = "scheme"
"""The kind of the vocabularies, whose records have `concepts`."""

NAME_CHARACTERS = 100
"""Longest id or kind, in characters; an id becomes part of an address."""

STANDARD_LIMITS = Limits()

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_KIND = re.compile(r"[a-z]+(_[a-z]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A record of a pack, as written.

    Attributes
    ----------
    kind : str
        Kind of record, as the file says it.
    id : str
        Its stable name inside its kind.
    fields : Mapping
        Every field, `id` included.
    """

    kind: str
    id: str
    fields: Mapping

    @property
    def where(self) -> Location:
        """Where the record starts."""
        return self.fields.where


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A pack as it was read; sound when it has no problems.

    Attributes
    ----------
    folder : pathlib.Path
        Where it was read.
    id : str
        Its name, from `pack.yaml`.
    header : Mapping
        Every field of `pack.yaml`: title, licence, language, version, source…
    records : tuple of Record
        In the order of the files' names, then of the lines.
    problems : tuple of Problem
        Sorted by file, then by line; empty for a pack from `read_pack`.
    is_partial : bool
        Whether a file could not be read to its end, so that records may be missing.
    """

    folder: Path
    id: str
    header: Mapping
    records: tuple[Record, ...]
    problems: tuple[Problem, ...] = ()
    is_partial: bool = False

    def of_kind(self, kind: str) -> tuple[Record, ...]:
        """List the records of a kind, in their order."""
        return tuple(record for record in self.records if record.kind == kind)

    def counts(self) -> dict[str, int]:
        """Count the records of each kind, by name of kind."""
        return dict(sorted(Counter(record.kind for record in self.records).items()))


def read_pack(folder: Path, *, limits: Limits = STANDARD_LIMITS) -> Pack:
    r"""Read a folder of YAML files, and tell everything that is wrong with it.

    `pack.yaml` describes the pack and gives its `id`. Every other file named ``*.yaml`` or
    ``*.yml`` under the folder has two fields: `kind`, and `records`, a list of mappings with an
    `id` that is theirs alone in this kind. Hidden files and files of other types are left alone.
    What the fields mean is not known here: values stay text, with their place.

    The folder may come from a stranger: nothing is read outside of it, and time and memory are
    bounded by `limits`.

    Parameters
    ----------
    folder : pathlib.Path
        The folder of the pack.
    limits : Limits, optional
        How large the pack may be.

    Returns
    -------
    Pack
        The header and the records.

    Raises
    ------
    InputNotFound
        There is no such folder.
    PackInvalid
        The pack has problems; the exception holds all that could be found in one reading. A file
        with a syntax error, an anchor, a forbidden character or too deep a nesting is read up to
        there; the other files are read in full.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> from civiscope.packs import read_pack
    >>> with TemporaryDirectory() as name:
    ...     folder = Path(name)
    ...     _ = (folder / "pack.yaml").write_text("id: demo\n")
    ...     _ = (folder / "tools.yaml").write_text("kind: tool\nrecords:\n  - id: decidim\n")
    ...     pack = read_pack(folder)
    >>> pack.id, pack.counts()
    ('demo', {'tool': 1})
    >>> print(pack.records[0].where)
    tools.yaml:3
    """
    pack = inspect_pack(folder, limits=limits)
    if pack.problems:
        raise PackInvalid(pack.problems)
    return pack


def inspect_pack(folder: Path, *, limits: Limits = STANDARD_LIMITS) -> Pack:
    r"""Read what can be read of a pack, with its problems beside it.

    For whoever has more to check: all that is wrong can then be told at once. Nothing of a
    pack with problems should be used.

    Parameters
    ----------
    folder : pathlib.Path
        The folder of the pack.
    limits : Limits, optional
        How large the pack may be.

    Returns
    -------
    Pack
        The header and the records that could be read, and the problems. Where the header is
        missing, `id` is empty.

    Raises
    ------
    InputNotFound
        There is no such folder.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> from civiscope.packs import inspect_pack
    >>> with TemporaryDirectory() as name:
    ...     folder = Path(name)
    ...     _ = (folder / "tools.yaml").write_text("kind: tool\nrecords:\n  - id: decidim\n")
    ...     pack = inspect_pack(folder)
    >>> pack.counts()
    {'tool': 1}
    >>> print(pack.problems[0])
    pack.yaml:1: expected a file that describes the pack, with an id, found no such file
    """
    if not folder.is_dir():
        raise InputNotFound(
            f"Expected the folder of a pack, found no folder at {shown(str(folder))}. "
            "Check the path: it is the folder that holds pack.yaml."
        )
    reading = Reading(limits=limits)
    trees = dict(_trees(folder, reading))
    header = _header(trees.pop(HEADER, None), reading)
    records = tuple(record for tree in trees.values() for record in _records(tree, reading))
    _check_unique(records, reading)
    identifier, fields = header or ("", Mapping((), Location(HEADER, 1)))
    return Pack(
        folder=folder,
        id=identifier,
        header=fields,
        records=records,
        problems=tuple(sorted(reading.problems)),
        is_partial=None in trees.values(),
    )


def _trees(folder: Path, reading: Reading) -> Iterator[tuple[str, Node | None]]:
    if not (folder / HEADER).is_file():
        expected = "a file that describes the pack, with an id"
        reading.note(Location(HEADER, 1), expected=expected, found="no such file")
    for file in find_files(folder, reading):
        if reading.is_over:
            return
        yield file.name, _tree(file, reading)


def _tree(file: PackFile, reading: Reading) -> Node | None:
    text = read_text(file, reading)
    return None if text is None else read_tree(text, file.name, reading)


def _header(tree: Node | None, reading: Reading) -> tuple[str, Mapping] | None:
    """Return the id and the fields of the pack; None, and a problem noted, without an id."""
    if tree is None:
        return None
    if not isinstance(tree, Mapping):
        reading.note(tree.where, expected="the fields of the pack", found=described(tree))
        return None
    pack_id = _name(tree, "id", _ID, reading)
    return None if pack_id is None else (pack_id, tree)


def _records(tree: Node | None, reading: Reading) -> Iterator[Record]:
    """Yield the sound records of a file."""
    if tree is None:
        return
    if not isinstance(tree, Mapping):
        reading.note(tree.where, expected="the fields kind and records", found=described(tree))
        return
    for entry in tree.entries:
        if entry.key not in {"kind", "records"}:
            expected = "no field but kind and records"
            reading.note(entry.where, expected=expected, found=shown(entry.key))
    kind = _name(tree, "kind", _KIND, reading)
    records = tree.get("records")
    if not isinstance(records, Sequence):
        where = tree.where if records is None else records.where
        found = "no such field" if records is None else described(records)
        reading.note(where, expected="records: a list", found=found)
        return
    for node in records.items:
        record = _record(kind, node, reading)
        if record is not None:
            yield record


def _record(kind: str | None, node: Node, reading: Reading) -> Record | None:
    if not isinstance(node, Mapping):
        reading.note(node.where, expected="a record with its fields", found=described(node))
        return None
    record_id = _name(node, "id", _ID, reading)
    if kind == SCHEME:
        _check_concepts(node, reading)
    if kind is None or record_id is None:
        return None
    return Record(kind=kind, id=record_id, fields=node)


def _check_concepts(scheme: Mapping, reading: Reading) -> None:
    concepts = scheme.get("concepts")
    if not isinstance(concepts, Sequence):
        where = scheme.where if concepts is None else concepts.where
        found = "no such field" if concepts is None else described(concepts)
        reading.note(where, expected="concepts: a list", found=found)
        return
    for concept in concepts.items:
        if not isinstance(concept, Mapping):
            expected = "a concept with its fields"
            reading.note(concept.where, expected=expected, found=described(concept))


def _name(mapping: Mapping, field: str, pattern: re.Pattern[str], reading: Reading) -> str | None:
    """Return an id or a kind; None, and a problem noted, where it is missing or ill-formed."""
    node = mapping.get(field)
    if node is None:
        reading.note(mapping.where, expected=f"a field {field}", found="no such field")
        return None
    text = node.text if isinstance(node, Scalar) else None
    if text is not None and len(text) <= NAME_CHARACTERS and pattern.fullmatch(text):
        return text
    joint = "hyphens" if pattern is _ID else "underscores"
    alphabet = "a-z and 0-9" if pattern is _ID else "a-z"
    expected = f"{field}: {alphabet} joined by {joint}, {NAME_CHARACTERS} characters at most"
    reading.note(node.where, expected=expected, found=described(node))
    return None


def _check_unique(records: tuple[Record, ...], reading: Reading) -> None:
    first: dict[tuple[str, str], Record] = {}
    for record in records:
        other = first.setdefault((record.kind, record.id), record)
        if other is not record:
            expected = f"each id once in {record.kind}"
            found = f"{shown(record.id)}, which stands at {other.where} already"
            reading.note(record.where, expected=expected, found=found)
