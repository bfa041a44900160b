"""The map of people."""

import re

import pytest

from civiscope.errors import InputError
from civiscope.publication import Table
from civiscope.publication.charts import Cloud, scatter


def drawn(*clouds):
    table = Table(columns=(), rows=())
    return scatter(clouds, title="T", measure="M", alternative="A", table=table)


def test_each_group_has_a_shape_of_its_own_and_its_name():
    names = "ABCDE"
    clouds = [Cloud(name=n, points=((float(i), float(i * i)),)) for i, n in enumerate(names)]

    svg = drawn(*clouds).svg

    assert len(set(re.findall(r'<polygon points="[^"]*" fill="(#\w+)"', svg))) == 4
    assert re.findall(r">([A-E])</text>", svg) == list(names)


def test_people_of_no_group_have_no_name():
    svg = drawn(Cloud(name="", points=((0.0, 0.0), (2.0, 1.0)))).svg

    assert "<text" not in svg
    assert svg.count("<circle") == 2


def test_a_group_of_which_nobody_is_drawn_has_no_name():
    svg = drawn(Cloud(name="A", points=((1.0, 1.0),)), Cloud(name="B", points=())).svg

    assert re.findall(r">([AB])</text>", svg) == ["A"]


def test_one_far_away_stands_at_the_edge():
    near = tuple((x / 100, x % 7 / 7) for x in range(1000))

    svg = drawn(Cloud(name="A", points=(*near, (900.0, 0.5)))).svg

    places = [float(x) for x in re.findall(r'<circle cx="([\d.]+)"', svg)]
    assert max(places) == 386.0
    assert len({x for x in places if x > 300}) > 50


def test_nobody_and_more_groups_than_shapes_are_not_drawn():
    with pytest.raises(InputError, match="Expected people"):
        drawn(Cloud(name="A", points=()))
    with pytest.raises(InputError, match="at most 5 groups"):
        drawn(*(Cloud(name=name, points=((0.0, 1.0),)) for name in "ABCDEF"))
