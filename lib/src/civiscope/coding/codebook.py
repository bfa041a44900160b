"""A code frame: which codes there are, what each means, and how they are nested."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from civiscope.errors import InputError

LANGUAGE = re.compile("[a-z]{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A code of a codebook.

    Attributes
    ----------
    code : str
        What names it in files; unique in its codebook.
    label : str
        What people read.
    parent : str or None
        The code it is part of.
    labels, definitions : mapping of str to str
        The label and the definition in other languages, by ISO 639-1 code.
    definition, includes, excludes : str
        What the code means; what else is coded with it; what is not.
    memo : str
        What the analyst noted about it.
    expressions : tuple of str
        Words or groups of words that tell the code.
    examples : tuple of str
        Texts that have the code.
    color : str or None
        ``#rrggbb``, as other programs show it.
    guid : str or None
        What names it in REFI-QDA files, where it came from one.
    is_codable : bool
        Whether texts may have it; if not, it is there to group others.
    """

    code: str
    label: str
    parent: str | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    definition: str = ""
    definitions: Mapping[str, str] = field(default_factory=dict)
    includes: str = ""
    excludes: str = ""
    memo: str = ""
    expressions: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    color: str | None = None
    guid: str | None = None
    is_codable: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Codebook:
    """A code frame, checked: every code has a label and one name, and no code is part of itself.

    Attributes
    ----------
    codes : tuple of Code
        In the analyst's order.
    name, version : str
        What the analyst calls the codebook and this state of it.

    Raises
    ------
    InputError
        Naming the codes: without a name or a label, named twice, whose parent is no code, in a
        cycle, with a language that is none; or where there is no code at all.

    Examples
    --------
    >>> from civiscope.coding.codebook import Code, Codebook
    >>> book = Codebook(codes=(Code(code="tax", label="Taxes"),
    ...                        Code(code="isf", label="Wealth tax", parent="tax")))
    >>> [code.code for code in book.children("tax")], list(book.ancestors("isf"))
    (['isf'], ['tax'])
    """

    codes: tuple[Code, ...]
    name: str = ""
    version: str = ""

    def __post_init__(self) -> None:
        """Refuse what no coding could be read with."""
        if not self.codes:
            raise InputError("Expected a codebook with at least one code, got none.")
        for check in (
            _check_named,
            _check_unique,
            _check_parents,
            _check_acyclic,
            _check_languages,
        ):
            check(self.codes)

    def __getitem__(self, code: str) -> Code:
        """Return a code by its name; raise KeyError where there is none of it."""
        for one in self.codes:
            if one.code == code:
                return one
        raise KeyError(code)

    @property
    def codable(self) -> tuple[str, ...]:
        """The names of the codes that texts may have."""
        return tuple(one.code for one in self.codes if one.is_codable)

    def children(self, code: str | None) -> tuple[Code, ...]:
        """Return the codes that are part of a code; of the codebook itself for None."""
        return tuple(one for one in self.codes if one.parent == code)

    def ancestors(self, code: str) -> Iterator[str]:
        """Yield what a code is part of, from its parent up."""
        parents = {one.code: one.parent for one in self.codes}
        parent = parents[code]
        while parent is not None:
            yield parent
            parent = parents[parent]

    def walk(self) -> Iterator[tuple[int, Code]]:
        """Yield each code after the one it is part of, with how many it is part of."""
        parts: dict[str | None, list[Code]] = {}
        for one in self.codes:
            parts.setdefault(one.parent, []).append(one)
        waiting = [(0, one) for one in reversed(parts[None])]
        while waiting:
            depth, code = waiting.pop()
            yield depth, code
            waiting += [(depth + 1, one) for one in reversed(parts.get(code.code, []))]


def find_cycle(parents: Mapping[str, str | None]) -> list[str]:
    """Return codes each of which is part of the next, the first again at the end; [] if none.

    Examples
    --------
    >>> from civiscope.coding.codebook import find_cycle
    >>> find_cycle({"a": "b", "b": "a", "c": None}), find_cycle({"a": None})
    (['a', 'b', 'a'], [])
    """
    is_sound: set[str] = set()
    for code in parents:
        path: dict[str, None] = {}
        step: str | None = code
        while step is not None and step not in is_sound:
            if step in path:
                names = list(path)
                return [*names[names.index(step) :], step]
            path[step] = None
            step = parents[step]
        is_sound.update(path)
    return []


def _check_named(codes: tuple[Code, ...]) -> None:
    for place, code in enumerate(codes, 1):
        if not code.code.strip():
            raise InputError(f"Expected a name for each code, got none for code {place}.")
        if not code.label.strip():
            raise InputError(
                f"Expected a label for each code, got none for {code.code!r} (code {place}). "
                "Write what people should read."
            )


def _check_unique(codes: tuple[Code, ...]) -> None:
    twice = [name for name, count in Counter(code.code for code in codes).items() if count > 1]
    if twice:
        raise InputError(f"Expected each code once, got more of {', '.join(map(repr, twice))}.")


def _check_parents(codes: tuple[Code, ...]) -> None:
    names = {code.code for code in codes}
    for code in codes:
        if code.parent is not None and code.parent not in names:
            raise InputError(
                f"Expected the parent of {code.code!r} among the codes, got {code.parent!r}. "
                "Add it to the codebook, or leave the parent empty."
            )


def _check_acyclic(codes: tuple[Code, ...]) -> None:
    if cycle := find_cycle({code.code: code.parent for code in codes}):
        raise InputError(
            f"Expected a hierarchy, got a cycle: {' → '.join(cycle)}. "
            "Leave one of these parents empty."
        )


def _check_languages(codes: tuple[Code, ...]) -> None:
    for code in codes:
        for language in (*code.labels, *code.definitions):
            if not LANGUAGE.fullmatch(language):
                raise InputError(
                    f"Expected languages as “fr” or “en”, got {language!r} for {code.code!r}. "
                    "Use codes of ISO 639-1."
                )


_CHECKS = (_check_named, _check_unique, _check_parents, _check_acyclic, _check_languages)
