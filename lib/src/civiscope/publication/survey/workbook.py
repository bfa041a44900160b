"""Cross tables as a workbook, for those who work in one."""

from datetime import datetime
from pathlib import Path
from typing import Final

import xlsxwriter

from civiscope.publication.survey.codebook import option_labels
from civiscope.survey.release import Release

SUPPRESSED: Final = "s"
"""What stands in the place of what is suppressed, in every language."""

_WIDE: Final = 44
_NOTE: Final = (
    "s : secret statistique. Parts des répondants interrogés, qui ont choisi de répondre : "
    "elles ne valent que pour eux."
)


def write_workbook(release: Release, path: Path) -> None:
    """Write a sheet for each variable: options by the domain that answers are crossed by.

    Parameters
    ----------
    release : Release
        What is published.
    path : Path
        The file; the same release makes the same bytes.
    """
    questionnaire = release.source.questionnaire
    closed = questionnaire.editions[release.edition].closed_on
    book = xlsxwriter.Workbook(str(path))
    book.set_properties(
        {"title": questionnaire.title.fr, "created": datetime.fromisoformat(closed)}
    )
    bold, share = book.add_format({"bold": True}), book.add_format({"num_format": "0.0%"})
    for variable in dict.fromkeys(one.variable for one in release.columns):
        sheet = book.add_worksheet(variable[:31])
        sheet.set_column(0, 0, _WIDE)
        sheet.write(0, 0, questionnaire.variables[variable].label.fr, bold)
        for row, line in enumerate(_lines(release, variable), start=1):
            for column, cell in enumerate(line):
                sheet.write(row, column, cell, share if isinstance(cell, float) else None)
    book.close()


def _lines(release: Release, variable: str) -> list[list[str | int | float]]:
    """Return the header, a line for each option, and the note."""
    domain = release.source.domains[release.source.crossed_by]
    groups = [*domain.labels, ""]
    header: list[str | int | float] = [""]
    for category in groups:
        label = domain.labels[category].fr if category else "Ensemble"
        header += [f"{label}, cochés", f"{label}, interrogés", f"{label}, part"]
    lines = [header]
    everyone = [one for one in release.shares if one.variable == variable]
    labels = option_labels(release, variable)
    for option in everyone:
        line: list[str | int | float] = [labels[option.code].fr]
        parts = [
            one for one in release.crossed if (one.variable, one.code) == (variable, option.code)
        ]
        for one in parts:
            line += [_cell(one.ticked), _cell(one.asked), _cell(one.share)]
        line += [_cell(option.ticked), _cell(option.asked), _cell(option.share)]
        lines.append(line)
    return [*lines, [_NOTE]]


def _cell(value: float | None) -> str | int | float:
    return SUPPRESSED if value is None else value
