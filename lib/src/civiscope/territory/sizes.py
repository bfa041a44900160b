"""Communes by size: the classes in which local finances are published."""

from bisect import bisect_right
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeClass:
    """A class of communes by population.

    Attributes
    ----------
    code : str
        Its bounds: ``500-1999``, ``100000+``.
    least : int
        Its least population.
    most : int or None
        Its largest one; None where there is no bound.
    """

    code: str
    least: int
    most: int | None


SIZE_CLASSES: Final = (
    SizeClass(code="0-499", least=0, most=499),
    SizeClass(code="500-1999", least=500, most=1_999),
    SizeClass(code="2000-3499", least=2_000, most=3_499),
    SizeClass(code="3500-4999", least=3_500, most=4_999),
    SizeClass(code="5000-9999", least=5_000, most=9_999),
    SizeClass(code="10000-19999", least=10_000, most=19_999),
    SizeClass(code="20000-49999", least=20_000, most=49_999),
    SizeClass(code="50000-99999", least=50_000, most=99_999),
    SizeClass(code="100000+", least=100_000, most=None),
)
"""The nine classes in which the DGCL usually publishes the finances of communes."""

_LEAST: Final = tuple(found.least for found in SIZE_CLASSES)


def size_class(population: int) -> SizeClass:
    """Return the class of a commune by its population.

    Parameters
    ----------
    population : int
        Population municipale, as the register has it; publications on finances often take the
        population totale, which is a little larger.

    Examples
    --------
    >>> from civiscope.territory import size_class
    >>> size_class(499).code, size_class(500).code, size_class(2_103_778).code
    ('0-499', '500-1999', '100000+')
    """
    return SIZE_CLASSES[bisect_right(_LEAST, population) - 1]
