"""The French départements: codes, names and outlines.

Codes and names are those of the official geographic code of INSEE, 2026 edition (Licence
Ouverte 2.0). The outlines come from Natural Earth (public domain); ``tools/outlines.py`` projects
them, simplifies them, and writes the file that is read here.
"""

from civiscope.territory.codes import Department, departments
from civiscope.territory.sheet import Inset, Outline, Point, Ring, Sheet, outlines

__all__ = [
    "Department",
    "Inset",
    "Outline",
    "Point",
    "Ring",
    "Sheet",
    "departments",
    "outlines",
]
