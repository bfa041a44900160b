"""How many people live where: the margins that participants and samples are compared with."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

from civiscope.errors import InputError
from civiscope.territory.communes import Commune, communes
from civiscope.territory.sizes import size_class

Level: TypeAlias = Literal["commune", "department", "intercommunality", "region", "size"]


def populations(level: Level, *, within: Collection[str] | None = None) -> dict[str, int]:
    """Return the population of each place of a level.

    Parameters
    ----------
    level : {"commune", "department", "intercommunality", "region", "size"}
        By which places; ``size`` is by size class of communes.
    within : collection of str, optional
        The départements and overseas collectivities that count, by their codes. Those of France
        as INSEE counts it when left out: the 101 départements.

    Returns
    -------
    dict of str to int
        Population municipale by code, in the order of codes; classes in the order of sizes. Each
        level sums to the same, but intercommunalities, which a few islands are in none of, and
        regions where overseas collectivities count. Places where nobody is counted are left out.

    Raises
    ------
    InputError
        Where a code of `within` is neither a département nor an overseas collectivity.

    Notes
    -----
    Population municipale counts every resident once, of any age and nationality. It is that of
    1 January 2023, but in Mayotte, whose last census is of 2017, and in the overseas
    collectivities, which have censuses of their own.

    References
    ----------
    INSEE, 2025, Populations de référence 2023, in force since 1 January 2026.

    Examples
    --------
    >>> from civiscope.territory import populations
    >>> populations("department")["49"], populations("region")["52"]
    (833776, 3907156)
    >>> sum(populations("size").values()) == sum(populations("region").values())
    True
    """
    counts: Counter[str] = Counter()
    for commune in communes_within(within):
        code = place_of(commune, level)
        if code is not None and commune.population is not None:
            counts[code] += commune.population
    order = sorted(counts, key=_least) if level == "size" else sorted(counts)
    return {code: counts[code] for code in order}


def communes_within(within: Collection[str] | None) -> list[Commune]:
    """Return the communes of some départements and overseas collectivities.

    Parameters
    ----------
    within : collection of str or None
        Their codes; None for the 101 départements.

    Raises
    ------
    InputError
        Where a code is neither a département nor an overseas collectivity.
    """
    if within is None:
        return [commune for commune in communes() if commune.region_code is not None]
    unknown = sorted(set(within) - {commune.department_code for commune in communes()})
    if unknown:
        raise InputError(
            "Expected codes of départements or overseas collectivities such as 01, 2A, 971 or "
            f"988, and found {', '.join(unknown)}. A region is named by its départements."
        )
    return [commune for commune in communes() if commune.department_code in within]


def place_of(commune: Commune, level: Level) -> str | None:
    """Return the place of a level that a commune is in.

    Parameters
    ----------
    commune : Commune
        The commune.
    level : {"commune", "department", "intercommunality", "region", "size"}
        Of which places.

    Returns
    -------
    str or None
        Its code; None where the commune is in none.

    Examples
    --------
    >>> from civiscope.territory import find_commune, place_of
    >>> place_of(find_commune("49007"), "region"), place_of(find_commune("49007"), "size")
    ('52', '100000+')
    """
    return _PLACES[level](commune)


def _size_of(commune: Commune) -> str | None:
    return None if commune.population is None else size_class(commune.population).code


_PLACES: Final[Mapping[Level, Callable[[Commune], str | None]]] = MappingProxyType(
    {
        "commune": lambda commune: commune.code,
        "department": lambda commune: commune.department_code,
        "intercommunality": lambda commune: commune.intercommunality_code,
        "region": lambda commune: commune.region_code,
        "size": _size_of,
    }
)


def _least(code: str) -> int:
    """Return the least population of a size class."""
    return int(code.rstrip("+").partition("-")[0])
