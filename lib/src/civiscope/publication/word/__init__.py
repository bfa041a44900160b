"""A document as a Word file, of our own styles, that holds nothing of the machine it is made on.

Headings, lists, notes, captions and the repeated heads of tables are Word's own, so that the
file can be edited, searched and read aloud; its contents stand in it without being updated.
"""

from dataclasses import replace
from typing import cast

from docx.oxml.document import CT_Document

from civiscope.publication.document import Document, Graphic, Heading
from civiscope.publication.links import every_block
from civiscope.publication.outline import without_gaps
from civiscope.publication.word.blocks import blocks_of, values_of
from civiscope.publication.word.cover import contents_of, cover_of
from civiscope.publication.word.elements import on_new_page
from civiscope.publication.word.package import new_part, packed
from civiscope.publication.word.writing import Writing
from civiscope.publication.words import WORDS


def render_docx(document: Document) -> bytes:
    """Return a document as a Word file (Office Open XML).

    Raises
    ------
    ValueError
        When `document.dated` is no ISO date, or a text holds a control character.
    """
    part = new_part(document)
    shown = _with_values(without_gaps(document))
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
