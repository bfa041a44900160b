"""What people coded, taught to the machine."""

import csv
import json

import pytest

from civiscope.errors import InputError
from civiscope.runs.coding.checking import verify


def table(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def taught(write, rows):
    """Give what two people coded: trees and silence, which no label says, and one open answer."""
    coded = []
    for name, _, said, _ in rows[:90]:
        code = {"Planter": "tax", "Plus de": "bike"}.get(said[:7], "")
        coded.append((name, "ana", code))
    coded += [("r000", "ben", ""), ("r004", "ben", "tax")]
    return write("coded.csv", ("contribution_id", "coder", "code"), coded)


def test_codes_that_people_gave_are_learnt(answers, apply_to, taught):
    folder = apply_to(answers, taught=(taught,))

    codings = {(row["contribution_id"], row["code"]) for row in table(folder / "codings.csv")}
    assert ("r118", "tax") in codings
    assert ("r115", "tax") not in codings


def test_what_was_learnt_and_from_what_is_published(answers, apply_to, taught):
    folder = apply_to(answers, taught=(taught,))

    learning = {row["code"]: row for row in table(folder / "learning.csv")}
    manifest = json.loads((folder / "manifest.json").read_text())
    assert learning["tax"]["from"] == "people"
    assert learning["tax"]["given"] == "15"
    assert learning["tax"]["precision"] == "1"
    assert learning["bus"] == {
        "code": "bus",
        "from": "label",
        "given": "",
        "bar": "0.5",
        "precision": "",
        "recall": "",
    }
    assert manifest["learnt_from"] == [f"r{number:03d}" for number in range(90)]
    assert manifest["calibration_error"] < 0.1


def test_what_a_code_is_part_of_is_learnt_with_it(answers, apply_to, taught):
    folder = apply_to(answers, taught=(taught,))

    learning = {row["code"]: row for row in table(folder / "learning.csv")}
    assert learning["move"]["given"] == learning["bike"]["given"] == "14"


def test_a_residual_code_may_be_learnt(answers, apply_to, write, rows):
    coded = [(name, "ana", "other" if "arbres" in said else "") for name, _, said, _ in rows]
    path = write("other.csv", ("contribution_id", "coder", "code"), coded)

    folder = apply_to(answers, taught=(path,))

    others = [row for row in table(folder / "codings.csv") if row["code"] == "other"]
    assert len(others) == 20


def test_learning_is_verified_with_what_people_coded(answers, apply_to, taught):
    folder = apply_to(answers, taught=(taught,))

    assert all(check.holds for check in verify(folder, source=answers, taught=(taught,)))
    with pytest.raises(InputError, match="--learn"):
        verify(folder, source=answers)


def test_too_little_to_learn_from_is_refused(answers, apply_to, write, tmp_path):
    path = write("few.csv", ("contribution_id", "coder", "code"), [("r000", "ana", "bike")])

    with pytest.raises(InputError, match="5 answers"):
        apply_to(answers, taught=(path,))

    assert not (tmp_path / "out").exists()


def test_codings_of_unknown_answers_are_refused(answers, apply_to, write):
    path = write("strange.csv", ("contribution_id", "coder", "code"), [("zzz", "ana", "bike")])

    with pytest.raises(InputError, match="zzz"):
        apply_to(answers, taught=(path,))
