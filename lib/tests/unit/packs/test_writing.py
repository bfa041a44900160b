import datetime as dt

import pytest

from civiscope.errors import InputError
from civiscope.packs import dump_document, dump_records


def test_records_are_written_for_people():
    paragraph = "Une phrase assez longue pour ne pas tenir sur une ligne de cent colonnes. " * 2

    written = dump_records(
        "event",
        [
            {
                "id": "forum-2019",
                "title": {"fr": "Forum : l’ouverture", "en": ""},
                "date": "2019-05-15",
                "seats": 250,
                "open": True,
                "place": None,
                "sessions": [{"title": "Atelier n°1", "speakers": ["ada", "no"]}, [["a"], []], {}],
                "address": "1 rue X\n\nParis",
                "summary": f"{paragraph.strip()}\n\n{paragraph.strip()}\n",
            },
            {"id": "2019"},
        ],
    )

    assert (
        written
        == """\
kind: event
records:
  - id: forum-2019
    title:
      fr: 'Forum : l’ouverture'
      en: ''
    date: '2019-05-15'
    seats: 250
    open: true
    place: null
    sessions:
      - title: Atelier n°1
        speakers:
          - ada
          - 'no'
      - - - a
        - []
      - {}
    address: |-
      1 rue X

      Paris
    summary: >
      Une phrase assez longue pour ne pas tenir sur une ligne de cent colonnes. Une phrase assez
      longue pour ne pas tenir sur une ligne de cent colonnes.


      Une phrase assez longue pour ne pas tenir sur une ligne de cent colonnes. Une phrase assez
      longue pour ne pas tenir sur une ligne de cent colonnes.
  - id: '2019'
"""
    )


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Décider ensemble", "Décider ensemble"),
        ("l'école", "l'école"),
        ("a, b [c] {d}", "a, b [c] {d}"),
        ("C# & co", "C# & co"),
        ("'quoted'", "'''quoted'''"),
        ("a: b", "'a: b'"),
        ("a #b", "'a #b'"),
        ("a:", "'a:'"),
        ("- a", "'- a'"),
        ("---", "'---'"),
        ("...", "'...'"),
        ("#hashtag", "'#hashtag'"),
        ("@handle", "'@handle'"),
        (" a", "' a'"),
        ("a ", "'a '"),
        ("", "''"),
        ("No", "'No'"),
        ("y", "'y'"),
        ("NULL", "'NULL'"),
        ("~", "'~'"),
        ("<<", "'<<'"),
        (".inf", "'.inf'"),
        ("1e3", "'1e3'"),
        ("0o7", "'0o7'"),
        ("12:30", "'12:30'"),
        ("+33 6", "'+33 6'"),
        ("2019-05/..", "2019-05/.."),
        ("tab\there", '"tab\\there"'),
        ("line\r\n", '"line\\r\\n"'),
        ("\n", '"\\n"'),
        (" a\nb", '" a\\nb"'),
        ("a\u2028b", '"a\\u2028b"'),
        ("end\n", "|\n  end"),
        ("end\n\n", "|+\n  end\n"),
        ("x" * 120, "x" * 120),
    ],
)
def test_a_text_is_written_so_that_any_reader_sees_a_text(text, written):
    assert dump_document({"a": text}) == f"a: {written}\n"


def test_an_empty_document_is_written():
    assert dump_document({}) == "{}\n"


def test_a_text_with_a_control_character_is_refused():
    with pytest.raises(InputError, match=r"got U\+0007 in 'a\\x07'\. Remove"):
        dump_document({"a": "a\x07"})


def test_a_long_name_of_a_field_is_refused():
    with pytest.raises(InputError, match=r"at most, got 201 in 'aaa.*Shorten it"):
        dump_document({"a" * 201: None})


@pytest.mark.parametrize("value", [1.5, dt.date(2019, 5, 15), ("a",), b"a"])
def test_other_types_are_refused(value):
    with pytest.raises(TypeError, match=f"got {type(value).__name__}"):
        dump_document({"a": value})


def test_names_that_are_not_texts_are_refused():
    with pytest.raises(TypeError, match="name of a field, got int"):
        dump_document({1: "a"})
