"""What a report would say if it were written again, beside what was published."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import unified_diff

from civiscope.publication import Document, text_of
from observatory.reports.domain.files import Snapshot
from observatory.reports.domain.verify import Verified, verify_figures


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
    return [line for block in document.blocks for line in _said(text_of(block))]


def _said(lines: Iterable[str]) -> Iterator[str]:
    return (line for line in lines if line.strip())
