import hashlib

import pytest

from civiscope.errors import InputError
from civiscope.tables import (
    ColumnNotFound,
    Columns,
    Contributions,
    Limits,
    SetAside,
    read_batches,
    read_contributions,
)

HEADER = ("answer_id", "texte", "author", "date", "âge")
ROWS = [("1", "a", "u1", "2019-01-22", "30"), ("2", " \n", "", "soon", "")]
NONE = "none named among “answer_id”, “texte”, “author”, “date”, “âge”"
NAMES = {"identifier": "answer_id", "text": "texte"}


def test_a_reading_tells_what_it_found(write_rows, read, tmp_path):
    path = write_rows("a.csv", HEADER, ROWS)

    contributions = read(path, **NAMES, author="author", date="date", by=("âge", "date"))

    assert contributions == Contributions(
        path=tmp_path / "c.parquet",
        rows=2,
        digest=hashlib.sha256(path.read_bytes()).hexdigest(),
        format="csv",
        encoding="utf-8",
        source_columns=HEADER,
        columns=("contribution_id", "text", "author", "date", "âge"),
        set_aside=SetAside(without_text=1, unreadable_dates=1),
    )


def test_columns_that_are_not_named_are_not_kept(write_rows, read_rows):
    assert read_rows(write_rows("a.csv", HEADER, ROWS), **NAMES) == [("1", "a"), ("2", " \n")]


def test_a_question_is_kept(write_rows, read):
    path = write_rows("a.csv", ("id", "text", "topic"), [("1", "a", "q")])

    assert read(path, identifier="id", text="text", question="topic").columns == (
        "contribution_id",
        "text",
        "question",
    )


@pytest.mark.parametrize("role", ["department", "postal_code", "commune"])
def test_the_place_of_authors_is_kept_under_the_name_of_what_it_holds(write_rows, read, role):
    path = write_rows("a.csv", ("id", "text", "où"), [("1", "a", "49000"), ("2", "b", "")])

    found = read(path, identifier="id", text="text", **{role: "où"})

    assert found.columns == ("contribution_id", "text", f"author_{role}")
    (batch,) = read_batches(found.path)
    assert batch[f"author_{role}"].to_pylist() == ["49000", None]


def test_a_place_may_also_be_a_variable(write_rows, read):
    path = write_rows("a.csv", ("id", "text", "dep"), [("1", "a", "49")])

    found = read(path, identifier="id", text="text", department="dep", by=("dep",))

    assert found.columns == ("contribution_id", "text", "author_department", "dep")


def test_two_columns_of_places_are_refused(write_rows, read):
    path = write_rows("a.csv", ("id", "text", "dep", "cp"), [("1", "a", "49", "49000")])

    with pytest.raises(InputError) as caught:
        read(path, identifier="id", text="text", department="dep", postal_code="cp")

    assert str(caught.value) == (
        "a.csv: expected one column that says where authors live, found “dep”, “cp”. Name the one "
        "that says most: communes, then postal codes, then départements."
    )


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (
            {**NAMES, "text": "text"},
            (
                "a.csv: expected a column “text”, found the columns “answer_id”, “texte”,"
                " “author”, “date”, “âge”. Did you mean “texte”?"
            ),
        ),
        (
            {**NAMES, "by": ("zone",)},
            (
                "a.csv: expected a column “zone”, found the columns “answer_id”, “texte”,"
                " “author”, “date”, “âge”. Name one of these."
            ),
        ),
    ],
)
def test_a_missing_column_is_told_with_the_nearest(write_rows, read, names, message):
    with pytest.raises(ColumnNotFound) as caught:
        read(write_rows("a.csv", HEADER, ROWS), **names)

    assert (caught.value.exit_code, str(caught.value)) == (65, message)


def test_many_columns_are_not_all_listed(write_rows, read):
    header = tuple(f"c{number}" for number in range(40))

    with pytest.raises(ColumnNotFound, match=r"“c28”, “c29” and 10 others. Name one of these"):
        read(write_rows("a.csv", header, [header]), identifier="none", text="c0")


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        (
            Columns(text="texte"),
            ("expected the name of the column of identifiers, found {NONE}. Is it “answer_id”?"),
        ),
        (
            Columns(identifier="answer_id"),
            "expected the name of the column of texts, found {NONE}. Is it “texte”?",
        ),
        (
            Columns(identifier="answer_id", text="texte", by=("author",)),
            (
                "expected a variable that is not called “author”, as a column of contributions is,"
                " found it. Rename the column."
            ),
        ),
    ],
)
def test_what_must_be_named_is_told(write_rows, tmp_path, columns, message):
    path = write_rows("a.csv", HEADER, ROWS)

    with pytest.raises(InputError) as caught:
        read_contributions(path, tmp_path / "c.parquet", columns=columns)

    assert str(caught.value) == f"a.csv: {message.format(NONE=NONE)}"


def test_a_file_without_anything_like_an_identifier_is_told(write_rows, tmp_path):
    with pytest.raises(InputError, match=r"found none named among “x”, “y”. Name one"):
        read_contributions(write_rows("a.csv", ("x", "y"), [("1", "2")]), tmp_path / "c.parquet")


def test_two_columns_of_one_name_are_refused(write_rows, read):
    with pytest.raises(InputError, match=r"expected one column “text”, found 2. Give each column"):
        read(write_rows("a.csv", ("id", "text", "text"), [("1", "a", "b")]))


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_a_header_alone_is_refused(write_rows, read, tmp_path, name):
    with pytest.raises(InputError) as caught:
        read(write_rows(name, ("id", "text"), []))

    assert str(caught.value) == (
        f"{name}: expected contributions, found no row. Export it again, with its contributions."
    )
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_row_that_is_too_long_is_refused(write_rows, read):
    with pytest.raises(InputError, match=r"a.csv, line 3: expected at most 100 bytes in a row"):
        read(
            write_rows("a.csv", ("id", "text"), [("1", "a"), ("2", "b" * 200)]),
            limits=Limits(row_bytes=100),
        )


@pytest.mark.parametrize(("platform", "near"), [("decidm", "decidim"), ("zzz", "")])
def test_an_unknown_platform_is_told(write_rows, read, platform, near):
    with pytest.raises(InputError) as caught:
        read(write_rows("a.csv", HEADER, ROWS), platform=platform)

    remedy = f"Did you mean “{near}”?" if near else "Name one."
    assert str(caught.value) == (
        "platform: expected one of cap-collectif, consul, decidim, iramuteq, polis,"
        f" found “{platform}”. {remedy}"
    )
