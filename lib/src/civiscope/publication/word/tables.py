"""Tables in a Word file: heads repeated on each page, numbers at the end of their column."""

from collections.abc import Iterable, Sequence
from typing import Final

from civiscope.publication.document import Column, Table
from civiscope.publication.word.elements import Element, element, paragraph, run
from civiscope.publication.word.writing import Writing

# The column of the text, in twentieths of a point.
WIDTH: Final = 7937
# As many characters of a cell stand side by side in it.
CHARACTERS: Final = 84
# A column needs no more room than this for its longest cell, nor less for its longest word.
WIDEST: Final = 44
GUTTER: Final = 2


def table_of(writing: Writing, table: Table, caption: Sequence[Element]) -> list[Element]:
    """Return a table under its caption, and the space that follows it."""
    shown = [paragraph("Caption", caption)] if caption else []
    return [*shown, _grid(writing, table), paragraph("Space", [])]


def _grid(writing: Writing, table: Table) -> Element:
    widths = _widths(table)
    heads = [[run(column.title)] for column in table.columns]
    rows = [[writing.text(cell) for cell in row] for row in table.rows]
    return element(
        "tbl",
        _properties(table),
        element("tblGrid", *(element("gridCol", w=width) for width in widths)),
        _row(table.columns, heads, widths, is_head=True),
        *(_row(table.columns, row, widths) for row in rows),
    )


def _properties(table: Table) -> Element:
    return element(
        "tblPr",
        element("tblStyle", val="ReportTable"),
        element("tblW", w=str(WIDTH), type="dxa"),
        element("tblLayout", type="fixed"),
        element(
            "tblLook", val="06A0", firstRow="1", lastRow="0", firstColumn="1", lastColumn="0",
            noHBand="1", noVBand="1",
        ),
        *([element("tblCaption", val=table.caption)] if table.caption else []),
    )  # fmt: skip


def _row(
    columns: Iterable[Column],
    cells: Iterable[Sequence[Element]],
    widths: Iterable[str],
    *,
    is_head: bool = False,
) -> Element:
    kept = [element("cantSplit"), *([element("tblHeader")] if is_head else [])]
    made = (
        element("tc", element("tcPr", element("tcW", w=width, type="dxa")), _cell(column, cell))
        for column, cell, width in zip(columns, cells, widths, strict=True)
    )
    return element("tr", element("trPr", *kept), *made)


def _cell(column: Column, content: Sequence[Element]) -> Element:
    return paragraph("CellNumber" if column.is_number else "CellText", content)


def _widths(table: Table) -> list[str]:
    """Return the widths of columns: each holds its longest word, then as much as it asks for."""
    texts = [_texts(table, place) for place in range(len(table.columns))]
    needed = [max(len(word) for text in cells for word in text.split(" ")) for cells in texts]
    wished = [min(max(map(len, cells)), WIDEST) for cells in texts]
    asked = [max(wish - need, 1) for wish, need in zip(wished, needed, strict=True)]
    left = max(CHARACTERS - sum(needed) - GUTTER * len(needed), 0)
    shares = [n + GUTTER + left * a / sum(asked) for n, a in zip(needed, asked, strict=True)]
    return [str(int(WIDTH * share / sum(shares))) for share in shares]


def _texts(table: Table, place: int) -> list[str]:
    cells = ("".join(span.text for span in row[place]) for row in table.rows)
    return [table.columns[place].title, *cells]
