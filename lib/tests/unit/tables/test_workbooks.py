import datetime as dt

import openpyxl
import pytest

from civiscope.errors import InputError
from civiscope.tables import open_source


@pytest.fixture
def workbook(tmp_path):
    book = openpyxl.Workbook()
    at = dt.datetime(2019, 1, 22, 10)  # noqa: DTZ001 -- workbooks have no time zone
    book.active.append(["id", "text", "n", "date", "at", "open"])
    book.active.append(["001", "a\nb", 1, dt.date(2019, 1, 22), at, True])
    book.active.append([])
    book.active.append([2, "é", 1.5, None, None, None])
    book.create_sheet("other").append(["id", "autre"])
    book["other"].append(["9", "z"])
    path = tmp_path / "a.xlsx"
    book.save(path)
    return path


def test_the_first_sheet_is_read_as_text(workbook, cells):
    assert cells(workbook) == [
        ("001", "a\nb", "1", "2019-01-22 00:00:00", "2019-01-22 10:00:00", "true"),
        ("2", "é", "1.5", None, None, None),
    ]


def test_a_sheet_may_be_named(workbook, cells):
    assert cells(workbook, sheet="other") == [("9", "z")]


def test_a_missing_sheet_is_refused(workbook):
    with pytest.raises(InputError) as caught:
        open_source(workbook, sheet="third")

    assert str(caught.value) == (
        "a.xlsx: expected a sheet “third”, found the sheets “Sheet”, “other”. Name one of these."
    )


def test_what_is_no_workbook_is_refused(write):
    with pytest.raises(InputError, match="expected a workbook, found a file that cannot be opened"):
        open_source(write("a.xlsx", b"PK\x03\x04junk"))
