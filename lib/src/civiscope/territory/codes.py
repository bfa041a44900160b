"""Codes and names of the French départements."""

from dataclasses import dataclass
from functools import cache

from civiscope.territory.register import register


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    """A French département.

    Attributes
    ----------
    code : str
        Its code at INSEE: ``01``, ``2A``, ``971``.
    name : str
        Its official name, in French, with typographic apostrophes.
    region_code, region_name : str
        The region it lies in.
    """

    code: str
    name: str
    region_code: str
    region_name: str


@cache
def departments() -> tuple[Department, ...]:
    """Return the 101 départements in the order of their codes.

    Examples
    --------
    >>> from civiscope.territory import departments
    >>> names = {department.code: department.name for department in departments()}
    >>> names["49"], names["2A"], names["974"]
    ('Maine-et-Loire', 'Corse-du-Sud', 'La Réunion')
    """
    return tuple(Department(**department) for department in register()["departments"])
