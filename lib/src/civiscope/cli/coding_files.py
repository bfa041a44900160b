"""`civiscope coding codebook` and `project`: files that other programs exchange."""

import argparse
import sys
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path

from civiscope.cli.groups import Groups
from civiscope.coding.codebook import Codebook
from civiscope.coding.codebook_files import find_remarks, read_codebook, write_codebook
from civiscope.coding.comparison import compare_codebooks
from civiscope.coding.project_files import ReadProject, read_project, write_project
from civiscope.coding.projects import Project
from civiscope.coding.remarks import Remark
from civiscope.errors import InputError
from civiscope.runs.coding.project_folders import read_project_folder, write_project_folder

_INDENT = "  "
_EXCHANGED = ".qdpx"


def add_codebook(commands: Groups) -> None:
    """Add the command that checks, converts and compares codebooks."""
    command = commands.add_parser("codebook", help="check, convert and compare codebooks")
    command.add_argument("file", type=Path, metavar="FILE", help="CSV, XLSX… or QDC (REFI-QDA)")
    command.add_argument(
        "--out", type=Path, metavar="FILE", help="write it, as .csv or .qdc by its name"
    )
    command.add_argument(
        "--since", type=Path, metavar="FILE", help="tell what changed since this older codebook"
    )
    command.set_defaults(run=_codebook)


def _codebook(arguments: argparse.Namespace) -> None:
    """Print the tree of codes, or what changed; write the codebook where asked to."""
    book = read_codebook(arguments.file)
    _print_remarks(find_remarks(arguments.file))
    if arguments.since:
        _print_changes(read_codebook(arguments.since), book)
    else:
        for depth, code in book.walk():
            print(f"{_INDENT * depth}{code.code}  {code.label}")
    if arguments.out:
        write_codebook(book, arguments.out)
        print(arguments.out)


def _print_changes(old: Codebook, new: Codebook) -> None:
    changes = compare_codebooks(old, new)
    for kind in fields(changes):
        for code in getattr(changes, kind.name):
            print(f"{kind.name:12}{code}")


def _print_remarks(remarks: Iterable[Remark]) -> None:
    """Print on the error output what a file holds that was not taken."""
    for remark in remarks:
        names = f": {', '.join(remark.names)}" if remark.names else ""
        print(f"Not taken as it is: {remark.count:,} {remark.what}{names}.", file=sys.stderr)


def add_project(commands: Groups) -> None:
    """Add the command that checks and converts projects."""
    command = commands.add_parser(
        "project", help="check coded projects, and convert them from and to QDPX (REFI-QDA)"
    )
    command.add_argument("path", type=Path, metavar="FILE|DIR", help="QDPX, or folder of a project")
    command.add_argument(
        "--out", type=Path, metavar="DIR|FILE", help="write the other of the two, by its name"
    )
    command.set_defaults(run=_project)


def _project(arguments: argparse.Namespace) -> None:
    """Print what a project holds, and write it where asked to."""
    read = _read(arguments.path)
    _print_remarks(read.remarks)
    _print_project(read.project)
    if arguments.out:
        if arguments.out.suffix.lower() == _EXCHANGED:
            _check_absent(arguments.out)
            write_project(read.project, arguments.out)
        else:
            write_project_folder(read, arguments.out)
        print(arguments.out)


def _read(path: Path) -> ReadProject:
    if path.is_dir():
        return ReadProject(project=read_project_folder(path), remarks=())
    return read_project(path)


def _check_absent(path: Path) -> None:
    if path.exists():
        raise InputError(
            f"Expected a file that is not there yet, and {path} is. Choose another, or remove it: "
            "a project is never written over."
        )


def _print_project(project: Project) -> None:
    codes = project.codebook.codes if project.codebook else ()
    for name, things in (
        ("sources", project.sources),
        ("codes", codes),
        ("codings", project.codings),
        ("coders", project.coders),
        ("notes", project.notes),
    ):
        print(f"{len(things):>9,}  {name}")
