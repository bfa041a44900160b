"""Texts of the drawings that are written by hand."""

from typing import Final, Literal
from xml.sax.saxutils import escape

from civiscope.publication.charts.style import PAPER, REGULAR

_HALO: Final = 26


def text_tag(
    x: float,
    y: float,
    text: str,
    *,
    size: float,
    color: str,
    weight: int = REGULAR,
    anchor: Literal["start", "middle", "end"] = "start",
    has_halo: bool = False,
) -> str:
    """Return a text; its halo sets it apart from the borders it stands on."""
    halo = f' stroke="{PAPER}" stroke-width="{_HALO}" paint-order="stroke"' if has_halo else ""
    return (
        f'<text x="{x:.0f}" y="{y:.0f}" font-size="{size:g}" font-weight="{weight}" fill="{color}" '
        f'text-anchor="{anchor}"{halo}>{escape(text)}</text>'
    )
