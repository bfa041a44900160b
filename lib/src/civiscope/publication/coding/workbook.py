"""A workbook that people code in, for those who work in one."""

from datetime import datetime
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from civiscope.coding.codebook import Code
from civiscope.coding.codings import CODER, COMMENT, IDENTIFIER, NONE_APPLIES, TEXT, UNSURE
from civiscope.publication.coding.form import Form, shown_definition, shown_label
from civiscope.publication.coding.form_words import FORM_WORDS, FormWords

MOST_CHARACTERS: Final = 32_000
"""Of a text in a cell: a cell holds 32,767, the note that it was cut included."""

_SAME_DAY: Final = datetime(2000, 1, 1)  # noqa: DTZ001 -- a date without meaning, for the same bytes
_WIDTHS: Final = (16, 14, 80)
_TITLE, _MESSAGE = 32, 255
_FIRST_MARK: Final = len(_WIDTHS)


def write_form_workbook(form: Form, path: Path) -> None:
    """Write a workbook with a row for each contribution and a column for each code.

    Parameters
    ----------
    form : Form
        What people code.
    path : Path
        The file, which `civiscope.coding.codings.read_codings` reads once it is filled; the same
        form gives the same bytes. Nothing in it is a formula.
    """
    words = FORM_WORDS[form.language]
    book = xlsxwriter.Workbook(str(path))
    book.set_properties({"title": form.title or words.title, "created": _SAME_DAY})
    _write_rows(book, form, words)
    _write_codebook(book, form, words)
    _write_how_to(book, words)
    book.close()


def form_columns(form: Form) -> tuple[str, ...]:
    """Return the columns that people fill, of the wide form of codings.

    Parameters
    ----------
    form : Form

    Returns
    -------
    tuple of str
    """
    return (IDENTIFIER, CODER, TEXT, *form.codebook.codable, NONE_APPLIES, UNSURE, COMMENT)


def _codable(form: Form) -> list[Code]:
    return [code for code in form.codebook.codes if code.is_codable]


def _write_rows(book: Any, form: Form, words: FormWords) -> None:  # noqa: ANN401 -- no types
    sheet = book.add_worksheet(words.to_code_sheet)
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    plain, bold = book.add_format({"valign": "top"}), book.add_format({"bold": True})
    columns = form_columns(form)
    for column, name in enumerate(columns):
        sheet.write_string(0, column, name, bold)
    for row, (identifier, text) in enumerate(form.texts, start=1):
        is_cut = len(text) > MOST_CHARACTERS
        said = text[:MOST_CHARACTERS] + words.cut if is_cut else text
        sheet.write_string(row, 0, identifier, plain)
        sheet.write_string(row, 1, form.coder, plain)
        sheet.write_string(row, 2, said, wrapped)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, _FIRST_MARK)
    marked = [
        *((shown_label(code, form.language), _explained(code, form)) for code in _codable(form)),
        (words.none_applies, ""),
        (words.unsure, ""),
    ]
    for column, (title, message) in enumerate(marked, start=_FIRST_MARK):
        sheet.data_validation(
            1,
            column,
            len(form.texts),
            column,
            {
                "validate": "list",
                "source": ["1", "0"],
                "input_title": title[:_TITLE],
                "input_message": (message or title)[:_MESSAGE],
            },
        )


def _explained(code: Code, form: Form) -> str:
    label, definition = shown_label(code, form.language), shown_definition(code, form.language)
    return f"{label}\n{definition}" if definition else label


def _write_codebook(book: Any, form: Form, words: FormWords) -> None:  # noqa: ANN401 -- the same
    sheet = book.add_worksheet(words.codebook_sheet)
    wrapped, bold = book.add_format({"text_wrap": True}), book.add_format({"bold": True})
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, len(words.codebook_columns) - 1, 40)
    for column, name in enumerate(words.codebook_columns):
        sheet.write_string(0, column, name, bold)
    for row, (_, code) in enumerate(form.codebook.walk(), start=1):
        cells = (
            code.code,
            shown_label(code, form.language),
            shown_definition(code, form.language),
            code.includes,
            code.excludes,
            "\n".join(code.examples),
        )
        for column, cell in enumerate(cells):
            sheet.write_string(row, column, cell[:MOST_CHARACTERS], wrapped)


def _write_how_to(book: Any, words: FormWords) -> None:  # noqa: ANN401 -- the same
    sheet = book.add_worksheet(words.how_to_sheet)
    sheet.set_column(0, 0, 100)
    for row, step in enumerate(words.how_to):
        sheet.write_string(row, 0, step)
