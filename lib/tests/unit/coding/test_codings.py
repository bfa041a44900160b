"""What people coded, read from the files that they filled."""

import csv

import numpy as np
import pytest
import xlsxwriter

from civiscope.coding.codings import (
    Codings,
    check_names,
    list_disagreements,
    read_codings,
    read_decisions,
    settle,
)
from civiscope.errors import InputError
from civiscope.tables import ColumnNotFound

CODES, KNOWN = ("tax", "road"), ("c1", "c2", "c3", "c4")
WIDE = ("contribution_id", "coder", "text", "tax", "road", "none_applies", "unsure", "comment")
LONG = ("contribution_id", "coder", "code")


@pytest.fixture
def write(tmp_path):
    def to_file(columns, *rows, name="codings.csv"):
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([columns, *rows])
        return path

    return to_file


def read(*paths):
    return read_codings(paths, identifiers=KNOWN, codes=CODES)


def test_wide_rows_are_read_where_they_bear_a_mark(write):
    path = write(
        WIDE,
        ("c1", "ana", "…", "1", "", "", "", ""),
        ("c2", "ana", "…", "", "", "x", "1", "odd"),
        ("c3", "ana", "…", "0", "0", "", "", ""),
        ("c4", "ana", "…", "", "", "", "", "later"),
    )

    found = read(path)

    assert found.values.tolist() == [[[1, 0], [0, 0], [0, 0], [-1, -1]]]
    assert found.is_read.tolist() == [[True, True, True, False]]
    assert [(one.identifier, one.is_unsure, one.comment) for one in found.notes] == [
        ("c2", True, "odd"),
        ("c4", False, "later"),
    ]


def test_long_rows_say_the_same(write):
    rows = ("c1", "ana", "tax"), ("c2", "ana", ""), ("c3", "ana", ""), ("c1", "ana", "tax")

    found = read(write(LONG, *rows))

    assert found.values.tolist() == [[[1, 0], [0, 0], [0, 0], [-1, -1]]]


def test_workbook_of_numbers_is_read(tmp_path):
    book = xlsxwriter.Workbook(tmp_path / "codings.xlsx")
    sheet = book.add_worksheet()
    for row, cells in enumerate([WIDE, ("c1", "ana", "…", 1, None, None, None, None)]):
        sheet.write_row(row, 0, cells)
    book.close()

    assert read(tmp_path / "codings.xlsx").values[0, 0].tolist() == [1, 0]


def test_several_files_and_coders_come_together_in_any_order(write):
    first = write(LONG, ("c1", "ben", "tax"), ("c2", "ana", "road"), name="first.csv")
    second = write(LONG, ("c1", "ana", ""), ("c1", "ben", "tax"), name="second.csv")

    found = read(first, second)

    assert found.coders == ("ana", "ben")
    assert found.values.tolist() == read(second, first).values.tolist()
    assert found.values[:, 0].tolist() == [[0, 0], [1, 0]]


@pytest.mark.parametrize(
    ("columns", "rows", "said"),
    [
        (LONG, [("c9", "ana", "tax")], "expected contributions of the sample, found 1 others: c9"),
        (LONG, [("c1", "ana", "taxe")], "row 1: expected codes of the codebook, found “taxe”. Did"),
        (LONG, [("c1", "ana", "zzz")], "found “zzz”. The codes are “tax”, “road”"),
        (LONG, [("c1", "", "tax")], "row 1: expected a coder, found none"),
        (LONG, [("c1", "ana", "tax"), ("c1", "ana", "")], "found two that differ of c1"),
        (LONG, [], "Expected contributions that somebody coded, got none"),
        (WIDE, [("c1", "ana", "", "", "", "", "1", "")], "Expected contributions that somebody"),
        (WIDE, [("c1", "ana", "", "1", "", "1", "", "")], "expected codes, or none_applies"),
        (WIDE, [("c1", "ana", "", "maybe", "", "", "", "")], "row 1: expected 1, 0 or an empty"),
        ((*WIDE[:4], "rode"), [], "found “rode”. Did you mean “road”"),
    ],
)
def test_codings_that_cannot_be_meant_are_refused(write, columns, rows, said):
    with pytest.raises(InputError, match=said.replace("(", r"\(")) as error:
        read(write(columns, *rows))

    assert "maybe" not in str(error.value)


def test_coder_who_says_two_things_in_two_files_is_refused(write):
    first = write(LONG, ("c1", "ana", "tax"), name="first.csv")
    second = write(LONG, ("c1", "ana", "road"), name="second.csv")

    with pytest.raises(InputError, match=r"second\.csv, row 1: expected one coding of each"):
        read(first, second)


def test_many_unknown_contributions_are_counted_and_the_first_named(write):
    rows = [(f"d{number}", "ana", "tax") for number in range(5)]

    with pytest.raises(InputError, match="found 5 others: d0, d1, d2 …"):
        read(write(LONG, *rows))


def test_code_without_column_is_refused(write):
    with pytest.raises(ColumnNotFound, match="a column “road”"):
        read(write(WIDE[:4], ("c1", "ana", "", "1")))


def test_codes_named_as_columns_are_refused():
    with pytest.raises(InputError, match="Expected codes of other names than columns have"):
        check_names(["tax", "unsure"])


def codings_of(*values):
    return Codings(
        coders=("ana", "ben", "cleo")[: len(values)],
        identifiers=KNOWN[: len(values[0])],
        codes=CODES,
        values=np.array(values, dtype=np.int8),
    )


APART = codings_of([[1, 0], [1, 1], [-1, -1]], [[1, 0], [0, 1], [-1, -1]])


def test_disagreements_name_who_says_what():
    [found] = list_disagreements(APART)

    assert (found.identifier, found.code, found.yes, found.no) == ("c2", "tax", ("ana",), ("ben",))


def test_even_coders_need_a_decision():
    with pytest.raises(InputError, match=r"coders are even, got none for 1: c2 \(tax\)"):
        settle(APART)


def test_decision_settles_and_what_nobody_read_stays_open():
    found = settle(APART, {("c2", "tax"): 1, ("c3", "tax"): 1})

    assert found.values.tolist() == [[1, 0], [1, 1], [-1, -1]]
    assert found.is_read.tolist() == [True, True, False]
    assert (found.n_decided, found.n_majority) == (1, 0)


def test_most_coders_settle_what_nobody_decided():
    found = settle(codings_of([[1, 0]], [[1, 1]], [[0, 0]]))

    assert found.values.tolist() == [[1, 0]]
    assert found.n_majority == 2


def test_decisions_are_read_where_they_are_filled(write):
    columns = ("contribution_id", "code", "text", "decision")
    path = write(columns, ("c1", "tax", "", "1"), ("c2", "tax", "", "non"), ("c3", "tax", "", ""))

    found = read_decisions(path, identifiers=KNOWN, codes=CODES)

    assert found == {("c1", "tax"): 1, ("c2", "tax"): 0}


def test_decision_on_unknown_code_is_refused(write):
    path = write(("contribution_id", "code", "decision"), ("c1", "taxes", "1"))

    with pytest.raises(InputError, match=r"found “taxes”\. Did you mean “tax”"):
        read_decisions(path, identifiers=KNOWN, codes=CODES)
