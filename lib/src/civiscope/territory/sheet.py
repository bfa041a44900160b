"""Outlines of the French départements on one sheet, ready to be drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import Any, TypeAlias

from civiscope.territory.register import register

Point: TypeAlias = tuple[int, int]
Ring: TypeAlias = tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A département as it is drawn in one place of the sheet.

    Attributes
    ----------
    code : str
        Its code at INSEE.
    inset : str
        The key of the inset it is drawn in; empty for metropolitan France itself.
    centre : Point
        Where a mark of the département stands: well inside, near its centre of gravity.
    rings : tuple of Ring
        Its outline, islands and enclaves, to be filled by the even-odd rule. A ring is
        closed: its first point is not repeated.
    """

    code: str
    inset: str
    centre: Point
    rings: tuple[Ring, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Inset:
    """A part of the sheet with a scale of its own.

    Attributes
    ----------
    key : str
        ``paris``, or the code of the overseas département it shows.
    codes : tuple of str
        The départements it shows.
    box : tuple of int
        Its left, top, width and height; the outlines touch its sides.
    """

    key: str
    codes: tuple[str, ...]
    box: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """France on a sheet: metropolitan France in Lambert-93, and insets.

    All lengths are in tenths of a CSS pixel, from the upper left corner, y downwards. The
    départements of the inset ``paris`` are outlined twice: there, and at their own place.

    Attributes
    ----------
    width, height : int
        Size of the sheet.
    insets : tuple of Inset
        Paris and its neighbours, then the overseas départements.
    outlines : tuple of Outline
        Metropolitan France first, then the insets; each in the order of the codes.
    """

    width: int
    height: int
    insets: tuple[Inset, ...]
    outlines: tuple[Outline, ...]


@cache
def outlines() -> Sheet:
    """Return the outlines of the 101 départements.

    Examples
    --------
    >>> from civiscope.territory import outlines
    >>> sheet = outlines()
    >>> [inset.key for inset in sheet.insets]
    ['paris', '971', '972', '973', '974', '976']
    """
    held = register()
    return Sheet(
        width=held["width"],
        height=held["height"],
        insets=tuple(_inset(**inset) for inset in held["insets"]),
        outlines=tuple(_outline(**outline) for outline in held["outlines"]),
    )


def _inset(*, key: str, codes: Sequence[str], box: Sequence[int]) -> Inset:
    left, top, width, height = box
    return Inset(key=key, codes=tuple(codes), box=(left, top, width, height))


def _outline(*, rings: Sequence[Sequence[int]], centre: Sequence[int], **names: Any) -> Outline:
    x, y = centre
    return Outline(centre=(x, y), rings=tuple(map(_ring, rings)), **names)


def _ring(steps: Sequence[int]) -> Ring:
    """Return the points of a ring written as its first point and the steps from there."""
    return tuple(zip(accumulate(steps[::2]), accumulate(steps[1::2]), strict=True))
