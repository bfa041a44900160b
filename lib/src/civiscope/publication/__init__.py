"""Results become publications: document trees, charts, and their files.

Nothing is computed here. `document` is what a report says; renderers turn it into a
PDF, a web page or a Word file, the same bytes every time.
"""

from civiscope.publication.document import (
    Block,
    Bullets,
    Callout,
    Column,
    Document,
    Graphic,
    Heading,
    Item,
    Items,
    KeyFigure,
    KeyFigures,
    Paragraph,
    People,
    Person,
    Span,
    Spans,
    Table,
    Timeline,
)
from civiscope.publication.plain import from_plain, to_plain
from civiscope.publication.walk import spans_of, text_of, with_spans, with_texts

__all__ = [
    "Block",
    "Bullets",
    "Callout",
    "Column",
    "Document",
    "Graphic",
    "Heading",
    "Item",
    "Items",
    "KeyFigure",
    "KeyFigures",
    "Paragraph",
    "People",
    "Person",
    "Span",
    "Spans",
    "Table",
    "Timeline",
    "from_plain",
    "spans_of",
    "text_of",
    "to_plain",
    "with_spans",
    "with_texts",
]
