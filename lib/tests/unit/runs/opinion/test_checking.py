"""Checks of published groups."""

import json

import pytest

from civiscope.errors import InputError, InputNotFound
from civiscope.runs.opinion.checking import trace, verify


def failing(checks):
    return [check.what for check in checks if not check.holds]


def test_what_was_published_holds(published):
    checks = verify(published)

    assert failing(checks) == []
    assert {"participants of A", "report.html"} <= {check.what for check in checks}


def test_all_is_found_again_from_the_votes(published, votes, statements, panel):
    checks = verify(published, source=votes, statements=statements, participants=panel)

    assert failing(checks) == []
    assert "report.pdf, computed again" in {check.what for check in checks}


def test_other_votes_are_told(published, write, rows, statements, panel):
    other = write("other.csv", ("participant", "statement", "vote"), rows[5:])

    checks = verify(published, source=other, statements=statements, participants=panel)

    assert "source" in failing(checks)


def test_other_texts_are_told(published, votes, write, panel):
    texts = write("other.csv", ("statement", "text"), [(f"s{n}", "?") for n in range(10)])

    checks = verify(published, source=votes, statements=texts, participants=panel)

    assert "statements" in failing(checks)


def test_what_was_given_beside_the_votes_is_asked_for(published, votes):
    with pytest.raises(InputError, match="--statements"):
        verify(published, source=votes)


def test_changed_files_and_counts_are_told(published):
    path = published / "participants.csv"
    path.write_text(path.read_text().replace(",B,", ",A,", 1))

    assert failing(verify(published)) == [
        "participants.csv",
        "participants of A",
        "participants of B",
    ]


def test_a_missing_table_is_told(published):
    (published / "groups.csv").unlink()

    assert failing(verify(published)) == ["groups.csv", "participants of each group"]


@pytest.mark.parametrize("key", ["columns", "settings"])
def test_a_damaged_manifest_is_told(published, votes, statements, panel, key):
    path = published / "manifest.json"
    manifest = json.loads(path.read_text())
    del manifest[key]
    path.write_text(json.dumps(manifest))

    with pytest.raises(InputError, match="it is damaged"):
        verify(published, source=votes, statements=statements, participants=panel)


def test_another_folder_is_no_opinion(tmp_path):
    with pytest.raises(InputNotFound, match="Expected a published opinion"):
        verify(tmp_path)


def test_a_group_is_traced_to_its_participants(published):
    assert trace(published, "B") == [f"p{n}" for n in range(35, 60)]


def test_a_statement_is_traced_to_the_last_vote_of_each(published, votes):
    lines = trace(published, "s1", source=votes)

    assert lines[0] == "p00\tagree\tA"
    assert len(lines) == len({line.split("\t")[0] for line in lines})


def test_unknown_names_are_told(published, votes):
    with pytest.raises(InputError, match=r"name of a group \(A, B\), and found Z"):
        trace(published, "Z")
    with pytest.raises(InputError, match=r"Near: s9\."):
        trace(published, "s99", source=votes)
    with pytest.raises(InputError, match=r"and found zzz\.$"):
        trace(published, "zzz", source=votes)


def test_a_table_that_cannot_be_read_is_told(published):
    (published / "participants.csv").unlink()

    with pytest.raises(InputError, match="it cannot be read"):
        trace(published, "A")
