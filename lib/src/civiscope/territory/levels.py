"""Regions, overseas collectivities and intercommunalities."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache

from civiscope.territory.codes import departments
from civiscope.territory.communes import communes
from civiscope.territory.local_authorities import rows_of
from civiscope.territory.problems import place_not_found


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A region.

    Attributes
    ----------
    code, name : str
        Its code at INSEE, and its official name in French.
    department_codes : tuple of str
        Its départements.
    """

    code: str
    name: str
    department_codes: tuple[str, ...]


@cache
def regions() -> tuple[Region, ...]:
    """Return the 18 regions in the order of their codes.

    Examples
    --------
    >>> from civiscope.territory import regions
    >>> next(region for region in regions() if region.code == "52").department_codes
    ('44', '49', '53', '72', '85')
    """
    held: dict[str, list[str]] = defaultdict(list)
    for department in departments():
        held[department.region_code].append(department.code)
    return tuple(
        Region(department_codes=tuple(held[row["code"]]), **row)
        for row in rows_of("region", "code", "name").to_pylist()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OverseasCollectivity:
    """What lies overseas, is of France, and is no département.

    Attributes
    ----------
    code, name : str
        Its code at INSEE, and its official name in French.
    """

    code: str
    name: str


@cache
def overseas_collectivities() -> tuple[OverseasCollectivity, ...]:
    """Return the 8 territories overseas that are no département, two of them uninhabited.

    They are in no region; INSEE does not count them when it says “France”.

    Examples
    --------
    >>> from civiscope.territory import overseas_collectivities
    >>> [found.code for found in overseas_collectivities()]
    ['975', '977', '978', '984', '986', '987', '988', '989']
    """
    read = rows_of("collectivity", "code", "name").to_pylist()
    return tuple(OverseasCollectivity(**row) for row in read)


@dataclass(frozen=True, slots=True, kw_only=True)
class Intercommunality:
    """An intercommunality: an EPCI that levies taxes of its own (à fiscalité propre).

    Attributes
    ----------
    code : str
        Its SIREN number, of nine digits.
    name : str
        Its name in the list of the DGCL.
    nature : {"CC", "CA", "CU", "METRO", "MET69"}
        Communauté de communes, d'agglomération, urbaine; métropole; the Métropole de Lyon, which
        is also what a département is elsewhere.
    population : int
        The population municipale of its communes.
    commune_codes : tuple of str
        Its communes; those of 89 intercommunalities lie in several départements.
    """

    code: str
    name: str
    nature: str
    population: int
    commune_codes: tuple[str, ...]


@cache
def intercommunalities() -> tuple[Intercommunality, ...]:
    """Return the 1,255 intercommunalities in the order of their codes.

    Examples
    --------
    >>> from civiscope.territory import intercommunalities
    >>> len(intercommunalities())
    1255
    """
    members: dict[str, list[str]] = defaultdict(list)
    populations: Counter[str] = Counter()
    for commune in communes():
        if commune.intercommunality_code is not None:
            members[commune.intercommunality_code].append(commune.code)
            populations[commune.intercommunality_code] += commune.population or 0
    return tuple(
        Intercommunality(
            population=populations[row["code"]],
            commune_codes=tuple(members[row["code"]]),
            **row,
        )
        for row in rows_of("intercommunality", "code", "name", "nature").to_pylist()
    )


def find_intercommunality(code: str) -> Intercommunality:
    """Return the intercommunality that has a SIREN number.

    Raises
    ------
    PlaceNotFound
        Where none has it. Établissements publics territoriaux are none: those of Grand Paris are
        in the intercommunality ``200054781``.

    Examples
    --------
    >>> from civiscope.territory import find_commune, find_intercommunality
    >>> find_intercommunality(find_commune("49007").intercommunality_code).nature
    'CU'
    """
    known = _by_code()
    if code not in known:
        expected = "the SIREN number of an intercommunality, such as 200054781"
        raise place_not_found(code, expected=expected, known=known)
    return known[code]


@cache
def _by_code() -> dict[str, Intercommunality]:
    return {found.code: found for found in intercommunalities()}
