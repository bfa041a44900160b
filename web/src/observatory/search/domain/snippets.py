"""Show where in a record the words were found."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from civiscope.corpus import fold, stems, tokens
from observatory.search.domain.fulltext import Group

SNIPPET_CHARACTERS = 220
# More than the pairs of letters that words of our languages begin with.
CACHED_HEADS = 4096
_BEFORE_CHARACTERS = 60
_HEAD = 2
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text, and whether it is one of the words sought."""

    text: str
    is_match: bool


class Sought:
    """The words of a query, to be recognised in texts as people wrote them."""

    def __init__(self, groups: Sequence[Group]) -> None:
        """Take the groups of words sought."""
        words = {word for group in groups for together in group for word in together}
        self._beginnings = tuple(word[:-1] for word in words if word.endswith("*"))
        self._words = words
        self._heads = {word[:_HEAD] for word in words}

    def holds(self, written: str) -> bool:
        """Tell whether a word of a text is one of those sought."""
        # A word and its stems begin alike, and folding every word of a text is slow.
        if _folded_head(written[:_HEAD]) not in self._heads:
            return False
        return any(
            token.startswith(self._beginnings) or not self._words.isdisjoint(stems(token))
            for token in tokens(written)
        )


@lru_cache(maxsize=CACHED_HEADS)
def _folded_head(head: str) -> str:
    return fold(head)[:_HEAD]


def snippet(text: str, sought: Sought) -> tuple[Segment, ...]:
    """Return the line of a text with most of the words sought, cut around the first, marked.

    Empty where none of its lines holds any.
    """
    best = ""
    places: list[tuple[int, int]] = []
    for line in text.split("\n"):
        found = [match.span() for match in _WORD.finditer(line) if sought.holds(match[0])]
        if _different(line, found) > _different(best, places):
            best, places = line, found
    return tuple(_segments(best, places)) if places else ()


def _different(line: str, places: Sequence[tuple[int, int]]) -> int:
    return len({line[start:end].casefold() for start, end in places})


def _segments(line: str, places: Sequence[tuple[int, int]]) -> list[Segment]:
    start, end = _window(line, places[0][0])
    segments = [Segment("…", is_match=False)] if start else []
    at = start
    for left, right in places:
        if right > end:
            break
        if left > at:
            segments.append(Segment(line[at:left], is_match=False))
        segments.append(Segment(line[left:right], is_match=True))
        at = right
    rest = line[at:end] + ("…" if end < len(line) else "")
    return [*segments, Segment(rest, is_match=False)] if rest else segments


def _window(line: str, first: int) -> tuple[int, int]:
    """Return where to cut a line, between words, so that the first match has words around it."""
    start = 0
    if first > _BEFORE_CHARACTERS:
        space = line.find(" ", first - _BEFORE_CHARACTERS, first)
        start = space + 1 if space >= 0 else first
    end = start + SNIPPET_CHARACTERS
    if end >= len(line):
        return start, len(line)
    space = line.rfind(" ", first, end)
    return start, space if space > first else end
