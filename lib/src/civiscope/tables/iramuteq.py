"""The corpus format of IRaMuTeQ: texts under lines of stars and variables.

References
----------
P. Ratinaud, *IRaMuTeQ: Interface de R pour les Analyses Multidimensionnelles de Textes et de
Questionnaires*, documentation of the software, “Formatage des corpus textes”.
"""

import codecs
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TypeAlias

import pyarrow as pa

from civiscope.errors import InputError
from civiscope.tables.columns import AUTHOR, CANONICAL, DATE, IDENTIFIER, QUESTION, TEXT, Columns
from civiscope.tables.problems import sentence
from civiscope.tables.roles import Roles, find_place, find_variables, named
from civiscope.tables.source import ROW_BYTES, Source, batch_of
from civiscope.tables.texts import Text
from civiscope.tables.writing import output_failed, partial_file

BATCH_ROWS = 10_000
# A text begins with four stars, or in older corpora with its number, then with its variables.
STARRED = re.compile(r"(?:\*{4}|\d{4,})(?:\s+\*\S+)+\s*$")
VARIABLE = re.compile(r"\*([^\s_]+)_?(\S*)")
# Lines that open a theme inside of a text.
THEME = re.compile(r"-\*\S+\s*$")

Row: TypeAlias = dict[str, str]


def read_iramuteq(text: Text, *, row_bytes: int = ROW_BYTES) -> Source:
    """Read a corpus.

    Parameters
    ----------
    text : Text
        The file.
    row_bytes : int
        The characters that one text may have at most.

    Returns
    -------
    Source
        Its texts: the column ``text``, one column for each variable, and ``contribution_id``,
        made from the content. Texts of the same variables and words are numbered, and as they
        are the same, their order changes nothing.

    Raises
    ------
    InputError
        If the file does not begin with a line of stars, or a text is too long.
    """
    columns = dict.fromkeys(chain([IDENTIFIER, TEXT], *_texts(text, row_bytes)))
    return Source(
        name=text.file.name,
        format="iramuteq",
        columns=tuple(columns),
        batches=partial(_batches, text, row_bytes),
        encoding=text.encoding,
    )


def iramuteq_roles(source: Source, columns: Columns, language: str) -> Roles:  # noqa: ARG001 -- all platforms take the same
    """Return the roles of variables: ``id``, ``author``, ``question``, ``date``; others compare."""
    identifier = named(source, columns.identifier, "id") or (IDENTIFIER,)
    roles = {
        AUTHOR: named(source, columns.author, AUTHOR),
        QUESTION: named(source, columns.question, QUESTION),
        DATE: named(source, columns.date, DATE),
    }
    used = {*identifier, *chain.from_iterable(roles.values()), *CANONICAL}
    others = {name: (name,) for name in source.columns if name not in used}
    return Roles(
        identifier=identifier,
        text=(named(source, columns.text, TEXT),),
        author=roles[AUTHOR],
        question=roles[QUESTION],
        date=roles[DATE],
        place=find_place(source, columns),
        by=find_variables(source, columns, **others),
    )


def write_iramuteq(batches: Iterable[pa.RecordBatch], destination: Path) -> int:
    """Write contributions as a corpus that IRaMuTeQ reads, and return the number of texts.

    Parameters
    ----------
    batches : iterable of RecordBatch
        Contributions, as ``read_batches`` yields them.
    destination : Path
        The file. The identifier is the variable ``id``; in the values of the other variables,
        white space and stars become hyphens, as underscores do in their names.

    Raises
    ------
    InputError
        If an identifier has white space or stars: changed, it would no longer lead back.
    OutputFailed
        If the file cannot be written.
    """
    count = 0
    try:
        with partial_file(destination) as path, path.open("w", encoding="utf-8") as sink:
            for batch in batches:
                sink.writelines(_written(row) for row in batch.to_pylist())
                count += len(batch)
    except OSError as error:
        raise output_failed(destination, error) from error
    return count


def is_iramuteq(first: bytes) -> bool:
    """Tell whether a file begins as a corpus does.

    Examples
    --------
    >>> from civiscope.tables.iramuteq import is_iramuteq
    >>> is_iramuteq(b"**** *id_1"), is_iramuteq(b"id,text")
    (True, False)
    """
    return STARRED.match(first.lstrip().partition(b"\n")[0].decode(errors="replace")) is not None


def _batches(text: Text, row_bytes: int, names: Sequence[str]) -> Iterator[pa.RecordBatch]:
    rows = _texts(text, row_bytes)
    seen: Counter[str] = Counter()
    while batch := list(islice(rows, BATCH_ROWS)):
        identified = [{IDENTIFIER: _identifier(row, seen), **row} for row in batch]
        yield batch_of([[row.get(name) for row in identified] for name in names], names)


def _identifier(row: Row, seen: Counter[str]) -> str:
    """Return an identifier made from the content of a text."""
    content = "\0".join(f"{name}={row[name]}" for name in sorted(row))
    digest = hashlib.sha256(content.encode()).hexdigest()[:16]
    seen[digest] += 1
    return f"{digest}-{seen[digest]}"


def _texts(text: Text, row_bytes: int) -> Iterator[Row]:
    """Yield the texts of a corpus, each with its variables."""
    row: Row | None = None
    lines: list[str] = []
    for number, line in enumerate(_lines(text, row_bytes), 1):
        if STARRED.match(line):
            yield from _text(row, lines)
            row, lines = _variables(line), []
        elif row is None and line.strip():
            expected, found = "a line such as “**** *id_1 *age_30”", "another one"
            remedy = "Begin each text with such a line."
            place = f"{text.file.name}, line {number}"
            raise InputError(sentence(place, expected=expected, found=found, remedy=remedy))
        elif not THEME.match(line):
            lines.append(line)
    yield from _text(row, lines)


def _text(row: Row | None, lines: Sequence[str]) -> Iterator[Row]:
    """Yield the text that has just ended, if one had begun."""
    if row is not None:
        yield {**row, TEXT: "\n".join(lines).strip("\n")}


def _variables(line: str) -> Row:
    return dict(VARIABLE.findall(line[4:]))


def _lines(text: Text, row_bytes: int) -> Iterator[str]:
    rest, number = "", 1
    for block in codecs.iterdecode(text.blocks(), "utf-8"):
        *lines, rest = (rest + block).split("\n")
        yield from (line.removesuffix("\r") for line in lines)
        number += len(lines)
        if len(rest) > row_bytes:
            place, expected = (
                f"{text.file.name}, line {number}",
                f"at most {row_bytes:,} characters",
            )
            remedy = "Break the line."
            raise InputError(sentence(place, expected=expected, found="more", remedy=remedy))
    yield rest


def _written(row: dict[str, str | None]) -> str:
    """Return a contribution as a text of a corpus."""
    identifier = row[IDENTIFIER] or ""
    if re.search(r"[\s*]", identifier):
        expected, found = "identifiers without spaces and stars", f"“{identifier}”"
        remedy = "IRaMuTeQ cannot read it; give each row another one."
        raise InputError(sentence(IDENTIFIER, expected=expected, found=found, remedy=remedy))
    told = [(name, row[name]) for name in row if name not in {IDENTIFIER, TEXT}]
    variables = [f"*{name.replace('_', '-')}_{_plain(value)}" for name, value in told if value]
    lines = [_unstarred(line) for line in (row[TEXT] or "").splitlines()]
    return "\n".join([" ".join(["****", f"*id_{identifier}", *variables]), *lines, "", ""])


def _plain(value: str) -> str:
    return re.sub(r"[\s*]+", "-", value)


def _unstarred(line: str) -> str:
    """Return a line of a text such that it does not begin another one."""
    return f" {line}" if STARRED.match(line) or THEME.match(line) else line
