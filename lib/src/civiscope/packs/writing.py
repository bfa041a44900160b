"""Documents written as YAML that people read, and that reads back to the same values.

PyYAML's own writer is not used: its output depends on whether libyaml is there, and it breaks
long paragraphs inside quotes. This one knows a few forms only: a text on one line, plain or
quoted, and a block for paragraphs.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from civiscope.errors import InputError
from civiscope.packs.characters import code_point, forbidden_character, shown

Document: TypeAlias = "Mapping[str, Document] | list[Document] | str | int | bool | None"

COLUMNS = 100
"""Where paragraphs are broken."""

KEY_CHARACTERS = 200
"""Longest field name; YAML 1.2 (section 8.2.2) allows 1,024 on one line."""

_STEP = 2

# What begins or continues like a number, a date or a time for some reader of YAML 1.1 or 1.2.
_NUMBER = re.compile(r"[-+]?\.?[0-9][0-9A-Fa-f_.:,xXoOTtZz+ -]*")
_RETYPED = "y n yes no on off true false null ~ = << .inf +.inf -.inf .nan"
_RETYPED_WORDS = frozenset(["", *_RETYPED.split()])
_INDICATOR_FIRST = tuple("-?:,[]{}#&*!|>'\"%@`")  # YAML 1.2, section 5.3

# What can only be written as an escape: YAML does not print it, or takes it for a line end.
_ESCAPED = re.compile(r"[\u2028\u2029\ufeff\ufffe\uffff]")
_SINGLE_SPACE = re.compile(r"(?<=\S) (?=\S)")


def dump_records(kind: str, documents: Iterable[Document]) -> str:
    r"""Write records of one kind as a file of a pack.

    The same documents give the same text, on any machine. `read_pack` reads it back to the same
    values (numbers and booleans as their text), and so does any reader of YAML 1.1 or 1.2.

    Parameters
    ----------
    kind : str
        Kind of record.
    documents : iterable of mapping
        The records, each a mapping with its `id`; values are mappings, lists, str, int, bool and
        None. Fields are written in their order.

    Returns
    -------
    str
        YAML ending with a line end, to be written in UTF-8.

    Raises
    ------
    InputError
        A text holds a character that no pack may hold (see `forbidden_character`), or the name
        of a field is too long.
    TypeError
        A value is of another type, such as a float or a date.

    Examples
    --------
    >>> from civiscope.packs import dump_records
    >>> print(dump_records("event", [{"id": "forum", "date": "2019-05", "place": None}]), end="")
    kind: event
    records:
      - id: forum
        date: '2019-05'
        place: null
    """
    return dump_document({"kind": kind, "records": list(documents)})


def dump_document(document: Mapping[str, Document]) -> str:
    """Write one mapping as a YAML file, such as `pack.yaml`.

    Parameters
    ----------
    document : mapping
        Values as for `dump_records`.

    Returns
    -------
    str
        YAML ending with a line end, to be written in UTF-8.

    Raises
    ------
    InputError, TypeError
        As for `dump_records`.

    Examples
    --------
    >>> from civiscope.packs import dump_document
    >>> print(dump_document({"id": "demo", "title": {"fr": "Démo", "en": ""}}), end="")
    id: demo
    title:
      fr: Démo
      en: ''
    """
    lines = _mapping(document, 0) if document else ["{}"]
    return "".join(f"{line}\n" for line in lines)


def _mapping(mapping: Mapping[str, Document], indent: int) -> Iterator[str]:
    for key, value in mapping.items():
        head = f"{' ' * indent}{_key(key)}:"
        if isinstance(value, Mapping | list) and value:
            yield head
            yield from _collection(value, indent + _STEP)
        else:
            yield from _scalar(head, value, indent + _STEP)


def _sequence(items: list[Document], indent: int) -> Iterator[str]:
    for item in items:
        head = f"{' ' * indent}-"
        if isinstance(item, Mapping | list) and item:
            # The first line of what is nested stands beside the dash.
            nested = _collection(item, indent + _STEP)
            yield f"{head} {next(nested)[indent + _STEP :]}"
            yield from nested
        else:
            yield from _scalar(head, item, indent + _STEP)


def _collection(value: Mapping[str, Document] | list[Document], indent: int) -> Iterator[str]:
    if isinstance(value, list):
        return _sequence(value, indent)
    return _mapping(value, indent)


def _scalar(head: str, value: Document, indent: int) -> Iterator[str]:
    """Yield the lines of a value that is no collection, or an empty one, after its name or dash."""
    match value:
        case str():
            yield from _text(head, value, indent)
        case None | bool() | int():
            yield f"{head} {json.dumps(value)}"
        case list():
            yield f"{head} []"
        case Mapping():
            yield f"{head} {{}}"
        case _:
            raise TypeError(
                "Expected a mapping, list, str, int, bool or None in a document, "
                f"got {type(value).__name__}. Convert it to text first."
            )


def _text(head: str, text: str, indent: int) -> Iterator[str]:
    if _fits_block(text):
        body = text.rstrip("\n")
        ends = len(text) - len(body)
        chomping = ("-", "", "+")[min(ends, 2)]
        too_long = any(len(head) + 1 + len(line) > COLUMNS for line in body.split("\n"))
        if too_long and ends <= 1 and _SINGLE_SPACE.search(body):
            yield f"{head} >{chomping}"
            yield from _folded(body, indent)
            return
        if "\n" in text:
            yield f"{head} |{chomping}"
            yield from _indented([*body.split("\n"), *[""] * (ends - 1)], indent)
            return
    yield f"{head} {_one_line(text)}"


def _fits_block(text: str) -> bool:
    """Tell whether every line can stand in a block as it is."""
    return (
        not _ESCAPED.search(text)
        and not forbidden_character(text)
        and not re.search(r"[\t\r]", text)
        and not re.search(r"^ | $", text, re.MULTILINE)
        and text[:1] not in {"", "\n"}
    )


def _folded(body: str, indent: int) -> Iterator[str]:
    """Break paragraphs at single spaces; a line end of the text takes an empty line."""
    for number, paragraph in enumerate(body.split("\n")):
        if number:
            yield ""
        if paragraph:
            yield from _indented(_wrapped(paragraph, COLUMNS - indent), indent)


def _wrapped(paragraph: str, width: int) -> Iterator[str]:
    line, *words = _SINGLE_SPACE.split(paragraph)
    for word in words:
        if len(line) + 1 + len(word) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}"
    yield line


def _indented(lines: Iterable[str], indent: int) -> Iterator[str]:
    return (" " * indent + line if line else "" for line in lines)


def _one_line(text: str) -> str:
    """Write a text on one line: as it is, or quoted where readers would see something else."""
    if forbidden := forbidden_character(text):
        raise InputError(
            f"Expected a text without control characters, got {code_point(forbidden[0])} "
            f"in {shown(text)}. Remove the character and write the document again."
        )
    if re.search(r"[\t\r\n]", text) or _ESCAPED.search(text):
        escaped = json.dumps(text, ensure_ascii=False)
        return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", escaped)
    return text if _is_plain(text) else "'" + text.replace("'", "''") + "'"


def _is_plain(text: str) -> bool:
    return not (
        text != text.strip()
        or text.startswith(("---", "...", *_INDICATOR_FIRST))
        or text.endswith(":")
        or ": " in text
        or " #" in text
        or text.casefold() in _RETYPED_WORDS
        or _NUMBER.fullmatch(text)
    )


def _key(key: str) -> str:
    if not isinstance(key, str):
        raise TypeError(f"Expected str as the name of a field, got {type(key).__name__}.")
    if len(key) > KEY_CHARACTERS:
        raise InputError(
            f"Expected field names of {KEY_CHARACTERS} characters at most, got {len(key)} "
            f"in {shown(key)}. Shorten it."
        )
    return _one_line(key)
