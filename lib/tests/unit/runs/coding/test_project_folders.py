"""A project as a folder comes back as it went, and is refused where a hand slipped."""

import pytest

from civiscope.coding.codebook import Code, Codebook
from civiscope.coding.project_files import ReadProject
from civiscope.coding.projects import Coding, Note, Project, Source
from civiscope.coding.remarks import Remark
from civiscope.errors import InputError, InputNotFound
from civiscope.runs.coding.project_folders import read_project_folder, write_project_folder

PROJECT = Project(
    name="Entretiens, 2026",
    codebook=Codebook(codes=(Code(code="bike", label="Vélo"),), version="2"),
    sources=(
        Source(id="Élu / maire", name="Le maire", text="Le vélo 🚲\nva.\n", language="fr"),
        Source(id="🚲", text="", guid="{X}"),
    ),
    codings=(
        Coding(source="Élu / maire", start=2, end=11, code="bike"),
        Coding(
            source="Élu / maire",
            start=3,
            end=7,
            code="bike",
            coder="Ana, Bo",
            date="2026-03-02T10:00:00Z",
        ),
    ),
    coders=("Ana, Bo", "Zoé"),
    notes=(
        Note(text="tout"),
        Note(text="un\ntexte", name="Mémo", source="Élu / maire", start=0, end=2),
        Note(text="code", code="bike"),
    ),
)
REMARKS = (Remark(what="pictures", count=2, names=("i1", "i2")),)


@pytest.fixture
def folder(tmp_path):
    write_project_folder(ReadProject(project=PROJECT, remarks=REMARKS), tmp_path / "out")
    return tmp_path / "out"


def change(folder, name, old, new):
    path = folder / name
    content = path.read_text(encoding="utf-8")
    assert old in content
    path.write_text(content.replace(old, new), encoding="utf-8", newline="")


def test_project_comes_back_as_it_went(folder):
    assert read_project_folder(folder) == PROJECT


def test_project_before_coding_comes_back_as_it_went(tmp_path):
    project = Project(sources=(Source(id="a", text="x"),))

    write_project_folder(ReadProject(project=project, remarks=()), tmp_path / "out")

    assert read_project_folder(tmp_path / "out") == project


def test_folder_is_read_by_people(folder):
    assert sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*")) == [
        "codebook.csv",
        "codings.csv",
        "notes.csv",
        "project.csv",
        "remarks.csv",
        "sources.csv",
        "texts",
        "texts/001-Elu-maire.txt",
        "texts/002.txt",
    ]
    assert (folder / "codings.csv").read_text(encoding="utf-8") == (
        "source,start,end,code,coder,date,quote\n"
        'Élu / maire,2,11,bike,,," vélo 🚲\nv"\n'
        'Élu / maire,3,7,bike,"Ana, Bo",2026-03-02T10:00:00Z,vélo\n'
    )
    assert (folder / "remarks.csv").read_text(encoding="utf-8") == (
        "what,count,names\npictures,2,i1 i2\n"
    )


def test_folder_that_is_there_is_never_written_over(folder):
    with pytest.raises(InputError, match="Expected a folder that is not there yet"):
        write_project_folder(ReadProject(project=Project(), remarks=()), folder)


def test_texts_alone_are_a_project(tmp_path):
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "b.txt").write_bytes("\ufeffÉte\u0301\r\n".encode())
    (tmp_path / "texts" / "a.txt").write_bytes(b"")
    (tmp_path / "texts" / "notes.md").write_bytes(b"not a source")

    assert read_project_folder(tmp_path).sources == (
        Source(id="a", name="a", text=""),
        Source(id="b", name="b", text="Été\n"),
    )


def test_tables_of_people_need_few_columns(folder):
    (folder / "sources.csv").write_text("source;file\ni1;002.txt\ni2;001-Elu-maire.txt\n")
    (folder / "codings.csv").write_text("source;start;end;code\ni2;3;7;bike\n")
    (folder / "notes.csv").write_text("text\nÀ relire\n", encoding="utf-8")
    (folder / "project.csv").unlink()
    (folder / "remarks.csv").unlink()

    project = read_project_folder(folder)

    assert project.quote(project.codings[0]) == "vélo"
    assert project.notes == (Note(text="À relire"),)
    assert (project.name, project.coders) == ("", ())


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        (
            "sources.csv",
            ",002.txt",
            ",../codings.csv",
            (
                "sources.csv, line 3: expected a file of “texts” in the column “file”, found "
                "“../codings.csv”. Put it there, or correct its name."
            ),
        ),
        (
            "sources.csv",
            ",002.txt",
            ",003.txt",
            (
                "sources.csv, line 3: expected a file of “texts” in the column “file”, found "
                "“003.txt”. Put it there, or correct its name."
            ),
        ),
        (
            "texts/001-Elu-maire.txt",
            "Le",
            "Les",
            (
                "sources.csv, line 2: expected the text as it was coded, by its “sha256”, found a "
                "text that changed since. Put the text back; or empty the cell, and check each "
                "coding of it."
            ),
        ),
        (
            "codings.csv",
            "maire,3,7",
            "maire,4,8",
            (
                "codings.csv, line 4: expected in the column “quote” what stands from “start” to "
                "“end”, found something else. Correct the places, or empty the quote."
            ),
        ),
        (
            "codings.csv",
            "maire,3,7",
            "maire,-3,7",
            (
                "codings.csv, line 4: expected a whole number in the column “start”, found "
                "something else. Count from 0, in characters."
            ),
        ),
        (
            "codings.csv",
            "Élu / maire,3",
            "Elu,3",
            (
                "codings.csv, line 4: expected a source in the column “source”, found “Elu”. Those "
                "known: Élu / maire, 🚲."
            ),
        ),
        (
            "codings.csv",
            "start",
            "begin",
            (
                "codings.csv: expected a column “start”, found the columns “source”, “begin”, "
                "“end”, “code”, “coder”, “date”, “quote”. Name one of these."
            ),
        ),
        (
            "codebook.csv",
            "bike,",
            "car,",
            "Expected for coding 1 a code of the project, got 'bike'. Correct it, or add the code.",
        ),
    ],
)
def test_slip_of_a_hand_is_told(folder, name, old, new, told):
    change(folder, name, old, new)

    with pytest.raises(InputError) as refused:
        read_project_folder(folder)

    assert str(refused.value) == told


def test_text_that_is_not_utf8_is_refused(folder):
    (folder / "texts" / "002.txt").write_bytes(b"\xe9")

    with pytest.raises(InputError) as refused:
        read_project_folder(folder)

    assert str(refused.value) == "002.txt: expected UTF-8, found other bytes. Save it as UTF-8."


def test_folder_without_texts_is_told(tmp_path):
    with pytest.raises(InputNotFound) as refused:
        read_project_folder(tmp_path)

    assert str(refused.value) == (
        f"Expected a folder with the folder “texts” in it, and {tmp_path} is none. Put the texts "
        "there, as UTF-8."
    )
