import math
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from civiscope.publication.charts.places import Circle, beside, first_free, spread

SHEET = (0, 0, 1000, 1000)
small = settings(max_examples=100, deadline=None, derandomize=True)
places = st.tuples(st.integers(-50, 1050), st.integers(-50, 1050))


def circles(*found, within=SHEET):
    return [Circle(x=x, y=y, radius=radius, within=within) for x, y, radius in found]


def gap(one, other):
    return math.dist((one.x, one.y), (other.x, other.y)) - one.radius - other.radius


def test_circles_that_are_apart_stay_where_they_are():
    apart = circles((100, 100, 50), (300, 100, 50))

    assert spread(apart) == apart


def test_circles_that_overlap_part_along_their_line():
    one, other = spread(circles((400, 500, 100), (500, 500, 100)))

    assert gap(one, other) >= 6
    assert one.y == other.y == 500
    assert one.x + other.x == 900


def test_circles_at_the_same_place_part_sideways():
    one, other = spread(circles((500, 500, 100), (500, 500, 100)))

    assert one.x < other.x
    assert gap(one, other) >= 6


def test_circles_in_two_boxes_do_not_push_each_other():
    both = circles((400, 500, 100)) + circles((450, 500, 100), within=(0, 0, 900, 900))

    assert spread(both) == both


@small
@given(st.lists(places, max_size=8))
def test_a_few_circles_always_find_room_within_their_box(found):
    moved = spread(circles(*((x, y, 60) for x, y in found)))

    assert all(60 <= circle.x <= 940 and 60 <= circle.y <= 940 for circle in moved)
    assert all(gap(one, other) > 0 for one, other in combinations(moved, 2))


def test_a_text_stands_at_the_right_where_it_can():
    (circle,) = circles((500, 500, 50))

    label = first_free(beside(circle, "Nord", 100), within=SHEET, circles=[circle], taken=[])

    assert (label.x, label.anchor) == (572, "start")
    assert label.box[0] == 572


def test_a_text_avoids_circles_other_texts_and_the_edge():
    found = circles((500, 500, 50), (640, 500, 50))
    left = (200, 450, 400, 550)

    label = first_free(beside(found[0], "Nord", 100), within=SHEET, circles=found, taken=[left])

    assert (label.x, label.anchor) == (500, "middle")
    assert label.y > 550


def test_a_text_without_any_room_has_no_place():
    (circle,) = circles((500, 500, 50))

    label = first_free(beside(circle, "Nord", 100), within=SHEET, circles=[circle], taken=[SHEET])

    assert label is None
