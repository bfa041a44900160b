"""What a report would say if it were written again, beside what was published."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff

from civiscope.publication import Block, Bullets, Document, Graphic, Span, Spans, Table, text_of
from observatory.reports.domain.files import Snapshot
from observatory.reports.domain.verify import Verified, verify_figures
from observatory.reports.domain.voice import joined


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What writing a report again would change.

    `lines` are the lines of text that would go ("-") and come ("+"), each after the
    name of its section.
    """

    figures: tuple[Verified, ...]
    lines: tuple[tuple[str, str], ...]

    @property
    def changes(self) -> bool:
        """Whether anything would change."""
        return bool(self.figures or self.lines)


def compare(published: Snapshot, now: Document) -> Comparison:
    """Compare a published report with the one its year would have now."""
    figures = (one for one in verify_figures(published) if not one.holds)
    return Comparison(figures=tuple(figures), lines=tuple(_changed(published.document, now)))


def _changed(before: Document, after: Document) -> Iterator[tuple[str, str]]:
    lines = unified_diff(_lines(before), _lines(after), lineterm="", n=0)
    for line in lines:
        if not line.startswith(("---", "+++", "@@")):
            yield line[0], line[1:]


def _lines(document: Document) -> list[str]:
    lines = (line for block in document.blocks for line in text_of(_row_by_row(block)))
    return [line for line in lines if line.strip()]


def _row_by_row(block: Block) -> Block:
    """Return a table, and that of a graphic, as a list: one line a row, rather than one a cell."""
    match block:
        case Table():
            return Bullets(items=((Span(text=block.caption),), *_rows(block)))
        case Graphic():
            return Bullets(items=((Span(text=block.title),), *_rows(block.table)))
    return block


def _rows(table: Table) -> tuple[Spans, ...]:
    return tuple(joined(row, " – ") for row in table.rows)
