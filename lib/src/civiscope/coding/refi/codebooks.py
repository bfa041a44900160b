"""REFI-QDA's files of codebooks, QDC."""

from pathlib import Path

from pyrefiqda.models.codebook import CodeBook, CodesType, CodeType

from civiscope.coding.codebook import Codebook
from civiscope.coding.refi.codes import build_codes, read_codes
from civiscope.coding.refi.markup import mend, parse_markup, read_model, render_model
from civiscope.errors import InputError
from civiscope.tables.files import check_regular
from civiscope.tables.problems import sentence

NAMESPACE = "urn:QDA-XML:codebook:1.0"
ORIGIN = "Civiscope"
#: The bytes of a codebook: a thousand codes with long descriptions have two million.
CODEBOOK_BYTES = 50_000_000


def read_exchanged(path: Path) -> tuple[Codebook, int]:
    """Return the codebook of a QDC file, and how many sets of codes it has, which are left out.

    Raises
    ------
    InputNotFound
        Where there is no such file.
    InputError
        Where it is no QDC, is too large, or tries to have entities expanded.
    """
    check_regular(path)
    if path.stat().st_size > CODEBOOK_BYTES:
        expected, remedy = f"at most {CODEBOOK_BYTES:,} bytes", "Export the codebook alone."
        raise InputError(sentence(path.name, expected=expected, found="more", remedy=remedy))
    tree = parse_markup(path.read_bytes(), path.name, root="CodeBook", namespace=NAMESPACE)
    mend(tree)
    exchanged = read_model(tree, CodeBook, path.name)
    book, _ = read_codes(exchanged.codes.code)
    return book, len(exchanged.sets.set) if exchanged.sets else 0


def render_codebook(book: Codebook) -> bytes:
    """Return a codebook as QDC; the same codebook gives the same bytes."""
    codes = CodesType(code=build_codes(book, CodeType))
    return render_model(CodeBook(codes=codes, origin=ORIGIN), NAMESPACE)
