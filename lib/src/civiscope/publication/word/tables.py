"""Tables in a Word file: heads repeated on each page, numbers at the end of their column."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from civiscope.publication.document import Table
from civiscope.publication.word.elements import Element, element, paragraph, run
from civiscope.publication.word.writing import Writing

# The column of the text, in twentieths of a point.
WIDTH: Final = 7937
# As many characters stand side by side in a row, and between two of its cells.
CHARACTERS: Final = 84
GUTTER: Final = 2
# A date or a town stands on one line; longer texts may take some more.
SHORT: Final = 20
MOST_LINES: Final = 12


def table_of(writing: Writing, table: Table, caption: Sequence[Element]) -> list[Element]:
    """Return a table under its caption, and the space that follows it."""
    shown = [paragraph("Caption", caption)] if caption else []
    return [*shown, _grid(writing, table), paragraph("Space", [])]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    """How the cells of a column stand on the page: their width in characters, their style."""

    width: int
    style: str


def _grid(writing: Writing, table: Table) -> Element:
    columns = _columns(table)
    heads = [[run(column.title)] for column in table.columns]
    rows = [[writing.text(cell) for cell in row] for row in table.rows]
    return element(
        "tbl",
        _properties(table),
        element("tblGrid", *(element("gridCol", w=width) for width in _twips(columns))),
        _row(columns, heads, element("cantSplit"), element("tblHeader")),
        *(_row(columns, row, element("cantSplit")) for row in rows),
    )


def _properties(table: Table) -> Element:
    return element(
        "tblPr",
        element("tblStyle", val="ReportTable"),
        element("tblW", w=str(WIDTH), type="dxa"),
        element(
            "tblLook", val="06A0", firstRow="1", lastRow="0", firstColumn="1", lastColumn="0",
            noHBand="1", noVBand="1",
        ),
        *([element("tblCaption", val=table.caption)] if table.caption else []),
    )  # fmt: skip


def _row(
    columns: Sequence[_Column], cells: Iterable[Sequence[Element]], *properties: Element
) -> Element:
    made = (
        element(
            "tc",
            element("tcPr", element("tcW", w=width, type="dxa")),
            paragraph(column.style, cell),
        )
        for column, width, cell in zip(columns, _twips(columns), cells, strict=True)
    )
    return element("tr", element("trPr", *properties), *made)


def _twips(columns: Sequence[_Column]) -> list[str]:
    whole = sum(column.width for column in columns)
    return [str(WIDTH * column.width // whole) for column in columns]


def _columns(table: Table) -> list[_Column]:
    """Return columns whose longest cells take the fewest lines; smaller where they are many."""
    texts = [_texts(table, place) for place in range(len(table.columns))]
    for lines in range(1, MOST_LINES + 1):
        widths = [_width(cells, lines) for cells in texts]
        if sum(widths) <= CHARACTERS:
            break
    size = "Cell" if sum(widths) <= CHARACTERS else "Dense"
    return [
        _Column(width=width, style=f"{size}Number" if column.is_number else f"{size}Text")
        for column, width in zip(table.columns, widths, strict=True)
    ]


def _width(cells: Sequence[str], lines: int) -> int:
    """Return the width, in characters, that the cells of a column need to stand on some lines."""
    longest = max(map(len, cells))
    if longest <= SHORT and lines < MOST_LINES:
        return longest + GUTTER
    longest_word = max(len(word) for cell in cells for word in cell.split(" "))
    return max(longest_word, -(-longest // lines)) + GUTTER


def _texts(table: Table, place: int) -> list[str]:
    cells = ("".join(span.text for span in row[place]) for row in table.rows)
    # The title is bold, and so a little wider than its letters tell.
    return [f"{table.columns[place].title}.", *cells]
