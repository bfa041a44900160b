"""Tables whose columns stand only where there is something to say."""

from collections.abc import Sequence
from dataclasses import dataclass

from civiscope.publication.document import Column, Spans, Table
from civiscope.publication.phrases import plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """A column and its cells, from top to bottom; None where nothing is known."""

    title: str
    cells: Sequence[Spans | str | None]
    is_number: bool = True


def table_of(*columns: Cells, caption: str = "", key: str = "") -> Table:
    """Return a table without the columns of which nothing at all is known."""
    said = [column for column in columns if any(cell is not None for cell in column.cells)]
    filled = ([_cell(cell) for cell in column.cells] for column in said)
    return Table(
        columns=tuple(Column(title=one.title, is_number=one.is_number) for one in said),
        rows=tuple(zip(*filled, strict=True)),
        caption=caption,
        key=key,
    )


def _cell(cell: Spans | str | None) -> Spans:
    if isinstance(cell, tuple):
        return cell
    return plain("–" if cell is None else cell)
