"""Names of places by level."""

from functools import cache
from typing import Literal

from civiscope.territory.codes import departments
from civiscope.territory.levels import overseas_collectivities, regions
from civiscope.territory.sizes import SIZE_CLASSES


@cache
def place_names(level: Literal["department", "region", "size"]) -> dict[str, str]:
    """Return the name of each place of a level, by its code.

    Parameters
    ----------
    level : {"department", "region", "size"}
        Départements and overseas collectivities, regions, or size classes, whose bounds are
        their name.

    Examples
    --------
    >>> from civiscope.territory import place_names
    >>> place_names("department")["988"], place_names("region")["52"]
    ('Nouvelle-Calédonie', 'Pays de la Loire')
    """
    if level == "region":
        return {found.code: found.name for found in regions()}
    if level == "size":
        return {found.code: found.code for found in SIZE_CLASSES}
    names = {found.code: found.name for found in departments()}
    return names | {found.code: found.name for found in overseas_collectivities()}
