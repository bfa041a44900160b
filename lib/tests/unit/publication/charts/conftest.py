"""Read a drawing as someone who looks at it."""

from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest

SVG = "{http://www.w3.org/2000/svg}"


class Drawing:
    """What a drawing shows."""

    def __init__(self, svg: str) -> None:
        self.root = ET.fromstring(svg)  # noqa: S314  # ours
        self.texts = ["".join(text.itertext()) for text in self.root.iter(f"{SVG}text")]

    @property
    def size(self) -> tuple[float, float]:
        return float(self.root.get("width")), float(self.root.get("height"))

    def circles(self) -> list[tuple[float, float, float]]:
        """Return the centre and radius of each circle."""
        return [
            tuple(float(circle.get(name)) for name in ("cx", "cy", "r"))
            for circle in self.root.iter(f"{SVG}circle")
        ]

    def attributes(self, name: str) -> list[str]:
        return [node.get(name) for node in self.root.iter() if name in node.attrib]


@pytest.fixture
def drawing() -> Callable[[str], Drawing]:
    return Drawing


@pytest.fixture
def rows() -> Callable:
    """Return the texts of a table, row by row."""
    return lambda table: [
        ["".join(span.text for span in cell) for cell in row] for row in table.rows
    ]


@pytest.fixture
def bar_lengths(drawing) -> Callable[[str], list[float]]:
    def lengths(svg: str) -> list[float]:
        return [float(bar.get("width")) for bar in drawing(svg).root.iter(f"{SVG}rect")]

    return lengths
