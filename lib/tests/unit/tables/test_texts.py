import codecs

import pytest

from civiscope.errors import InputError
from civiscope.tables import files, open_source
from civiscope.tables.files import find_file
from civiscope.tables.texts import find_text

CONTENT = "id,text\n1,élève\n2,« œuvre » à 5 €\n"
ROWS = [("1", "élève"), ("2", "« œuvre » à 5 €")]


@pytest.fixture(params=[5, 4_000_000])
def block_bytes(request, monkeypatch):
    monkeypatch.setattr(files, "BLOCK_BYTES", request.param)


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (CONTENT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + CONTENT.encode(), "utf-8-sig"),
        (CONTENT.encode("utf-16"), "utf-16"),
        (codecs.BOM_UTF16_BE + CONTENT.encode("utf-16-be"), "utf-16"),
        (CONTENT.encode("cp1252"), "cp1252"),
    ],
)
def test_the_encoding_is_found(write, cells, content, encoding):
    path = write("a.csv", content)

    assert (open_source(path).encoding, cells(path)) == (encoding, ROWS)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            "id,text\n1,é\n2,".encode() + "é\n".encode("cp1252"),
            "a.csv, line 3: expected UTF-8 as on line 2, found the byte 0xE9 at offset 15.",
        ),
        (
            b"id,text\n1," + "é\n2,".encode("cp1252") + "é\n".encode(),
            "a.csv, line 2: expected UTF-8 as on line 3, found the byte 0xE9 at offset 10.",
        ),
        (
            b"id,text\n1,\xe9\n2,\x81\n",
            (
                "a.csv, line 3: expected characters of UTF-8 or Windows-1252, found the byte 0x81"
                " at offset 14."
            ),
        ),
        (
            codecs.BOM_UTF8 + b"id,text\n1,\xe9\n",
            "a.csv, line 2: expected characters of UTF-8, found the byte 0xE9 at offset 13.",
        ),
    ],
)
def test_mixed_encodings_are_refused_with_their_place(write, block_bytes, content, message):
    with pytest.raises(InputError) as caught:
        list(open_source(write("a.csv", content)).batches(("id",)))

    assert str(caught.value).startswith(message)


def test_utf_16_that_is_cut_is_refused(write):
    with pytest.raises(InputError, match="line 3: expected characters of UTF-16"):
        open_source(write("a.csv", CONTENT.encode("utf-16")[:-1]))


def test_utf_16_without_its_mark_is_refused(write):
    with pytest.raises(
        InputError, match="found many zero bytes, as in UTF-16 without a byte order"
    ):
        open_source(write("a.csv", CONTENT.encode("utf-16-le")))


def test_the_end_of_a_file_is_on_its_last_line(write, block_bytes):
    text = find_text(find_file(write("a.csv", CONTENT.rstrip("\n"))))

    assert text.line_at(len(CONTENT.encode())) == 3
