"""A codebook is refused where nothing could be coded with it."""

import pytest

from civiscope.coding.codebook import Code, Codebook, find_cycle
from civiscope.errors import InputError


def code(name, parent=None, **more):
    return Code(code=name, label=more.pop("label", name.title()), parent=parent, **more)


def book(*codes):
    return Codebook(codes=codes)


def test_codes_are_found_by_name_and_by_place():
    frame = book(code("vat", "tax"), code("tax"), code("isf", "tax"), code("bike"))

    assert frame["isf"].parent == "tax"
    assert [one.code for one in frame.children(None)] == ["tax", "bike"]
    assert [one.code for one in frame.children("tax")] == ["vat", "isf"]
    assert list(frame.ancestors("vat")) == ["tax"]
    assert [(depth, one.code) for depth, one in frame.walk()] == [
        (0, "tax"),
        (1, "vat"),
        (1, "isf"),
        (0, "bike"),
    ]


def test_code_that_is_not_there_is_a_key_error():
    with pytest.raises(KeyError, match="tram"):
        book(code("tax"))["tram"]


@pytest.mark.parametrize(
    ("codes", "told"),
    [
        ((), "Expected a codebook with at least one code, got none."),
        ((code(" "),), "Expected a name for each code, got none for code 1."),
        (
            (code("tax"), code("vat", label=" ")),
            (
                "Expected a label for each code, got none for 'vat' (code 2). "
                "Write what people should read."
            ),
        ),
        ((code("tax"), code("tax")), "Expected each code once, got more of 'tax'."),
        (
            (code("vat", "tax"),),
            (
                "Expected the parent of 'vat' among the codes, got 'tax'. "
                "Add it to the codebook, or leave the parent empty."
            ),
        ),
        (
            (code("a", "b"), code("b", "c"), code("c", "b")),
            "Expected a hierarchy, got a cycle: b → c → b. Leave one of these parents empty.",
        ),
        (
            (code("a", labels={"french": "A"}),),
            "Expected languages as “fr” or “en”, got 'french' for 'a'. Use codes of ISO 639-1.",
        ),
    ],
)
def test_codebook_that_says_nothing_is_refused(codes, told):
    with pytest.raises(InputError) as refused:
        book(*codes)

    assert str(refused.value) == told


def test_very_deep_hierarchy_is_checked_at_once():
    parents = {str(depth): str(depth + 1) for depth in range(50_000)} | {"50000": None}

    assert find_cycle(parents) == []
    assert find_cycle(parents | {"50000": "49999"}) == ["49999", "50000", "49999"]
