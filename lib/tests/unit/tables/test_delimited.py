import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from civiscope.errors import InputError
from civiscope.tables import cells as kernels
from civiscope.tables import delimited, files, open_source

KERNELS = ("find_cells", "copy_cells", "_find_row", "_quoted_end", "_plain_end", "_ends_cell")


@pytest.fixture(params=["compiled", "interpreted"])
def as_run(request, monkeypatch):
    """Run the kernels as machine code, then as Python, where coverage sees them."""
    if request.param == "interpreted":
        for name in KERNELS:
            monkeypatch.setattr(kernels, name, getattr(kernels, name).py_func)
        monkeypatch.setattr(delimited, "find_cells", kernels.find_cells)
        monkeypatch.setattr(delimited, "copy_cells", kernels.copy_cells)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("id,text\n001,a\n", [("001", "a")]),
        ("id,text\n1,a\n2,b", [("1", "a"), ("2", "b")]),
        ("id,text\r\n1,a\r\n2,b\r\n", [("1", "a"), ("2", "b")]),
        ("id,text\r1,a\r2,b\r", [("1", "a"), ("2", "b")]),
        ("id,text\n1,a\r\n2,b\n", [("1", "a"), ("2", "b")]),
        ('id,text\n1,"a, b"\n', [("1", "a, b")]),
        ('id,text\n1,"a\nb"\n2,"c\r\nd"\n', [("1", "a\nb"), ("2", "c\r\nd")]),
        ('id,text\n1,"a ""b"" c"\n', [("1", 'a "b" c')]),
        ('id,text\n1,""""\n', [("1", '"')]),
        ('id,text\n1,""\n2,\n', [("1", ""), ("2", "")]),
        ('id,text\n1,a 5" screen\n', [("1", 'a 5" screen')]),
        ('id,text\n1,"a"', [("1", "a")]),
        ("id,text\n\n1,a\n\n\n2,b\n\n", [("1", "a"), ("2", "b")]),
        ("\n\nid,text\n1,a\n", [("1", "a")]),
        ("id,text\n 1 , a\n", [(" 1 ", " a")]),
        ("id,text\nNULL,NA\n", [("NULL", "NA")]),
        ('"i\nd","te""xt"\n1,a\n', [("1", "a")]),
        ("id,text\n1,é€😀\n", [("1", "é€😀")]),
    ],
)
def test_cells_are_literal(as_run, write, cells, content, expected):
    assert cells(write("a.csv", content)) == expected


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "id;text\n1;a, b\n2;c\n"),
        ("a.csv", "id|text\n1|a, b\n2|c\n"),
        ("a.tsv", "id\ttext\n1\ta, b\n2\tc\n"),
        ("a.txt", "id\ttext\n1\ta, b\n2\tc\n"),
        ("a.csv", "id;text, of all\n1;a, b\n2;c\n"),
        ("noend", 'id,text\n1,"a, b"\n2,c\n'),
    ],
)
def test_the_separator_is_found(write, cells, name, content):
    assert cells(write(name, content)) == [("1", "a, b"), ("2", "c")]


def test_a_very_long_cell_among_the_first_rows_is_read(write, cells):
    rows = [("1", "a"), ("2", "b" * 200_000)]
    path = write("a.csv", "id;text\n" + "\n".join(";".join(row) for row in rows))

    assert cells(path) == rows


def test_a_very_long_header_is_refused(write, cells):
    path = write("a.csv", "id," + "b" * 200_000 + "\n1,a\n")

    with pytest.raises(InputError, match=r"a.csv, line 1: expected 1 cells as in the header"):
        cells(path)


def test_the_separator_may_be_given(write, cells):
    path = write("a.csv", "id,a:text\n1,b:c\n")

    assert cells(path, separator=":") == [("1,b", "c")]


def test_only_the_columns_that_are_asked_for_are_read(write, cells):
    path = write("a.csv", "id,text,age\n1,a,30\n2,b,40\n")

    assert cells(path, "age", "id") == [("30", "1"), ("40", "2")]


OPEN = (
    "expected a quote that is closed within 10,000,000 bytes, found one that opens here and is"
    " not. Close it, or double the quotes that belong to the text."
)
AFTER = (
    "expected a separator after the quote that closes a cell, found other characters after the"
    " cell that opens here. Double the quotes that belong to the text."
)
WIDTH = (
    "expected 2 cells as in the header, found {}. Put quotes around a text that holds separators"
    " or line breaks."
)


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        ('id,text\n1,a\n2,"b\n3,c\n', 3, OPEN),
        ('"id,text\n1,a\n', 1, OPEN),
        ('id,text\n1,a\n2,"b\n3,"c"\n', 3, AFTER),
        ('id,text\n1,"a" b\n', 2, AFTER),
        ('id,text\n1,"a\nb"\n2\n', 4, WIDTH.format(1)),
        ("id,text\n1,a\n2,b,c\n", 3, WIDTH.format(3)),
    ],
)
def test_a_damaged_row_is_refused_with_its_line(as_run, write, cells, content, line, message):
    with pytest.raises(InputError) as caught:
        cells(write("a.csv", content))

    assert str(caught.value) == f"a.csv, line {line}: {message}"


@pytest.mark.parametrize("closing", ["", '"'])
@pytest.mark.parametrize("block_bytes", [16, 1_000_000])
def test_a_long_row_is_refused_with_its_line(
    as_run, write, cells, monkeypatch, closing, block_bytes
):
    monkeypatch.setattr(files, "BLOCK_BYTES", block_bytes)
    path = write("a.csv", f"id,text\n1,a\n2,{closing}{'b' * 200}{closing}\n3,c\n")

    with pytest.raises(InputError) as caught:
        cells(path, row_bytes=100)

    # A cell that opens with a quote and goes on for too long may be one that was never closed.
    quote = "a quote that is closed within 100 bytes, found one that opens here and is not."
    longer = "at most 100 bytes in a row, found a longer one."
    expected = quote if closing and block_bytes == 16 else longer
    assert str(caught.value).startswith(f"a.csv, line 3: expected {expected}")


@pytest.mark.parametrize("block_bytes", range(1, 12))
@pytest.mark.parametrize("end", ["\n", "\r\n", ""])
def test_blocks_may_end_anywhere(write, cells, monkeypatch, block_bytes, end):
    content = 'id,text\n1,"a ""é"" b"\n\n2,c\r\n3,"d\ne"' + end
    path = write("a.csv", content)
    source = open_source(path)
    monkeypatch.setattr(files, "BLOCK_BYTES", block_bytes)

    read = [tuple(r.values()) for b in source.batches(("id", "text")) for r in b.to_pylist()]

    assert read == [("1", 'a "é" b'), ("2", "c"), ("3", "d\ne")]


def test_rows_beyond_the_room_are_read_too(as_run, write, cells, monkeypatch):
    monkeypatch.setattr(delimited, "ROOM_CELLS", 6)
    rows = [(str(number), f"text {number}") for number in range(20)]
    path = write("a.csv", "\n".join(",".join(row) for row in [("id", "text"), *rows]))

    assert cells(path) == rows


TEXTS = st.text(st.sampled_from('a"\n\r,;é '), max_size=6)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=8), st.sampled_from(",;\t"))
def test_what_the_standard_library_writes_is_read_the_same(write, cells, rows, separator):
    sink = io.StringIO()
    csv.writer(sink, delimiter=separator).writerows([("id", "text", "age"), *rows])

    assert cells(write("a.csv", sink.getvalue()), separator=separator) == rows


def strictly(content):
    """Return the rows that the standard library reads, or None where it refuses."""
    try:
        rows = csv.reader(io.StringIO(content, newline=""), strict=True)
        kept = [tuple(row) for row in rows if row]
    except csv.Error:
        return None
    return kept[1:] if all(len(row) == 2 for row in kept) else None


@settings(
    deadline=None, max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(st.sampled_from('a"\n\r,'), max_size=20))
def test_any_text_is_read_or_refused_as_by_the_standard_library(write, cells, content):
    whole = "id,text\n" + content
    expected = strictly(whole)
    path = write("a.csv", whole)

    if expected is None:
        with pytest.raises(InputError):
            cells(path, separator=",")
    else:
        assert cells(path, separator=",") == expected
