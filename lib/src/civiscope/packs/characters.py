"""Which characters a pack may hold, and how a found text is shown in a message."""

import re

SHOWN_CHARACTERS = 60
"""Characters of a found text that a message repeats; enough to recognise it on one line."""

# A text keeps tabs and line ends; other controls have no meaning in a record and can drive a
# terminal. Lone surrogates cannot be written in UTF-8.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")

# As they stand in a file, a few more are refused: YAML reads U+2028 and U+2029 as line ends
# (they come with texts pasted from layout programs), and does not allow U+FFFE and U+FFFF.
_FORBIDDEN_IN_FILE = re.compile(_FORBIDDEN.pattern[:-1] + r"\u2028\u2029\ufeff\ufffe\uffff]")


def forbidden_character(text: str) -> re.Match[str] | None:
    r"""Find the first character that no text of a record may hold.

    Control characters other than tab, line feed and carriage return, and lone surrogates.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    re.Match or None
        The match of one character, or None where the text is sound.

    Examples
    --------
    >>> from civiscope.packs import forbidden_character
    >>> forbidden_character("Grand\x07 débat").start()
    5
    >>> forbidden_character("two\nlines") is None
    True
    """
    return _FORBIDDEN.search(text)


def forbidden_in_file(text: str) -> re.Match[str] | None:
    """Find the first character that may not stand as such in a file of a pack."""
    return _FORBIDDEN_IN_FILE.search(text)


def code_point(character: str) -> str:
    """Name a character that cannot be printed, as ``U+0007``."""
    return f"U+{ord(character):04X}"


def shown(text: str) -> str:
    """Quote a found text for a message: cut, and without anything a terminal would obey."""
    if len(text) > SHOWN_CHARACTERS:
        text = text[: SHOWN_CHARACTERS - 1] + "…"
    return repr(text)


def printable(name: str) -> str:
    """Escape what cannot be printed in the name of a file, and keep the rest."""
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode("ascii")
        for letter in name
    )
