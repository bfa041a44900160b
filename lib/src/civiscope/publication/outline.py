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
    Headings of the same level below another stay on one level.

    Examples
    --------
    >>> from civiscope.publication import Document, Heading
    >>> from civiscope.publication.outline import headings_of, without_gaps
    >>> titles = tuple(Heading(text="A", level=level) for level in (1, 3, 3, 1))
    >>> tree = Document(language="fr", title="", organisation="", dated="", blocks=titles)
    >>> [heading.level for heading in headings_of(without_gaps(tree))]
    [1, 2, 2, 1]
    """
    return replace(document, blocks=tuple(_without_gaps(document)))


def _without_gaps(document: Document) -> Iterator[Block]:
    above: list[int] = []
    for block in document.blocks:
        if isinstance(block, Heading):
            above = [*(level for level in above if level < block.level), block.level]
            yield replace(block, level=cast("Literal[1, 2, 3]", len(above)))
        else:
            yield block
