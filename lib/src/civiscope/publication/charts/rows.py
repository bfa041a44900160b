"""The places of horizontal bars, one under another, and their labels before them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from civiscope.publication.charts.style import LINE_HEIGHT, TEXT_SIZE
from civiscope.publication.charts.svg import text_tag
from civiscope.publication.charts.text import text_width, wrap

THICKNESS: Final = 16
GAP: Final = 8
DROP: Final = 4
"""From the middle of a bar to the line that its texts stand on."""

_BETWEEN: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The place of a bar and the lines of its label."""

    lines: tuple[str, ...]
    top: float
    height: float

    @property
    def middle(self) -> float:
        """Where the middle of the bar is, from the top."""
        return self.top + self.height / 2


def place_rows(labels: Sequence[str], *, widest: float) -> Iterator[Row]:
    """Place the bars one under another, each as high as its label."""
    top = 0.0
    for label in labels:
        lines = tuple(wrap(label, TEXT_SIZE, widest))
        height = max(THICKNESS, LINE_HEIGHT * len(lines)) + _BETWEEN
        yield Row(lines=lines, top=top, height=height)
        top += height


def room_of(texts: Sequence[str]) -> float:
    """Return the room that the widest of these texts takes, with the gap beside it."""
    return max(text_width(text, TEXT_SIZE) for text in texts) + GAP


def draw_label(row: Row, left: float) -> Iterator[str]:
    """Draw a label before its bar, which starts at `left`."""
    for place, line in enumerate(row.lines):
        y = row.middle + LINE_HEIGHT * (place - (len(row.lines) - 1) / 2) + DROP
        yield text_tag(left - GAP, y, line, anchor="end")
