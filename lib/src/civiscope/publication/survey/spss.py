"""The records for SPSS, with French labels and user-missing values."""

from datetime import date
from pathlib import Path
from typing import Final

import polars as pl
import pyreadstat
from pyreadstat.pyclasses import MissingRange

from civiscope.publication.survey.codebook import codebook_of, record_id, rows_of
from civiscope.survey.answers import State
from civiscope.survey.release import Release

_CREATED: Final = slice(92, 109)
"""Where the header of a ``.sav`` file has the day and the time of its making."""

_MONTHS: Final = (
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
)  # fmt: skip


def write_sav(release: Release, path: Path) -> None:
    """Write the published records as a ``.sav`` file; the same release makes the same bytes.

    Parameters
    ----------
    release : Release
        What is published.
    path : Path
        The file.

    Notes
    -----
    Ways of having told nothing are negative numbers, all of them user-missing: six kinds of
    missing stay apart. The header is dated of the day the edition closed.
    """
    variables = codebook_of(release)
    columns = list(zip(*rows_of(release), strict=True))
    values = {
        variable.name: [float(variable.numbers[cell]) for cell in column]
        for variable, column in zip(variables, columns, strict=True)
    }
    frame = pl.DataFrame({"record": [record_id(n) for n in range(len(columns[0]))]} | values)
    missing: list[int | float | str | MissingRange] = [
        {"lo": float(min(State)), "hi": float(State.NO_ANSWER)}
    ]
    questionnaire = release.source.questionnaire
    pyreadstat.write_sav(
        frame,
        str(path),
        file_label=questionnaire.title.fr[:64],
        column_labels=["Enregistrement", *(variable.label.fr for variable in variables)],
        variable_value_labels={
            variable.name: {
                float(variable.numbers[category]): label.fr
                for category, label in variable.labels.items()
            }
            for variable in variables
        },
        missing_ranges={
            variable.name: missing for variable in variables if variable.question is not None
        },
        variable_measure={variable.name: "nominal" for variable in variables},
    )
    _date(path, questionnaire.editions[release.edition].closed_on)


def _date(path: Path, day: str) -> None:
    """Date the header of a day that does not depend on when it is written."""
    closed = date.fromisoformat(day)
    said = f"{closed.day:02d} {_MONTHS[closed.month - 1]} {closed.year % 100:02d}00:00:00"
    content = bytearray(path.read_bytes())
    content[_CREATED] = said.encode("ascii")
    path.write_bytes(content)
