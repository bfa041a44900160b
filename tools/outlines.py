"""Make the outlines of the French départements that `civiscope.territory` holds.

    .venv/bin/python tools/outlines.py FOLDER

writes ``lib/src/civiscope/territory/departments.json`` again. FOLDER holds three files:

``departements_natural_earth.geojson``
    The level 1 areas of France of Natural Earth (10 m cultural vectors, public domain), in degrees
    of WGS 84, each with a ``code`` and a ``nom``.
``departements.json.gz`` and ``regions.json.gz``
    The official geographic code of INSEE (Licence Ouverte 2.0), as the npm package
    ``@etalab/decoupage-administratif`` publishes it.

The outlines are projected, simplified and placed on one sheet, so that drawing a map needs no
computation: metropolitan France in Lambert-93, Paris and its three neighbours larger in an inset,
and each overseas département in an inset of its own, at its own scale. A border between two
départements is simplified once, so that both sides stay together.
"""

import gzip
import json
import math
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise, product
from pathlib import Path
from typing import Any, TypeAlias

Point: TypeAlias = tuple[float, float]
Ring: TypeAlias = list[Point]
Projection: TypeAlias = Callable[[float, float], Point]

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "lib" / "src" / "civiscope" / "territory" / "departments.json"
ABOUT = (
    "Outlines: Natural Earth, 10 m cultural vectors, public domain. Codes and names: INSEE, code "
    "officiel géographique 2026, Licence Ouverte 2.0. Made by tools/outlines.py; lengths are "
    "tenths of a CSS pixel on a sheet, y downwards; a ring is its first point, then steps."
)

WIDTH, HEIGHT = 4600, 4120
SEPARATOR = ",\n"

OVERSEAS = {"GP": "971", "MQ": "972", "GF": "973", "RE": "974", "YT": "976"}
"""What Natural Earth calls the overseas départements, and their code at INSEE."""

NOT_A_DEPARTMENT = "-99-X02~"
"""Clipperton Island."""

PARIS = ("75", "92", "93", "94")

SMALLEST_TRIANGLE = 50.0
"""A point goes where it makes less than this area with its neighbours: half a square pixel."""

GRID, DEEP_ENOUGH = 24, 0.8
"""Where the mark of a département may stand: see `centre`."""

SMALLEST_RING = 120.0
"""Islands and enclaves smaller than this area are dropped, but never a whole département."""

# RGF93 / Lambert-93 (EPSG:2154): ellipsoid GRS 80, standard parallels 44° and 49° N, origin 46.5° N
# and 3° E, false easting 700 km and northing 6,600 km.
# IGN, "Projection cartographique conique conforme de Lambert", NTG 71, 1995, alg. 1, 3, 19.
_SEMI_MAJOR_AXIS = 6_378_137.0
_FLATTENING = 1 / 298.257222101
_ECCENTRICITY = math.sqrt(2 * _FLATTENING - _FLATTENING**2)
_ORIGIN = (math.radians(3), math.radians(46.5))
_PARALLELS = (math.radians(44), math.radians(49))
_FALSE = (700_000.0, 6_600_000.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A part of the sheet: who is drawn there, how, and in which box (x, y, width, height)."""

    codes: tuple[str, ...]
    projection: Projection
    box: tuple[float, float, float, float]
    key: str = ""


def lambert_93(longitude: float, latitude: float) -> Point:
    """Project degrees of RGF93 (here the same as WGS 84) to metres of Lambert-93."""
    first, second = _PARALLELS
    exponent = math.log(_normal(second) * math.cos(second) / _normal(first) / math.cos(first)) / (
        _isometric(first) - _isometric(second)
    )
    scale = _normal(first) * math.cos(first) / exponent * math.exp(exponent * _isometric(first))
    radius, at_origin = (
        scale * math.exp(-exponent * _isometric(phi))
        for phi in (math.radians(latitude), _ORIGIN[1])
    )
    angle = exponent * (math.radians(longitude) - _ORIGIN[0])
    return (
        _FALSE[0] + radius * math.sin(angle),
        _FALSE[1] + at_origin - radius * math.cos(angle),
    )


def _isometric(latitude: float) -> float:
    """Return the isometric latitude (alg. 1)."""
    sine = _ECCENTRICITY * math.sin(latitude)
    return math.log(math.tan(math.pi / 4 + latitude / 2)) + _ECCENTRICITY / 2 * math.log(
        (1 - sine) / (1 + sine)
    )


def _normal(latitude: float) -> float:
    """Return the radius of curvature across the meridian (alg. 21)."""
    return _SEMI_MAJOR_AXIS / math.sqrt(1 - (_ECCENTRICITY * math.sin(latitude)) ** 2)


def local(latitude: float) -> Projection:
    """Return a projection for a small area: metres along the parallel and the meridian."""
    degree = math.radians(_SEMI_MAJOR_AXIS)
    across = degree * math.cos(math.radians(latitude))
    return lambda longitude, latitude: (across * longitude, degree * latitude)


def read_rings(folder: Path) -> dict[str, list[Ring]]:
    """Return the closed rings of each département, in degrees, by its code at INSEE."""
    text = (folder / "departements_natural_earth.geojson").read_text(encoding="utf-8")
    rings: dict[str, list[Ring]] = {}
    for feature in json.loads(text)["features"]:
        code = feature["properties"]["code"]
        if code != NOT_A_DEPARTMENT:
            rings[OVERSEAS.get(code, code)] = _rings_of(feature["geometry"])
    return rings


def _rings_of(geometry: Mapping[str, Any]) -> list[Ring]:
    held = geometry["coordinates"]
    polygons = held if geometry["type"] == "MultiPolygon" else [held]
    return [[(x, y) for (x, y), _ in groupby(ring)] for polygon in polygons for ring in polygon]


def read_departments(folder: Path) -> list[dict[str, str]]:
    """Return the départements in the order of their codes, with the region of each."""
    regions = {region["code"]: region["nom"] for region in _read_codes(folder / "regions.json.gz")}
    return [
        {
            "code": found["code"],
            "name": _typographic(found["nom"]),
            "region_code": found["region"],
            "region_name": _typographic(regions[found["region"]]),
        }
        for found in sorted(_read_codes(folder / "departements.json.gz"), key=lambda d: d["code"])
        if found["zone"] in {"metro", "drom"}
    ]


def _read_codes(path: Path) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(gzip.decompress(path.read_bytes()))
    return found


def _typographic(name: str) -> str:
    return name.replace("'", "’")


def frames(codes: Iterable[str]) -> tuple[Frame, ...]:
    """Return the parts of the sheet, whose first is metropolitan France."""
    overseas = {"971": 16.2, "972": 14.65, "973": 4.0, "974": -21.1, "976": -12.8}
    metropolitan = tuple(code for code in codes if code not in overseas)
    return (
        Frame(codes=metropolitan, projection=lambert_93, box=(640, 40, 3800, 3560)),
        Frame(key="paris", codes=PARIS, projection=lambert_93, box=(60, 1960, 1130, 1130)),
        *(
            Frame(
                key=code, codes=(code,), projection=local(latitude),
                box=(140 + 740 * place, 3490, 620, 470),
            )
            for place, (code, latitude) in enumerate(overseas.items())
        ),
    )  # fmt: skip


def placed(frame: Frame, rings: Mapping[str, list[Ring]]) -> dict[str, list[Ring]]:
    """Return the rings of a frame projected and fitted in the middle of its box, y downwards."""
    flat = {
        code: [[frame.projection(*point) for point in ring] for ring in rings[code]]
        for code in frame.codes
    }
    across, along = zip(*(p for part in flat.values() for ring in part for p in ring), strict=True)
    x, y, width, height = frame.box
    scale = min(width / (max(across) - min(across)), height / (max(along) - min(along)))
    left = x + (width - scale * (max(across) + min(across))) / 2
    top = y + (height + scale * (max(along) + min(along))) / 2
    return {
        code: [[(left + scale * a, top - scale * b) for a, b in ring] for ring in part]
        for code, part in flat.items()
    }


def simplified(shapes: Mapping[str, list[Ring]]) -> dict[str, list[Ring]]:
    """Return the rings without the points that are not seen, and borders still shared."""
    junctions = _junctions(ring for part in shapes.values() for ring in part)
    simpler = {
        code: [_simplified_ring(ring, junctions) for ring in part] for code, part in shapes.items()
    }
    return {code: _large_rings(part) for code, part in simpler.items()}


def _junctions(rings: Iterable[Ring]) -> set[Point]:
    """Return the points where borders meet: their neighbours differ from one ring to another."""
    neighbours: dict[Point, set[frozenset[Point]]] = defaultdict(set)
    for ring in rings:
        for before, point, after in zip([ring[-2], *ring], ring[:-1], ring[1:], strict=False):
            neighbours[point].add(frozenset((before, after)))
    return {point for point, pairs in neighbours.items() if len(pairs) > 1}


def _simplified_ring(ring: Ring, junctions: set[Point]) -> Ring:
    """Simplify a ring between its junctions; one without any starts at its leftmost point."""
    points = ring[:-1]
    ends = [place for place, point in enumerate(points) if point in junctions]
    start = ends[0] if ends else points.index(min(points))
    points = [*points[start:], *points[: start + 1]]
    cuts = [0, *(place for place in range(1, len(points)) if points[place] in junctions)]
    if cuts[-1] != len(points) - 1:
        cuts.append(len(points) - 1)
    arcs = [_simplified_arc(points[first : last + 1]) for first, last in pairwise(cuts)]
    return [*(point for arc in arcs for point in arc[:-1]), points[-1]]


def _simplified_arc(arc: Ring) -> Ring:
    """Simplify an arc, the same whichever way it is followed (Visvalingam and Whyatt, 1993)."""
    is_reversed = arc[-2::-1] < arc[1:] if arc[0] == arc[-1] else arc[-1] < arc[0]
    points = arc[::-1] if is_reversed else list(arc)
    fewest = 4 if arc[0] == arc[-1] else 2
    while len(points) > fewest:
        area, place = min(
            (_area([*points[place - 1 : place + 2], points[place - 1]]), place)
            for place in range(1, len(points) - 1)
        )
        if area >= SMALLEST_TRIANGLE:
            break
        del points[place]
    return points[::-1] if is_reversed else points


def _area(ring: Ring) -> float:
    return abs(_signed_area(ring))


def _signed_area(ring: Ring) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2


def _large_rings(rings: list[Ring]) -> list[Ring]:
    """Return the rings that can be seen, the largest first."""
    by_size = sorted(rings, key=_area, reverse=True)
    return [by_size[0], *(ring for ring in by_size[1:] if _area(ring) >= SMALLEST_RING)]


def centre(ring: Ring) -> Point:
    """Return where a mark of a ring stands: well inside, and near its centre of gravity.

    Of a grid of points, those count that are nearly as far from the border as can be.
    """
    xs, ys = zip(*ring, strict=True)
    depths = {
        point: _depth(point, ring)
        for point in product(_grid(min(xs), max(xs)), _grid(min(ys), max(ys)))
        if _is_inside(point, ring)
    }
    deepest = max(depths.values())
    middle = _centre_of_gravity(ring)
    return min(
        (point for point, depth in depths.items() if depth >= DEEP_ENOUGH * deepest),
        key=lambda point: math.dist(point, middle),
    )


def _grid(low: float, high: float) -> list[float]:
    return [low + (high - low) * place / GRID for place in range(1, GRID)]


def _depth(point: Point, ring: Ring) -> float:
    return min(_distance(point, a, b) for a, b in pairwise(ring))


def _distance(point: Point, a: Point, b: Point) -> float:
    """Return how far a point is from a segment, which is no point."""
    (x, y), (dx, dy) = point, (b[0] - a[0], b[1] - a[1])
    along = ((x - a[0]) * dx + (y - a[1]) * dy) / (dx**2 + dy**2)
    along = min(1.0, max(0.0, along))
    return math.dist(point, (a[0] + along * dx, a[1] + along * dy))


def _is_inside(point: Point, ring: Ring) -> bool:
    """Tell whether a line from the point to the right crosses the ring an odd number of times."""
    x, y = point
    crossings = [
        a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0])
        for a, b in pairwise(ring)
        if (a[1] > y) != (b[1] > y)
    ]
    return sum(crossing > x for crossing in crossings) % 2 == 1


def _centre_of_gravity(ring: Ring) -> Point:
    area = _signed_area(ring)
    crosses = [(a, b, a[0] * b[1] - b[0] * a[1]) for a, b in pairwise(ring)]
    return (
        sum((a[0] + b[0]) * cross for a, b, cross in crosses) / (6 * area),
        sum((a[1] + b[1]) * cross for a, b, cross in crosses) / (6 * area),
    )


def outlines_of(frame: Frame, rings: Mapping[str, list[Ring]]) -> Iterator[dict[str, object]]:
    """Give the outlines of a frame: code, inset, centre, and rings written as steps."""
    for code, part in sorted(simplified(placed(frame, rings)).items()):
        yield {
            "code": code,
            "inset": frame.key,
            "centre": [round(value) for value in centre(part[0])],
            "rings": [steps(ring) for ring in part],
        }


def steps(ring: Sequence[Point]) -> list[int]:
    """Return a ring in whole units, flat: its first point, then the steps to the next ones.

    The last point is the first, and is left out; so is a step that leads nowhere.
    """
    whole = [(round(x), round(y)) for x, y in ring[:-1]]
    moves = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(whole) if a != b]
    return [*whole[0], *(value for move in moves for value in move)]


def made(folder: Path) -> str:
    """Return the text of the file: one département or one outline to a line."""
    rings = read_rings(folder)
    departments = read_departments(folder)
    parts = frames([department["code"] for department in departments])
    insets = [{"key": part.key, "box": part.box, "codes": part.codes} for part in parts[1:]]
    outlines = [outline for part in parts for outline in outlines_of(part, rings)]
    listed: dict[str, Sequence[Mapping[str, object]]] = {
        "departments": departments,
        "insets": insets,
        "outlines": outlines,
    }
    single = {"about": ABOUT, "width": WIDTH, "height": HEIGHT}
    fields = [f"{_json(name)}:{_json(value)}" for name, value in single.items()]
    fields += [f"{_json(name)}:[\n{_joined(items)}\n]" for name, items in listed.items()]
    return f"{{\n{SEPARATOR.join(fields)}\n}}\n"


def _joined(items: Sequence[Mapping[str, object]]) -> str:
    return SEPARATOR.join(_json(item) for item in items)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


if __name__ == "__main__":
    TARGET.write_text(made(Path(sys.argv[1])), encoding="utf-8")
    print(f"{TARGET.relative_to(ROOT)}: {TARGET.stat().st_size:,} bytes")
