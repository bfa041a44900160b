"""The communes: by their code, and by postal code."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from civiscope.errors import InputError
from civiscope.territory.codes import departments
from civiscope.territory.local_authorities import rows_of
from civiscope.territory.problems import place_not_found


@dataclass(frozen=True, slots=True, kw_only=True)
class Commune:
    """A commune, or a territory overseas that the official code counts as one.

    Attributes
    ----------
    code : str
        Its code at INSEE: ``49007``, ``2A004``, ``97411``.
    name : str
        Its official name, with typographic apostrophes.
    department_code : str
        The département it lies in, or its overseas collectivity: ``49``, ``988``.
    region_code : str or None
        Its region; None in an overseas collectivity, which is in none.
    intercommunality_code : str or None
        The SIREN number of its intercommunality (EPCI à fiscalité propre); None for the few that
        are in none: four islands of the Atlantic, and the overseas collectivities.
    population : int or None
        Population municipale; None where nobody is counted.
    postal_codes : tuple of str
        Its postal codes, sorted; most serve other communes too.
    """

    code: str
    name: str
    department_code: str
    region_code: str | None
    intercommunality_code: str | None
    population: int | None
    postal_codes: tuple[str, ...]


@cache
def communes() -> tuple[Commune, ...]:
    """Return the 34,969 communes in the order of their codes.

    Notes
    -----
    Paris, Lyon and Marseille are one commune each: see `find_commune` for the codes of their
    municipal districts. 94 communes lie in overseas collectivities; the 34,875 others make
    France as INSEE counts it, metropolitan France and the five overseas départements.

    Examples
    --------
    >>> from civiscope.territory import communes
    >>> len(communes()), sum(commune.region_code is not None for commune in communes())
    (34969, 34875)
    """
    regions = {department.code: department.region_code for department in departments()}
    read = rows_of(
        "commune", "code", "name", "parent", "intercommunality", "population", "postal_codes"
    )
    return tuple(
        Commune(
            code=code,
            name=name,
            department_code=parent,
            region_code=regions.get(parent),
            intercommunality_code=intercommunality,
            population=population,
            postal_codes=tuple(postal_codes),
        )
        for code, name, parent, intercommunality, population, postal_codes in zip(
            *(column.to_pylist() for column in read.columns), strict=True
        )
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class District:
    """A municipal district (arrondissement) of Paris, Lyon or Marseille.

    Attributes
    ----------
    code, name : str
        Its code at INSEE, such as ``75101``, and its name.
    commune_code : str
        The commune that it is a part of.
    population : int
        Population municipale.
    postal_codes : tuple of str
        Its postal codes; the 16th of Paris has two.
    """

    code: str
    name: str
    commune_code: str
    population: int
    postal_codes: tuple[str, ...]


@cache
def districts() -> tuple[District, ...]:
    """Return the 45 municipal districts of Paris, Lyon and Marseille in the order of their codes.

    Examples
    --------
    >>> from civiscope.territory import districts
    >>> districts()[-1].name, districts()[-1].commune_code
    ('Paris 20e Arrondissement', '75056')
    """
    read = rows_of("district", "code", "name", "parent", "population", "postal_codes")
    return tuple(
        District(
            code=row["code"],
            name=row["name"],
            commune_code=row["parent"],
            population=row["population"],
            postal_codes=tuple(row["postal_codes"]),
        )
        for row in read.to_pylist()
    )


def find_commune(code: str) -> Commune:
    """Return the commune that has a code, or that the code has become a part of.

    Parameters
    ----------
    code : str
        A code at INSEE, of five characters: of a commune, of a municipal district of Paris, Lyon
        or Marseille, which gives the city, or one that a commune had before it was merged.

    Raises
    ------
    PlaceNotFound
        Where no commune has or had that code.
    InputError
        Where the commune that had it was split among several.

    Examples
    --------
    >>> from civiscope.territory import find_commune
    >>> [find_commune(code).name for code in ("49007", "75111", "69232")]
    ['Angers', 'Paris', 'Lyon']
    """
    found = successors_of(code)
    if not found:
        expected = "the code of a commune at INSEE, such as 49007"
        raise place_not_found(code, expected=expected, known=_by_code())
    if len(found) > 1:
        raise InputError(
            f"Expected the code of one commune, and “{code}” was split among "
            f"{', '.join(one.code for one in found)}. Name one of these."
        )
    return found[0]


def successors_of(code: str) -> tuple[Commune, ...]:
    """Return the communes that a code stands for today: one, several if it was split, or none."""
    known = _by_code()
    if code in known:
        return (known[code],)
    return tuple(known[now] for now in _codes_now().get(code, ()))


def communes_at(postal_code: str) -> tuple[Commune, ...]:
    """Return the communes that a postal code serves, in the order of their codes.

    Parameters
    ----------
    postal_code : str
        Five digits. The codes of companies and administrations (CEDEX) are in no register of
        communes.

    Returns
    -------
    tuple of Commune
        A third of the 6,310 postal codes serve one commune, others up to 46; 16 serve two
        départements.

    Raises
    ------
    PlaceNotFound
        Where no commune has that postal code.

    Examples
    --------
    >>> from civiscope.territory import communes_at
    >>> [commune.name for commune in communes_at("75116")]
    ['Paris']
    >>> [(commune.name, commune.department_code) for commune in communes_at("01590")]
    [('Dortan', '01'), ('Chancia', '39'), ('Lavancia-Epercy', '39')]
    """
    served = by_postal_code()
    if postal_code not in served:
        expected = "the postal code of a commune, such as 49000"
        raise place_not_found(postal_code, expected=expected, known=served)
    return served[postal_code]


@cache
def by_postal_code() -> dict[str, tuple[Commune, ...]]:
    """Return the communes that each postal code serves."""
    served: dict[str, list[Commune]] = defaultdict(list)
    for commune in communes():
        for postal_code in commune.postal_codes:
            served[postal_code].append(commune)
    return {postal_code: tuple(served[postal_code]) for postal_code in sorted(served)}


@cache
def _by_code() -> dict[str, Commune]:
    return {commune.code: commune for commune in communes()}


@cache
def _codes_now() -> dict[str, tuple[str, ...]]:
    """Return the codes that districts and former codes stand for."""
    found: dict[str, tuple[str, ...]] = {}
    for kind in ("district", "former"):
        read = rows_of(kind, "code", "parent")
        for code, now in zip(*(column.to_pylist() for column in read.columns), strict=True):
            found[code] = (*found.get(code, ()), now)
    return found
