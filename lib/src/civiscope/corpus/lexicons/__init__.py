"""The published lists of words: plain text, one file for each purpose and language.

Each begins with its name and version. A line that starts with # is a comment; words stand apart by
spaces, or one entry stands on each line where it has several words. Sections have their name in
brackets.
"""

from functools import cache
from importlib.resources import files


@cache
def read_text(name: str) -> str:
    """Return a published list as it is, for the record of a run."""
    return (files(__name__) / name).read_text("utf-8")


def has_list(name: str) -> bool:
    """Tell whether a list is published."""
    return (files(__name__) / name).is_file()


def read_lines(name: str) -> tuple[str, ...]:
    """Return the lines of a list, without comments and blank lines."""
    lines = (line.strip() for line in read_text(name).splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))


@cache
def read_sections(name: str) -> dict[str, tuple[str, ...]]:
    """Return the words of each section of a list; those before the first have the name "".

    Examples
    --------
    >>> from civiscope.corpus.lexicons import read_sections
    >>> read_sections("segmentation.txt")["hosts"]
    ('www',)
    """
    return {
        section: tuple(word for line in lines for word in line.split())
        for section, lines in read_phrases(name).items()
    }


@cache
def read_phrases(name: str) -> dict[str, tuple[str, ...]]:
    """Return the lines of each section of a list; those before the first have the name "".

    Examples
    --------
    >>> from civiscope.corpus.lexicons import read_phrases
    >>> read_phrases("code-labels-en.txt")["unspecified"]
    ('unspecified', 'not specified')
    """
    sections: dict[str, list[str]] = {"": []}
    section = ""
    for line in read_lines(name):
        if line.startswith("[") and line.endswith("]"):
            section = line[1:-1]
            sections[section] = []
        else:
            sections[section].append(line)
    return {section: tuple(lines) for section, lines in sections.items()}
