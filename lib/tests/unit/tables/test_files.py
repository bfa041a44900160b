import bz2
import gzip
import lzma
import os
from pathlib import Path

import pyarrow as pa
import pytest

from civiscope.errors import InputError, InputNotFound
from civiscope.tables import open_source

CONTENT = b"id,text\n1,a\n"


def zstd(content):
    return pa.Codec("zstd").compress(content, asbytes=True)


@pytest.mark.parametrize(
    ("suffix", "compress"),
    [(".gz", gzip.compress), (".bz2", bz2.compress), (".xz", lzma.compress), (".zst", zstd)],
)
@pytest.mark.parametrize("has_suffix", [True, False])
def test_compressed_text_is_read(write, cells, suffix, compress, has_suffix):
    path = write("a.csv" + suffix * has_suffix, compress(CONTENT))

    assert cells(path) == [("1", "a")]


@pytest.mark.parametrize(
    ("suffix", "compress"),
    [(".gz", gzip.compress), (".bz2", bz2.compress), (".xz", lzma.compress), (".zst", zstd)],
)
def test_a_compressed_file_that_is_cut_is_refused(write, suffix, compress):
    path = write("a.csv" + suffix, compress(CONTENT + bytes(range(32, 127)) * 99)[:-9])

    with pytest.raises(InputError, match=r"expected a whole \w+ file, found one that is cut short"):
        open_source(path)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", b"", "a.csv: expected rows, found an empty file. Export it again."),
        ("a.csv", b" \n\n", "a.csv: expected rows, found an empty file. Export it again."),
        ("a.csv.gz", gzip.compress(b""), "a.csv.gz: expected rows, found an empty file."),
        ("a.csv.gz", CONTENT, "a.csv.gz: expected gzip from its name, found no such compression"),
        ("a.csv", b"PAR1junk", "a.csv: expected text from its name, found parquet in its first"),
        ("a.csv", b"PK\x03\x04junk", "a.csv: expected text from its name, found workbook in"),
        ("a.parquet", CONTENT, "a.parquet: expected parquet from its name, found text in its"),
        ("a.xlsx", CONTENT, "a.xlsx: expected workbook from its name, found text in its first"),
        ("a.csv", b"%PDF-1.7", "a.csv: expected text from its name, found PDF in its first"),
        ("a.csv", b"<!doctype html>", "a.csv: expected text from its name, found web page or XML"),
        ("a", b"%PDF-1.7", "a: expected text, parquet or workbook from its name, found PDF"),
        ("a", gzip.compress(b"PAR1"), "a: expected a parquet file as it is, found one compressed"),
    ],
)
def test_a_file_that_is_not_what_it_should_be_is_refused(write, name, content, message):
    with pytest.raises(InputError) as caught:
        open_source(write(name, content))

    assert str(caught.value).startswith(message)


def test_a_missing_file_is_not_found(tmp_path):
    with pytest.raises(InputNotFound, match="expected a file, found nothing of that name"):
        open_source(tmp_path / "none.csv")


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(InputError, match="expected a file, found a folder"):
        open_source(tmp_path)


def test_a_pipe_is_refused(tmp_path):
    os.mkfifo(tmp_path / "pipe")

    with pytest.raises(InputError, match="expected a file, found a device or a pipe"):
        open_source(tmp_path / "pipe")


def test_a_file_that_cannot_be_opened_is_refused():
    # The memory of the process itself: a regular file whose first bytes no one may read.
    with pytest.raises(InputError, match="expected a readable file, found “Input/output error”"):
        open_source(Path("/proc/self/mem"))
