"""The workbook that people code in."""

import zipfile

import fastexcel
import pytest

from civiscope.coding.codings import read_codings
from civiscope.errors import InputError
from civiscope.publication.coding.workbook import write_form_workbook


def rows(path, sheet):
    return fastexcel.read_excel(path).load_sheet(sheet, header_row=None).to_arrow().to_pylist()


def test_workbook_holds_a_row_for_each_contribution_and_a_column_for_each_code(form, tmp_path):
    path = tmp_path / "to_code.xlsx"

    write_form_workbook(form(coder="Ana"), path)

    header, first, second, third = (list(row.values()) for row in rows(path, "À coder"))
    marks = ["train", "bike", 'a"b,<c>', "none_applies", "unsure", "comment"]
    assert header == ["contribution_id", "coder", "text", *marks]
    assert first[:3] == ["c1", "Ana", "Un train, et des pistes."]
    assert second[2].endswith("=1+1")
    assert third[0] == "=c3"


def test_workbook_explains_codes_and_how_to(form, tmp_path):
    path = tmp_path / "to_code.xlsx"

    write_form_workbook(form(language="en", title=""), path)

    codes = [list(row.values()) for row in rows(path, "Codes")]
    assert codes[2][:4] == ["train", "Trains", "More trains.", "gares"]
    assert len(rows(path, "How to")) == 6


def test_nothing_in_the_workbook_is_a_formula(form, tmp_path):
    path = tmp_path / "to_code.xlsx"

    write_form_workbook(form(), path)

    with zipfile.ZipFile(path) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
        assert b"dataValidation" in archive.read("xl/worksheets/sheet1.xml")


def test_text_too_long_for_a_cell_is_cut_and_says_so(form, tmp_path):
    path = tmp_path / "to_code.xlsx"

    write_form_workbook(form(texts=(("c1", "mot " * 10_000),)), path)

    [_, row] = rows(path, "À coder")
    assert list(row.values())[2].endswith("[…] (la suite est dans le fichier CSV)")


def test_workbook_not_filled_has_no_codings_and_the_same_bytes(form, tmp_path):
    for name in ("a.xlsx", "b.xlsx"):
        write_form_workbook(form(coder="Ana"), tmp_path / name)

    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    codes = ("train", "bike", 'a"b,<c>')
    with pytest.raises(InputError, match="Expected contributions that somebody coded, got none"):
        read_codings([tmp_path / "a.xlsx"], identifiers=("c1", "c2", "=c3"), codes=codes)
