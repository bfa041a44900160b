"""What people code with: a page, a workbook and a table of the same texts."""

from pathlib import Path

from civiscope.coding.codings import CODER
from civiscope.publication.coding.form import Form, render_form
from civiscope.publication.coding.workbook import form_columns, write_form_workbook
from civiscope.runs.publishing import write_csv
from civiscope.tables import IDENTIFIER, TEXT

_FORMULA = ("=", "+", "-", "@")


def write_form(form: Form, stem: Path) -> None:
    """Write a form as ``.html``, ``.xlsx`` and ``.csv``, under one name."""
    stem.with_name(f"{stem.name}.html").write_bytes(render_form(form))
    write_form_workbook(form, stem.with_name(f"{stem.name}.xlsx"))
    rows = (
        {IDENTIFIER: identifier, CODER: form.coder, TEXT: plain(text)}
        for identifier, text in form.texts
    )
    write_csv(stem.with_name(f"{stem.name}.csv"), form_columns(form), rows)


def plain(text: str) -> str:
    """Keep spreadsheets from taking a text for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
