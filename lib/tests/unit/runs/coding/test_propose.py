"""Answers proposed to people."""

import csv

import pytest

from civiscope.errors import InputError
from civiscope.runs.coding.propose import ProposalSettings, publish_proposal
from civiscope.runs.coding.sample import read_sample


@pytest.fixture
def propose(published, tmp_path):
    def to_folder(name="proposed", size=10, **more):
        settings = ProposalSettings(size=size)
        chosen = publish_proposal(published, tmp_path / name, settings=settings, **more)
        return chosen, tmp_path / name

    return to_folder


def test_answers_are_published_for_people_to_code(propose):
    chosen, folder = propose()

    with (folder / "to_code.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(set(chosen)) == 10
    assert {row["contribution_id"] for row in rows} == set(chosen)
    assert {path.name for path in folder.iterdir()} == {
        "codebook.csv",
        "manifest.json",
        "to_code.csv",
        "to_code.html",
        "to_code.xlsx",
    }


def test_the_same_answers_are_proposed_each_time(propose):
    assert propose("one")[0] == propose("two")[0]


def test_what_people_coded_is_not_proposed(propose, write):
    chosen, _ = propose("first")
    coded = write(
        "coded.csv", ("contribution_id", "coder", "code"), [(name, "ana", "") for name in chosen]
    )

    again, _ = propose("second", coded=(coded,))

    assert not set(again) & set(chosen)


def test_what_the_machine_learnt_from_is_not_proposed(
    answers, apply_to, write, rows, published, tmp_path
):
    coded = [(name, "ana", "tax" if "impôts" in said else "") for name, _, said, _ in rows[:60]]
    path = write("coded.csv", ("contribution_id", "coder", "code"), coded)
    folder = apply_to(answers, "learnt", taught=(path,))

    chosen = publish_proposal(
        folder, tmp_path / "proposed", settings=ProposalSettings(size=100, language="en")
    )

    assert sorted(chosen) == [f"r{number:03d}" for number in range(60, 120)]


def test_no_share_follows_from_what_was_chosen(propose):
    with pytest.raises(InputError, match="drawn at random"):
        read_sample(propose()[1])


def test_nothing_to_propose_is_said_and_nothing_written(propose, write, rows, tmp_path):
    coded = write(
        "all.csv", ("contribution_id", "coder", "code"), [(row[0], "ana", "") for row in rows]
    )

    with pytest.raises(InputError, match="all are coded"):
        propose(coded=(coded,))
    with pytest.raises(InputError, match="at least one"):
        propose(size=0)

    assert not (tmp_path / "proposed").exists()
