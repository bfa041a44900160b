"""What every chart looks like."""

from typing import Final

WIDTH: Final = 460
"""Width of a map or of a year: the column of the text, in CSS pixels."""
NARROW: Final = 400
"""Width of other charts, which a telephone shows whole: a bar or a line cut short misleads."""

FONT: Final = "'Source Sans 3', sans-serif"
TEXT_SIZE: Final = 12.5
SMALL_SIZE: Final = 11
LINE_HEIGHT: Final = 15
BOLD: Final = 600
REGULAR: Final = 400
HAIRLINE: Final = 0.75

INK: Final = "#1A1D21"
MUTED: Final = "#565C64"
ACCENT: Final = "#0A5C66"
RULE: Final = "#D9D5CA"
BASELINE: Final = "#8D9197"
LAND: Final = "#E4E1D8"
PAPER: Final = "#FFFFFF"
