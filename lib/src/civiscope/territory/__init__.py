"""French territories: the register of local authorities, their populations, and outlines.

Communes, intercommunalities, départements and regions are those of 2026: INSEE (code officiel
géographique, populations), DGCL and La Poste, through ``@etalab/decoupage-administratif``, under
the Licence Ouverte 2.0; ``tools/local_authorities.py`` makes the file that is read here, when it
is first asked for. The outlines of the départements come from Natural Earth (public domain);
``tools/outlines.py`` projects them, simplifies them, and writes theirs.
"""

from civiscope.territory.codes import Department, departments
from civiscope.territory.communes import (
    Commune,
    District,
    communes,
    communes_at,
    districts,
    find_commune,
)
from civiscope.territory.frames import sampling_frame
from civiscope.territory.levels import (
    Intercommunality,
    OverseasCollectivity,
    Region,
    find_intercommunality,
    intercommunalities,
    overseas_collectivities,
    regions,
)
from civiscope.territory.local_authorities import register_source
from civiscope.territory.names import place_names
from civiscope.territory.places import Location, PlaceKind, locate
from civiscope.territory.populations import Level, communes_within, place_of, populations
from civiscope.territory.problems import PlaceNotFound
from civiscope.territory.sheet import Inset, Outline, Point, Ring, Sheet, outlines
from civiscope.territory.sizes import SIZE_CLASSES, SizeClass, size_class

__all__ = [
    "SIZE_CLASSES",
    "Commune",
    "Department",
    "District",
    "Inset",
    "Intercommunality",
    "Level",
    "Location",
    "Outline",
    "OverseasCollectivity",
    "PlaceKind",
    "PlaceNotFound",
    "Point",
    "Region",
    "Ring",
    "Sheet",
    "SizeClass",
    "communes",
    "communes_at",
    "communes_within",
    "departments",
    "districts",
    "find_commune",
    "find_intercommunality",
    "intercommunalities",
    "locate",
    "outlines",
    "overseas_collectivities",
    "place_names",
    "place_of",
    "populations",
    "regions",
    "register_source",
    "sampling_frame",
    "size_class",
]
