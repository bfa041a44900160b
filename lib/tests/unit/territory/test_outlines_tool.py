"""The script that makes the file of outlines."""

import importlib.util
from itertools import pairwise
from pathlib import Path

import pytest

from requirements import needs, real_data

ROOT = Path(__file__).parents[4]


@pytest.fixture(scope="module")
def tool():
    """Import the script, which is in no package."""
    described = importlib.util.spec_from_file_location("outlines", ROOT / "tools" / "outlines.py")
    module = importlib.util.module_from_spec(described)
    described.loader.exec_module(module)
    return module


def test_lambert_93_has_its_origin_where_ign_puts_it(tool):
    assert tool.lambert_93(3, 46.5) == pytest.approx((700_000, 6_600_000), abs=1e-3)


def test_lambert_93_keeps_lengths_on_its_parallels(tool):
    # A second of arc of the parallel 44° N on the ellipsoid GRS 80: N(φ) cos φ, 22.2795 m.
    a, b = tool.lambert_93(3, 44), tool.lambert_93(3 + 1 / 3600, 44)

    assert b[0] - a[0] == pytest.approx(22.2795, abs=1e-3)


def test_points_that_are_not_seen_are_dropped_and_ends_kept(tool):
    arc = [(0, 0), (50, 0.5), (100, 0), (150, 80), (200, 0)]

    assert tool._simplified_arc(arc) == [(0, 0), (100, 0), (150, 80), (200, 0)]
    assert tool._simplified_arc(arc[::-1]) == [(200, 0), (150, 80), (100, 0), (0, 0)]


def test_two_neighbours_are_simplified_alike(tool):
    border = [(100, 0), (101, 30), (99, 60), (130, 100), (100, 200)]
    left = [(0, 0), *border, (0, 200), (0, 0)]
    right = [(200, 200), *border[::-1], (200, 0), (200, 200)]

    shapes = tool.simplified({"a": [left], "b": [right]})

    sides = [{frozenset(side) for side in pairwise(rings[0])} for rings in shapes.values()]
    assert sides[0] & sides[1] == {
        frozenset(side) for side in pairwise([(100, 0), (99, 60), (130, 100), (100, 200)])
    }


def test_the_mark_of_a_crescent_stands_inside_it(tool):
    crescent = [(0, 0), (300, 0), (300, 40), (40, 40), (40, 260), (300, 260), (300, 300), (0, 300)]

    x, y = tool.centre([*crescent, crescent[0]])

    assert 0 < x < 40 or 0 < y < 40 or 260 < y < 300


def test_steps_leave_out_the_last_point_and_those_that_lead_nowhere(tool):
    ring = [(1.2, 2.0), (1.4, 2.1), (5.0, 2.0), (5.0, 7.6), (1.2, 2.0)]

    assert tool.steps(ring) == [1, 2, 4, 0, 0, 6]


@needs("real-data")
def test_the_file_is_made_again_from_its_sources(tool):
    assert tool.made(real_data() / "territoires") == tool.TARGET.read_text(encoding="utf-8")
