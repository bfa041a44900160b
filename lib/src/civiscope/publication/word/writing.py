"""What is counted and related while a Word file is written: links, notes, names, numbers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from docx.parts.document import DocumentPart

from civiscope.publication.document import Document, Graphic, Span, Spans
from civiscope.publication.drawings import pictures_of
from civiscope.publication.links import every_block, keys_of, leads_somewhere
from civiscope.publication.word.elements import Element, element, link_to, paragraph, run
from civiscope.publication.word.package import related
from civiscope.publication.words import WORDS, Words


@dataclass(slots=True, kw_only=True)
class Writing:
    """One Word file while it is written, from its first block to its last."""

    document: Document
    part: DocumentPart
    words: Words = field(init=False)
    graphics: list[Graphic] = field(init=False)
    pictures: Iterator[bytes] = field(init=False)
    keys: frozenset[str] = field(init=False)
    # Word wants names of at most forty letters and digits, which keys are not.
    names: dict[str, str] = field(init=False)
    named: set[str] = field(default_factory=set)
    marks: "count[int]" = field(default_factory=count)
    notes: "count[int]" = field(default_factory=lambda: count(1))
    headings: "count[int]" = field(default_factory=lambda: count(1))
    figures: "count[int]" = field(default_factory=lambda: count(1))
    lists: "count[int]" = field(default_factory=lambda: count(2))

    def __post_init__(self) -> None:
        """Read what the document holds."""
        self.words = WORDS[self.document.language]
        blocks = every_block(self.document.blocks)
        self.graphics = [block for block in blocks if isinstance(block, Graphic)]
        self.pictures = iter(pictures_of(self.graphics))
        self.keys = keys_of(self.document)
        self.names = {key: f"_Ref{n}" for n, key in enumerate(sorted(self.keys))}

    def text(self, spans: Spans, *, part: XmlPart | None = None, style: str = "") -> list[Element]:
        """Return stretches of text, in the main part or another, in a style of characters."""
        home = part or self.part
        return [made for span in spans for made in self._stretch(span, home, style)]

    def _stretch(self, span: Span, part: XmlPart, style: str) -> list[Element]:
        leads = leads_somewhere(span.url, self.keys)
        written = run(span.text, *_looks(span, style or _style(span, leads=leads)))
        shown = self._link(span.url, written, part) if leads else written
        if not span.note:
            return [shown]
        # Word has no notes to notes: those stand in brackets.
        if part is not self.part:
            return [shown, run(" ["), *self.text(span.note, part=part), run("]")]
        return [shown, self._note(span.note)]

    def _link(self, url: str, shown: Element, part: XmlPart) -> Element:
        if url.startswith("#"):
            return link_to(self.names[url[1:]], shown)
        link = element("hyperlink", shown)
        link.set(qn("r:id"), part.relate_to(url, RT.HYPERLINK, is_external=True))
        return link

    def _note(self, note: Spans) -> Element:
        number = str(next(self.notes))
        footnotes = related(self.part, "footnotes")
        content = [_note_mark("footnoteRef"), run(" "), *self.text(note, part=footnotes)]
        footnotes.element.append(element("footnote", paragraph("FootnoteText", content), id=number))
        return _note_mark("footnoteReference", id=number)

    def mark(self, content: Iterable[Element], key: str, *names: str) -> list[Element]:
        """Return a content that links lead to, by the key of its block and by other names.

        Where several blocks have the same key, links lead to the first one.
        """
        is_new = key in self.names and key not in self.named
        self.named.add(key)
        marked = list(content)
        for name in (*names, *([self.names[key]] if is_new else [])):
            number = str(next(self.marks))
            start = element("bookmarkStart", id=number, name=name)
            marked = [start, *marked, element("bookmarkEnd", id=number)]
        return marked

    def new_list(self) -> str:
        """Return the number of a new list, which counts from one."""
        number = str(next(self.lists))
        restart = element("lvlOverride", element("startOverride", val="1"), ilvl="0")
        related(self.part, "numbering").element.append(
            element("num", element("abstractNumId", val="1"), restart, numId=number)
        )
        return number


def contents_name(number: int) -> str:
    """Return the name by which the contents know a heading."""
    return f"_Toc{number}"


def values_name(number: int) -> str:
    """Return the name of the table that holds the values of a figure."""
    return f"_Values{number}"


def _note_mark(tag: str, **attributes: str) -> Element:
    looks = element("rPr", element("rStyle", val="FootnoteReference"))
    return element("r", looks, element(tag, **attributes))


def _style(span: Span, *, leads: bool) -> str:
    if leads:
        return "FigureLink" if span.figure else "Hyperlink"
    return "Muted" if span.style == "muted" else ""


def _looks(span: Span, style: str) -> list[Element]:
    """Return the looks of a stretch of text, in the order that Word wants."""
    looks = {
        "rStyle": style,
        "b": "1" if span.style == "strong" else "",
        "i": "1" if span.style == "emphasis" else "",
        "lang": _locale(span.language),
    }
    return [element(name, val=value) for name, value in looks.items() if value]


def _locale(language: str) -> str:
    return WORDS[language].locale if language in WORDS else language
