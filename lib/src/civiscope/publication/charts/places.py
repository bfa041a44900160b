"""Where circles and their names stand on a map, so that none covers another."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final, Literal, TypeAlias

from civiscope.publication.charts.text import text_width

Anchor: TypeAlias = Literal["start", "middle", "end"]
Box: TypeAlias = tuple[float, float, float, float]
"""Left, top, right and bottom."""

_BETWEEN_CIRCLES: Final = 6
_BETWEEN_TEXTS: Final = 22
_ROUNDS: Final = 60
# Height of the letters above their line, and of what hangs below, for a size of 1.
_ASCENT: Final = 0.72
_DESCENT: Final = 0.22


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """A circle on a map, and the box it may not leave."""

    x: float
    y: float
    radius: float
    within: Box

    def meets(self, box: Box) -> bool:
        """Tell whether it covers a part of a box."""
        nearest = (min(max(self.x, box[0]), box[2]), min(max(self.y, box[1]), box[3]))
        return math.dist((self.x, self.y), nearest) < self.radius


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A text on a map: where it starts, ends or has its middle, and the box it fills."""

    x: float
    y: float
    anchor: Anchor
    text: str
    box: Box


def spread(circles: Sequence[Circle]) -> list[Circle]:
    """Return the circles moved apart, as little as it takes, where one would cover another.

    Where there is no room for all, some still overlap: each round moves them less.
    """
    moved = [_kept_within(circle) for circle in circles]
    for _ in range(_ROUNDS):
        overlaps = [pair for pair in combinations(range(len(moved)), 2) if _gap(moved, *pair) < 0]
        if not overlaps:
            break
        for one, other in overlaps:
            moved[one], moved[other] = _apart(moved[one], moved[other])
    return moved


def _gap(circles: Sequence[Circle], one: int, other: int) -> float:
    """Return how much more room there is between two circles than there has to be."""
    a, b = circles[one], circles[other]
    if a.within != b.within:
        return 0
    return math.dist((a.x, a.y), (b.x, b.y)) - a.radius - b.radius - _BETWEEN_CIRCLES


def _apart(one: Circle, other: Circle) -> tuple[Circle, Circle]:
    """Move two circles away from each other; two at the same place, sideways."""
    across, down = other.x - one.x, other.y - one.y
    distance = math.hypot(across, down)
    missing = max(0, one.radius + other.radius + _BETWEEN_CIRCLES + 1 - distance) / 2
    x, y = (missing * across / distance, missing * down / distance) if distance else (missing, 0)
    return (
        _kept_within(replace(one, x=one.x - x, y=one.y - y)),
        _kept_within(replace(other, x=other.x + x, y=other.y + y)),
    )


def _kept_within(circle: Circle) -> Circle:
    left, top, right, bottom = circle.within
    return replace(
        circle,
        x=min(max(circle.x, left + circle.radius), right - circle.radius),
        y=min(max(circle.y, top + circle.radius), bottom - circle.radius),
    )


def beside(circle: Circle, text: str, size: float) -> Iterator[Label]:
    """Give the places for a text beside a circle, the best first: right, left, below, above."""
    width, away = text_width(text, size), circle.radius + _BETWEEN_TEXTS
    middle = circle.y + size * (_ASCENT - _DESCENT) / 2
    below, above = circle.y + away + size * _ASCENT, circle.y - away - size * _DESCENT
    places: list[tuple[float, float, Anchor]] = [
        (circle.x + away, middle, "start"),
        (circle.x - away, middle, "end"),
    ]
    for y in (below, above):
        places.append((circle.x, y, "middle"))
        places.append((circle.x - circle.radius, y, "start"))
        places.append((circle.x + circle.radius, y, "end"))
    for x, y, anchor in places:
        left = x - width * {"start": 0, "middle": 0.5, "end": 1}[anchor]
        box = (left, y - size * _ASCENT, left + width, y + size * _DESCENT)
        yield Label(x=x, y=y, anchor=anchor, text=text, box=box)


def first_free(
    labels: Iterable[Label], *, within: Box, circles: Sequence[Circle], taken: Sequence[Box]
) -> Label | None:
    """Return the first label that stays within a box and covers no circle and nothing taken."""
    for label in labels:
        covers = any(circle.meets(label.box) for circle in circles)
        if not covers and _holds(within, label.box) and not any(_meet(label.box, b) for b in taken):
            return label
    return None


def _holds(box: Box, inner: Box) -> bool:
    return box[0] <= inner[0] and box[1] <= inner[1] and inner[2] <= box[2] and inner[3] <= box[3]


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
