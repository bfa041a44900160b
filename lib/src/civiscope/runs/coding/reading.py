"""Published tables of codings, read as they were written."""

from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pa_csv

from civiscope.errors import InputError


def read_table(path: Path) -> list[dict[str, str]]:
    """Read the rows of a published table, each cell to the letter.

    Raises
    ------
    InputError
        Where it is missing or cannot be read.
    """
    rows: list[dict[str, str]] = read_columns(path).to_pylist()
    return rows


def read_columns(path: Path) -> pa.Table:
    """Read a published table, each cell to the letter.

    Raises
    ------
    InputError
        Where it is missing or cannot be read.
    """
    try:
        with path.open(encoding="utf-8") as file:
            names = file.readline().rstrip("\n").split(",")
        return pa_csv.read_csv(
            path,
            parse_options=pa_csv.ParseOptions(newlines_in_values=True),
            convert_options=pa_csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string())),
        )
    except (OSError, ValueError) as error:
        raise InputError(
            f"Expected {path.name} as it was published, and it cannot be read: see what "
            "'civiscope coding verify' says of the folder."
        ) from error
