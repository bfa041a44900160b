"""Places in texts of other programs are found again in the texts that are coded."""

from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civiscope.coding.texts import (
    NOWHERE,
    Counting,
    Text,
    digest_of,
    normalize_text,
    places_of,
    starts_of,
)

PIECES = st.sampled_from(
    [
        *"ae \n\r",
        "\r\n",
        "é",
        "\u0301",
        "\u0327",
        "\u0344",
        "\u2126",
        "\ufeff",
        "가",
        "\u1100",
        "\u1161",
        "\u11a8",
        "\u09c7",
        "\u09be",
        "🚲",
        "👩\u200d🌾",
    ]
)
TEXTS = st.lists(PIECES, max_size=12).map("".join)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(TEXTS)
def test_normalised_text_stays_as_it_is(raw):
    text = normalize_text(raw)

    assert normalize_text(text) == text
    assert normalize("NFC", text) == text
    assert "\r" not in text


@settings(max_examples=100, deadline=None, derandomize=True)
@given(TEXTS)
def test_each_place_cuts_the_text_as_it_cut_the_raw_one(raw):
    text, places = normalize_text(raw), places_of(raw)

    assert len(places) == len(raw) + 1
    assert places[-1] == len(text)
    for place, moved in enumerate(places.tolist()):
        if moved != NOWHERE and raw[place - 1 : place + 1] != "\r\n":
            assert normalize_text(raw[:place]) == text[:moved]
            if place >= len(raw) - len(raw.lstrip("\ufeff")):
                assert normalize_text(f"-{raw[place:]}") == f"-{text[moved:]}"


def test_no_place_is_lost_but_inside_what_is_composed():
    assert places_of("\ufeffe\u0301x\u0302\r\n🚲").tolist() == [0, 0, NOWHERE, 1, 2, 3, 3, 4, 5]


@pytest.mark.parametrize(
    ("counting", "starts"),
    [
        (Counting(), [0, 0, 1, 2, 3, 4]),
        (Counting(is_utf16=True), [0, 0, 2, 3, 4, 5]),
        (Counting(has_single_ends=True), [0, 0, 1, 1, 2, 3]),
        (Counting(has_mark=True), [0, 1, 2, 3, 4, 5]),
        (
            Counting(is_utf16=True, has_single_ends=True, has_mark=True),
            [0, 1, 3, 3, 4, 5],
        ),
    ],
)
def test_programs_count_in_their_ways(counting, starts):
    assert starts_of("\ufeff🚲\r\nb", counting).tolist() == starts


def test_empty_text_has_one_place():
    assert starts_of("", Counting(has_single_ends=True)).tolist() == [0]
    assert places_of("").tolist() == [0]


@pytest.mark.parametrize(
    ("start", "end", "passage"),
    [
        (0, 3, "Ét"),
        (3, 7, "é 🚲"),
        (3, 9, "é 🚲\n"),
        (8, 10, "\nx"),
        (3, 8, "é 🚲"),
        (1, 3, None),
        (0, 4, None),
        (3, 3, None),
        (5, 3, None),
        (-1, 3, None),
        (9, 11, None),
        (7, 8, None),
    ],
)
def test_selection_is_found_or_nowhere(start, end, passage):
    text = Text("E\u0301te\u0301 🚲\r\nx")

    place = text.locate(start, end, Counting())

    assert (place and text.normalized[slice(*place)]) == passage


def test_half_of_a_character_is_nowhere():
    assert Text("a🚲b").locate(0, 2, Counting(is_utf16=True)) is None
    assert Text("a🚲b").locate(0, 3, Counting(is_utf16=True)) == (0, 2)


def test_digest_is_that_of_utf8():
    assert digest_of("é") == "4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c"
