"""Which places of the register the cells of a file mean, written as people write them."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal, TypeAlias
from unicodedata import combining, normalize

from civiscope.tables.platforms.cap_collectif import department_of
from civiscope.territory.codes import departments
from civiscope.territory.communes import Commune, by_postal_code, communes, successors_of
from civiscope.territory.levels import overseas_collectivities

PlaceKind: TypeAlias = Literal["department", "postal_code", "commune"]
"""What a column of places holds; its communes are codes at INSEE."""

_CORSICA: Final = ("2A", "2B")
_CODE: Final = re.compile(r"\d{1,2}|2[ab]|9[78]\d")
_COMMUNE: Final = re.compile(r"\d{4,5}|2[AB]\d{3}")
_POSTAL_CODE: Final = re.compile(r"(?<!\d)\d{4,5}(?!\d)")
_DIGITS: Final = 5
_SPACE: Final = re.compile(r"(?<=\d) (?=\d)")
# A number that a spreadsheet or a program made of a code.
_FRACTION: Final = re.compile(r"\.0$")
# Words that say that a code is one.
_MARKS: Final = frozenset(("departement", "dept", "dep", "dpt", "fr"))
_ARTICLES: Final = frozenset(("l", "la", "le", "les"))
_SHORT: Final = {"st": "saint", "ste": "sainte"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """Where a cell of a file may be.

    Attributes
    ----------
    departments : tuple of str
        The départements and overseas collectivities it may mean; none where it is not understood.
    communes : tuple of str
        The communes it may mean; none where it tells no more than the département.
    is_inferred : bool
        Whether it is a postal code that no commune has, of which the first digits are known.
    """

    departments: tuple[str, ...] = ()
    communes: tuple[str, ...] = ()
    is_inferred: bool = False


def locate(text: str, *, kind: PlaceKind) -> Location:
    """Find the places that a cell may mean.

    Parameters
    ----------
    text : str
        The cell, as it stands.
    kind : {"department", "postal_code", "commune"}
        What it holds: a département by its code or its name, a postal code, or the code of a
        commune at INSEE.

    Returns
    -------
    Location
        Nothing is guessed: a name with a mistake, or a code and a name that disagree, mean no
        place. Several places are told where the cell may mean several: a postal code that serves
        them, ``20`` for Corsica, the code of a commune that was split.

    Notes
    -----
    A zero at the left may be missing, as spreadsheets drop it. A postal code of five digits that no
    commune has, such as a CEDEX or ``75000``, means the département of its first digits, in
    Corsica of its first three.

    Examples
    --------
    >>> from civiscope.territory import locate
    >>> [locate(text, kind="department").departments for text in ("1", "Paris (75)", "corse")]
    [('01',), ('75',), ('2A', '2B')]
    >>> found = locate("01590", kind="postal_code")
    >>> found.departments, found.communes
    (('01', '39'), ('01148', '39102', '39283'))
    >>> locate("49035 Angers Cedex", kind="postal_code")
    Location(departments=('49',), communes=(), is_inferred=True)
    >>> locate("75111", kind="commune").communes
    ('75056',)
    """
    known = _FRACTION.sub("", text.strip())
    if kind == "department":
        return _of_departments(_departments_named(known))
    if kind == "postal_code":
        return _of_postal_code(known)
    return _of_communes(successors_of(_padded(known.upper(), _COMMUNE)))


def _padded(text: str, form: re.Pattern[str]) -> str:
    return text.zfill(5) if form.fullmatch(text) else ""


def _of_communes(found: Iterable[Commune]) -> Location:
    held = tuple(found)
    return Location(
        departments=tuple(sorted({commune.department_code for commune in held})),
        communes=tuple(commune.code for commune in held),
    )


def _of_departments(codes: Iterable[str], *, is_inferred: bool = False) -> Location:
    """Return a location of départements; one that is a single commune, as Paris is, tells it."""
    held = tuple(sorted(codes))
    inside = _communes_in().get(held[0], ()) if len(held) == 1 else ()
    return Location(
        departments=held,
        communes=inside if len(inside) == 1 else (),
        is_inferred=is_inferred,
    )


# ------------------------------------------------------------------ postal codes


def _of_postal_code(text: str) -> Location:
    """Return the communes of a postal code, or the département of its five digits."""
    code = _postal_code_in(text)
    if code.zfill(5) in by_postal_code():
        return _of_communes(by_postal_code()[code.zfill(5)])
    department = department_of(code) if len(code) == _DIGITS else None
    if department is None or department not in _communes_in():
        return Location()
    return _of_departments([department], is_inferred=True)


def _postal_code_in(text: str) -> str:
    """Return the one postal code of a text, which may also name a town; nothing if several."""
    found = _POSTAL_CODE.findall(text) or _POSTAL_CODE.findall(_SPACE.sub("", text))
    return found[0] if len(found) == 1 else ""


# ------------------------------------------------------------------ départements


def _departments_named(text: str) -> frozenset[str]:
    """Return the départements that a text means by a code, a name, or both if they agree."""
    words = [_SHORT.get(word, word) for word in _words(text) if word not in _MARKS]
    codes = [word for word in words if _CODE.fullmatch(word)]
    name = " ".join(_without_article([word for word in words if word not in codes]))
    by_code = frozenset().union(*(_by_code().get(code.zfill(2), frozenset()) for code in codes))
    by_name = _by_name().get(name, frozenset())
    if len(codes) > 1:
        return frozenset()
    if codes and name:
        return by_code & by_name
    return by_code if codes else by_name


def _words(text: str) -> list[str]:
    """Return the words of a text, in small letters without accents."""
    plain = "".join(sign for sign in normalize("NFKD", text.lower()) if not combining(sign))
    return re.findall(r"[a-z0-9]+", plain)


def _without_article(words: list[str]) -> list[str]:
    return words[1:] if len(words) > 1 and words[0] in _ARTICLES else words


@cache
def _communes_in() -> dict[str, tuple[str, ...]]:
    """Return the communes of each département and overseas collectivity."""
    held: dict[str, list[str]] = defaultdict(list)
    for commune in communes():
        held[commune.department_code].append(commune.code)
    return {code: tuple(inside) for code, inside in held.items()}


@cache
def _by_code() -> dict[str, frozenset[str]]:
    """Return what each code means, in small letters; 20 was Corsica's until 1976."""
    return {code.lower(): frozenset((code,)) for code in _communes_in()} | {
        "20": frozenset(_CORSICA)
    }


@cache
def _by_name() -> dict[str, frozenset[str]]:
    """Return what each name means, without its accents, its signs and its article."""
    named = [(found.name, found.code) for found in departments()]
    named += [(found.name, found.code) for found in overseas_collectivities()]
    return {
        " ".join(_without_article(_words(name))): frozenset((code,)) for name, code in named
    } | {"corse": frozenset(_CORSICA)}
