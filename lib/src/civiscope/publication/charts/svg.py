"""What drawings are made of: texts, lines, rectangles and circles, placed by whoever draws.

Written by hand, since every length is known before: a library of charts would start a
browser's engine, for longer than a whole report takes, to repeat it.
"""

from collections.abc import Iterable
from typing import Final, Literal
from xml.sax.saxutils import escape

from civiscope.publication.charts.style import (
    FONT,
    HAIRLINE,
    INK,
    PAPER,
    REGULAR,
    TEXT_SIZE,
)

_HALO: Final = 26


def drawing(parts: Iterable[str], *, width: float, height: float, unit: float = 1) -> str:
    """Return a drawing of `width` by `height` CSS pixels, each of so many units inside."""
    box = f"{length(width * unit)} {length(height * unit)}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{length(width)}" '
        f'height="{length(height)}" viewBox="0 0 {box}" font-family="{FONT}">'
        f"{''.join(parts)}</svg>"
    )


def text_tag(
    x: float,
    y: float,
    text: str,
    *,
    size: float = TEXT_SIZE,
    color: str = INK,
    weight: int = REGULAR,
    anchor: Literal["start", "middle", "end"] = "start",
    has_halo: bool = False,
) -> str:
    """Return a text that stands on `y`; a halo sets it apart from borders it stands on.

    The weight is said twice: Typst 0.15 draws the variable typeface at its thinnest unless
    the axis is named; browsers need the other one for other typefaces.
    """
    halo = f' stroke="{PAPER}" stroke-width="{_HALO}" paint-order="stroke"' if has_halo else ""
    return (
        f'<text x="{length(x)}" y="{length(y)}" font-size="{size:g}" font-weight="{weight}" '
        f"style=\"font-variation-settings:'wght' {weight}\" "
        f'fill="{color}" text-anchor="{anchor}"{halo}>{escape(text)}</text>'
    )


def line_tag(x1: float, y1: float, x2: float, y2: float, color: str) -> str:
    """Return a hairline."""
    ends = f'x1="{length(x1)}" y1="{length(y1)}" x2="{length(x2)}" y2="{length(y2)}"'
    return f'<line {ends} stroke="{color}" stroke-width="{HAIRLINE}"/>'


def rectangle_tag(x: float, y: float, width: float, height: float, color: str) -> str:
    """Return a filled rectangle."""
    place = f'x="{length(x)}" y="{length(y)}" width="{length(width)}" height="{length(height)}"'
    return f'<rect {place} fill="{color}"/>'


def circle_tag(x: float, y: float, radius: float, color: str, *, edge: float = 0) -> str:
    """Return a filled circle, with an edge of the colour of paper where it may meet others."""
    line = f' stroke="{PAPER}" stroke-width="{edge:g}"' if edge else ""
    place = f'cx="{length(x)}" cy="{length(y)}" r="{length(radius)}"'
    return f'<circle {place} fill="{color}"{line}/>'


def length(value: float) -> str:
    """Return a length to a hundredth, as short as it can be written."""
    return f"{round(value, 2):g}"
