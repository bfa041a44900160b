"""What cells hold that is more than a text: several parts, colours, moments."""

import re
from datetime import datetime

COLOR = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})")
# A date and a time as REFI-QDA has them, xsd:dateTime.
MOMENT = re.compile(
    r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?(Z|[+-]\d{2}:\d{2})?", re.ASCII
)
# Between the expressions or the examples of a cell; a backslash before it makes it a character.
PARTS = re.compile(r"((?:[^\\|\n]|\\[^\n]|\\(?=\n|\Z))*)(?:[|\n]|\Z)")
ESCAPES = {"\\|": "|", "\\n": "\n", "\\\\": "\\"}
ESCAPED = re.compile(r"\\[|n\\]")


def split(cell: str) -> tuple[str, ...]:
    r"""Return the parts of a cell: between vertical bars or line breaks.

    In a part, ``\|`` is a vertical bar, ``\n`` a line break and ``\\`` a backslash.

    Examples
    --------
    >>> from civiscope.coding.cells import split
    >>> split("bike | bike lane|\nA\\|B")
    ('bike', 'bike lane', 'A|B')
    """
    parts = (found[1].strip() for found in PARTS.finditer(cell))
    return tuple(ESCAPED.sub(lambda found: ESCAPES[found[0]], part) for part in parts if part)


def join(parts: tuple[str, ...]) -> str:
    r"""Return a cell that ``split`` takes apart.

    Examples
    --------
    >>> from civiscope.coding.cells import join
    >>> print(join(("bike", "A|B")))
    bike | A\|B
    """
    return " | ".join(
        part.replace("\\", "\\\\").replace("|", "\\|").replace("\n", "\\n") for part in parts
    )


def full_color(color: str) -> str:
    """Return a colour with six digits, in small letters.

    Examples
    --------
    >>> from civiscope.coding.cells import full_color
    >>> full_color("#1A3")
    '#11aa33'
    """
    digits = color.lower().removeprefix("#")
    return color.lower() if len(color) > len("#rgb") else "#" + "".join(2 * d for d in digits)


def is_moment(cell: str) -> bool:
    """Tell whether a cell is a date and a time as REFI-QDA has them.

    Examples
    --------
    >>> from civiscope.coding.cells import is_moment
    >>> is_moment("2026-03-02T10:00:00Z"), is_moment("2026-03-02"), is_moment("2026-02-30T10:00:00")
    (True, False, False)
    """
    if not MOMENT.fullmatch(cell):
        return False
    try:
        datetime.fromisoformat(cell)
    except ValueError:
        return False
    return True
