import json
import shutil

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from civiscope.errors import InputError, InputNotFound
from civiscope.runs.checks import Check
from civiscope.runs.synthesis.checking import trace, verify
from civiscope.runs.synthesis.settings import Settings
from civiscope.tables import ColumnNotFound


@pytest.fixture
def copy(published, tmp_path):
    """Copy the published folder, to be damaged."""
    return shutil.copytree(published[0], tmp_path / "copy")


def broken(checks):
    return {check.what: check.found for check in checks if not check.holds}


def with_manifest(folder, **changes):
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text()) | changes
    kept = {name: value for name, value in manifest.items() if value is not None}
    path.write_text(json.dumps(kept))
    return folder


def test_fresh_synthesis_holds(published):
    folder, synthesis = published

    checks = verify(folder)

    assert broken(checks) == {}
    assert len(checks) == 26 + len(synthesis.themes)
    answers = synthesis.themes[0].answers
    told = f"published {answers}, counted {answers}"
    assert Check(what="answers of 01", holds=True, found=told) in checks
    assert Check(what="report.pdf", holds=True, found="as published") in checks


def test_changed_cell_is_told(copy):
    path = copy / "themes.csv"
    path.write_text(path.read_text().replace(",330,", ",331,"))

    assert broken(verify(copy)) == {
        "themes.csv": "changed",
        "answers of 01": "published 331, counted 330",
    }


def test_theme_that_no_answer_has_is_told(copy):
    path = copy / "themes.csv"
    path.write_text(path.read_text().replace("\n04,", "\n05,"))

    assert set(broken(verify(copy))) == {"themes.csv", "answers of 05"}


def test_file_that_was_not_published_is_told(copy):
    (copy / "themes (1).csv").write_text("theme_id,answers\n01,999\n")
    (copy / "more").mkdir()

    assert broken(verify(copy)) == {
        "more": "not published with the others",
        "themes (1).csv": "not published with the others",
    }


def test_removed_file_is_told(copy):
    (copy / "report.html").unlink()

    assert broken(verify(copy)) == {"report.html": "missing"}


@pytest.mark.parametrize("name", ["themes.csv", "assignments.parquet"])
@pytest.mark.parametrize("damage", ["removed", "overwritten"])
def test_table_that_cannot_be_read_is_told(copy, name, damage):
    if damage == "removed":
        (copy / name).unlink()
    else:
        (copy / name).write_bytes(b"\xff\xfe not a table")

    assert broken(verify(copy)) == {
        name: "missing" if damage == "removed" else "changed",
        "answers of each theme": "themes.csv or assignments.parquet cannot be read",
    }


def test_table_without_its_columns_is_told(copy):
    pq.write_table(pa.table({"contribution_id": ["a"]}), copy / "assignments.parquet")

    assert set(broken(verify(copy))) == {"assignments.parquet", "answers of each theme"}


def test_folder_without_manifest_is_told(tmp_path):
    for check in (verify, lambda folder: trace(folder, "01")):
        with pytest.raises(InputNotFound, match=r"there is no manifest\.json"):
            check(tmp_path)


@pytest.mark.parametrize("content", [b'{"format": 1', b"\xff", b'{"format": 1, "files": 3}'])
def test_damaged_manifest_is_told(copy, content):
    (copy / "manifest.json").write_bytes(content)

    with pytest.raises(InputError, match=r"manifest\.json as it was written, and it is damaged"):
        verify(copy)


@pytest.mark.parametrize("content", ["[]", '{"format": 2, "files": {}}', "{}"])
def test_another_form_is_told(copy, content):
    (copy / "manifest.json").write_text(content)

    with pytest.raises(InputError, match="Expected a synthesis of form 1"):
        verify(copy)


def test_same_source_gives_the_same_files(published, source):
    folder, _ = published

    checks = verify(folder, source=source)

    assert broken(checks) == {}
    assert Check(what="source", holds=True, found="the same contributions") in checks
    assert Check(what="themes.csv, computed again", holds=True, found="the same") in checks


def test_another_order_of_rows_gives_the_same_files(
    published, consultation, write_source, tmp_path
):
    order = np.random.default_rng(2).permutation(len(consultation.rows))
    shuffled = [consultation.rows[place] for place in order]

    checks = verify(published[0], source=write_source(tmp_path / "other.csv", shuffled))

    assert broken(checks) == {}


def test_other_contributions_are_told(published, consultation, write_source, tmp_path):
    fewer = write_source(tmp_path / "fewer.csv", consultation.rows[:-30])

    told = broken(verify(published[0], source=fewer))

    assert told["source"] == "other contributions, or other columns"
    assert told["themes.csv, computed again"] == "differs"


def test_source_without_the_columns_is_told(published, write_source, tmp_path):
    other = write_source(tmp_path / "other.csv", [{"answer_id": "1", "body": "train"}])

    with pytest.raises(ColumnNotFound):
        verify(published[0], source=other)


@pytest.mark.parametrize("settings", [{"thems": 3}, None, [1]])
def test_manifest_that_does_not_say_how_is_damaged(copy, source, settings):
    with pytest.raises(InputError, match="it is damaged"):
        verify(with_manifest(copy, settings=settings), source=source)


@pytest.mark.parametrize(
    "said", [{"columns": {"text": "body"}}, {"columns": None}, {"source": {"name": "a.csv"}}]
)
def test_manifest_that_does_not_say_what_was_read_is_damaged(copy, source, said):
    with pytest.raises(InputError, match="it is damaged"):
        verify(with_manifest(copy, **said), source=source)


@pytest.mark.parametrize("double", [False, True])
def test_double_classification_is_told_and_computed_again(source, synthesise, tmp_path, double):
    settings = Settings(themes=4, stability_replicates=0, double=double, division_draws=2)

    synthesise(source, tmp_path / "out", settings=settings)

    assert broken(verify(tmp_path / "out", source=source)) == {}
    report = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert ("Elle est double ici" in report) is double


# ------------------------------------------------------------------ trace


def test_theme_is_traced_to_its_contributions(published, rows_of):
    folder, synthesis = published
    rows = rows_of(folder / "assignments.csv")

    for theme in synthesis.themes:
        column = "subtheme_id" if theme.parent else "theme_id"
        expected = [row["contribution_id"] for row in rows if row[column] == theme.theme_id]
        assert trace(folder, theme.theme_id) == expected
        assert len(expected) == theme.answers
        assert expected == sorted(expected)


def test_campaign_is_traced_to_its_contributions(published, consultation):
    planted = {name for name, text in consultation.texts.items() if "riverains du canal" in text}

    assert trace(published[0], "c01") == sorted(planted)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("01.4", "found 01.4. Near: 01.3, 01.2, 01.1."),
        ("c011", "found c011. Near: c01, 01."),
        ("écluse", "found écluse."),
    ],
)
def test_unknown_name_suggests_near_ones(published, name, said):
    with pytest.raises(InputError) as told:
        trace(published[0], name)

    assert str(told.value).startswith(
        "Expected the name of a theme, a campaign or a rare idea, and"
    )
    assert said in str(told.value)
    assert said.endswith("écluse.") == str(told.value).endswith("écluse.")


def test_trace_in_a_damaged_folder_is_told(copy):
    (copy / "assignments.parquet").write_bytes(b"PAR1")

    with pytest.raises(InputError, match=r"Expected assignments\.parquet as it was published"):
        trace(copy, "01")
