"""Fixtures to write files in every format, and to read them."""

import csv
import gzip
import json

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from civiscope.tables import Columns, open_source, read_batches, read_contributions


@pytest.fixture
def write(tmp_path):
    """Return a function that writes bytes, or text as UTF-8, to a file of some name."""

    def write_file(name, content):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write_file


@pytest.fixture
def write_rows(tmp_path):
    """Return a function that writes a table of strings in the format its name tells."""

    def write_table(name, header, rows):
        path = tmp_path / name
        WRITERS[path.suffix](path, header, rows)
        return path

    return write_table


@pytest.fixture
def read(tmp_path):
    """Return a function that reads a file into contributions."""

    def read_file(path, *, by=(), name="c.parquet", **options):
        names = {key: options.pop(key) for key in ROLES if key in options}
        if "platform" not in options and not names:
            names = {"identifier": "id", "text": "text"}
        return read_contributions(path, tmp_path / name, columns=Columns(by=by, **names), **options)

    return read_file


@pytest.fixture
def read_rows(read):
    """Return a function that reads a file and returns its contributions as tuples."""

    def rows_of(path, **options):
        contributions = read(path, **options)
        batches = read_batches(contributions.path)
        return [tuple(row.values()) for batch in batches for row in batch.to_pylist()]

    return rows_of


@pytest.fixture
def cells():
    """Return a function that reads all cells of a file, as rows in its own order."""

    def all_cells(path, *names, **options):
        source = open_source(path, **options)
        batches = source.batches(names or source.columns)
        return [tuple(row.values()) for batch in batches for row in batch.to_pylist()]

    return all_cells


PLACES = ("department", "postal_code", "commune")
ROLES = ("identifier", "text", "author", "question", "date", *PLACES)


def write_csv(path, header, rows):
    with path.open("w", encoding="utf-8", newline="") as sink:
        csv.writer(sink).writerows([header, *rows])


def write_tsv(path, header, rows):
    with path.open("w", encoding="utf-8", newline="") as sink:
        csv.writer(sink, delimiter="\t").writerows([header, *rows])


def write_jsonl(path, header, rows):
    lines = [json.dumps(dict(zip(header, row, strict=True))) for row in rows]
    path.write_text("\n".join(lines), encoding="utf-8")


def write_json(path, header, rows):
    objects = [dict(zip(header, row, strict=True)) for row in rows]
    path.write_text(json.dumps(objects, ensure_ascii=False, indent=1), encoding="utf-8")


def write_xlsx(path, header, rows):
    workbook = openpyxl.Workbook()
    for row in [header, *rows]:
        workbook.active.append(row)
    workbook.save(path)


def write_parquet(path, header, rows):
    columns = zip(*rows, strict=True)
    pq.write_table(pa.table([pa.array(c, pa.string()) for c in columns], list(header)), path)


def write_gz(path, header, rows):
    plain = path.with_suffix("")
    WRITERS[plain.suffix](plain, header, rows)
    path.write_bytes(gzip.compress(plain.read_bytes()))


WRITERS = {
    ".csv": write_csv,
    ".tsv": write_tsv,
    ".jsonl": write_jsonl,
    ".json": write_json,
    ".xlsx": write_xlsx,
    ".parquet": write_parquet,
    ".gz": write_gz,
}
