from itertools import combinations, pairwise

import pytest

from civiscope.territory import Inset, departments, outlines

OUTLINES = outlines().outlines


def is_inside(ring, point):
    """Tell whether a point is inside a ring."""
    x, y = point
    sides = [(a, b) for a, b in sides_of(ring) if (a[1] > y) != (b[1] > y)]
    places = [a[0] + (y - a[1]) * (b[0] - a[0]) / (b[1] - a[1]) for a, b in sides]
    return sum(place > x for place in places) % 2 == 1


def sides_of(ring):
    return list(pairwise([*ring, ring[0]]))


def area(ring):
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in sides_of(ring)) / 2


def side_of_line(a, b, point):
    return (b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0])


def cross(one, other):
    """Tell whether two sides cross, other than by touching."""
    return (
        side_of_line(*one, other[0]) * side_of_line(*one, other[1]) < 0
        and side_of_line(*other, one[0]) * side_of_line(*other, one[1]) < 0
    )


def test_every_department_is_outlined_once_and_paris_twice():
    codes = sorted(outline.code for outline in OUTLINES)

    expected = [department.code for department in departments()] + ["75", "92", "93", "94"]
    assert codes == sorted(expected)


def test_insets_show_paris_and_each_overseas_department():
    insets = {outline.code: outline.inset for outline in OUTLINES if outline.inset}

    assert insets == {
        **dict.fromkeys(["75", "92", "93", "94"], "paris"),
        **{code: code for code in ["971", "972", "973", "974", "976"]},
    }
    assert {inset.key: inset.codes for inset in outlines().insets} == {
        "paris": ("75", "92", "93", "94"),
        **{code: (code,) for code in ["971", "972", "973", "974", "976"]},
    }


@pytest.mark.parametrize("outline", OUTLINES, ids=lambda o: f"{o.code}{o.inset}")
def test_an_outline_is_valid_and_its_mark_stands_inside(outline):
    assert is_inside(outline.rings[0], outline.centre)
    for ring in outline.rings:
        assert ring[0] != ring[-1]
        assert abs(area(ring)) > 100
        assert [pair for pair in combinations(sides_of(ring), 2) if cross(*pair)] == []


def test_land_turns_one_way_and_enclaves_the_other():
    turns = {outline.code: [area(ring) > 0 for ring in outline.rings] for outline in OUTLINES}

    enclaves = {code: turn.count(True) for code, turn in turns.items() if True in turn}
    assert all(turn[0] is False for turn in turns.values())
    assert enclaves == {"26": 1, "62": 1, "64": 2}


@pytest.mark.parametrize("inset", outlines().insets, ids=lambda inset: inset.key)
def test_outlines_of_an_inset_stay_in_its_box(inset: Inset):
    left, top, width, height = inset.box
    points = [
        point
        for outline in OUTLINES
        if outline.inset == inset.key
        for ring in outline.rings
        for point in ring
    ]

    assert all(left <= x <= left + width and top <= y <= top + height for x, y in points)
    assert left + width < outlines().width
    assert top + height < outlines().height


def test_neighbours_share_their_border():
    sides = {
        outline.code: {
            frozenset(side) for ring in outline.rings for side in pairwise([*ring, ring[0]])
        }
        for outline in OUTLINES
        if not outline.inset
    }

    assert len(sides["49"] & sides["44"]) >= 10
    assert sides["49"] & sides["59"] == set()
    # Mayenne has no coast: every side of it is also one of a neighbour.
    others = set().union(*(sides[code] for code in sides if code != "53"))
    assert sides["53"] - others == set()
