"""The drawing of a map of France with circles.

The sheet of the outlines is in tenths of a CSS pixel, and so is every length here.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from civiscope.publication.charts.land import frame_of, insets, land
from civiscope.publication.charts.places import Box, Circle, Label, beside, first_free, spread
from civiscope.publication.charts.style import ACCENT, BOLD, INK, PAPER
from civiscope.publication.charts.svg import circle_tag, drawing, text_tag
from civiscope.publication.charts.text import text_width
from civiscope.publication.charts.words import Language, say_number
from civiscope.territory import departments, outlines

_UNIT: Final = 10
_VALUE_SIZE: Final = 108
_NAME_SIZE: Final = 102
_RADIUS_OF_ONE: Final = 82
_LARGEST_RADIUS: Final = 165
# Smaller ones would not be seen, and are drawn as large as this.
_SMALLEST_RADIUS: Final = 28
# What a number may fill of the width of the circle it stands in.
_ROOM_IN_A_CIRCLE: Final = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    """A circle with its number, and the name to write beside it."""

    circle: Circle
    name: str
    number: str

    @property
    def number_beside(self) -> str:
        """The number, where it does not fit into the circle."""
        room = 2 * self.circle.radius * _ROOM_IN_A_CIRCLE
        fits = max(text_width(self.number, _VALUE_SIZE), _VALUE_SIZE) <= room
        return "" if fits else self.number


def sheet_size() -> tuple[float, float]:
    """Return the width and height of the map, in CSS pixels."""
    return outlines().width / _UNIT, outlines().height / _UNIT


def draw_circles(counts: Mapping[str, int], language: Language) -> str:
    """Return the map with a circle for each département that has a count above zero."""
    width, height = sheet_size()
    marks = _marks({code: count for code, count in counts.items() if count}, language)
    circles, labels = map(_circle_tag, marks), map(_label_tag, _labels(marks))
    parts = [land(), insets(language), *circles, *labels]
    return drawing(parts, width=width, height=height, unit=_UNIT)


def _marks(counts: Mapping[str, int], language: Language) -> list[_Mark]:
    """Return the marks of the départements, in the order given."""
    names = {department.code: department.name for department in departments()}
    of_one = min(_RADIUS_OF_ONE, _LARGEST_RADIUS / math.sqrt(max([1, *counts.values()])))
    radii = [max(_SMALLEST_RADIUS, of_one * math.sqrt(count)) for count in counts.values()]
    circles = spread([_circle(*mark) for mark in zip(counts, radii, strict=True)])
    named_already = {inset.key for inset in outlines().insets}
    return [
        _Mark(
            circle=circle,
            name="" if code in named_already else names[code],
            number=say_number(count, language),
        )
        for circle, (code, count) in zip(circles, counts.items(), strict=True)
    ]


def _circle(code: str, radius: float) -> Circle:
    """Return the circle of a département, in its inset where it has one."""
    outline = next(o for o in reversed(outlines().outlines) if o.code == code)
    x, y = outline.centre
    return Circle(x=x, y=y, radius=radius, within=_room(outline.inset))


def _room(inset: str) -> Box:
    """Return the room of what is drawn in an inset: the frame of Paris, or else the sheet."""
    if inset == "paris":
        return frame_of(outlines().insets[0])
    return (0, 0, outlines().width, outlines().height)


def _labels(marks: Sequence[_Mark]) -> Iterator[Label]:
    """Give the names there is room for, and the numbers that their circles cannot hold."""
    circles = [mark.circle for mark in marks]
    taken: dict[Box, list[Box]] = {_room("paris"): [], _room(""): [_room("paris")]}
    for mark in marks:
        within = mark.circle.within
        label = first_free(_wanted(mark), within=within, circles=circles, taken=taken[within])
        if label is None and mark.number_beside:
            label = next(beside(mark.circle, mark.number_beside, _NAME_SIZE))
        if label is not None:
            taken[within].append(label.box)
            yield label


def _wanted(mark: _Mark) -> Iterator[Label]:
    """Give the labels that would do, the best first: with the name, then the number alone."""
    with_name = " ".join(filter(None, (mark.name, mark.number_beside)))
    for text in (with_name, mark.number_beside):
        if text:
            yield from beside(mark.circle, text, _NAME_SIZE)


def _circle_tag(mark: _Mark) -> str:
    circle = mark.circle
    drawn = circle_tag(circle.x, circle.y, circle.radius, ACCENT, edge=_UNIT)
    if mark.number_beside:
        return drawn
    return drawn + text_tag(
        circle.x, circle.y + 0.33 * _VALUE_SIZE, mark.number,
        size=_VALUE_SIZE, color=PAPER, weight=BOLD, anchor="middle",
    )  # fmt: skip


def _label_tag(label: Label) -> str:
    return text_tag(
        label.x, label.y, label.text,
        size=_NAME_SIZE, color=INK, anchor=label.anchor, has_halo=True,
    )  # fmt: skip
