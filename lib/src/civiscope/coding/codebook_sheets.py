"""A codebook as a table: one row a code."""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import NoReturn

from civiscope.coding.cells import COLOR, full_color, join, split
from civiscope.coding.codebook import Code, Codebook, find_cycle
from civiscope.coding.refi.guids import GUID
from civiscope.errors import InputError
from civiscope.tables.problems import nearest, sentence
from civiscope.tables.sheets import Row, Sheet, read_sheet
from civiscope.tables.writing import csv_text

#: The columns of a codebook, as they are written; ``label_fr``, ``definition_en``… come after
#: those that they say in another language.
COLUMNS = (
    "code",
    "parent",
    "label",
    "definition",
    "includes",
    "excludes",
    "memo",
    "expressions",
    "examples",
    "color",
    "codable",
    "version",
    "guid",
)
REQUIRED = ("code", "label")
ALWAYS_WRITTEN = ("code", "parent", "label")
TRANSLATED = re.compile(r"(label|definition)_([a-z]{2})")
# As near as “exemples” is to “examples”, and not as “question” is to “version”.
MISSPELT = 0.8


def read_codes(path: Path) -> Codebook:
    """Read a codebook from a table; parameters and errors are those of ``read_codebook``."""
    sheet = read_sheet(path)
    sheet.check_columns(*REQUIRED)
    _check_spelling(sheet)
    codes = tuple(_code(row, sheet.columns) for row in sheet.rows)
    if not codes:
        remedy = "Write a row for each code."
        raise InputError(sentence(sheet.name, expected="codes", found="no row", remedy=remedy))
    _check_together(sheet.rows, codes)
    return Codebook(codes=codes, version=_version(sheet))


def unknown_columns(sheet: Sheet) -> tuple[str, ...]:
    """Return the columns of a sheet that codebooks do not have."""
    return tuple(name for name in sheet.columns if not _is_known(name))


def codes_text(book: Codebook) -> str:
    """Return a codebook as CSV, with the columns that some code fills."""
    rows = [dict(_cells(code, book.version)) for code in book.codes]
    filled = {name for row in rows for name, cell in row.items() if cell}
    names = filled.union(ALWAYS_WRITTEN)
    return csv_text(tuple(sorted(names, key=_place)), [_only(row, names) for row in rows])


def _is_known(name: str) -> bool:
    return name in COLUMNS or TRANSLATED.fullmatch(name) is not None


def _check_spelling(sheet: Sheet) -> None:
    """Refuse a column that is almost one of a codebook: it would be left out unnoticed."""
    missing = [name for name in COLUMNS if name not in sheet.columns]
    for name in unknown_columns(sheet):
        if near := get_close_matches(name, missing, n=1, cutoff=MISSPELT):
            expected, remedy = f"a column “{near[0]}”", "Rename it, or name it otherwise."
            found = f"“{name}”"
            raise InputError(sentence(sheet.name, expected=expected, found=found, remedy=remedy))


def _code(row: Row, columns: tuple[str, ...]) -> Code:
    cells = {name: row.cells.get(name, "") for name in COLUMNS}
    for name in REQUIRED:
        row.required(name)
    return Code(
        code=cells["code"],
        label=cells["label"],
        parent=cells["parent"] or None,
        labels=_translations(row, columns, "label"),
        definition=cells["definition"],
        definitions=_translations(row, columns, "definition"),
        includes=cells["includes"],
        excludes=cells["excludes"],
        memo=cells["memo"],
        expressions=split(cells["expressions"]),
        examples=split(cells["examples"]),
        color=_color(row, cells["color"]),
        guid=_guid(row, cells["guid"]),
        is_codable=not cells["codable"] or row.truth("codable"),
    )


def _translations(row: Row, columns: tuple[str, ...], what: str) -> dict[str, str]:
    found = (TRANSLATED.fullmatch(name) for name in columns)
    return {name[2]: row[name[0]] for name in found if name and name[1] == what and row[name[0]]}


def _color(row: Row, cell: str) -> str | None:
    if cell and not COLOR.fullmatch(cell.lower()):
        expected = "a colour as #1f77b4 in the column “color”"
        raise row.problem(expected=expected, found="something else", remedy="Correct or empty it.")
    return full_color(cell) if cell else None


def _guid(row: Row, cell: str) -> str | None:
    if cell and not GUID.fullmatch(cell):
        expected = "an identifier of REFI-QDA in the column “guid”"
        raise row.problem(expected=expected, found="something else", remedy="Empty the cell.")
    return cell or None


def _check_together(rows: tuple[Row, ...], codes: tuple[Code, ...]) -> None:
    """Refuse what is wrong between rows, with the line where it is."""
    lines: dict[str, int] = {}
    for row, code in zip(rows, codes, strict=True):
        if code.code in lines:
            _refuse(row, f"each “code” once, and line {lines[code.code]} has it", code.code)
        lines[code.code] = row.line
    for row, code in zip(rows, codes, strict=True):
        if code.parent is not None and code.parent not in lines:
            near = nearest(code.parent, tuple(lines))
            _refuse(row, "one of the codes in the column “parent”", code.parent, near)
    if cycle := find_cycle({code.code: code.parent for code in codes}):
        place = f"{rows[0].file}, lines {', '.join(str(lines[code]) for code in cycle[:-1])}"
        found = f"the cycle {' → '.join(cycle)} in the column “parent”"
        remedy = "Empty one of these parents."
        raise InputError(sentence(place, expected="a hierarchy", found=found, remedy=remedy))


def _refuse(row: Row, expected: str, found: str, near: str = "") -> NoReturn:
    remedy = f"Did you mean “{near}”?" if near else "Correct it."
    raise row.problem(expected=expected, found=f"“{found}”", remedy=remedy)


def _version(sheet: Sheet) -> str:
    """Return the version that rows name, which is that of the codebook."""
    known = ""
    for row in sheet.rows:
        cell = row.cells.get("version", "")
        if known and cell not in ("", known):
            _refuse(row, f"one version for the codebook, “{known}”, in the column “version”", cell)
        known = known or cell
    return known


def _cells(code: Code, version: str) -> Iterator[tuple[str, str]]:
    """Yield what a row says of a code, by column."""
    yield from (("code", code.code), ("parent", code.parent or ""), ("label", code.label))
    yield from ((f"label_{language}", text) for language, text in code.labels.items())
    yield "definition", code.definition
    yield from ((f"definition_{language}", text) for language, text in code.definitions.items())
    yield from (("includes", code.includes), ("excludes", code.excludes), ("memo", code.memo))
    yield from (("expressions", join(code.expressions)), ("examples", join(code.examples)))
    yield from (("color", code.color or ""), ("codable", "" if code.is_codable else "no"))
    yield from (("version", version), ("guid", code.guid or ""))


def _place(column: str) -> tuple[int, str]:
    """Tell the order of columns: each language after what it translates."""
    translated = TRANSLATED.fullmatch(column)
    return COLUMNS.index(translated[1] if translated else column), column


def _only(row: Mapping[str, str], names: set[str]) -> dict[str, str]:
    return {name: cell for name, cell in row.items() if name in names}
