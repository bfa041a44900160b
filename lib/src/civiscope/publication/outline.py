"""The headings of a document, as its contents and screen readers need them."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal, cast

from civiscope.publication.document import Block, Document, Heading


def headings_of(document: Document) -> list[Heading]:
    """Return the headings of the text: those within a callout are no part of the contents."""
    return [block for block in document.blocks if isinstance(block, Heading)]


def without_gaps(document: Document) -> Document:
    """Return a document in which each heading is at most one level below the one before.

    Who listens to a page goes from level to level, and takes a gap for something missed.
    """
    return replace(document, blocks=tuple(_without_gaps(document)))


def _without_gaps(document: Document) -> Iterator[Block]:
    level = 0
    for block in document.blocks:
        if isinstance(block, Heading):
            level = min(block.level, level + 1)
            yield replace(block, level=cast("Literal[1, 2, 3]", level))
        else:
            yield block
