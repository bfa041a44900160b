"""A document as a web page that holds all it shows: no script, nothing fetched.

Texts are escaped. Drawings are ours and put in as they are, but for the names inside them,
which are made unique, and what they say to screen readers, which the figure says better.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from markupsafe import Markup, escape

from civiscope.publication.charts.style import NARROW
from civiscope.publication.document import Block, Document, Graphic, Heading, Span, Spans
from civiscope.publication.links import keys_of, leads_somewhere
from civiscope.publication.outline import without_gaps
from civiscope.publication.templating import source, template
from civiscope.publication.words import WORDS, Words, full_title, say_day_of

TAGS: Final = {"strong": "strong", "emphasis": "em"}
# The dates that HTML's <time> understands: a year, a month or a day.
PLAIN_DATE: Final = re.compile(r"\d{4}(-\d{2}){0,2}")
OPENING_TAG: Final = re.compile(r"""<[A-Za-z](?:[^>"']|"[^"]*"|'[^']*')*>""")
# What the figure says better, and what only the PDF needs: browsers choose the weight themselves.
UNWANTED: Final = re.compile(
    r"""\s(?:role|aria-[a-z]+|style(?==.font-variation-settings:))=(?:"[^"]*"|'[^']*')"""
)
SIZE: Final = re.compile(r"""\s(?:width|height)=(?:"[^"]*"|'[^']*')""")
# Drawings are made for the text of a printed page, which is smaller than that of a screen.
ENLARGED: Final = 1.25
NAMED: Final = re.compile(r"""(\sid=["']|href=["']#|url\(["']?#)""")


def render_html(document: Document) -> bytes:
    """Return a document as one web page, in UTF-8, that needs nothing else.

    Raises
    ------
    InputError
        When `document.dated` is neither an ISO date nor empty.
    """
    words = WORDS[document.language]
    page = template("report.html").render(
        document=document,
        words=words,
        title=full_title(document),
        dated=say_day_of(document),
        leads_out=leads_somewhere(document.address, frozenset()),
        css=Markup(source("report.css")),  # noqa: S704 -- a file of ours
        body=Markup(render_html_body(document)),  # noqa: S704 -- escaped there
    )
    return page.encode()


def render_html_body(document: Document, *, level: int = 2) -> str:
    """Return the contents and the text of a document, to put in a page of another make.

    Parameters
    ----------
    document : Document
        What it says. Its cover is left to the page.
    level : int
        The level of the headings that open sections: 2 under the title of the page.

    Returns
    -------
    str
        HTML whose classes start with ``report-``; its identifiers are the keys of the blocks,
        and others that start with ``report-``. Within an element of class ``report-main``, it
        looks as ``templates/report.css`` has it; it holds no style of its own.
    """
    reading = _Reading(document=without_gaps(document), level=level)
    return template("report_body.html").render(reading=reading, words=reading.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """What stands under one heading; before the first one, under none."""

    blocks: tuple[Block, ...]
    title: str = ""
    short: str = ""
    is_listed: bool = True
    level: int = 1
    anchor: str = ""
    record: str = ""


@dataclass(slots=True, kw_only=True)
class _Reading:
    """One passage through a document, which numbers what it meets.

    The template calls it in the order in which the page is read.
    """

    document: Document
    level: int
    words: Words = field(init=False)
    keys: frozenset[str] = field(init=False)
    notes: list[Spans] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)
    figures: int = 0

    def __post_init__(self) -> None:
        self.words = WORDS[self.document.language]
        self.keys = keys_of(self.document)

    def sections(self) -> list[list[_Part]]:
        """Return the parts of each section; what stands before the first heading has its own."""
        sections: list[list[_Part]] = []
        for part in self._parts():
            if part.level == 1:
                sections.append([])
            sections[-1].append(part)
        return sections

    def _parts(self) -> Iterator[_Part]:
        for number, (heading, blocks) in enumerate(_under_headings(self.document.blocks)):
            anchor = self.anchor(heading.key) or f"report-part-{number}"
            yield _Part(
                title=heading.text,
                short=heading.short or heading.text,
                is_listed=heading.is_listed,
                level=heading.level,
                anchor=anchor,
                record=heading.record,
                blocks=tuple(blocks),
            )

    def anchor(self, key: str) -> str:
        """Return a key to name its block with, or nothing when another has that name already."""
        is_taken = key in self.anchors
        self.anchors.add(key)
        return "" if is_taken else key

    def number_figure(self) -> int:
        """Return the number of the figure that comes next."""
        self.figures += 1
        return self.figures

    def drawing(self, graphic: Graphic, number: int) -> Markup:
        """Return a drawing whose names nothing else on the page has."""
        svg = graphic.svg[graphic.svg.index("<svg") :]
        unique = OPENING_TAG.sub(lambda tag: _rename(tag.group(), f"report-{number}-"), svg)
        attributes = {
            "role": "img",
            "aria-label": graphic.alternative,
            "width": f"{graphic.width * ENLARGED:g}",
            "height": f"{graphic.height * ENLARGED:g}",
        }
        if graphic.width <= NARROW:
            attributes["class"] = "report-narrow"
        root = "<svg" + _written(attributes)
        return Markup(  # noqa: S704 -- a drawing of ours, and escaped attributes
            OPENING_TAG.sub(lambda tag: SIZE.sub("", tag.group()), unique, 1).replace(
                "<svg", root, 1
            )
        )

    def text(self, spans: Spans) -> Markup:
        """Return stretches of text, and number their notes."""
        return Markup("").join(map(self._stretch, spans))

    def _stretch(self, span: Span) -> Markup:
        attributes = _attributes(span)
        if leads_somewhere(span.url, self.keys):
            inner = _element("a", {"href": span.url, **attributes}, _styled(span))
        elif attributes:
            inner = _element("span", attributes, _styled(span))
        else:
            inner = _styled(span)
        return inner + self._reference(span.note) if span.note else inner

    def _reference(self, note: Spans) -> Markup:
        self.notes.append(note)
        number = len(self.notes)
        attributes = {
            "id": f"report-reference-{number}",
            "href": f"#report-note-{number}",
            "role": "doc-noteref",
            "aria-label": self.words.note.format(number),
        }
        return _element("sup", {}, _element("a", attributes, escape(number)))


def _under_headings(blocks: Iterable[Block]) -> list[tuple[Heading, list[Block]]]:
    """Return each heading with the blocks under it; the first ones may stand under none."""
    found: list[tuple[Heading, list[Block]]] = [(Heading(text=""), [])]
    for block in blocks:
        if isinstance(block, Heading):
            found.append((block, []))
        else:
            found[-1][1].append(block)
    return found if found[0][1] else found[1:]


def _attributes(span: Span) -> dict[str, str]:
    said = {"data-figure": span.figure, "data-record": span.record, "lang": span.language}
    return {name: value for name, value in said.items() if value}


def _styled(span: Span) -> Markup:
    text = escape(span.text)
    if PLAIN_DATE.fullmatch(span.date):
        text = _element("time", {"datetime": span.date}, text)
    if span.style == "muted":
        return _element("span", {"class": "report-muted"}, text)
    return _element(TAGS[span.style], {}, text) if span.style else text


def _element(tag: str, attributes: dict[str, str], inner: Markup) -> Markup:
    return Markup(f"<{tag}{_written(attributes)}>{inner}</{tag}>")  # noqa: S704 -- all escaped


def _written(attributes: dict[str, str]) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())


def _rename(tag: str, prefix: str) -> str:
    return NAMED.sub(lambda name: f"{name.group()}{prefix}", UNWANTED.sub("", tag))
