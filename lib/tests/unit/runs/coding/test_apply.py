"""A codebook applied to a file, from end to end."""

import csv

import pyarrow.parquet as pq
import pytest

from civiscope.errors import InputError
from civiscope.runs.coding.settings import Settings, read_settings
from civiscope.runs.executors import open_executor


def table(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def bytes_of(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_each_code_has_its_answers_counted_over_all_answers(published):
    shares = {row["code"]: row for row in table(published / "shares.csv")}

    assert {code: row["answers"] for code, row in shares.items()} == {
        "move": "40",
        "bike": "20",
        "bus": "20",
        "tax": "20",
        "other": "40",
        "none": "20",
    }
    assert shares["bike"] == {
        "code": "bike",
        "share": "0.166667",
        "answers": "20",
        "base": "120",
        "label": "Pistes cyclables",
        "parent": "move",
    }


def test_codings_are_the_answers_that_shares_count(published):
    codings = table(published / "codings.csv")

    assert list(codings[0]) == ["contribution_id", "code", "score"]
    assert [row["contribution_id"] for row in codings if row["code"] == "tax"] == [
        f"r{number:03d}" for number in range(1, 120, 6)
    ]
    assert all(float(row["score"]) >= 0.5 for row in codings)


def test_scores_under_those_of_codings_are_kept(published):
    scores = pq.read_table(published / "scores.parquet").to_pylist()

    assert len(scores) > len(table(published / "codings.csv"))
    assert all(row["score"] >= 0.1 for row in scores)


def test_nobody_stands_in_the_answers_that_are_published(published):
    columns = pq.read_schema(published / "contributions.parquet").names

    assert columns == ["contribution_id", "text", "quartier"]


def test_the_order_of_rows_changes_no_byte(write, rows, apply_to, published):
    rows = [*rows[::2][::-1], *rows[1::2]]
    shuffled = write("shuffled.csv", ("id", "qui", "réponse", "quartier"), rows)

    assert bytes_of(apply_to(shuffled, "again")) == bytes_of(published)


def test_two_processes_change_no_byte(answers, apply_to, published):
    with open_executor(processes=2) as executor:
        again = apply_to(answers, "again", executor=executor)

    assert bytes_of(again) == bytes_of(published)


def test_a_higher_bar_codes_fewer_answers(answers, apply_to):
    strict = apply_to(answers, "strict", settings=Settings(coded_percent=99))

    # A label said whole is no certainty; that an answer answers nothing is.
    assert {row["code"] for row in table(strict / "codings.csv")} == {"none", "other"}


def test_an_expression_is_enough(write, apply_to):
    asked = write(
        "few.csv",
        ("id", "qui", "réponse", "quartier"),
        [("1", "", "à vélo, et que la mairie nous écoute enfin sur ce sujet", "")] * 1
        + [("2", "", "la mairie", "")],
    )

    codings = table(apply_to(asked) / "codings.csv")

    assert ("1", "bike") in {(row["contribution_id"], row["code"]) for row in codings}


def test_a_codebook_that_cannot_be_used_leaves_nothing_behind(answers, apply_to, write, tmp_path):
    cyclic = write("cyclic.csv", ("code", "parent", "label"), [("a", "b", "A"), ("b", "a", "B")])

    with pytest.raises(InputError, match="cycle"):
        apply_to(answers, codes=cyclic)

    assert not list(tmp_path.glob("out*"))


def test_texts_in_another_language_are_refused(write, apply_to, tmp_path):
    said = "the people of this town would like to have more trees and fewer cars everywhere"
    rows = [(f"{number}", "", said, "") for number in range(60)]

    with pytest.raises(InputError, match="language"):
        apply_to(write("english.csv", ("id", "qui", "réponse", "quartier"), rows))

    assert not list(tmp_path.glob("out*"))


def test_settings_are_read_from_a_file_and_checked(tmp_path):
    path = tmp_path / "coding.toml"
    path.write_text('coded_percent = 70\ntitle = "Canal"\n')

    settings = read_settings(path, language="en")

    assert settings.items() == (
        ("title", "Canal"),
        ("language", "en"),
        ("known_percent", "60"),
        ("coded_percent", "70"),
    )
    with pytest.raises(InputError, match="coded_percent"):
        read_settings(coded_percent=0)
    with pytest.raises(InputError, match="language"):
        read_settings(language="xx")
