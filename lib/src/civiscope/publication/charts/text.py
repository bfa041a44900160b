"""How wide texts are in Source Sans 3, so that labels are given the room they need.

The library that draws cannot measure a variable typeface, and a chart must not depend on the
typefaces of the machine: the widths are those of the typeface's own tables, rounded up.
"""

from typing import Final

# Advance widths in thousandths of the size, at weight 600, the widest we use.
_WIDTHS: Final = {
    200: " \u00a0\u202f",
    290: "ijl.,;:’'!I",
    330: "f-()",
    375: "tr/",
    445: "sz?",
    500: "cçJLYFkvxyeéèêë",
    690: "AÀÂBCDÉGHKNOPQRUVX&",
    860: "mwMW%œŒæÆ",
}
_WIDTH_OF: Final = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_ANY_OTHER: Final = 565


def text_width(text: str, size: float) -> float:
    """Return about how wide a text is, rather more than less, in the unit of `size`."""
    return sum(_WIDTH_OF.get(letter, _ANY_OTHER) for letter in text) * size / 1000


def wrap(text: str, size: float, room: float) -> list[str]:
    """Return the lines of a text that has so much room; a word wider than that is cut.

    Examples
    --------
    >>> from civiscope.publication.charts.text import wrap
    >>> wrap("Budget participatif", 12, 80)
    ['Budget', 'participatif']
    """
    lines: list[str] = []
    for word in text.split(" "):
        if lines and text_width(f"{lines[-1]} {word}", size) <= room:
            lines[-1] += f" {word}"
        else:
            lines.extend(_cut(word, size, room))
    return lines


def _cut(word: str, size: float, room: float) -> list[str]:
    """Return a word in as many pieces as it takes, each of one letter at least."""
    pieces = [""]
    for letter in word:
        if pieces[-1] and text_width(pieces[-1] + letter, size) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces
