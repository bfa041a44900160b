"""A document as a tagged PDF, for paper and for those who hear it: PDF/UA-1 and PDF/A-2a.

Typst sets it after one template, `report.typ`. The document goes there as JSON, in which
every text is a value: nothing of it can be taken for markup.
"""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, ClassVar, Final, cast

import typst

from civiscope.errors import CiviscopeError
from civiscope.publication.document import Document, Span
from civiscope.publication.fonts import characters, typst_fonts
from civiscope.publication.links import keys_of, leads_somewhere
from civiscope.publication.outline import without_gaps
from civiscope.publication.plain import Plain, to_plain
from civiscope.publication.walk import with_spans
from civiscope.publication.words import WORDS, day_of, full_title, say_day_of

# Controls, joiners and selectors of variants: no typeface needs them, and they follow a character.
UNSEEN: Final = "\x80-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\U000e0000-\U000e0fff"
# Typst sets these as blanks or as ends of lines, without a typeface.
BLANKS: Final = frozenset("\t\n\v\f\r")
TEMPLATE: Final = Path(__file__).with_name("report.typ")


class PdfNotMade(CiviscopeError):
    """A document could not be set as a PDF; the message says what Typst found."""

    exit_code: ClassVar[int] = 70


def render_pdf(document: Document) -> bytes:
    """Return a document as a PDF; the same document makes the same bytes.

    A square stands for each character that the typefaces of reports do not have. A document
    without a date is dated 1970-01-01, since an archive file must have one, and says none.

    Raises
    ------
    InputError
        When `document.dated` is neither an ISO date nor empty.
    PdfNotMade
        When Typst cannot set the document: a drawing is no SVG, or a title is empty.
    """
    with _told_clearly():
        pdf = typst.compile(TEMPLATE, pdf_standards=["a-2a", "ua-1"], **_options(document))
    return with_clear_ends(pdf)


def render_pages(document: Document, *, pixels_per_inch: float = 72) -> list[bytes]:
    """Return the pages of the PDF as PNG pictures, to look at.

    Raises
    ------
    InputError, PdfNotMade
        As `render_pdf`.
    """
    with _told_clearly():
        pages = typst.compile(TEMPLATE, format="png", ppi=pixels_per_inch, **_options(document))
    return cast("list[bytes]", pages)  # there is a cover, so there are several pages


def _options(document: Document) -> dict[str, Any]:
    return {
        "sys_inputs": {"report": json.dumps(_given(document), ensure_ascii=False)},
        "font_paths": typst_fonts(),
        "timestamp": 0,
    }


@contextmanager
def _told_clearly() -> Iterator[None]:
    try:
        yield
    except typst.TypstError as error:
        raise PdfNotMade(f"Expected what a PDF can be made of, found: {_said(error)}") from error


def _given(document: Document) -> Plain:
    """Return what the template is given."""
    plain = to_plain(_with_sound_links(without_gaps(document)))
    day = day_of(document)
    return {
        "document": plain,
        "words": asdict(WORDS[document.language]),
        "title": full_title(document),
        "dated": say_day_of(document),
        "leads_out": leads_somewhere(document.address, frozenset()),
        "day": day and {"year": day.year, "month": day.month, "day": day.day},
        "undrawn": _undrawn(set().union(*_texts(plain))),
    }


def _with_sound_links(document: Document) -> Document:
    """Return a document whose texts lead to its blocks and to safe addresses only."""
    keys = keys_of(document)

    def sound(span: Span) -> Span:
        leads = not span.url or leads_somewhere(span.url, keys)
        return span if leads else replace(span, url="")

    return with_spans(document, sound)


def _texts(value: object) -> Iterator[str]:
    """Return every text under a plain value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)


def _undrawn(said: set[str]) -> str:
    """Return a regular expression of the characters that no typeface has; empty without any."""
    unknown = "".join(sorted(said - characters() - BLANKS))
    missing = re.sub(f"[{UNSEEN}]", "", unknown)
    return missing and f"[{missing}][{UNSEEN}]*"


def with_clear_ends(pdf: bytes) -> bytes:
    r"""Return a PDF in which no stream ends with a carriage return just before its line end.

    There a strict reader takes ``\r\n`` for the line end, and misses a byte. A second return
    ends the doubt; the byte is taken from the optional line end at the start of the stream, so
    that no object moves.

    Examples
    --------
    >>> from civiscope.publication.pdf import with_clear_ends
    >>> with_clear_ends(b"<</Length 3>>\nstream\nab\r\nendstream")
    b'<</Length 3>>stream\nab\r\r\nendstream'
    """
    *parts, last = pdf.split(b"\r\nendstream")
    moved = (b"stream\n".join(part.rsplit(b"\nstream\n", 1)) for part in parts)
    return b"\r\r\nendstream".join([*moved, last])


def _said(error: typst.TypstError) -> str:
    return " ".join([f"{error.message}.", *(f"Hint: {hint}." for hint in error.hints)])
