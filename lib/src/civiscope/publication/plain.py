"""The document tree as plain JSON values, and back: how it is frozen and compared."""

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from typing import Any, TypeAlias, cast

from civiscope.errors import InputError
from civiscope.publication import document as tree

Plain: TypeAlias = Mapping[str, Any]

_TYPE = "type"
_CLASSES: dict[str, type[Any]] = {
    name.lower(): node
    for name, node in vars(tree).items()
    if isinstance(node, type) and is_dataclass(node)
}


def to_plain(document: tree.Document) -> dict[str, Any]:
    """Return a document as JSON values: of each node its type, and what is not by default."""
    return cast("dict[str, Any]", _to_plain(document))


def _to_plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_to_plain(item) for item in value]
    if not is_dataclass(value):
        return value
    held = {field: getattr(value, field.name) for field in fields(value)}
    said = {
        field.name: _to_plain(item)
        for field, item in held.items()
        if field.default is MISSING or item != field.default
    }
    return {_TYPE: type(value).__name__.lower(), **said}


def from_plain(plain: Plain) -> tree.Document:
    """Return the document that `to_plain` wrote.

    Raises
    ------
    InputError
        When it is not one: it names an unknown node, or lacks what a node must have.
    """
    found = _from_plain(plain)
    if not isinstance(found, tree.Document):
        raise InputError("Expected a document, found something else; was the file changed?")
    return found


def _from_plain(value: object) -> object:
    if isinstance(value, list):
        return tuple(_from_plain(item) for item in value)
    if not isinstance(value, dict):
        return value
    name = value.get(_TYPE)
    node = _CLASSES.get(name) if isinstance(name, str) else None
    if node is None:
        raise InputError(f"Expected a node of a document, found the type {name!r}.")
    held = {str(key): _from_plain(item) for key, item in value.items() if key != _TYPE}
    try:
        return cast("object", node(**held))
    except TypeError as error:
        raise InputError(f"Expected a {name}, found other attributes: {error}.") from error
