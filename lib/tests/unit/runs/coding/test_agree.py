"""How far the coders of a sample agree."""

import csv

import pytest

from civiscope.errors import InputError
from civiscope.runs.coding.agree import compare_coders
from civiscope.runs.coding.sample import SampleSettings, publish_sample


@pytest.fixture
def sample(coding, tmp_path):
    publish_sample(coding, tmp_path / "sample", settings=SampleSettings(size=60, double=40))
    return tmp_path / "sample"


@pytest.fixture
def files(sample, code, rows_of):
    """Give the codings of one who read all, and of another who read the double part."""
    every, twice = (
        [row["contribution_id"] for row in rows_of(sample / f"to_code{part}.csv")]
        for part in ("", "_double")
    )
    return code("ana", every), code("ben", twice, errs=0.15)


def test_agreement_is_told_code_by_code(files, sample, tmp_path, rows_of):
    agreed = compare_coders(files, sample=sample, folder=tmp_path / "agreed")

    assert agreed.coders == ("ana", "ben")
    assert [code for code, _ in agreed.codes] == ["move", "train", "bike", "tax"]
    assert all(one.n_units == 40 for _, one in agreed.codes)
    assert dict(agreed.codes)["tax"].low < dict(agreed.codes)["tax"].alpha < 1
    rows = rows_of(tmp_path / "agreed" / "agreement.csv")
    assert [row["code"] for row in rows] == ["move", "train", "bike", "tax"]
    assert float(rows[3]["alpha"]) == pytest.approx(dict(agreed.codes)["tax"].alpha, rel=1e-5)
    pairs = rows_of(tmp_path / "agreed" / "coders.csv")
    assert {(row["coder"], row["other"]) for row in pairs} == {("ana", "ben")}


def test_disagreements_are_listed_for_somebody_to_decide(files, sample, tmp_path, rows_of):
    agreed = compare_coders(files, sample=sample, folder=tmp_path / "agreed")

    rows = rows_of(tmp_path / "agreed" / "disagreements.csv")
    assert len(rows) == agreed.n_disagreements > 0
    assert {row["decision"] for row in rows} == {""}
    assert all(row["text"] for row in rows)
    assert {row["code"] for row in rows} <= {"train", "bike", "tax"}
    assert {row["yes"] for row in rows} == {"ana", "ben"}


def test_doubts_and_comments_stand_beside_disagreements(sample, tmp_path, rows_of):
    [first, *_] = rows_of(sample / "to_code_double.csv")
    columns = ("contribution_id", "coder", "train", "bike", "tax", "unsure", "comment")
    path = tmp_path / "both.csv"
    with path.open("w", encoding="utf-8") as file:
        name = first["contribution_id"]
        rows = [(name, "ana", 1, 0, 0, 1, "a bus?"), (name, "ben", 0, 0, 0, 0, "")]
        csv.writer(file).writerows([columns, *rows])

    compare_coders([path], sample=sample, folder=tmp_path / "agreed")

    [row] = rows_of(tmp_path / "agreed" / "disagreements.csv")
    assert (row["yes"], row["no"]) == ("ana", "ben")
    assert (row["unsure"], row["comments"]) == ("ana", "ana: a bus?")


def test_coders_are_compared_with_what_was_decided(files, sample, tmp_path, rows_of, truth):
    compare_coders(files, sample=sample, folder=tmp_path / "agreed")
    decided = rows_of(tmp_path / "agreed" / "disagreements.csv")
    with (tmp_path / "decided.csv").open("w", encoding="utf-8") as file:
        writer = csv.DictWriter(file, decided[0])
        writer.writeheader()
        for row in decided:
            has = truth[row["contribution_id"]][("train", "bike", "tax").index(row["code"])]
            writer.writerow(row | {"decision": int(has)})

    compare_coders(
        files, sample=sample, decisions=tmp_path / "decided.csv", folder=tmp_path / "again"
    )

    rows = rows_of(tmp_path / "again" / "against_decisions.csv")
    ana = [row for row in rows if row["coder"] == "ana"]
    # She never errs, and errors are decided in her favour.
    assert {(row["precision"], row["recall"]) for row in ana} == {("1", "1")}
    assert any(float(row["recall"]) < 1 for row in rows if row["coder"] == "ben")


def test_nothing_is_published_unless_asked(files, sample, tmp_path):
    before = {path.name for path in tmp_path.iterdir()}

    agreed = compare_coders(files, sample=sample)

    assert agreed.n_disagreements > 0
    assert {path.name for path in tmp_path.iterdir()} == before


def test_one_coder_agrees_with_nobody(files, sample, tmp_path):
    with pytest.raises(InputError, match="Expected codings of two coders or more, got those of 1"):
        compare_coders(files[:1], sample=sample, folder=tmp_path / "agreed")

    assert not (tmp_path / "agreed").exists()
