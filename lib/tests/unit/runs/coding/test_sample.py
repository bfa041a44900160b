"""A sample drawn from a coding, published and read again."""

import json
import shutil

import pytest

from civiscope.errors import InputError, InputNotFound
from civiscope.runs.coding.applied import read_applied
from civiscope.runs.coding.sample import SampleSettings, publish_sample, read_sample
from civiscope.tables import ColumnNotFound, find_digest

SMALL = SampleSettings(size=60, double=20)


def files_of(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_sample_is_published_with_its_design_and_read_again(coding, tmp_path):
    drawn = publish_sample(coding, tmp_path / "sample", settings=SMALL)

    found = read_sample(tmp_path / "sample")
    assert found.sample.identifiers == drawn.identifiers
    assert found.sample.probabilities.tolist() == drawn.probabilities.tolist()
    assert found.sample.is_double.tolist() == drawn.is_double.tolist()
    assert found.sample.population_digest == drawn.population_digest
    assert found.codebook.codable == ("train", "bike", "tax")
    design = json.loads((tmp_path / "sample" / "design.json").read_text())
    assert design["design"] == "simple"
    assert design["strata"] == [{"contributions": 1200, "drawn": 60}]


def test_all_and_the_double_part_have_a_page_a_workbook_and_a_table(coding, tmp_path, rows_of):
    drawn = publish_sample(coding, tmp_path / "sample", settings=SMALL)

    names = {path.name for path in (tmp_path / "sample").iterdir()}
    forms = {
        f"to_code{part}.{form}" for part in ("", "_double") for form in ("html", "xlsx", "csv")
    }
    assert names == forms | {"sample.csv", "design.json", "codebook.csv", "manifest.json"}
    every, twice = (rows_of(tmp_path / "sample" / f"to_code{part}.csv") for part in ("", "_double"))
    assert [row["contribution_id"] for row in every] == list(drawn.identifiers)
    assert len(twice) == 20
    assert list(every[0])[:4] == ["contribution_id", "coder", "text", "train"]


def test_each_named_coder_has_a_part(coding, tmp_path, rows_of):
    settings = SampleSettings(size=60, double=20, coders=("ana", "ben"), language="en")

    publish_sample(coding, tmp_path / "sample", settings=settings)

    parts = {name: rows_of(tmp_path / "sample" / f"to_code_{name}.csv") for name in ("ana", "ben")}
    assert [len(part) for part in parts.values()] == [40, 40]
    assert {row["coder"] for row in parts["ana"]} == {"ana"}
    shared = {row["contribution_id"] for row in parts["ana"]} & {
        row["contribution_id"] for row in parts["ben"]
    }
    assert len(shared) == 20
    assert not (tmp_path / "sample" / "to_code.html").exists()
    found = read_sample(tmp_path / "sample").sample
    assert sum("ana" in coders for coders in found.coders) == 40


def test_stratified_sample_keeps_its_strata(coding, tmp_path):
    settings = SampleSettings(size=100, is_stratified=True)

    drawn = publish_sample(coding, tmp_path / "sample", settings=settings)

    found = read_sample(tmp_path / "sample").sample
    assert len(found.populations) > 1
    assert found.populations.sum() == 1200
    assert found.drawn.sizes.tolist() == drawn.drawn.sizes.tolist()


def test_machine_says_nothing_to_those_who_code(coding, tmp_path):
    publish_sample(coding, tmp_path / "sample", settings=SMALL)

    for path in (tmp_path / "sample").glob("to_code*.html"):
        assert "0.9" not in path.read_text(encoding="utf-8").split('id="told">')[1].split("<")[0]
    assert "score" not in (tmp_path / "sample" / "sample.csv").read_text(encoding="utf-8")


def test_text_that_looks_like_a_formula_is_none_in_a_spreadsheet(apply, tmp_path, rows_of):
    coding = apply(identifiers=["c0000", "c0001"])

    publish_sample(coding, tmp_path / "sample", settings=SampleSettings(size=2))

    texts = {row["text"] for row in rows_of(tmp_path / "sample" / "to_code.csv")}
    assert texts == {"'=1+1 est une formule", "</script> & compagnie"}


def test_same_settings_make_the_same_bytes(coding, tmp_path):
    for name in ("one", "two"):
        publish_sample(coding, tmp_path / name, settings=SMALL)

    assert files_of(tmp_path / "one") == files_of(tmp_path / "two")


@pytest.mark.parametrize("name", ["a b", "é/è", "x" * 41])
def test_coder_whose_name_is_no_name_of_a_file_is_refused(coding, tmp_path, name):
    with pytest.raises(InputError, match="Expected names of coders of letters, digits"):
        publish_sample(coding, tmp_path / "sample", settings=SampleSettings(size=5, coders=(name,)))

    assert not (tmp_path / "sample").exists()


def test_sample_larger_than_the_contributions_leaves_nothing(coding, tmp_path):
    with pytest.raises(InputError, match="Expected a sample of 2 to 1200 contributions"):
        publish_sample(coding, tmp_path / "sample", settings=SampleSettings(size=1201))

    assert [path.name for path in tmp_path.iterdir()] == ["coding"]


def test_folder_without_coding_is_refused(tmp_path):
    with pytest.raises(InputNotFound, match="Expected a published coding"):
        publish_sample(tmp_path, tmp_path / "sample", settings=SMALL)


@pytest.mark.parametrize("change", ["edit", "remove", "unseal"])
def test_coding_that_was_changed_is_refused(coding, tmp_path, change):
    scores = coding / "scores.parquet"
    if change == "edit":
        scores.write_bytes(scores.read_bytes() + b"0")
    else:
        scores.unlink()
    if change == "unseal":
        manifest = json.loads((coding / "manifest.json").read_text())
        del manifest["files"]["scores.parquet"]
        (coding / "manifest.json").write_text(json.dumps(manifest))

    with pytest.raises(InputError, match=r"Expected scores\.parquet in .* as published"):
        publish_sample(coding, tmp_path / "sample", settings=SMALL)


def test_variables_and_texts_of_a_coding_are_read_by_name(coding):
    applied = read_applied(coding)

    assert applied.variables == ("place",)
    assert applied.values_of("place")[:3] == ["north", "south", ""]
    assert applied.texts_of(["c0005", "c0003"]) == ["Texte c0005", "Texte c0003"]
    with pytest.raises(ColumnNotFound, match="a column “plaec”"):
        applied.values_of("plaec")
    with pytest.raises(InputError, match="got 1 others"):
        applied.places_of(["c0005", "z"])


def test_codes_of_other_contributions_are_refused(coding, apply):
    other = apply("other", identifiers=[f"z{number}" for number in range(9)])
    shutil.copy(other / "codings.csv", coding / "codings.csv")
    manifest = json.loads((coding / "manifest.json").read_text())
    manifest["files"]["codings.csv"] = find_digest(coding / "codings.csv")
    (coding / "manifest.json").write_text(json.dumps(manifest))

    with pytest.raises(InputError, match="Expected codes of the contributions of"):
        read_applied(coding).read_codes()


@pytest.fixture
def sample(coding, tmp_path):
    publish_sample(coding, tmp_path / "sample", settings=SMALL)
    return tmp_path / "sample"


def test_sample_without_design_was_not_drawn(sample):
    (sample / "design.json").unlink()

    with pytest.raises(InputError, match="Expected a sample that was drawn at random"):
        read_sample(sample)


@pytest.mark.parametrize("change", ["edit", "remove"])
def test_table_that_was_changed_is_refused(sample, change):
    table = sample / "sample.csv"
    if change == "edit":
        lines = table.read_text(encoding="utf-8").splitlines(keepends=True)
        table.write_text("".join(lines[:-1]), encoding="utf-8")
    else:
        table.unlink()

    with pytest.raises(InputError, match=r"Expected sample\.csv in .* as it was drawn"):
        read_sample(sample)


@pytest.mark.parametrize(
    "change",
    [
        lambda design: design.pop("seed"),
        lambda design: design["strata"].append({"contributions": 3, "drawn": 1}),
        lambda design: design.update(strata=[]),
    ],
)
def test_design_that_was_changed_is_refused(sample, change):
    design = json.loads((sample / "design.json").read_text())
    change(design)
    (sample / "design.json").write_text(json.dumps(design))

    with pytest.raises(InputError, match=r"Expected design\.json as it was written"):
        read_sample(sample)


@pytest.mark.parametrize("text", ["{", "[]"])
def test_design_that_is_none_is_refused(sample, text):
    (sample / "design.json").write_text(text)

    with pytest.raises(InputError, match=r"Expected design\.json as it was written"):
        read_sample(sample)
