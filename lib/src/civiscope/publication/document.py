"""The document tree: what a report says, before it is a PDF, a page or a Word file.

A renderer reads the tree and decides nothing about its content; whoever builds the
tree decides nothing about its looks. Every node is frozen and holds plain values.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Style: TypeAlias = Literal["", "strong", "emphasis", "muted"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of text.

    Attributes
    ----------
    text : str
        What is read, already in the typography of the document's language.
    style : str
        How it stands out, if at all.
    url : str
        Where it leads: an absolute address, or ``#`` and the `key` of a block.
    record : str
        The reference (``kind:key``) of the record whose own words these are; none for
        the words of the report.
    figure : str
        The name of the figure that this number is the value of in its table of figures.
    date : str
        The date that the text says, as an EDTF level 0 or 1 string (``2019-03-18``).
    language : str
        The language of the text, where it is not that of the document (``fr``).
    note : tuple of Span
        What a note at the foot of the page says about it.
    """

    text: str
    style: Style = ""
    url: str = ""
    record: str = ""
    figure: str = ""
    date: str = ""
    language: str = ""
    note: tuple["Span", ...] = ()


Spans: TypeAlias = tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A title in the text: level 1 opens a section, whose name the head of the page repeats.

    `record` is the reference of the record whose title it is, if it is one's; `short` is what the
    contents and the head of the page say of a long title. The contents leave out a title that is
    not `is_listed`, such as one that comes again in every section.
    """

    text: str
    level: Literal[1, 2, 3] = 1
    key: str = ""
    record: str = ""
    short: str = ""
    is_listed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph; a ``lead`` opens a section, a ``small`` one says where things come from."""

    spans: Spans
    role: Literal["text", "lead", "small"] = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullets:
    """A list of short items."""

    items: tuple[Spans, ...]
    is_ordered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Something listed: what stands before it (a date), its title, and what is said of it."""

    title: Spans
    label: str = ""
    lines: tuple[Spans, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """Things listed one under another, such as articles or talks.

    Compact ones are looked up rather than read, as in an index: small, in columns where there
    is room.
    """

    items: tuple[Item, ...]
    is_compact: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Moments in the order of time; the label of each item is its date."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Someone in a public role: the name, and the function as displayed there."""

    name: Spans
    function: Spans = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """A list of people, each with a function."""

    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigure:
    """A number that stands out, and what it is a number of."""

    value: Spans
    label: Spans


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigures:
    """Numbers side by side, such as those of a year in brief."""

    figures: tuple[KeyFigure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table; numbers stand at the end of theirs."""

    title: str
    is_number: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: a caption, titles of columns, and rows of as many cells; the first names its row."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Spans, ...], ...]
    caption: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Graphic:
    """A chart or a map, which renderers number.

    Attributes
    ----------
    title, measure : str
        What the graphic shows ("Half of the talks were given in Paris"), and what was
        counted, in which unit, over which base.
    svg : str
        The drawing, a whole SVG document; `width` and `height` are its size in CSS pixels.
    alternative : str
        What someone who does not see it needs to know.
    table : Table
        Every value that is drawn.
    source : tuple of Span
        Where the values come from.
    """

    title: str
    measure: str
    svg: str
    width: float
    height: float
    alternative: str
    table: Table
    source: Spans = ()
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Callout:
    """A remark set apart, such as an erratum or the limits of what is said."""

    title: str
    blocks: tuple["Block", ...]
    role: Literal["note", "warning"] = "note"


Block: TypeAlias = (
    Heading
    | Paragraph
    | Bullets
    | Items
    | Timeline
    | People
    | KeyFigures
    | Table
    | Graphic
    | Callout
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole report.

    Attributes
    ----------
    language : str
        ``fr`` or ``en``.
    title, subtitle, organisation : str
        What stands on the cover: what it is, of what, by whom.
    year : str
        The year it is about; empty where it is about none.
    partners : tuple of str
        Who stands on the cover beside the organisation.
    licence : str
        Under which licence it may be used again.
    dated : str
        The day its facts were last changed, as an ISO date: what a file is dated with, so that
        the same facts make the same file.
    address : str
        Where it is on the network; empty when unknown.
    blocks : tuple of Block
        What it says. The contents are made from its headings.
    """

    language: Literal["fr", "en"]
    title: str
    organisation: str
    dated: str
    blocks: tuple[Block, ...]
    subtitle: str = ""
    year: str = ""
    partners: tuple[str, ...] = ()
    licence: str = ""
    address: str = ""
