"""A document as a Word file, of our own styles, that holds nothing of the machine it is made on.

Headings, lists, notes, captions and the repeated heads of tables are Word's own, so that the
file can be edited, searched and read aloud; its contents stand in it without being updated.
"""

import re
from dataclasses import replace
from typing import Final, cast

from docx.oxml.document import CT_Document

from civiscope.publication.document import Document, Graphic, Heading
from civiscope.publication.links import every_block
from civiscope.publication.outline import without_gaps
from civiscope.publication.walk import with_texts
from civiscope.publication.word.blocks import blocks_of, values_of
from civiscope.publication.word.cover import contents_of, cover_of
from civiscope.publication.word.elements import on_new_page
from civiscope.publication.word.package import new_part, packed
from civiscope.publication.word.writing import Writing
from civiscope.publication.words import WORDS

NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def render_docx(document: Document) -> bytes:
    """Return a document as a Word file (Office Open XML); the same document makes the same bytes.

    Characters that XML cannot hold are shown as U+FFFD. A document without a date is dated
    1970-01-01.

    Raises
    ------
    InputError
        When `document.dated` is neither an ISO date nor empty.
    """
    sound = with_texts(document, lambda text: NOT_XML.sub("\ufffd", text))
    shown = _with_values(without_gaps(sound))
    part = new_part(shown)
    writing = Writing(document=shown, part=part)
    body = cast("CT_Document", part.element).body
    body[:0] = [
        *cover_of(shown),
        *contents_of(shown),
        *on_new_page(blocks_of(writing, shown.blocks)),
        *values_of(writing),
    ]
    return packed(part)


def _with_values(document: Document) -> Document:
    """Return a document with a last section, for the values of its figures if it has some."""
    if not any(isinstance(block, Graphic) for block in every_block(document.blocks)):
        return document
    heading = Heading(text=WORDS[document.language].all_values)
    return replace(document, blocks=(*document.blocks, heading))


__all__ = ["render_docx"]
