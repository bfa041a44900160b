"""Codebooks as files: tables that people write, and REFI-QDA for other programs."""

from pathlib import Path

from civiscope.coding.codebook import Codebook
from civiscope.coding.codebook_sheets import read_codes


def read_codebook(path: Path) -> Codebook:
    r"""Read a codebook.

    Parameters
    ----------
    path : Path
        CSV with any separator, TSV, XLSX or any other table, with a row for each code and the
        columns ``code`` and ``label``. It may have ``parent``; ``label_fr``, ``label_en``… for
        other languages; ``definition``, ``definition_fr``…; ``includes``, ``excludes``;
        ``memo``; ``expressions`` and ``examples``, several in a cell with `` | `` or a line
        break between them; ``color``; ``version``, the same in each row; ``guid``.

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
        these.

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
    return read_codes(path)
