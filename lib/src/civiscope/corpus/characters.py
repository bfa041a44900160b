"""What the segmentation knows of each Unicode character: its class and its folded form.

The tables follow the Unicode version of the running Python. They are built once, on first use.
"""

import unicodedata
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from civiscope.corpus.kernels import (
    APOSTROPHE,
    AT,
    CAPITAL,
    CLASS_SHIFT,
    COMMA,
    DIGIT,
    EXPANDED,
    EXPANSION,
    HYPHEN,
    INVISIBLE,
    LETTER,
    MARK,
    OTHER,
    PERCENT,
    POINT,
    SPACE,
    STRONG,
    SYMBOL,
    WEAK,
)

_APOSTROPHES = "'’\u2018\u02bc`\u00b4\u2032\uff07"
_HYPHENS = "-\u2010\u2011"
_JOINING_SPACES = " \u00a0\u202f\u2009"
_WEAK = ';:()[]{}<>"«»“”„/|–—\u2015\u2212•\t'
_STRONG = "!?…\n\r\v\f\x85\u2028\u2029"
_CODE_POINTS = 0x110000
_TABULATED = 0x20000
"""Beyond are rare ideographs, which fold to themselves, and the tags of emoji."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Characters:
    """The tables that the compiled scanner reads.

    Attributes
    ----------
    entries : ndarray of int32, shape (0x110000 + EXPANSION * n_expansions,)
        For each code point, its folded code point, class and flags.
        The folded code points of those that have several stand after, `EXPANSION` places for
        each, the rest 0.
    bare : ndarray of int32, shape (0x110000,)
        For each code point, its folded form without accents, in the same coding.
    """

    entries: NDArray[np.int32]
    bare: NDArray[np.int32]


@cache
def character_tables() -> Characters:
    """Build the tables of the characters.

    Examples
    --------
    >>> from civiscope.corpus.characters import character_tables
    >>> from civiscope.corpus.kernels import FOLD_MASK
    >>> chr(character_tables().entries[ord("É")] & FOLD_MASK)
    'é'
    """
    entries = np.full(_CODE_POINTS, OTHER << CLASS_SHIFT, np.int32)
    bare = np.arange(_CODE_POINTS, dtype=np.int32)
    expansions: dict[str, int] = {}
    for code in range(_TABULATED):
        character = chr(code)
        kind = _class(character)
        folded = _folded(character) if kind <= DIGIT else character
        capital = CAPITAL if unicodedata.category(character) in {"Lu", "Lt"} else 0
        entries[code] = _coded(folded, expansions) | kind << CLASS_SHIFT | capital
        bare[code] = _coded(unaccented(folded), expansions)
    entries[_TABULATED:0x40000] = np.arange(_TABULATED, 0x40000) | LETTER << CLASS_SHIFT
    entries[0xE0000:0xE1000] = INVISIBLE << CLASS_SHIFT
    rows = [[*map(ord, text), *[0] * (EXPANSION - len(text))] for text in expansions]
    tail = np.array(rows, np.int32).ravel()
    return Characters(entries=np.concatenate((entries, tail)), bare=bare)


@cache
def compositions() -> dict[tuple[int, int], int]:
    """List the accented small letters that a letter and a combining mark make.

    Examples
    --------
    >>> from civiscope.corpus.characters import compositions
    >>> chr(compositions()[ord("e"), 0x301])
    'é'
    """
    pairs = {}
    for code in range(_TABULATED):
        parts = unicodedata.decomposition(chr(code)).split()
        if len(parts) == 2 and _is_mark(int(parts[1], 16)):  # noqa: PLR2004 - a pair
            pairs[int(parts[0], 16), int(parts[1], 16)] = code
    return pairs


def unaccented(character: str) -> str:
    """Return the letters of a folded text without accents, with œ as oe, æ as ae and ß as ss.

    Examples
    --------
    >>> from civiscope.corpus.characters import unaccented
    >>> unaccented("é"), unaccented("œ")
    ('e', 'oe')
    """
    letters = unicodedata.normalize("NFD", character).translate(_LETTERS)
    return "".join(letter for letter in letters if not _is_mark(ord(letter)))


_LETTERS = str.maketrans(
    {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "\u0131": "i"}
)


def _coded(text: str, expansions: dict[str, int]) -> int:
    if len(text) == 1:
        return ord(text)
    row = expansions.setdefault(text, len(expansions))
    return _CODE_POINTS + EXPANSION * row | EXPANDED


def _folded(character: str) -> str:
    """Fold a letter or digit: compatibility form, small, composed, without uncomposed marks."""
    small = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", character).lower())
    letters = "".join(letter for letter in small if not _is_mark(ord(letter)))
    usable = 0 < len(letters) < EXPANSION and all(_class(one) <= DIGIT for one in letters)
    return letters if usable else character


def _is_mark(code: int) -> bool:
    return any(code in block for block in _MARKS)


_MARKS = (range(0x300, 0x370), range(0x20D0, 0x2100))
_VARIATION_SELECTORS = range(0xFE00, 0xFE10)
_SKIN_TONES = range(0x1F3FB, 0x1F400)

_LISTED = {
    **dict.fromkeys(_APOSTROPHES, APOSTROPHE),
    **dict.fromkeys(_HYPHENS, HYPHEN),
    **dict.fromkeys(_JOINING_SPACES, SPACE),
    **dict.fromkeys(_WEAK, WEAK),
    **dict.fromkeys(_STRONG, STRONG),
    ".": POINT,
    ",": COMMA,
    "%": PERCENT,
    "@": AT,
}
_BY_CATEGORY = {
    **dict.fromkeys(("Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc"), LETTER),
    **dict.fromkeys(("Nd", "Nl", "No"), DIGIT),
    **dict.fromkeys(("Sc", "So", "Sm"), SYMBOL),
    "Cf": INVISIBLE,
}


def _class(character: str) -> int:
    """Tell the class of a character: the lists above first, then its Unicode category."""
    code = ord(character)
    if character in _LISTED:
        return _LISTED[character]
    if _is_mark(code):
        return MARK
    if code in _VARIATION_SELECTORS:
        return INVISIBLE
    if code in _SKIN_TONES:
        return SYMBOL
    return _BY_CATEGORY.get(unicodedata.category(character), OTHER)
