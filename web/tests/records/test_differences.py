"""What changed between two documents."""

import pytest

from observatory.records.domain.differences import differences

CASES = {
    "nothing": ({"id": "a"}, {"id": "a"}, []),
    "a value": ({"date": "2019"}, {"date": "2019-05"}, [(("date",), "2019", "2019-05")]),
    "a field that comes": ({}, {"city": "Lille"}, [(("city",), None, "Lille")]),
    "a language": (
        {"title": {"fr": "Un"}},
        {"title": {"fr": "Un", "en": "One"}},
        [(("title", "en"), None, "One")],
    ),
    "an item of a list of references": (
        {"types": ["a", "b"]},
        {"types": ["a", "c"]},
        [(("types", "2"), "b", "c")],
    ),
    "a line taken out of the middle": (
        {"roles": [{"role": "a"}, {"role": "b"}, {"role": "c"}]},
        {"roles": [{"role": "a"}, {"role": "c"}]},
        [(("roles", "2"), {"role": "b"}, None)],
    ),
    "a field of a line": (
        {"roles": [{"role": "a", "date": "2018"}]},
        {"roles": [{"role": "a", "date": "2019"}]},
        [(("roles", "1", "date"), "2018", "2019")],
    ),
    "a speaker of a session": (
        {"sessions": [{"id": "x", "speakers": [{"person": "a"}]}, {"id": "y"}]},
        {"sessions": [{"id": "x", "speakers": [{"person": "a"}, {"person": "b"}]}, {"id": "y"}]},
        [(("sessions", "x", "speakers", "2"), None, {"person": "b"})],
    ),
    "the order of named items": (
        {"sessions": [{"id": "x"}, {"id": "y"}]},
        {"sessions": [{"id": "y"}, {"id": "x"}]},
        [(("sessions",), ["x", "y"], ["y", "x"])],
    ),
}


@pytest.mark.parametrize(("before", "after", "expected"), CASES.values(), ids=CASES)
def test_each_place_that_changed_is_told(before, after, expected):
    found = [(change.path, change.before, change.after) for change in differences(before, after)]

    assert found == expected
