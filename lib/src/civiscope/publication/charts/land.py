"""What lies under the circles of a map: the outlines of the départements, and their insets."""

from collections.abc import Iterator
from functools import cache
from itertools import chain, pairwise
from typing import Final, TypeAlias

from civiscope.publication.charts.style import BASELINE, LAND, MUTED, PAPER
from civiscope.publication.charts.svg import text_tag
from civiscope.publication.charts.words import WORDS, Language
from civiscope.territory import Inset, Outline, Ring, departments, outlines

CAPTION_SIZE: Final = 100
_BORDER: Final = 6
_HAIRLINE: Final = 7
# Between the outlines of the inset of Paris and its frame, and around Paris on the map itself.
_MARGIN: Final = 50
_MARGIN_AT_HOME: Final = 15

Corners: TypeAlias = tuple[int, int, int, int]


@cache
def land() -> str:
    """Return the outlines, whose borders are the paper showing through."""
    paths = (f'<path d="{outline_path(outline)}"/>' for outline in outlines().outlines)
    return (
        f'<g fill="{LAND}" fill-rule="evenodd" stroke="{PAPER}" stroke-width="{_BORDER}" '
        f'stroke-linejoin="round">{"".join(paths)}</g>'
    )


def outline_path(outline: Outline) -> str:
    """Return the outline of a département, islands and enclaves with it."""
    return "".join(map(_ring_path, outline.rings))


def _ring_path(ring: Ring) -> str:
    """Return a ring as relative steps, the shortest way to write it."""
    steps = (f"{b[0] - a[0]} {b[1] - a[1]}" for a, b in pairwise(ring))
    written = " ".join(steps).replace(" -", "-")
    return f"M{ring[0][0]} {ring[0][1]}l{written}z"


def insets(language: Language) -> str:
    """Return the frame of Paris and the names of the insets."""
    paris, *overseas = outlines().insets
    names = {department.code: department.name for department in departments()}
    captions = [_caption(inset, names[inset.key]) for inset in overseas]
    return "".join([*_paris(paris, WORDS[language].paris), *captions])


def _caption(inset: Inset, name: str) -> str:
    left, top, width, height = inset.box
    return text_tag(
        left + width / 2, top + height + CAPTION_SIZE + 15, name,
        size=CAPTION_SIZE, color=MUTED, anchor="middle",
    )  # fmt: skip


def _paris(inset: Inset, name: str) -> Iterator[str]:
    """Give the frame of the inset, and one around what it shows, at its own place."""
    frame = frame_of(inset)
    yield (
        f'<path d="{_rectangle(frame)}{_rectangle(_home(inset.codes))}" fill="none" '
        f'stroke="{BASELINE}" stroke-width="{_HAIRLINE}"/>'
    )
    yield text_tag(frame[0], frame[1] - 40, name, size=CAPTION_SIZE, color=MUTED)


def frame_of(inset: Inset) -> Corners:
    """Return the left, top, right and bottom of the frame around an inset."""
    left, top, width, height = inset.box
    return (left - _MARGIN, top - _MARGIN, left + width + _MARGIN, top + height + _MARGIN)


def _home(codes: tuple[str, ...]) -> Corners:
    """Return the left, top, right and bottom of these départements at their own place."""
    shown = [found for found in outlines().outlines if found.code in codes and not found.inset]
    points = chain.from_iterable(ring for found in shown for ring in found.rings)
    across, down = zip(*points, strict=True)
    return (
        min(across) - _MARGIN_AT_HOME, min(down) - _MARGIN_AT_HOME,
        max(across) + _MARGIN_AT_HOME, max(down) + _MARGIN_AT_HOME,
    )  # fmt: skip


def _rectangle(corners: Corners) -> str:
    left, top, right, bottom = corners
    return f"M{left} {top}H{right}V{bottom}H{left}Z"
