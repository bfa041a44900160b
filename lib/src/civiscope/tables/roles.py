"""What the columns of a file are to contributions, and the batches that come of it."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial, reduce
from typing import TypeAlias

import pyarrow as pa
import pyarrow.compute as pc

from civiscope.errors import InputError
from civiscope.tables.columns import (
    AUTHOR,
    CANONICAL,
    COMMUNE,
    DATE,
    DEPARTMENT,
    IDENTIFIER,
    POSTAL_CODE,
    QUESTION,
    TEXT,
    Columns,
    SetAside,
)
from civiscope.tables.markup import without_markup
from civiscope.tables.problems import listed, sentence
from civiscope.tables.source import Source

Cells: TypeAlias = dict[str, pa.StringArray]
Names: TypeAlias = tuple[str, ...]

# Names that columns of identifiers and texts often have, to suggest one that was not named.
USUAL = {
    "identifier": re.compile(r"(.*[_ -])?(id|uuid|identifiant|identifier|reference|référence)"),
    "text": re.compile(r"te?xte?|body|comment(aire)?|contribution|réponse|answer|verbatim"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """The columns from which each part of a contribution is made.

    Attributes
    ----------
    identifier : tuple of str
        Of several columns, here as below, the first that has a cell in the row counts.
    text : tuple of tuple of str
        The parts of the text, a title and a body, to be joined by a blank line.
    author, question, date : tuple of str
        Empty where the file does not tell.
    place : mapping of str to tuple of str
        The column that says where authors live, under its canonical name.
    by : mapping of str to tuple of str
        The variables to compare by.
    removed : tuple of str and frozenset of str, optional
        A column and the values it has, in lower case, in rows that are to be left out.
    has_markup : bool
        Whether texts may be HTML.
    """

    identifier: Names
    text: tuple[Names, ...]
    author: Names = ()
    question: Names = ()
    date: Names = ()
    place: Mapping[str, Names] = field(default_factory=dict)
    by: Mapping[str, Names] = field(default_factory=dict)
    removed: tuple[str, frozenset[str]] | None = None
    has_markup: bool = False

    def sources(self) -> dict[str, Names]:
        """Return the columns of each canonical column but the text, for those there are."""
        told = {AUTHOR: self.author, QUESTION: self.question, DATE: self.date}
        told |= {**self.place, **self.by}
        return {IDENTIFIER: self.identifier} | {
            name: names for name, names in told.items() if names
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How batches of a file become batches of contributions.

    Attributes
    ----------
    reads : tuple of str
        The columns of the file that are needed.
    writes : tuple of str
        The columns of the contributions, in their order.
    shape : callable
        Turns one batch into the cells of contributions.
    """

    reads: Names
    writes: Names
    shape: Callable[[pa.RecordBatch], tuple[Cells, SetAside]]


def find_roles(source: Source, columns: Columns) -> Roles:
    """Return the roles of the columns that were named, after checking that they are there."""
    return Roles(
        identifier=(_required(source, columns.identifier, "identifier"),),
        text=((_required(source, columns.text, "text"),),),
        author=named(source, columns.author),
        question=named(source, columns.question),
        date=named(source, columns.date),
        place=find_place(source, columns),
        by=find_variables(source, columns),
    )


def named(source: Source, name: str | None, *usual: str) -> Names:
    """Return the column that was named, else those of the usual ones that are there."""
    if name is not None:
        return (source.check_column(name),)
    return tuple(source.check_column(column) for column in usual if column in source.columns)


def find_place(source: Source, columns: Columns) -> dict[str, Names]:
    """Return the column that says where authors live, under its canonical name; one at most."""
    named_ones = {
        DEPARTMENT: columns.department,
        POSTAL_CODE: columns.postal_code,
        COMMUNE: columns.commune,
    }
    found = {name: column for name, column in named_ones.items() if column is not None}
    if len(found) > 1:
        expected = "one column that says where authors live"
        remedy = "Name the one that says most: communes, then postal codes, then départements."
        raise InputError(
            sentence(
                source.name, expected=expected, found=listed(tuple(found.values())), remedy=remedy
            )
        )
    return {name: (source.check_column(column),) for name, column in found.items()}


def find_variables(source: Source, columns: Columns, **usual: Names) -> dict[str, Names]:
    """Return the variables to compare by: those a platform has, and those that were named.

    A variable that is also the author, the question or the date of the same name is left to it.
    """
    variables = {name: names for name, names in usual.items() if names}
    roles = {AUTHOR: columns.author, QUESTION: columns.question, DATE: columns.date}
    for name in dict.fromkeys(columns.by):
        if roles.get(name) == name or name in variables:
            continue
        if name in CANONICAL:
            expected = f"a variable that is not called “{name}”, as a column of contributions is"
            remedy = "Rename the column."
            raise InputError(sentence(source.name, expected=expected, found="it", remedy=remedy))
        variables[name] = (source.check_column(name),)
    return variables


def shape_by(roles: Roles) -> Shape:
    """Return the shape that the roles of columns make."""
    names = [*roles.sources().values(), *roles.text]
    removed = [roles.removed[0]] if roles.removed else []
    return Shape(
        reads=tuple(dict.fromkeys([*(name for some in names for name in some), *removed])),
        writes=in_order(roles.sources()),
        shape=partial(_shape, roles),
    )


def in_order(names: Iterable[str]) -> Names:
    """Return the columns of contributions in their order, the text among them."""
    told = {*names, TEXT}
    return (
        *(name for name in CANONICAL if name in told),
        *(n for n in names if n not in CANONICAL),
    )


def keep_rows(batch: pa.RecordBatch, roles: Roles) -> tuple[pa.RecordBatch, SetAside]:
    """Leave out the rows that a platform marks as removed."""
    if roles.removed is None:
        return batch, SetAside()
    name, values = roles.removed
    marks = pc.utf8_lower(pc.fill_null(batch.column(name), ""))
    kept = batch.filter(pc.invert(pc.is_in(marks, pa.array(sorted(values)))))
    return kept, SetAside(rows_left_out=len(batch) - len(kept))


def first_cells(batch: pa.RecordBatch, names: Names) -> pa.StringArray:
    """Return the first cell of each row that is not empty, among some columns."""
    return pc.coalesce(*(filled(batch.column(name)) for name in names))


def filled(column: pa.StringArray) -> pa.StringArray:
    """Return a column whose empty cells are null."""
    return pc.if_else(pc.equal(column, ""), None, column)


def _shape(roles: Roles, batch: pa.RecordBatch) -> tuple[Cells, SetAside]:
    batch, aside = keep_rows(batch, roles)
    parts = [first_cells(batch, names) for names in roles.text]
    if roles.has_markup:
        shown = [without_markup(part) for part in parts]
        parts = [filled(part) for part, _ in shown]
        aside += SetAside(marked_up=sum(count for _, count in shown))
    text = parts[0] if len(parts) == 1 else reduce(_joined, parts)
    cells = {name: first_cells(batch, names) for name, names in roles.sources().items()}
    return {**cells, TEXT: text}, aside


def _joined(one: pa.StringArray, other: pa.StringArray) -> pa.StringArray:
    joined = pc.binary_join_element_wise(one, other, "\n\n", null_handling="skip")
    return filled(joined)


def _required(source: Source, name: str | None, role: str) -> str:
    if name is not None:
        return source.check_column(name)
    likely = next(filter(USUAL[role].fullmatch, source.columns), None)
    remedy = f"Is it “{likely}”?" if likely else "Name one of these."
    found = f"none named among {listed(source.columns)}"
    expected = f"the name of the column of {role}s"
    raise InputError(sentence(source.name, expected=expected, found=found, remedy=remedy))
