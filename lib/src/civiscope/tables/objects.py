"""Read JSON: lines of objects, an array of them, or the answer of a GraphQL service."""

import codecs
import json
import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain, islice
from typing import Any, TypeAlias

import pyarrow as pa

from civiscope.errors import InputError
from civiscope.tables.problems import sentence
from civiscope.tables.source import ROW_BYTES, Source, batch_of
from civiscope.tables.texts import Text

#: Objects whose keys make the columns: a key that appears later only is not one.
COLUMN_ROWS = 100_000
BATCH_ROWS = 10_000

VALUE = re.compile(r"[^\s,]")
REMEDY = "Export the file again, or have a JSON checker look at it."

Object: TypeAlias = dict[str, Any]


def read_objects(text: Text, *, row_bytes: int = ROW_BYTES) -> Source:
    """Read a file of JSON objects, each of which is a row.

    Parameters
    ----------
    text : Text
        JSON lines, a JSON array, or one object under whose key ``data`` a list of objects
        lies, as GraphQL services answer.
    row_bytes : int
        The characters that one object may have at most.

    Returns
    -------
    Source
        Its rows. The keys of objects inside objects are joined by ``/``; numbers stay as they
        are written; lists stay JSON.

    Raises
    ------
    InputError
        Where something is no JSON, or no object, with its line.
    """
    sample = islice(_rows(text, row_bytes), COLUMN_ROWS)
    columns = dict.fromkeys(key for row in sample for key, _ in flat(row))
    return Source(
        name=text.file.name,
        format="json",
        columns=tuple(columns),
        batches=partial(_batches, text, row_bytes),
        encoding=text.encoding,
    )


def flat(row: Object, prefix: str = "") -> Iterator[tuple[str, str | None]]:
    """Yield the cells of an object, and of those inside it under joined names.

    Examples
    --------
    >>> from civiscope.tables.objects import flat
    >>> dict(flat({"id": "7", "author": {"id": "3", "name": None}, "open": True}))
    {'id': '7', 'author/id': '3', 'author/name': None, 'open': 'true'}
    """
    for key, value in row.items():
        if isinstance(value, dict):
            yield from flat(value, f"{prefix}{key}/")
        else:
            yield prefix + key, _cell(value)


def _cell(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)


def _batches(text: Text, row_bytes: int, names: Sequence[str]) -> Iterator[pa.RecordBatch]:
    rows = (dict(flat(row)) for row in _rows(text, row_bytes))
    while batch := list(islice(rows, BATCH_ROWS)):
        yield batch_of([[row.get(name) for row in batch] for name in names], names)


def _rows(text: Text, row_bytes: int) -> Iterator[Object]:
    """Yield the objects of a file, those of a GraphQL answer from inside of it."""
    for row in _objects(text, row_bytes):
        if isinstance(row.get("data"), dict):
            yield from _listed(row["data"])
        else:
            yield row


def _listed(value: object) -> Iterator[Object]:
    """Yield the objects of the lists inside an object, each without its wrapping ``node``."""
    if isinstance(value, dict):
        yield from chain.from_iterable(map(_listed, value.values()))
    elif isinstance(value, list):
        yield from (row.get("node") or row for row in value if isinstance(row, dict))


def _objects(text: Text, row_bytes: int) -> Iterator[Object]:
    """Yield the objects of a file one after the other, keeping little more than one block."""
    decoder = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str)
    blocks = codecs.iterdecode(text.blocks(), "utf-8")
    (waiting, is_array), line = _opened(next(blocks)), 1
    for block in chain(blocks, [""]):
        place = 0
        while (start := _next_place(waiting, place)) < len(waiting):
            if is_array and waiting[start] == "]":
                return
            try:
                value, place = decoder.raw_decode(waiting, start)
            except (json.JSONDecodeError, RecursionError) as error:
                place = start
                if block and len(waiting) - start <= row_bytes:
                    break
                raise _damage(text, line + _line_of(error, waiting, start), error) from None
            if not isinstance(value, dict):
                raise _damage(text, line + waiting.count("\n", 0, start), TypeError())
            yield value
        line += waiting.count("\n", 0, place)
        waiting = waiting[place:] + block
    if is_array:
        raise _damage(text, line + waiting.count("\n"), EOFError())


def _opened(first: str) -> tuple[str, bool]:
    """Return the first block without the bracket of an array, and whether it had one."""
    is_array = first.lstrip().startswith("[")
    return first.replace("[", " ", 1) if is_array else first, is_array


def _next_place(waiting: str, place: int) -> int:
    """Return where the next value begins: after white space and commas."""
    found = VALUE.search(waiting, place)
    return found.start() if found else len(waiting)


def _line_of(error: Exception, waiting: str, start: int) -> int:
    place = error.pos if isinstance(error, json.JSONDecodeError) else start
    return waiting.count("\n", 0, place)


def _damage(text: Text, line: int, error: Exception) -> InputError:
    """Return the error for what is no object: its line, and what the reader of JSON said."""
    others = {
        TypeError: "another value",
        EOFError: "the end of the file inside an array",
        RecursionError: "one with too many levels",
    }
    found = f"“{error.msg}”" if isinstance(error, json.JSONDecodeError) else others[type(error)]
    place = f"{text.file.name}, line {line}"
    return InputError(sentence(place, expected="a JSON object", found=found, remedy=REMEDY))
