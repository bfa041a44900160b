"""Codebooks as files: tables that people write, and REFI-QDA for other programs."""

from pathlib import Path

from civiscope.coding.codebook import Codebook
from civiscope.coding.codebook_sheets import codes_text, read_codes, unknown_columns
from civiscope.coding.refi.codebooks import read_exchanged, render_codebook
from civiscope.coding.remarks import Remark
from civiscope.errors import InputError
from civiscope.tables.sheets import read_sheet
from civiscope.tables.writing import output_failed, partial_file

EXCHANGED = ".qdc"
WRITTEN = (".csv", EXCHANGED)


def read_codebook(path: Path) -> Codebook:
    r"""Read a codebook.

    Parameters
    ----------
    path : Path
        CSV with any separator, TSV, XLSX or any other table, with a row for each code and the
        columns ``code`` and ``label``. It may have ``parent``; ``label_fr``, ``label_en``… for
        other languages; ``definition``, ``definition_fr``…; ``includes``, ``excludes``;
        ``memo``; ``expressions`` and ``examples``, several in a cell with `` | `` or a line
        break between them; ``color``; ``codable``, yes or no; ``version``, the same in each
        row; ``guid``. Or a codebook of REFI-QDA, where the name ends in ``.qdc``.

    Returns
    -------
    Codebook
        Texts composed (NFC), without the spaces around them.

    Raises
    ------
    InputNotFound
        Where there is no such file.
    ColumnNotFound
        Where a column is missing.
    InputError
        With the line and the column: a code without a name or a label, named twice, whose
        parent is no code, in a cycle; a colour that is none; a column that is almost one of
        these; a QDC that is damaged or hostile.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> from civiscope.coding.codebook_files import read_codebook
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "codes.csv")
    ...     _ = file.write_text("code,parent,label,expressions\n"
    ...                         "tax,,Taxes,\nvat,tax,VAT,VAT | sales tax\n")
    ...     book = read_codebook(file)
    >>> book["vat"].parent, book["vat"].expressions
    ('tax', ('VAT', 'sales tax'))
    """
    return read_exchanged(path)[0] if _is_exchanged(path) else read_codes(path)


def find_remarks(path: Path) -> tuple[Remark, ...]:
    """Tell what a file of a codebook holds that ``read_codebook`` does not take from it.

    Parameters
    ----------
    path : Path
        The file, which ``read_codebook`` reads.

    Returns
    -------
    tuple of Remark
        Columns of a table by name; sets of codes of a QDC.
    """
    if _is_exchanged(path):
        sets = read_exchanged(path)[1]
        return (Remark(what="sets of codes", count=sets),) if sets else ()
    unknown = unknown_columns(read_sheet(path))
    return (Remark(what="columns", count=len(unknown), names=unknown),) if unknown else ()


def write_codebook(book: Codebook, path: Path) -> None:
    """Write a codebook.

    Parameters
    ----------
    book : Codebook
        The codebook. The same one gives the same bytes.
    path : Path
        The file, CSV or REFI-QDA by the end of its name, ``.csv`` or ``.qdc``. It appears once
        it is whole. What REFI-QDA has no place for goes into descriptions, from which
        ``read_codebook`` takes it again.

    Raises
    ------
    InputError
        Where the name ends otherwise, or REFI-QDA cannot hold the codebook.
    OutputFailed
        Where the file cannot be written.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> from civiscope.coding.codebook import Code, Codebook
    >>> from civiscope.coding.codebook_files import read_codebook, write_codebook
    >>> book = Codebook(codes=(Code(code="vat", label="VAT", expressions=("sales tax",)),))
    >>> with TemporaryDirectory() as folder:
    ...     write_codebook(book, Path(folder, "codes.qdc"))
    ...     read_codebook(Path(folder, "codes.qdc")) == book
    True
    """
    if path.suffix.lower() not in WRITTEN:
        raise InputError(
            f"Expected a codebook's name that ends in {' or '.join(WRITTEN)}, got "
            f"“{path.name}”. Name it after what it should be."
        )
    written = render_codebook(book) if _is_exchanged(path) else codes_text(book).encode()
    try:
        with partial_file(path) as partial:
            partial.write_bytes(written)
    except OSError as error:
        raise output_failed(path, error) from error


def _is_exchanged(path: Path) -> bool:
    return path.suffix.lower() == EXCHANGED
