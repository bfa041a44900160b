"""Files of votes, whatever their form."""

import json

import pytest

from civiscope.errors import InputError
from civiscope.tables import ColumnNotFound, VoteColumns, in_name_order, read_votes


@pytest.fixture
def file(tmp_path):
    """Return a function that writes a file and gives its path."""

    def write(text, name="votes.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def rows_of(votes):
    people, statements = votes.participants.to_pylist(), votes.statements.to_pylist()
    return [
        (people[who], statements[what], vote)
        for who, what, vote in zip(votes.participant, votes.statement, votes.vote, strict=True)
    ]


def test_votes_are_read_in_the_order_of_their_rows(file):
    votes = read_votes(file("participant,statement,vote\n10,b,1\n9,a,-1\n10,a,0\n"))

    assert rows_of(votes) == [("10", "b", 1), ("9", "a", -1), ("10", "a", 0)]
    assert votes.participants.to_pylist() == ["9", "10"]
    assert votes.format == "csv"


@pytest.mark.parametrize(
    ("word", "vote"),
    [("agree", 1), ("mixed", 0), ("Disagree", -1), ("D’accord", 1), ("MITIGE", 0), ("-1.0", -1)],
)
def test_votes_in_words_are_understood(file, word, vote):
    assert read_votes(file(f"participant,statement,vote\na,s,{word}\n")).vote.tolist() == [vote]


def test_rows_without_a_vote_are_left_out_and_counted(file):
    votes = read_votes(file("participant,statement,vote\na,s,\nb,s,1\n,t,\n"))

    assert rows_of(votes) == [("b", "s", 1)]
    assert votes.not_voted == 2


def test_a_vote_of_seven_is_refused_by_its_row_and_not_repeated(file):
    with pytest.raises(InputError) as refused:
        read_votes(file("participant,statement,vote\na,s,1\nb,s,7\n"))

    assert str(refused.value) == (
        "votes.csv, row 2: expected a vote of -1, 0 or 1 (or agree, pass, mixed, disagree), found "
        "something else. Correct it, or name the column of votes."
    )


def test_a_missing_column_is_named_with_the_nearest(file):
    with pytest.raises(ColumnNotFound, match="Did you mean “statements”"):
        read_votes(file("participant,statements,vote\na,s,1\n"))


def test_columns_may_be_named(file):
    columns = VoteColumns(participant="who", statement="what", vote="said")

    votes = read_votes(file("who,what,said\na,s,1\n"), columns=columns)

    assert rows_of(votes) == [("a", "s", 1)]


@pytest.mark.parametrize(("row", "role"), [(",s,1", "participant"), ("a,,1", "statement")])
def test_votes_of_nobody_or_on_nothing_are_refused(file, row, role):
    with pytest.raises(InputError, match=f"expected votes with a {role}, found 1 without"):
        read_votes(file(f"participant,statement,vote\n{row}\n"))


def test_a_file_without_votes_is_refused(file):
    with pytest.raises(InputError, match="expected votes, found none"):
        read_votes(file("participant,statement,vote\na,s,\n"))


def test_votes_of_polis_are_put_in_the_order_of_time(file):
    text = "timestamp,datetime,comment-id,voter-id,vote\n30,x,1,7,1\n20,x,1,7,-1\n"

    votes = read_votes(file(text), platform="polis")

    assert rows_of(votes) == [("7", "1", -1), ("7", "1", 1)]


def test_votes_of_polis_are_read_from_its_service(file):
    rows = [{"participant_id": 3, "statement_id": 0, "vote": -1, "modified": 5.0}]

    votes = read_votes(file(json.dumps(rows), "votes.json"), platform="polis")

    assert rows_of(votes) == [("3", "0", -1)]


def test_the_matrix_of_polis_is_known_by_its_columns(file):
    text = (
        "participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,2\n"
        "5,0,0,2,1,1,1,-1\n6,,0,1,0,0,,0\n"
    )

    votes = read_votes(file(text), platform="polis")

    assert sorted(rows_of(votes)) == [("5", "0", 1), ("5", "2", -1), ("6", "2", 0)]
    assert votes.not_voted == 1


def test_a_matrix_without_statements_is_refused(file):
    with pytest.raises(ColumnNotFound):
        read_votes(file("participant,n-votes,n-agree,n-disagree\n5,2,1,1\n"), platform="polis")


def test_votes_of_cap_collectif_are_dated(file):
    text = (
        "contributions_id,contributions_votes_author_id,contributions_votes_value,"
        "contributions_votes_createdAt\n"
        "c1,u1,YES,2019-02-03T10:00:00+01:00\nc1,u1,MITIGE,2019-02-01 09:00:00\nc2,u1,NO,\n"
    )

    votes = read_votes(file(text), platform="cap-collectif")

    assert rows_of(votes) == [("u1", "c1", 0), ("u1", "c1", 1), ("u1", "c2", -1)]


def test_times_of_no_known_form_are_refused(file):
    text = "timestamp,comment-id,voter-id,vote\nyesterday,1,7,1\n"

    with pytest.raises(InputError, match="expected times"):
        read_votes(file(text), platform="polis")


def test_names_that_are_not_all_numbers_stand_in_the_order_of_their_bytes():
    assert in_name_order(["10", "9", "é", "z"]) == ["10", "9", "z", "é"]
    assert in_name_order(["10", "9", "09"]) == ["09", "9", "10"]


def test_votes_of_polis_without_times_keep_their_order(file):
    votes = read_votes(file("comment-id,voter-id,vote\n1,7,1\n1,7,-1\n"), platform="polis")

    assert votes.vote.tolist() == [1, -1]
