"""The texts of statements, and what is known of participants."""

import pytest

from civiscope.errors import InputError
from civiscope.tables import ColumnNotFound, read_panel, read_statements


@pytest.fixture
def file(tmp_path):
    """Return a function that writes a file and gives its path."""

    def write(text, name="comments.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_texts_are_read_to_the_letter(file):
    read = read_statements(file('statement,text\n2,"Plus, de « bus »"\n1,\n'))

    assert read.texts == {"2": "Plus, de « bus »", "1": ""}
    assert read.left_out == frozenset()
    assert len(read.digest) == 64


def test_statements_that_moderators_rejected_are_left_out(file):
    text = "comment-id,comment-body,moderated,is_meta\n1,a,1,false\n2,b,-1,false\n3,c,0,true\n"

    assert read_statements(file(text)).left_out == {"2", "3"}


def test_a_file_without_texts_names_the_nearest_column(file):
    with pytest.raises(ColumnNotFound, match="Did you mean “texte”"):
        read_statements(file("statement,texte\n1,a\n"))


@pytest.mark.parametrize(
    ("rows", "found"), [("1,a\n1,b\n", "1 more than once"), (",a\n", "1 rows without")]
)
def test_each_statement_has_one_row(file, rows, found):
    with pytest.raises(InputError, match=found):
        read_statements(file(f"statement,text\n{rows}"))


def test_what_is_known_of_participants_is_read_by_variable(file):
    read = read_panel(
        file("participant,département,age\np1,49,30-39\np2,,40-49\n"), by=("département", "age")
    )

    assert read.values == {"département": {"p1": "49"}, "age": {"p1": "30-39", "p2": "40-49"}}


def test_the_column_of_participants_may_be_named(file):
    read = read_panel(file("who,age\np1,30\n"), by=("age",), participant="who")

    assert read.values == {"age": {"p1": "30"}}


def test_a_missing_variable_names_the_nearest(file):
    with pytest.raises(ColumnNotFound, match="Did you mean “age”"):
        read_panel(file("participant,age\np1,30\n"), by=("ages",))
