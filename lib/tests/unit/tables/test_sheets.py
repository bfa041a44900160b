"""Small tables that people write, in any form, with the line of each row."""

import re

import polars as pl
import pytest

from civiscope.errors import InputError
from civiscope.tables import ColumnNotFound, sheets
from civiscope.tables.sheets import read_sheet
from civiscope.tables.writing import csv_text


def sheet(tmp_path, content, name="a.csv"):
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_sheet(tmp_path / name)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_rows_have_the_line_on_which_they_begin(tmp_path, separator, end):
    rows = [
        "Code,Label",
        "",
        'a,"one',
        'two ""quoted"", and more"',
        "",
        "",
        'b,5" wide',
        ",c",
        "d,",
    ]
    content = end.join(rows).replace(",", separator) + end

    read = sheet(tmp_path, content)

    assert read.columns == ("code", "label")
    assert [(row.line, row["code"]) for row in read.rows] == [(3, "a"), (7, "b"), (8, ""), (9, "d")]
    assert read.rows[0]["label"] == f'one\ntwo "quoted"{separator} and more'


def test_cells_are_composed_and_without_spaces_around_them(tmp_path):
    read = sheet(tmp_path, "\ufeff CODE ;label\n e\u0301 ;  \n")

    assert read.columns == ("code", "label")
    assert dict(read.rows[0].cells) == {"code": "é", "label": ""}


def test_windows_1252_and_workbooks_are_read(tmp_path):
    assert sheet(tmp_path, "code;label\nélu;Élu\n".encode("cp1252")).rows[0]["label"] == "Élu"

    pl.DataFrame({"code": ["a", None, "b"], "n": [1, None, 2]}).write_excel(tmp_path / "a.xlsx")
    read = read_sheet(tmp_path / "a.xlsx")

    assert [(row.line, row["n"]) for row in read.rows] == [(2, "1"), (3, "2")]


def test_two_columns_of_one_name_are_refused(tmp_path):
    with pytest.raises(InputError) as refused:
        sheet(tmp_path, "Code,code \na,b\n")

    assert str(refused.value) == (
        "a.csv: expected one column “code”, found 2. Give each column a name of its own."
    )


def test_missing_column_is_refused(tmp_path):
    read = sheet(tmp_path, "code,lable\na,b\n")

    read.check_columns("code")
    with pytest.raises(ColumnNotFound, match="Did you mean “lable”"):
        read.check_columns("code", "label")


def test_table_that_is_too_large_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(sheets, "SHEET_BYTES", 10)

    with pytest.raises(InputError) as refused:
        sheet(tmp_path, "code,label\na,b\n")

    assert str(refused.value) == (
        "a.csv: expected at most 10 bytes, found more. Leave out what is not needed."
    )


def test_damaged_row_is_refused_with_its_line(tmp_path):
    with pytest.raises(InputError, match=re.escape("a.csv, line 3: expected 2 cells")):
        sheet(tmp_path, "code,label\na,b\nc\n")


def test_csv_text_says_truths_and_numbers_shortly():
    rows = [{"a": True, "b": 1.0, "c": 1 / 3}, {"a": False, "b": "\r", "c": None}]

    assert csv_text(("a", "b", "c"), rows) == 'a,b,c\nyes,1,0.333333\nno,"\r",\n'
