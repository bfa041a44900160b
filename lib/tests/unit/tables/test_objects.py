import json

import pytest

from civiscope.errors import InputError
from civiscope.tables import files, open_source

ROWS = [{"id": "1", "text": "a, b"}, {"id": "2", "text": "é\n]"}]


@pytest.mark.parametrize("block_bytes", [1, 2, 3, 7, 4_000_000])
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", "\n".join(map(json.dumps, ROWS))),
        ("a.ndjson", "\r\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS) + "\r\n\r\n"),
        ("a.json", json.dumps(ROWS)),
        ("a.json", json.dumps(ROWS, indent=2, ensure_ascii=False) + "\n"),
        ("a", json.dumps(ROWS)),
        ("a.txt", json.dumps(ROWS[0]) + json.dumps(ROWS[1])),
        ("a.json", json.dumps({"data": {"proposals": {"edges": [{"node": row} for row in ROWS]}}})),
        ("a.json", json.dumps({"data": {"debates": [1, *ROWS], "total": 2}})),
    ],
)
def test_objects_are_rows(write, cells, monkeypatch, name, content, block_bytes):
    path = write(name, content)
    monkeypatch.setattr(files, "BLOCK_BYTES", block_bytes)
    expected = [("1", "a, b"), ("2", "é\n]")]

    assert cells(path) == expected


def test_white_space_before_an_array_is_skipped(write, cells):
    assert cells(write("a.json", '\n [{"id": 1}]')) == [("1",)]


def test_cells_are_written_as_text(write, cells):
    row = '{"a": 1.10, "b": 12345678901234567890, "c": true, "d": null, "e": ["x"], "f": NaN}'

    assert cells(write("a.jsonl", row)) == [
        ("1.10", "12345678901234567890", "true", None, '["x"]', "NaN")
    ]


def test_objects_inside_objects_are_joined_and_missing_keys_are_empty(write, cells):
    path = write("a.jsonl", '{"id": 1, "author": {"id": 7}}\n{"id": 2, "text": "a"}')

    assert open_source(path).columns == ("id", "author/id", "text")
    assert cells(path) == [("1", "7", None), ("2", None, "a")]


def test_half_of_a_surrogate_pair_is_replaced(write, cells):
    assert cells(write("a.jsonl", r'{"id": "1", "text": "a\ud83d b"}')) == [("1", "a� b")]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (
            '{"id": 1}\n\n{"id" 2}',
            "line 3: expected a JSON object, found “Expecting ':' delimiter”",
        ),
        ('{"id": 1}\n{"id":\n}', "line 3: expected a JSON object, found “Expecting value”"),
        ('{"id": 1}\n["a"]', "line 2: expected a JSON object, found another value"),
        ('[{"id": 1},\n "a"]', "line 2: expected a JSON object, found another value"),
        ('[{"id": 1},\n', "line 2: expected a JSON object, found the end of the file inside an"),
        (
            '{"id": ' + "[" * 100_000,
            "line 1: expected a JSON object, found one with too many levels",
        ),
        ("id,text\n", "line 1: expected a JSON object, found “Expecting value”"),
    ],
)
def test_what_is_no_object_is_refused_with_its_line(write, content, found):
    with pytest.raises(InputError) as caught:
        open_source(write("a.json", content))

    assert str(caught.value).startswith("a.json, " + found)


def test_an_object_that_is_too_long_is_refused(write, monkeypatch):
    monkeypatch.setattr(files, "BLOCK_BYTES", 16)
    path = write("a.json", '{"id": 1}\n{"id": "' + "a" * 300 + '"}')

    with pytest.raises(
        InputError, match=r"line 2: expected a JSON object, found “Unterminated str"
    ):
        open_source(path, row_bytes=100)
