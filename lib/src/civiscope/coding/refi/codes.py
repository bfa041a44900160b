"""The codes of a codebook, as REFI-QDA nests them in codebooks and in projects."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, Self, TypeVar
from unicodedata import normalize

from civiscope.coding.cells import COLOR, full_color, join, split
from civiscope.coding.codebook import Code, Codebook
from civiscope.coding.refi.descriptions import compose, take_apart
from civiscope.coding.refi.guids import bare, guid_of
from civiscope.coding.refi.markup import check_writable
from civiscope.coding.refi.names import distinct_names
from civiscope.errors import InputError

#: How deep codes may be nested: readers of XML stop at 256, and no analyst comes near.
DEPTH = 100


class CodeElement(Protocol):
    """What the code elements of codebooks and of projects have in common."""

    guid: str
    name: str
    is_codable: bool
    color: str | None
    description: str | None
    code: list[Self]

    def __init__(
        self,
        *,
        guid: str,
        name: str,
        is_codable: bool,
        color: str | None,
        description: str | None,
    ) -> None: ...


Element = TypeVar("Element", bound=CodeElement)


def guid_of_code(code: Code) -> str:
    """Return what names a code in REFI-QDA: what it came with, or one made of its name."""
    return code.guid or guid_of("code", code.code)


def build_codes(book: Codebook, make: type[Element]) -> list[Element]:
    """Return the code elements of a codebook that are in no other.

    Parameters
    ----------
    book : Codebook
    make : type
        The code element of codebooks, or that of projects.

    Raises
    ------
    InputError
        Where codes are nested too deep, two of them would have one identifier, or a text has a
        character that XML cannot hold.
    """
    _check_guids(book)
    labels = Counter(code.label for code in book.codes)
    built: dict[str, Element] = {}
    tops: list[Element] = []
    for depth, code in book.walk():
        _check_depth(depth, code)
        is_told = code.label == code.code and labels[code.label] == 1
        said = compose(code.definition, _sections(code, book.version, is_told=is_told))
        built[code.code] = make(
            guid=guid_of_code(code),
            name=check_writable(code.label, f"the label of {code.code!r}"),
            is_codable=code.is_codable,
            color=code.color,
            description=check_writable(said, f"what is said of {code.code!r}") or None,
        )
        siblings = tops if code.parent is None else built[code.parent].code
        siblings.append(built[code.code])
    return tops


def _check_depth(depth: int, code: Code) -> None:
    if depth >= DEPTH:
        raise InputError(
            f"Expected codes nested {DEPTH} deep at most for REFI-QDA, got {code.code!r} deeper. "
            "Write the codebook as CSV, or flatten it."
        )


def _check_guids(book: Codebook) -> None:
    seen: dict[str, str] = {}
    for code in book.codes:
        other = seen.setdefault(bare(guid_of_code(code)), code.code)
        if other != code.code:
            raise InputError(
                f"Expected one “guid” for each code, got the same for {other!r} and "
                f"{code.code!r}. Empty one of them."
            )


def _sections(code: Code, version: str, *, is_told: bool) -> dict[str, str]:
    return {
        "Code": "" if is_told else code.code,
        **{f"Label {language}": text for language, text in code.labels.items()},
        **{f"Definition {language}": text for language, text in code.definitions.items()},
        "Includes": code.includes,
        "Excludes": code.excludes,
        "Memo": code.memo,
        "Expressions": join(code.expressions),
        "Examples": join(code.examples),
        "Version": version,
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A code element with what its description says, before its code is named."""

    element: CodeElement
    above: "_Found | None"
    definition: str
    sections: Mapping[str, str]

    @property
    def guid(self) -> str:
        """What names it in the file."""
        return bare(self.element.guid)

    @property
    def label(self) -> str:
        """What people read."""
        return normalize("NFC", self.element.name).strip()

    @property
    def path(self) -> str:
        """Its label after those of the codes that it is part of."""
        return self.label if self.above is None else f"{self.above.path} / {self.label}"


def read_codes(
    elements: Sequence[CodeElement], *, name: str = ""
) -> tuple[Codebook, dict[str, str]]:
    """Return the codebook that elements hold.

    Parameters
    ----------
    elements : list of code elements
        Those that are in no other.
    name : str
        The name of the codebook.

    Returns
    -------
    Codebook
        A code is named as its description says, else as its label is; where several have the
        label, the labels above it come before.
    dict of str to str
        The names of codes by their identifiers.
    """
    found = list(_walk(elements))
    names = _names(found)
    versions = [one.sections["Version"] for one in found if "Version" in one.sections]
    codes = tuple(_code(one, names) for one in found)
    return Codebook(codes=codes, name=name, version=versions[0] if versions else ""), names


def _walk(elements: Sequence[CodeElement]) -> Iterator[_Found]:
    waiting: list[tuple[CodeElement, _Found | None]] = [(one, None) for one in reversed(elements)]
    while waiting:
        element, above = waiting.pop()
        definition, sections = take_apart(normalize("NFC", element.description or ""))
        found = _Found(element=element, above=above, definition=definition, sections=sections)
        yield found
        waiting += [(one, found) for one in reversed(element.code)]


def _names(found: Sequence[_Found]) -> dict[str, str]:
    """Return the name of each code by its identifier."""
    told = {one.guid: one.sections["Code"] for one in found if one.sections.get("Code")}
    return distinct_names(
        {one.guid: one.label for one in found},
        told=told,
        otherwise={one.guid: one.path for one in found},
    )


def _code(one: _Found, names: Mapping[str, str]) -> Code:
    code, color = names[one.guid], (one.element.color or "").lower()
    return Code(
        code=code,
        label=one.label,
        parent=names[one.above.guid] if one.above else None,
        labels=_translations(one.sections, "Label"),
        definition=one.definition,
        definitions=_translations(one.sections, "Definition"),
        includes=one.sections.get("Includes", ""),
        excludes=one.sections.get("Excludes", ""),
        memo=one.sections.get("Memo", ""),
        expressions=split(one.sections.get("Expressions", "")),
        examples=split(one.sections.get("Examples", "")),
        color=full_color(color) if COLOR.fullmatch(color) else None,
        guid=None if one.guid == guid_of("code", code) else one.element.guid,
        is_codable=one.element.is_codable,
    )


def _translations(sections: Mapping[str, str], title: str) -> dict[str, str]:
    start = f"{title} "
    return {
        name.removeprefix(start): text
        for name, text in sections.items()
        if name.startswith(start) and text
    }
