"""A coded project as a folder of texts and tables, which people read and any program writes.

``texts/`` holds the texts, ``sources.csv`` what they are, ``codings.csv`` what was coded in them,
``codebook.csv`` the codes, ``notes.csv`` the notes, ``project.csv`` the name of the project and
those who code, ``remarks.csv`` what was not taken from the file that it was read from.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar
from unicodedata import normalize

from civiscope.coding.codebook_files import read_codebook, write_codebook
from civiscope.coding.project_files import ReadProject
from civiscope.coding.projects import Coding, Note, Project, Source
from civiscope.coding.texts import digest_of, normalize_text
from civiscope.errors import InputError, InputNotFound
from civiscope.runs.publishing import publishing, write_csv
from civiscope.tables.problems import sentence
from civiscope.tables.sheets import Row, read_sheet

Thing = TypeVar("Thing")

TEXTS = "texts"
CODEBOOK = "codebook.csv"
COLUMNS = {
    "project.csv": ("what", "name"),
    "sources.csv": ("source", "name", "language", "file", "sha256", "guid"),
    "codings.csv": ("source", "start", "end", "code", "coder", "date", "quote"),
    "notes.csv": ("source", "start", "end", "code", "name", "text"),
    "remarks.csv": ("what", "count", "names"),
}
# What people need not give.
OPTIONAL = {
    "project.csv": (),
    "sources.csv": ("name", "language", "sha256", "guid"),
    "codings.csv": ("coder", "date", "quote"),
    "notes.csv": ("source", "start", "end", "code", "name"),
}
# What an identifier lends to the name of a file, at most.
NAME_CHARACTERS = 40


def write_project_folder(read: ReadProject, folder: Path) -> None:
    """Write a project as a folder, which appears once it is whole.

    Parameters
    ----------
    read : ReadProject
        The project, and remarks on the file that it was read from.
    folder : Path
        It must not exist yet.

    Raises
    ------
    InputError
        Where the folder is there already.
    OutputFailed
        Where it cannot be written.
    """
    project = read.project
    files = [_file_name(place, source.id) for place, source in enumerate(project.sources, 1)]
    with publishing(folder) as partial:
        published = partial / "published"
        (published / TEXTS).mkdir(parents=True)
        for source, file in zip(project.sources, files, strict=True):
            (published / TEXTS / file).write_text(source.text, encoding="utf-8", newline="")
        if project.codebook:
            write_codebook(project.codebook, published / CODEBOOK)
        tables: dict[str, Iterable[Mapping[str, object]]] = {
            "project.csv": _project_rows(project),
            "sources.csv": map(_source_row, project.sources, files),
            "codings.csv": (_coding_row(project, coding) for coding in project.codings),
            "notes.csv": map(_note_row, project.notes),
            "remarks.csv": (
                {"what": remark.what, "count": remark.count, "names": " ".join(remark.names)}
                for remark in read.remarks
            ),
        }
        for name, rows in tables.items():
            write_csv(published / name, COLUMNS[name], rows)


def _file_name(place: int, name: str) -> str:
    """Return a name that every system takes, and that no other source has."""
    plain = normalize("NFKD", name).encode("ascii", "ignore").decode()
    words = re.sub(r"[^A-Za-z0-9]+", "-", plain)[:NAME_CHARACTERS].strip("-")
    return "-".join(filter(None, (f"{place:03}", words))) + ".txt"


def _project_rows(project: Project) -> Iterator[dict[str, str]]:
    yield {"what": "project", "name": project.name}
    for coder in project.coders:
        yield {"what": "coder", "name": coder}


def _source_row(source: Source, file: str) -> dict[str, object]:
    return {
        "source": source.id,
        "name": source.name,
        "language": source.language,
        "file": file,
        "sha256": source.digest,
        "guid": source.guid,
    }


def _coding_row(project: Project, coding: Coding) -> dict[str, object]:
    return {
        "source": coding.source,
        "start": coding.start,
        "end": coding.end,
        "code": coding.code,
        "coder": coding.coder,
        "date": coding.date,
        "quote": project.quote(coding),
    }


def _note_row(note: Note) -> dict[str, object]:
    return {
        "source": note.source,
        "start": note.start,
        "end": note.end,
        "code": note.code,
        "name": note.name,
        "text": note.text,
    }


def read_project_folder(folder: Path) -> Project:
    """Read a project from a folder of texts and tables.

    Parameters
    ----------
    folder : Path
        As ``write_project_folder`` writes it. Only ``texts/`` must be there: without
        ``sources.csv``, each file of it that ends in ``.txt`` is a source of that name.

    Raises
    ------
    InputNotFound
        Where the folder, or a file that it names, is not there.
    InputError
        With the line, where a table is wrong: a place that is no number, a quote that is not
        what stands there, a text that changed since it was coded.
    """
    if not (folder / TEXTS).is_dir():
        raise InputNotFound(
            f"Expected a folder with the folder “{TEXTS}” in it, and {folder} is none. Put the "
            "texts there, as UTF-8."
        )
    sources = tuple(_sources(folder))
    texts = {source.id: source.text for source in sources}
    said = _rows(folder, "project.csv", lambda row: (row["what"], row["name"]))
    return Project(
        name=next((name for what, name in said if what == "project"), ""),
        codebook=read_codebook(folder / CODEBOOK) if (folder / CODEBOOK).exists() else None,
        sources=sources,
        codings=_rows(folder, "codings.csv", lambda row: _coding(row, texts)),
        coders=tuple(name for what, name in said if what == "coder"),
        notes=_rows(folder, "notes.csv", _note),
    )


def _rows(folder: Path, name: str, make: Callable[[Row], Thing]) -> tuple[Thing, ...]:
    """Make something of each row of a table, if it is there."""
    if not (folder / name).exists():
        return ()
    sheet = read_sheet(folder / name)
    sheet.check_columns(*(column for column in COLUMNS[name] if column not in OPTIONAL[name]))
    empty = dict.fromkeys(COLUMNS[name], "")
    return tuple(make(replace(row, cells={**empty, **row.cells})) for row in sheet.rows)


def _sources(folder: Path) -> Iterator[Source]:
    if (folder / "sources.csv").exists():
        yield from _rows(folder, "sources.csv", lambda row: _source(row, folder / TEXTS))
        return
    for path in sorted((folder / TEXTS).glob("*.txt")):
        name = normalize("NFC", path.stem)
        yield Source(id=name, name=name, text=_text(path))


def _source(row: Row, texts: Path) -> Source:
    file = row.required("file")
    if Path(file).name != file or not (texts / file).is_file():
        raise row.problem(
            expected=f"a file of “{TEXTS}” in the column “file”",
            found=f"“{file}”",
            remedy="Put it there, or correct its name.",
        )
    text = _text(texts / file)
    if row["sha256"] not in ("", digest_of(text)):
        raise row.problem(
            expected="the text as it was coded, by its “sha256”",
            found="a text that changed since",
            remedy="Put the text back; or empty the cell, and check each coding of it.",
        )
    return Source(
        id=row.required("source"),
        name=row["name"],
        language=row["language"],
        text=text,
        guid=row["guid"] or None,
    )


def _text(path: Path) -> str:
    try:
        return normalize_text(path.read_bytes().decode())
    except UnicodeDecodeError as error:
        raise InputError(
            sentence(path.name, expected="UTF-8", found="other bytes", remedy="Save it as UTF-8.")
        ) from error


def _coding(row: Row, texts: Mapping[str, str]) -> Coding:
    coding = Coding(
        source=row.one_of("source", texts, what="a source"),
        start=_number(row, "start"),
        end=_number(row, "end"),
        code=row.required("code"),
        coder=row["coder"] or None,
        date=row["date"] or None,
    )
    quote = texts[coding.source][coding.start : coding.end]
    if row["quote"] and row["quote"] != quote.strip():
        raise row.problem(
            expected="in the column “quote” what stands from “start” to “end”",
            found="something else",
            remedy="Correct the places, or empty the quote.",
        )
    return coding


def _note(row: Row) -> Note:
    return Note(
        text=row.required("text"),
        name=row["name"],
        source=row["source"] or None,
        start=_number(row, "start") if row["start"] else None,
        end=_number(row, "end") if row["end"] else None,
        code=row["code"] or None,
    )


def _number(row: Row, column: str) -> int:
    cell = row[column]
    if not (cell.isascii() and cell.isdecimal()):
        raise row.problem(
            expected=f"a whole number in the column “{column}”",
            found="something else",
            remedy="Count from 0, in characters.",
        )
    return int(cell)
