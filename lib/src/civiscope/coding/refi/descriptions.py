r"""What REFI-QDA has no place for, in the description of a code or a source, for people to read.

A description begins with the text that any program shows. Then come sections, each under a line
with its name in brackets::

    Everything about cycling.
    [Includes]
    cargo bikes
    [Expressions]
    bike | bike lane

A line of a text that looks like such a name has a backslash before it: ``\[Includes]``.
"""

import re
from collections.abc import Mapping

TITLES = (
    "Code",
    "Label",
    "Definition",
    "Includes",
    "Excludes",
    "Memo",
    "Expressions",
    "Examples",
    "Version",
    "Source",
    "Language",
    "SHA-256",
)
_TITLE = re.compile(rf"\[((?:{'|'.join(TITLES)})(?: [a-z]{{2}})?)\]")
_ESCAPED = re.compile(rf"\\+{_TITLE.pattern}")


def compose(text: str, sections: Mapping[str, str]) -> str:
    r"""Return a description.

    Parameters
    ----------
    text : str
        What comes first.
    sections : mapping of str to str
        Texts by title: one of ``TITLES``, with a language after it where it is a translation.
        Those that are empty are left out.

    Examples
    --------
    >>> from civiscope.coding.refi.descriptions import compose, take_apart
    >>> print(compose("About bikes.", {"Label fr": "Vélos", "Memo": ""}))
    About bikes.
    [Label fr]
    Vélos
    >>> take_apart("About bikes.\n[Label fr]\nVélos")
    ('About bikes.', {'Label fr': 'Vélos'})
    """
    lines = _escape(text)
    for title, section in sections.items():
        if section:
            lines += [f"[{title}]", *_escape(section)]
    return "\n".join(lines)


def take_apart(description: str) -> tuple[str, dict[str, str]]:
    """Return the text that a description begins with, and its sections by title."""
    title, parts = "", {"": list[str]()}
    for line in description.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if found := _TITLE.fullmatch(line.strip()):
            title = found[1]
            parts.setdefault(title, [])
        else:
            parts[title].append(line[1:] if _ESCAPED.fullmatch(line.strip()) else line)
    texts = {name: "\n".join(lines).strip() for name, lines in parts.items()}
    return texts.pop(""), texts


def _escape(text: str) -> list[str]:
    """Return the lines of a text, none of which looks like a title."""
    lines = text.split("\n") if text else []
    return [f"\\{line}" if _looks_like_title(line) else line for line in lines]


def _looks_like_title(line: str) -> bool:
    bare = line.strip()
    return bool(_TITLE.fullmatch(bare) or _ESCAPED.fullmatch(bare))
