"""`civiscope coding codebook` and `project` check and convert, and tell what is left."""

import pytest

from civiscope.cli import main

CODES = """code,parent,label,question
bike,,Vélo,1
lane,bike,Piste,1
"""


@pytest.fixture
def codes(tmp_path):
    path = tmp_path / "codes.csv"
    path.write_text(CODES, encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path, codes):
    (tmp_path / "p" / "texts").mkdir(parents=True)
    (tmp_path / "p" / "texts" / "i1.txt").write_text("Le vélo 🚲", encoding="utf-8")
    (tmp_path / "p" / "codings.csv").write_text("source,start,end,code\ni1,3,9,bike\n")
    codes.rename(tmp_path / "p" / "codebook.csv")
    return tmp_path / "p"


def run(capsys, *arguments):
    code = main(["coding", *map(str, arguments)])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_codebook_is_shown_and_converted(capsys, tmp_path, codes):
    code, out, err = run(capsys, "codebook", codes, "--out", tmp_path / "codes.qdc")

    assert code == 0
    assert out == f"bike  Vélo\n  lane  Piste\n{tmp_path / 'codes.qdc'}\n"
    assert err == "Not taken as it is: 1 columns: question.\n"
    assert run(capsys, "codebook", tmp_path / "codes.qdc")[1:] == (
        "bike  Vélo\n  lane  Piste\n",
        "",
    )


def test_changes_of_a_codebook_are_told(capsys, tmp_path, codes):
    new = tmp_path / "new.csv"
    new.write_text("code,parent,label\nbike,,Vélos\ntram,,Tram\n", encoding="utf-8")

    assert run(capsys, "codebook", new, "--since", codes)[1] == (
        "added       tram\nremoved     lane\nrelabelled  bike\n"
    )


def test_wrong_codebook_is_refused_and_nothing_written(capsys, tmp_path, codes):
    codes.write_text("code,label\nbike,\n", encoding="utf-8")

    code, out, err = run(capsys, "codebook", codes, "--out", tmp_path / "codes.qdc")

    assert (code, out) == (65, "")
    assert err == (
        "codes.csv, line 2: expected something in the column “label”, found nothing. Fill it in.\n"
    )
    assert list(tmp_path.iterdir()) == [codes]


COUNTS = """        1  sources
        2  codes
        1  codings
        0  coders
        0  notes
"""


def test_project_goes_to_an_archive_and_back(capsys, tmp_path, folder):
    there = run(capsys, "project", folder, "--out", tmp_path / "p.qdpx")
    back = run(capsys, "project", tmp_path / "p.qdpx", "--out", tmp_path / "again")

    assert there == (0, f"{COUNTS}{tmp_path / 'p.qdpx'}\n", "")
    assert back == (0, f"{COUNTS}{tmp_path / 'again'}\n", "")
    assert "vélo 🚲\n" in (tmp_path / "again" / "codings.csv").read_text(encoding="utf-8")
    assert run(capsys, "project", tmp_path / "again") == (0, COUNTS, "")


def test_project_without_codes_is_counted(capsys, folder):
    (folder / "codebook.csv").unlink()
    (folder / "codings.csv").unlink()

    assert "        0  codes\n" in run(capsys, "project", folder)[1]


def test_nothing_is_written_over(capsys, tmp_path, folder):
    for out in (tmp_path / "p.qdpx", tmp_path / "again"):
        run(capsys, "project", folder, "--out", out)
        code, _, err = run(capsys, "project", folder, "--out", out)

        assert code == 65
        assert f"{out} is" in err


def test_what_is_no_project_is_refused(capsys, tmp_path, codes):
    code, out, err = run(capsys, "project", codes, "--out", tmp_path / "again")

    assert (code, out) == (65, "")
    assert err.startswith("codes.csv: expected a project, which is a zip archive, found something")
    assert list(tmp_path.iterdir()) == [codes]
