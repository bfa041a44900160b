"""The typefaces of reports and charts: where they lie, and what they can draw."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import chain
from pathlib import Path
from struct import iter_unpack, unpack_from
from typing import Final

import fontpkg
import typst

FAMILIES: Final = ("Source Sans 3", "Source Serif 4")
EAST_ASIAN: Final = "manimgx_fonts_cjk"
"""The package of Noto Sans CJK, which draws what the families do not have."""

# The map of an OpenType font to all of Unicode, by its platform and encoding.
_ALL_OF_UNICODE: Final = (3, 10)


@cache
def font_folders() -> tuple[Path, ...]:
    """Return the folders of the typefaces, each once.

    Examples
    --------
    >>> from civiscope.publication.fonts import font_folders
    >>> all(folder.is_dir() for folder in font_folders())
    True
    """
    return tuple(dict.fromkeys(font.parent for font in _fonts()))


@cache
def typst_fonts() -> typst.Fonts:
    """Return the typefaces for Typst, without any that this machine or Typst may have."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[*font_folders()],
    )


@cache
def characters() -> frozenset[str]:
    """Return the characters that one typeface or another can draw.

    Examples
    --------
    >>> from civiscope.publication.fonts import characters
    >>> "œ" in characters(), "會" in characters(), "\N{SLEEPING FACE}" in characters()
    (True, True, False)
    """
    return frozenset(letter for font in _fonts() for letter in _characters(font.read_bytes()))


def _fonts() -> Iterator[Path]:
    latin = (file.path for family in FAMILIES for file in fontpkg.family(family).files)
    return chain(latin, Path(str(files(EAST_ASIAN))).glob("*.ttc"))


def _characters(font: bytes) -> Iterator[str]:
    """Return the characters of an OpenType font, from segments of its table `cmap`.

    Of a collection, those of its first font.
    """
    first = unpack_from(">I", font, 12)[0] if font.startswith(b"ttcf") else 0
    (tables,) = unpack_from(">H", font, first + 4)
    records = iter_unpack(">4sIII", font[first + 12 : first + 12 + 16 * tables])
    start = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    (maps,) = unpack_from(">H", font, start + 2)
    records = iter_unpack(">HHI", font[start + 4 : start + 4 + 8 * maps])
    segments = start + next(offset for *kind, offset in records if (*kind,) == _ALL_OF_UNICODE)
    (count,) = unpack_from(">I", font, segments + 12)
    for first, last, _ in iter_unpack(">III", font[segments + 16 : segments + 16 + 12 * count]):
        yield from map(chr, range(first, last + 1))
