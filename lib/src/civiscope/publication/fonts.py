"""Where the typefaces of reports and charts lie on this machine."""

from functools import cache
from pathlib import Path
from typing import Final

import fontpkg

FAMILIES: Final = ("Source Sans 3", "Source Serif 4")


@cache
def font_folders() -> tuple[Path, ...]:
    """Return the folders of the typefaces, each once.

    Examples
    --------
    >>> from civiscope.publication.fonts import font_folders
    >>> all(folder.is_dir() for folder in font_folders())
    True
    """
    files = (file for family in FAMILIES for file in fontpkg.family(family).files)
    return tuple(dict.fromkeys(Path(file.path).parent for file in files))
