"""A map of people: each a mark, those of one group of one shape and colour, with its name."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from civiscope.errors import InputError
from civiscope.publication.charts.style import BOLD, MUTED, NARROW, PAPER, RULE
from civiscope.publication.charts.svg import circle_tag, drawing, length, line_tag, text_tag
from civiscope.publication.document import Graphic, Spans, Table

_SHORTEST, _TALLEST = 180.0, 400.0
_EDGE: Final = 14.0
_RADIUS: Final = 2.6
_NAME_SIZE: Final = 22
_DROP: Final = 8
_HALO: Final = 5
# Marks beyond, two in a thousand on each side, stand at the edge: one must not shrink all others.
_TAIL: Final = 0.002

# Okabe and Ito's colours, told apart by those who see few; shapes tell groups apart without them.
_COLORS: Final = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00")
# The corners of each shape around its middle; none for a circle.
_SHAPES: Final = (
    (),
    ((-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)),
    ((0.0, -1.4), (1.3, 1.0), (-1.3, 1.0)),
    ((0.0, -1.5), (1.5, 0.0), (0.0, 1.5), (-1.5, 0.0)),
    ((0.0, 1.4), (1.3, -1.0), (-1.3, -1.0)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cloud:
    """A group and where its people are; without a name, those of no group."""

    name: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    """What part of the plane is drawn, and how large."""

    left: float
    top: float
    scale: float
    height: float

    def place(self, point: tuple[float, float]) -> tuple[float, float]:
        """Return where a point stands on the sheet, at its edge if it is beyond."""
        x = _EDGE + (point[0] - self.left) * self.scale
        y = _EDGE + (self.top - point[1]) * self.scale
        return min(max(x, _EDGE), NARROW - _EDGE), min(max(y, _EDGE), self.height - _EDGE)


def scatter(
    clouds: Sequence[Cloud],
    *,
    title: str,
    measure: str,
    alternative: str,
    table: Table,
    source: Spans = (),
    key: str = "",
) -> Graphic:
    """Draw people in a plane, one mark each.

    Parameters
    ----------
    clouds : sequence of Cloud
        At most five groups with a name, and those of none; both axes have one scale.
    title, measure, alternative, table, source, key
        What a `Graphic` has.

    Returns
    -------
    Graphic
        The map, 400 CSS pixels wide.

    Raises
    ------
    InputError
        When there is nobody to draw, or more groups than shapes.

    Examples
    --------
    >>> from civiscope.publication import Table
    >>> from civiscope.publication.charts import Cloud, scatter
    >>> drawn = scatter(
    ...     [Cloud(name="A", points=((0.0, 0.0), (1.0, 1.0)))],
    ...     title="T", measure="M", alternative="Two people.", table=Table(columns=(), rows=()),
    ... )
    >>> drawn.svg.count(">A</text>"), drawn.height
    (1, 400.0)
    """
    named = [cloud for cloud in clouds if cloud.name]
    if not any(cloud.points for cloud in clouds) or len(named) > len(_SHAPES):
        raise InputError(
            f"Expected people in at most {len(_SHAPES)} groups, found none or more: leave it out."
        )
    frame = _frame([point for cloud in clouds for point in cloud.points])
    parts = [
        *_axes(frame),
        *(mark for cloud in clouds if not cloud.name for mark in _unnamed(cloud, frame)),
        *(mark for number, cloud in enumerate(named) for mark in _marks(cloud, number, frame)),
        *(name for number, cloud in enumerate(named) for name in _name(cloud, number, frame)),
    ]
    return Graphic(
        title=title,
        measure=measure,
        svg=drawing(parts, width=NARROW, height=frame.height),
        width=NARROW,
        height=frame.height,
        alternative=alternative,
        table=table,
        source=source,
        key=key,
    )


def _frame(points: Sequence[tuple[float, float]]) -> _Frame:
    """Return a frame that holds all points but the outermost, and the middle of the plane."""
    (left, right), (bottom, top) = (_reach([point[axis] for point in points]) for axis in (0, 1))
    scale = (NARROW - 2 * _EDGE) / max(right - left, top - bottom, 1e-9)
    across, upwards = (right - left) * scale, (top - bottom) * scale
    height = min(max(upwards + 2 * _EDGE, _SHORTEST), _TALLEST)
    return _Frame(
        left=left - (NARROW - 2 * _EDGE - across) / 2 / scale,
        top=top + (height - 2 * _EDGE - upwards) / 2 / scale,
        scale=scale,
        height=height,
    )


def _reach(values: Sequence[float]) -> tuple[float, float]:
    ranked = sorted(values)
    cut = int(_TAIL * len(ranked))
    return min(ranked[cut], 0.0), max(ranked[len(ranked) - 1 - cut], 0.0)


def _axes(frame: _Frame) -> Iterator[str]:
    x, y = frame.place((0.0, 0.0))
    yield line_tag(_EDGE, y, NARROW - _EDGE, y, RULE)
    yield line_tag(x, _EDGE, x, frame.height - _EDGE, RULE)


def _unnamed(cloud: Cloud, frame: _Frame) -> Iterator[str]:
    for x, y in map(frame.place, cloud.points):
        yield circle_tag(x, y, _RADIUS * 0.8, MUTED)


def _marks(cloud: Cloud, number: int, frame: _Frame) -> Iterator[str]:
    for x, y in map(frame.place, cloud.points):
        yield _mark(x, y, number)


def _mark(x: float, y: float, number: int) -> str:
    """Return a mark of the shape and colour of its group, with an edge where marks meet."""
    corners = _SHAPES[number]
    if not corners:
        return circle_tag(x, y, _RADIUS, _COLORS[number], edge=0.5)
    places = " ".join(f"{length(x + _RADIUS * a)},{length(y + _RADIUS * b)}" for a, b in corners)
    edge = f'stroke="{PAPER}" stroke-width="0.5"'
    return f'<polygon points="{places}" fill="{_COLORS[number]}" {edge}/>'


def _name(cloud: Cloud, number: int, frame: _Frame) -> Iterator[str]:
    """Write the name of a group in its middle, on paper of its own."""
    places = [frame.place(point) for point in cloud.points]
    if places:
        x, y = (sum(place[axis] for place in places) / len(places) for axis in (0, 1))
        yield circle_tag(x, y, _NAME_SIZE / 2 + _HALO, PAPER)
        yield circle_tag(x, y, _NAME_SIZE / 2 + _HALO - 1.5, _COLORS[number])
        yield circle_tag(x, y, _NAME_SIZE / 2 + _HALO - 3.5, PAPER)
        yield text_tag(x, y + _DROP, cloud.name, size=_NAME_SIZE, weight=BOLD, anchor="middle")
