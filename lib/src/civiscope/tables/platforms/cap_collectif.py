"""Exports of Cap Collectif, which held the Grand débat: one row a person, one column a question.

References
----------
Cap Collectif, https://github.com/cap-collectif/granddebat.fr-opendata.
"""

import base64
import binascii
import hashlib
import json
import re
from functools import partial
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from civiscope.tables.columns import IDENTIFIER, QUESTION, TEXT, Columns, SetAside
from civiscope.tables.problems import column_not_found
from civiscope.tables.roles import (
    Cells,
    Names,
    Roles,
    Shape,
    find_place,
    find_variables,
    first_cells,
    in_order,
    keep_rows,
    named,
)
from civiscope.tables.source import Source

# The columns that are no answers.
KNOWN = re.compile(
    "id|reference|title|(created|published|updated)At|trashed|trashedStatus|responses"
    "|author(_?id|Id|_?type|Type|Name|ZipCode|_zipcode)"
)
TRASHED = frozenset(("true", "1"))
# “Q” and the number of a question, or its GraphQL identifier: “Question:160” in base 64.
HEADING = re.compile(r"Q(?P<key>UXVlc3Rpb246[A-Za-z0-9+/]+=*|\d+) - (?P<title>.*)", re.DOTALL)
DEPARTMENT = "department"


def cap_collectif_shape(source: Source, columns: Columns) -> Shape:
    """Return the shape of an export: each answer to a question is a contribution.

    Its identifier is the reference of the row and the number of the question, ``2-123/160``;
    where the heading tells no number, a digest of the question's words stands for it. Rows in
    the trash and empty answers are left out. The département is that of the postal code.
    """
    postcodes = named(source, None, "authorZipCode", "author_zipcode")
    types = named(source, None, "authorType", "author_type")
    roles = Roles(
        identifier=named(source, columns.identifier, "reference", "id"),
        text=(),
        author=named(source, columns.author, "authorId", "author_id"),
        date=named(source, columns.date, "publishedAt", "createdAt"),
        place=find_place(source, columns),
        by=find_variables(source, columns, author_type=types, **{DEPARTMENT: postcodes}),
        removed=("trashed", TRASHED) if "trashed" in source.columns else None,
    )
    if not roles.identifier:
        raise column_not_found(source.name, "reference", source.columns)
    questions = _questions(source, columns, roles)
    if not questions:
        raise column_not_found(source.name, "Q1 - …", source.columns)
    removed = [roles.removed[0]] if roles.removed else []
    names = [name for some in roles.sources().values() for name in some]
    return Shape(
        reads=tuple(dict.fromkeys([*names, *questions, *removed])),
        writes=in_order([*roles.sources(), QUESTION]),
        shape=partial(_shape, roles, questions),
    )


def question_key(heading: str) -> str:
    """Return what tells a question from the others, from its heading or its identifier.

    Examples
    --------
    >>> from civiscope.tables.platforms.cap_collectif import question_key
    >>> question_key("QUXVlc3Rpb246MTYw - Que faire ?"), question_key("Q160 - Que faire ?")
    ('160', '160')
    >>> question_key("Que faire ?")
    'cae4009e'
    """
    found = HEADING.fullmatch(heading)
    key = found["key"] if found else heading
    return _decoded(key) if key.startswith("UXVlc3Rpb246") else _number(key)


def department_of(postcode: str) -> str | None:
    """Return the code of the département of a French postal code; None if it is none.

    A few communes are served by the post office of a neighbouring département: their code is
    that of the neighbour.

    Examples
    --------
    >>> from civiscope.tables.platforms.cap_collectif import department_of
    >>> [department_of(code) for code in ("49000", "1000", "20090", "20200", "97400", "Paris")]
    ['49', '01', '2A', '2B', '974', None]
    """
    code = postcode.strip().zfill(5)
    if not re.fullmatch(r"\d{5}", code) or code.startswith("00"):
        return None
    if code.startswith("20"):
        return "2A" if code[2] in "01" else "2B"
    return code[:3] if code.startswith(("97", "98")) else code[:2]


def _questions(source: Source, columns: Columns, roles: Roles) -> Names:
    """Return the columns of answers: those that were named, or all that are not known as other."""
    if columns.text:
        return (source.check_column(columns.text),)
    if "responses" in source.columns:
        return ("responses",)
    used = {*columns.by, *(name for names in roles.sources().values() for name in names)}
    others = (name for name in source.columns if name not in used and not KNOWN.fullmatch(name))
    return tuple(map(source.check_column, others))


def _shape(roles: Roles, questions: Names, batch: pa.RecordBatch) -> tuple[Cells, SetAside]:
    batch, aside = keep_rows(batch, roles)
    cells = {name: first_cells(batch, names) for name, names in roles.sources().items()}
    if DEPARTMENT in cells:
        cells[DEPARTMENT] = _departments(cells[DEPARTMENT])
    parts = [_answers(cells, batch.column(question), question) for question in questions]
    joined = {name: pa.concat_arrays([part[name] for part in parts]) for name in parts[0]}
    blank = pc.equal(pc.utf8_trim_whitespace(pc.fill_null(joined[TEXT], "")), "")
    answered = {name: array.filter(pc.invert(blank)) for name, array in joined.items()}
    return answered, aside + SetAside(unanswered=blank.true_count)


def _answers(cells: Cells, column: pa.StringArray, question: str) -> Cells:
    """Return the contributions in one column: the answers to a question, or responses as JSON."""
    if question == "responses":
        return _responses(cells, column)
    found = HEADING.fullmatch(question)
    title = found["title"] if found else question
    key = question_key(question)
    told = {QUESTION: pa.array([title] * len(column), pa.string()), TEXT: column}
    return {**cells, IDENTIFIER: _identifiers(cells, pa.scalar(key)), **told}


def _responses(cells: Cells, column: pa.StringArray) -> Cells:
    """Return the contributions in a column of lists of responses."""
    found: list[tuple[int, dict[str, Any]]] = [
        (row, response)
        for row, responses in enumerate(column.to_pylist())
        for response in json.loads(responses or "[]")
    ]
    rows = pa.array([row for row, _ in found], pa.int64())
    taken = {name: array.take(rows) for name, array in cells.items()}
    keys = pa.array([question_key(response["questionId"]) for _, response in found], pa.string())
    told = {
        QUESTION: pa.array([response.get("questionTitle") for _, response in found], pa.string()),
        TEXT: pa.array([_answer(response) for _, response in found], pa.string()),
    }
    return {**taken, IDENTIFIER: _identifiers(taken, keys), **told}


def _answer(response: dict[str, Any]) -> str | None:
    """Return an answer in words: the labels of a choice, or the text."""
    answer = response.get("formattedValue") or response.get("value")
    return answer if answer is None or isinstance(answer, str) else json.dumps(answer)


def _identifiers(cells: Cells, keys: pa.Scalar | pa.StringArray) -> pa.StringArray:
    return pc.binary_join_element_wise(cells[IDENTIFIER], keys, "/")


def _departments(postcodes: pa.StringArray) -> pa.StringArray:
    codes = pc.dictionary_encode(postcodes)
    known = [department_of(code) for code in codes.dictionary.to_pylist()]
    return pa.array(known, pa.string()).take(codes.indices)


def _decoded(key: str) -> str:
    try:
        return base64.b64decode(key, validate=True).decode().rpartition(":")[2]
    except (binascii.Error, UnicodeDecodeError):
        return key


def _number(key: str) -> str:
    return key if key.isdecimal() else hashlib.sha256(key.encode()).hexdigest()[:8]
