"""Show where in a record the words were found."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from civiscope.corpus import stems, tokens
from observatory.search.domain.fulltext import Group

SNIPPET_CHARACTERS = 220
# Words met in texts whose stems are remembered: the same ones come back in most texts.
CACHED_WORDS = 16_384
_BEFORE_CHARACTERS = 60
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

    def holds(self, written: str) -> bool:
        """Tell whether a word of a text is one of those sought."""
        forms = _forms(written)
        return not self._words.isdisjoint(forms) or (
            bool(self._beginnings) and any(form.startswith(self._beginnings) for form in forms)
        )


@lru_cache(maxsize=CACHED_WORDS)
def _forms(written: str) -> tuple[str, ...]:
    return tuple(chain.from_iterable(map(stems, tokens(written))))


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
