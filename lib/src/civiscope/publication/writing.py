"""The files of a report."""

from pathlib import Path

from civiscope.publication.document import Document
from civiscope.publication.html import render_html
from civiscope.publication.pdf import render_pdf


def write_report(document: Document, folder: Path) -> tuple[Path, Path]:
    """Write a report as a web page and as a PDF; the same document makes the same bytes.

    Parameters
    ----------
    document : Document
        What it says.
    folder : Path
        Where to put ``report.html`` and ``report.pdf``; it is made if it is missing.

    Returns
    -------
    tuple of Path
        The page, then the PDF.

    Raises
    ------
    PdfNotMade
        When the document cannot be set; then neither file is written.
    """
    made = {"report.html": render_html(document), "report.pdf": render_pdf(document)}
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in made.items():
        (folder / name).write_bytes(content)
    return folder / "report.html", folder / "report.pdf"
