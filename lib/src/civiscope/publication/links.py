"""Which addresses of a document lead somewhere, and to where in it."""

from collections.abc import Iterable, Iterator
from typing import Final

from civiscope.publication.document import Block, Callout, Document, Graphic, Heading, Table

# What a reader may be sent to; anything else, such as a script, is shown and not followed.
SCHEMES: Final = ("http://", "https://", "mailto:")


def keys_of(document: Document) -> frozenset[str]:
    """Return the keys of the blocks that a text may send its reader to."""
    blocks = every_block(document.blocks)
    keys = (block.key for block in blocks if isinstance(block, Heading | Table | Graphic))
    return frozenset(keys) - {""}


def every_block(blocks: Iterable[Block]) -> Iterator[Block]:
    """Return blocks and those within them, in the order they are read."""
    for block in blocks:
        yield block
        if isinstance(block, Callout):
            yield from every_block(block.blocks)
        if isinstance(block, Graphic):
            yield block.table


def leads_somewhere(url: str, keys: frozenset[str]) -> bool:
    """Tell whether an address may become a link: a known scheme, or ``#`` and a known key."""
    if url.startswith("#"):
        return url[1:] in keys
    return url.lower().startswith(SCHEMES)
