"""Drawings as pictures of dots, for programs that do not read SVG."""

from collections.abc import Sequence
from typing import Final

import typst

from civiscope.publication.document import Graphic
from civiscope.publication.fonts import typst_fonts

POINTS_PER_PIXEL: Final = 0.75
# Three dots for each CSS pixel, as on paper printed at 288 dots per inch.
DOTS_PER_INCH: Final = 288
PAGE: Final = """#page(
  width: {width}pt, height: {height}pt, margin: 0pt, fill: none,
  image(bytes(sys.inputs.at("{number}")), format: "svg", width: 100%, height: 100%),
)
"""


def pictures_of(graphics: Sequence[Graphic]) -> list[bytes]:
    """Return the drawing of each graphic as PNG, three dots wide for each of its CSS pixels.

    Typst draws them, as it does in the PDF: it knows the weights of variable typefaces.
    """
    if not graphics:
        return []
    pages = (
        PAGE.format(
            number=number,
            width=graphic.width * POINTS_PER_PIXEL,
            height=graphic.height * POINTS_PER_PIXEL,
        )
        for number, graphic in enumerate(graphics)
    )
    drawn: bytes | list[bytes] = typst.compile(
        "".join(pages).encode(),
        format="png",
        ppi=DOTS_PER_INCH,
        sys_inputs={str(number): graphic.svg for number, graphic in enumerate(graphics)},
        font_paths=typst_fonts(),
    )
    return drawn if isinstance(drawn, list) else [drawn]
