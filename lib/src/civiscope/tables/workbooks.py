"""Read a sheet of a workbook: Excel and OpenDocument."""

from collections.abc import Iterator, Sequence
from functools import partial

import fastexcel
import pyarrow as pa
import pyarrow.compute as pc

from civiscope.errors import InputError
from civiscope.tables.files import File
from civiscope.tables.problems import sentence
from civiscope.tables.source import Source


def read_workbook(file: File, *, sheet: str | None = None) -> Source:
    """Read a sheet whose first row names its columns.

    Parameters
    ----------
    file : File
        The workbook. It is read whole: a few hundred thousand rows at most.
    sheet : str, optional
        The name of the sheet; the first one if not given.

    Returns
    -------
    Source
        Its rows, but for those without any cell. Whole numbers are written without decimals,
        dates as ``2019-01-22 00:00:00``.

    Raises
    ------
    InputError
        If the file is no workbook, or has no sheet of this name.
    """
    try:
        workbook = fastexcel.read_excel(file.path)
        names = workbook.sheet_names
        if sheet is not None and sheet not in names:
            raise _no_sheet(file, sheet, names)
        batch = pa.record_batch(workbook.load_sheet(sheet or 0, dtypes="string"))
    except fastexcel.FastExcelError as error:
        expected, found = "a workbook", "a file that cannot be opened as one"
        remedy = "Decompress an archive, or save the workbook again as XLSX."
        raise InputError(
            sentence(file.name, expected=expected, found=found, remedy=remedy)
        ) from error
    return Source(
        name=file.name,
        format="xlsx",
        columns=tuple(batch.schema.names),
        batches=partial(_batches, batch),
    )


def _batches(batch: pa.RecordBatch, names: Sequence[str]) -> Iterator[pa.RecordBatch]:
    columns = [column.cast(pa.string()) for column in batch.columns]
    filled = pc.is_valid(pc.coalesce(*columns))
    strings = pa.RecordBatch.from_arrays(columns, batch.schema.names)
    yield strings.select(list(names)).filter(filled)


def _no_sheet(file: File, sheet: str, names: Sequence[str]) -> InputError:
    found = "the sheets " + ", ".join(f"“{name}”" for name in names)
    expected, remedy = f"a sheet “{sheet}”", "Name one of these."
    return InputError(sentence(file.name, expected=expected, found=found, remedy=remedy))
