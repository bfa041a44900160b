"""Go through a document tree: read every stretch of text, or change some."""

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from civiscope.publication.document import Span

Node = TypeVar("Node")


def spans_of(node: object) -> Iterator[Span]:
    """Return every stretch of text under a node, notes included, in the order they are read."""
    if isinstance(node, tuple):
        for item in node:
            yield from spans_of(item)
    elif is_dataclass(node):
        if isinstance(node, Span):
            yield node
        for field in fields(node):
            yield from spans_of(getattr(node, field.name))


def with_spans(node: Node, change: Callable[[Span], Span]) -> Node:
    """Return a node with each stretch of text under it changed, those of notes first."""
    if isinstance(node, tuple):
        return cast("Node", tuple(with_spans(item, change) for item in node))
    if not is_dataclass(node) or isinstance(node, type):
        return node
    held = {field.name: getattr(node, field.name) for field in fields(node)}
    changed = replace(
        cast("Any", node), **{name: with_spans(v, change) for name, v in held.items()}
    )
    return cast("Node", change(changed) if isinstance(changed, Span) else changed)


def with_texts(node: Node, change: Callable[[str], str]) -> Node:
    """Return a node with every text under it changed: spans, titles, labels, drawings."""
    if isinstance(node, str):
        return cast("Node", change(node))
    if isinstance(node, tuple):
        return cast("Node", tuple(with_texts(item, change) for item in node))
    if not is_dataclass(node) or isinstance(node, type):
        return node
    held = {field.name: getattr(node, field.name) for field in fields(node)}
    return cast(
        "Node", replace(cast("Any", node), **{n: with_texts(v, change) for n, v in held.items()})
    )


def text_of(node: object) -> list[str]:
    """Return what is read under a block, a line for each title, paragraph, item, cell or name."""
    if isinstance(node, tuple) and all(isinstance(item, Span) for item in node):
        return ["".join(span.text for span in node)] if node else []
    if isinstance(node, tuple):
        return [line for item in node for line in text_of(item)]
    if not is_dataclass(node):
        return []
    held = ((field.name, getattr(node, field.name)) for field in fields(node))
    return [line for name, value in held for line in _line(name, value)]


# Attributes that are read, beside the stretches of text.
_READ = ("text", "label", "title", "measure", "caption", "alternative")


def _line(name: str, value: object) -> list[str]:
    if isinstance(value, str):
        return [value] if name in _READ and value else []
    return text_of(value)
