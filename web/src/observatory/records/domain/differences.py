"""What changed between two documents, place by place."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, TypeAlias

from observatory.records.domain.shapes import Document

Path: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One place of a document that changed; None: it was not there, or is not any more.

    The path names fields, languages, and items of lists by their id, or by
    their place from 1: `("sessions", "atelier", "title", "fr")`.
    """

    path: Path
    before: Any
    after: Any


def differences(before: Document, after: Document) -> list[Difference]:
    """Return every place that changed, in the order of the documents."""
    return list(_of_mappings((), before, after))


def changed_fields(before: Document, after: Document) -> list[str]:
    """Return the names of the fields that changed."""
    return [
        name for name in dict.fromkeys([*before, *after]) if before.get(name) != after.get(name)
    ]


def _of_mappings(path: Path, before: Document, after: Document) -> Iterator[Difference]:
    for name in changed_fields(before, after):
        yield from _of_values((*path, name), before.get(name), after.get(name))


def _of_values(path: Path, before: object, after: object) -> Iterator[Difference]:
    both = (before, after)
    if any(isinstance(value, dict) for value in both):
        yield from _of_mappings(path, _mapping(before), _mapping(after))
    elif any(isinstance(value, list) for value in both):
        yield from _of_lists(path, _list(before), _list(after))
    else:
        yield Difference(path=path, before=before, after=after)


def _mapping(value: object) -> Document:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _of_lists(path: Path, before: list[Any], after: list[Any]) -> Iterator[Difference]:
    if all(isinstance(item, dict) and "id" in item for item in (*before, *after)):
        yield from _of_named_items(path, before, after)
    else:
        yield from _of_items(path, before, after)


def _of_named_items(
    path: Path, before: list[Document], after: list[Document]
) -> Iterator[Difference]:
    old, new = ({item["id"]: item for item in items} for items in (before, after))
    for key in dict.fromkeys([*old, *new]):
        if key in old and key in new:
            yield from _of_mappings((*path, key), old[key], new[key])
        else:
            yield Difference(path=(*path, key), before=old.get(key), after=new.get(key))
    order_before, order_after = (
        [key for key in keys if key in old and key in new] for keys in (old, new)
    )
    if order_before != order_after:
        yield Difference(path=path, before=order_before, after=order_after)


def _of_items(path: Path, before: list[Any], after: list[Any]) -> Iterator[Difference]:
    matcher = SequenceMatcher(None, [repr(item) for item in before], [repr(item) for item in after])
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            continue
        old, new = before[start:end], after[new_start:new_end]
        paired = min(len(old), len(new))
        for place, (item, other) in enumerate(zip(old, new, strict=False), start=new_start + 1):
            yield from _of_paired((*path, str(place)), item, other)
        for place, item in enumerate(old[paired:], start=start + paired + 1):
            yield Difference(path=(*path, str(place)), before=item, after=None)
        for place, item in enumerate(new[paired:], start=new_start + paired + 1):
            yield Difference(path=(*path, str(place)), before=None, after=item)


def _of_paired(path: Path, before: object, after: object) -> Iterator[Difference]:
    if isinstance(before, dict) and isinstance(after, dict):
        yield from _of_mappings(path, before, after)
    else:
        yield Difference(path=path, before=before, after=after)
