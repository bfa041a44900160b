"""From a coded sample to shares, at the command line."""

import csv

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from civiscope.cli import main
from civiscope.runs.coding.package import FORMAT, KIND
from civiscope.runs.publishing import write_manifest

NAMES = [f"c{number:03d}" for number in range(300)]
CODES = ("tax", "road")


def has(name, code):
    number = int(name[1:])
    return number % 3 == 0 if code == "tax" else number % 7 == 0


@pytest.fixture
def coding(tmp_path):
    """Publish a coding by hand, whose machine gives taxes too often."""
    folder = tmp_path / "coding"
    folder.mkdir()
    table = {"contribution_id": NAMES, "text": NAMES, "place": ["north", "south", "south"] * 100}
    pq.write_table(pa.table(table), folder / "contributions.parquet")
    (folder / "codebook.csv").write_text("code,label\ntax,Taxes\nroad,Roads\n", encoding="utf-8")
    rows = [
        (name, code, 0.8)
        for name in NAMES
        for code in CODES
        if has(name, code) or (code == "tax" and name.endswith("5"))
    ]
    columns = ("contribution_id", "code", "score")
    scores = pa.table(dict(zip(columns, zip(*rows, strict=True), strict=True)))
    pq.write_table(scores, folder / "scores.parquet")
    with (folder / "codings.csv").open("w", encoding="utf-8") as file:
        csv.writer(file).writerows([columns, *rows])
    write_manifest(folder, {"kind": KIND, "format": FORMAT})
    return folder


@pytest.fixture
def sample(coding, tmp_path, capsys):
    folder = tmp_path / "sample"
    asked = ["--size", "120", "--double", "40", "--coders", "ana, ben", "--language", "en"]
    assert main(["coding", "sample", str(coding), *asked, "--out", str(folder)]) == 0
    return folder


@pytest.fixture
def fill(sample, tmp_path):
    """Return a function that fills the part of a coder, who errs on some contributions."""

    def filled(coder, errs=(), leaves=0):
        path = tmp_path / f"{coder}.csv"
        with (sample / f"to_code_{coder}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        for row in rows[leaves:]:
            name = row["contribution_id"]
            row.update({code: int(has(name, code) != (name in errs)) for code in CODES})
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)
        return str(path)

    return filled


def test_sample_says_what_was_drawn_and_where_to_code(sample, capsys):
    said = capsys.readouterr().out.splitlines()

    assert said == [
        "120 of 300 contributions drawn, 40 to be read by two coders",
        str(sample / "to_code_ana.html"),
        str(sample / "to_code_ben.html"),
    ]


def test_stratified_sample_says_so(coding, tmp_path, capsys):
    main(
        [
            "coding",
            "sample",
            str(coding),
            "--size",
            "50",
            "--stratified",
            "--out",
            str(tmp_path / "s"),
        ]
    )

    assert "50 of 300 contributions drawn in 4 strata" in capsys.readouterr().out


def test_agree_prints_alpha_and_where_disagreements_are(sample, fill, tmp_path, capsys):
    files = fill("ana"), fill("ben", errs=NAMES[::9])
    capsys.readouterr()

    code = main(["coding", "agree", *files, "--sample", str(sample), "--out", str(tmp_path / "a")])

    told = capsys.readouterr()
    assert code == 0
    header, tax, road = told.out.splitlines()
    assert header.split()[:2] == ["code", "alpha"]
    assert tax.split()[0] == "tax"
    assert " to " in tax
    assert road.split()[-2] == "40"
    assert str(tmp_path / "a" / "disagreements.csv") in told.err


def test_agree_without_folder_says_how_to_list(sample, fill, capsys):
    files = fill("ana"), fill("ben", errs=NAMES[::9])

    main(["coding", "agree", *files, "--sample", str(sample)])

    assert "list them with --out" in capsys.readouterr().err


def test_code_without_variation_has_no_alpha(sample, tmp_path, capsys):
    name = csv_first(sample / "to_code_ana.csv")
    path = tmp_path / "both.csv"
    path.write_text(
        f"contribution_id,coder,code\n{name},ana,tax\n{name},ben,tax\n", encoding="utf-8"
    )
    capsys.readouterr()

    main(["coding", "agree", str(path), "--sample", str(sample)])

    told = capsys.readouterr()
    assert told.out.count("no variation") == 2
    assert told.err == ""


def csv_first(path):
    with path.open(encoding="utf-8", newline="") as file:
        return next(csv.DictReader(file))["contribution_id"]


def test_prevalence_prints_shares_three_ways(coding, sample, fill, tmp_path, capsys):
    asked = ["coding", "prevalence", str(coding), "--sample", str(sample), "--codings"]
    files = fill("ana", leaves=5), fill("ben", leaves=2)
    capsys.readouterr()

    code = main([*asked, *files, "--by", "place", "--out", str(tmp_path / "out")])

    told = capsys.readouterr()
    assert code == 0
    header, tax, _, where = told.out.splitlines()
    assert header.split() == [
        "code", "machine", "people", "alone", "people", "and", "machine", "worth",
    ]  # fmt: skip
    assert tax.split()[:2] == ["tax", "40.0%"]
    assert where == str(tmp_path / "out" / "prevalence.csv")
    assert "contributions of the sample nobody coded: left out." in told.err
    assert (tmp_path / "out" / "groups.csv").exists()


def test_one_coder_alone_agrees_with_nobody(sample, fill, capsys):
    code = main(["coding", "agree", fill("ana"), "--sample", str(sample)])

    assert code == 65
    assert "Expected codings of two coders or more" in capsys.readouterr().err


def test_sample_that_was_not_drawn_is_refused(coding, sample, fill, tmp_path, capsys):
    (sample / "design.json").unlink()

    asked = ["coding", "prevalence", str(coding), "--sample", str(sample)]
    code = main([*asked, "--codings", fill("ana"), "--out", str(tmp_path / "out")])

    assert code == 65
    assert "Expected a sample that was drawn at random" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
