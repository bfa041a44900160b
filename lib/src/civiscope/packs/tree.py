"""YAML text turned into nodes, event by event.

Only the part of YAML that a list of facts needs is accepted: no anchor, no alias, no tag, one
document in a file, texts as field names, each field once. As the events come one at a time, the
first alias of a million ends the file before anything grows.
"""

from collections.abc import Iterator

import yaml

from civiscope.packs.characters import code_point, forbidden_character, shown
from civiscope.packs.limits import Reading
from civiscope.packs.nodes import Entry, Location, Mapping, Node, Scalar, Sequence

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml where it is there; it is ten times faster and its events are the same."""

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})  # YAML 1.2, section 10.3.2


class _Abandoned(Exception):
    """Nothing more can be read of this file."""


def read_tree(
    text: str, file: str, reading: Reading, *, loader: type[yaml.SafeLoader] = LOADER
) -> Node | None:
    """Read the only document of a file; None, and problems noted, where that cannot be.

    A tree may come back with problems noted: those that did not prevent reading the rest.
    """
    events = yaml.parse(text, Loader=loader)
    try:
        return _TreeReader(file, events, reading).document()
    except _Abandoned:
        return None
    except (yaml.YAMLError, ValueError) as error:  # ValueError: escapes beyond Unicode
        mark = getattr(error, "problem_mark", None)
        cause = getattr(error, "problem", None) or "something that cannot be read"
        where = Location(file, mark.line + 1 if mark else 1)
        reading.note(where, expected="a file that follows YAML", found=f"“{cause}”")
        return None


def described(node: Node) -> str:
    """Say what a node is, for a message."""
    if isinstance(node, Scalar):
        return "nothing" if node.text is None else shown(node.text)
    if isinstance(node, Sequence):
        return f"a list of {len(node.items)}"
    return f"a mapping of {len(node.entries)}"


class _TreeReader:
    """Builds the tree of one file while noting what is wrong with it."""

    def __init__(self, file: str, events: Iterator[yaml.Event], reading: Reading) -> None:
        self.file = file
        self.events = events
        self.reading = reading

    def document(self) -> Node | None:
        root = None
        for event in self.events:
            if isinstance(event, yaml.NodeEvent):
                if root is not None:
                    self._abandon(event, expected="one document in a file", found="another one")
                root = self._node(event, depth=1)
        if root is None:
            self.reading.note(Location(self.file, 1), expected="a document", found="nothing")
        return root

    def _node(self, event: yaml.Event, *, depth: int) -> Node:
        self._check_event(event, depth)
        where = self._where(event)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, where)
        if isinstance(event, yaml.SequenceStartEvent):
            items = self._events_until(yaml.SequenceEndEvent)
            return Sequence(tuple(self._node(item, depth=depth + 1) for item in items), where)
        return Mapping(self._entries(depth + 1), where)

    def _check_event(self, event: yaml.Event, depth: int) -> None:
        self.reading.values += 1
        limits = self.reading.limits
        if self.reading.is_over:
            self._abandon(event, expected=f"at most {limits.values:,} values", found="more")
        if getattr(event, "anchor", None) is not None:  # an alias has one too
            self._abandon(event, expected="values in full", found="an anchor or alias (& or *)")
        if depth > limits.nesting:
            self._abandon(event, expected=f"at most {limits.nesting} levels", found="more")
        if (tag := getattr(event, "tag", None)) is not None:
            found = f"the tag {shown(tag)}"
            self.reading.note(self._where(event), expected="values without a tag", found=found)

    def _scalar(self, event: yaml.ScalarEvent, where: Location) -> Scalar:
        quoted = bool(event.style)  # plain: '' from libyaml, None from Python
        if not quoted and event.value in _NULLS:
            return Scalar(None, quoted, where)
        # A quoted text can hold what the file does not, as an escape.
        if forbidden := forbidden_character(event.value):
            found = f"an escape for the control character {code_point(forbidden[0])}"
            expected = "only characters that a text may hold"
            self.reading.note(where, expected=expected, found=found)
        return Scalar(event.value, quoted, where)

    def _entries(self, depth: int) -> tuple[Entry, ...]:
        entries: dict[str, Entry] = {}
        for event in self._events_until(yaml.MappingEndEvent):
            key = self._node(event, depth=depth)
            value = self._node(next(self.events), depth=depth)
            if not isinstance(key, Scalar) or key.text is None:
                self.reading.note(key.where, expected="the name of a field", found=described(key))
            elif key.text in entries:
                found = f"{shown(key.text)} again, after line {entries[key.text].where.line}"
                self.reading.note(key.where, expected="each field once", found=found)
            else:
                entries[key.text] = Entry(key.text, value, key.where)
        return tuple(entries.values())

    def _events_until(self, end: type[yaml.Event]) -> Iterator[yaml.Event]:
        """Yield the events up to the end of a collection; whoever asks consumes what is nested."""
        while not isinstance(event := next(self.events), end):
            yield event

    def _where(self, event: yaml.Event) -> Location:
        return Location(self.file, event.start_mark.line + 1)  # type: ignore[union-attr]  # only events made by hand have no mark

    def _abandon(self, event: yaml.Event, *, expected: str, found: str) -> None:
        self.reading.note(self._where(event), expected=expected, found=found)
        raise _Abandoned
