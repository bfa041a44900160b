"""The files of a report: PDF, web page, Word file, figures, and the snapshot that freezes them.

The same report makes the same bytes. Links lead to the site's address where one is
set, and nowhere otherwise.
"""

import csv
import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from civiscope.errors import InputError
from civiscope.publication import (
    Bullets,
    Callout,
    Document,
    Span,
    from_plain,
    to_plain,
    with_spans,
)
from civiscope.publication.html import render_html
from civiscope.publication.pdf import render_pdf
from civiscope.publication.word import render_docx
from observatory.common.dates import in_words
from observatory.imports.domain.cells import harmless
from observatory.reports.domain.build import Report
from observatory.reports.domain.figures import Figure

FORMAT = 1
FIGURES, SNAPSHOT = "figures.csv", "snapshot.json"
_STEMS = {"fr": "rapport-activite", "en": "activity-report"}
_COLUMNS = (
    "name", "nature", "value", "operator", "unit", "text", "definition", "base", "method", "source",
    "records",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Erratum:
    """What was corrected in a published report, and on which day (an ISO date)."""

    on: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A report as it was written, with what was corrected since."""

    year: int
    document: Document
    figures: tuple[Figure, ...]
    texts: Mapping[str, str]
    errata: tuple[Erratum, ...] = ()

    @property
    def language(self) -> str:
        """The language it is written in."""
        return self.document.language


def snapshot_of(report: Report) -> Snapshot:
    """Return a report as a snapshot without corrections."""
    return Snapshot(
        year=report.year, document=report.document, figures=report.figures, texts=report.texts
    )


def stem_of(year: int, language: str) -> str:
    """Return how the names of the files that hold all of a report begin."""
    return f"{_STEMS[language]}-{year}"


def files_of(snapshot: Snapshot, address: str) -> dict[str, bytes]:
    """Return the files of a report by name; links begin with an address ("https://…/")."""
    document = shown(snapshot, address)
    stem = stem_of(snapshot.year, snapshot.language)
    # Typst works beside Python, so the PDF is made while the other files are.
    with ThreadPoolExecutor(max_workers=1) as beside:
        pdf = beside.submit(render_pdf, document)
        files = {
            f"{stem}.html": render_html(document),
            f"{stem}.docx": render_docx(document),
            FIGURES: figures_csv(snapshot.figures),
        }
        files = {f"{stem}.pdf": pdf.result()} | files
    return files | {SNAPSHOT: _snapshot_json(snapshot, files)}


def shown(snapshot: Snapshot, address: str) -> Document:
    """Return what readers of a report are shown: its corrections first, its links complete."""
    document = snapshot.document
    if snapshot.errata:
        document = replace(document, blocks=(_errata(snapshot), *document.blocks))
    return with_spans(document, lambda span: replace(span, url=_absolute(span.url, address)))


def _absolute(url: str, address: str) -> str:
    if not url.startswith("/"):
        return url
    return f"{address.rstrip('/')}{url}" if address else ""


def _errata(snapshot: Snapshot) -> Callout:
    with override(snapshot.language):
        items = tuple(_erratum_line(erratum, snapshot.language) for erratum in snapshot.errata)
        return Callout(title=_("Errata"), role="warning", blocks=(Bullets(items=items),))


def _erratum_line(erratum: Erratum, language: str) -> tuple[Span, ...]:
    day = Span(text=in_words(erratum.on, language), date=erratum.on, style="strong")
    return (day, Span(text=f" – {erratum.text}"))


# ---------------------------------------------------------------- figures.csv


def figures_csv(figures: Sequence[Figure]) -> bytes:
    """Return figures as a table: one a line, its records between spaces."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for figure in figures:
        plain = figure.to_plain() | {"records": " ".join(figure.records)}
        writer.writerow([_cell(column, plain[column]) for column in _COLUMNS])
    return text.getvalue().encode()


def _cell(column: str, value: str) -> str:
    # An operator alone ("=", ">") is no formula, and is read by machines.
    return value if column == "operator" else harmless(value)


# ---------------------------------------------------------------- snapshot.json


def _snapshot_json(snapshot: Snapshot, files: Mapping[str, bytes]) -> bytes:
    plain = {
        "format": FORMAT,
        "year": snapshot.year,
        "language": snapshot.language,
        "files": {name: checksum(content) for name, content in sorted(files.items())},
        "errata": [{"on": erratum.on, "text": erratum.text} for erratum in snapshot.errata],
        "texts": dict(sorted(snapshot.texts.items())),
        "figures": [figure.to_plain() for figure in snapshot.figures],
        "document": to_plain(snapshot.document),
    }
    return (json.dumps(plain, ensure_ascii=False, indent=1) + "\n").encode()


def checksum(content: bytes) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(content).hexdigest()


def read_snapshot(content: bytes) -> tuple[Snapshot, dict[str, str]]:
    """Return a snapshot and the checksums of the files published with it.

    Raises `InputError` when the content is not one that this version wrote.
    """
    try:
        plain = json.loads(content)
        if plain["format"] != FORMAT:
            raise InputError(_other_format(plain["format"]))
        return _read(plain), dict(plain["files"])
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"Expected the snapshot of a report in {SNAPSHOT}: {error!r}.") from error


def _other_format(found: object) -> str:
    return f"Expected a snapshot of format {FORMAT}, found {found!r}: it needs another version."


def _read(plain: dict[str, Any]) -> Snapshot:
    return Snapshot(
        year=int(plain["year"]),
        document=from_plain(plain["document"]),
        figures=tuple(_read_figure(figure) for figure in plain["figures"]),
        texts=dict(plain["texts"]),
        errata=tuple(Erratum(on=one["on"], text=one["text"]) for one in plain["errata"]),
    )


def _read_figure(plain: dict[str, Any]) -> Figure:
    return Figure(**plain | {"records": tuple(plain["records"])})
