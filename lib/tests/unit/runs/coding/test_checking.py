"""Checks of a published coding."""

import json

import pytest

from civiscope.errors import InputError, InputNotFound
from civiscope.runs.coding.checking import trace, verify


def failing(checks):
    return [check.what for check in checks if not check.holds]


def rewrite(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_coding_as_published_holds(published, answers):
    assert failing(verify(published)) == []
    assert failing(verify(published, source=answers)) == []


def test_a_changed_share_is_found_and_named(published):
    rewrite(published / "shares.csv", "bike,0.166667,20", "bike,0.183333,22")

    assert failing(verify(published)) == ["shares.csv", "share of bike"]


def test_a_removed_coding_is_found(published):
    lines = (published / "codings.csv").read_text().splitlines(keepends=True)
    (published / "codings.csv").write_text("".join(lines[:1] + lines[3:]))

    assert "share of bike" in failing(verify(published))


def test_tables_that_cannot_be_read_are_said_to_be_so(published):
    (published / "codings.csv").unlink()

    assert failing(verify(published)) == ["codings.csv", "share of each code"]


def test_a_missing_base_is_said_so(published):
    (published / "contributions.parquet").unlink()

    assert failing(verify(published)) == ["contributions.parquet", "share of each code"]


def test_other_answers_are_told_from_those_published(published, write, rows):
    rows[0] = ("r000", "a0", "Baisser les impôts", "sud")
    other = write("other.csv", ("id", "qui", "réponse", "quartier"), rows)

    assert "source" in failing(verify(published, source=other))


def test_a_damaged_manifest_is_refused(published, answers):
    manifest = json.loads((published / "manifest.json").read_text())
    del manifest["columns"]
    (published / "manifest.json").write_text(json.dumps(manifest))

    with pytest.raises(InputError, match="damaged"):
        verify(published, source=answers)


def test_a_code_leads_to_its_contributions(published):
    assert trace(published, "none") == [f"r{number:03d}" for number in range(5, 120, 6)]


def test_an_unknown_code_is_refused_with_the_nearest(published):
    with pytest.raises(InputError, match="Near: bike"):
        trace(published, "bikes")
    with pytest.raises(InputError, match=r"found zzz\.$"):
        trace(published, "zzz")


def test_a_folder_without_coding_is_refused(tmp_path):
    with pytest.raises(InputNotFound, match="coding"):
        trace(tmp_path, "tax")
