"""Elements of WordprocessingML, each made in one call."""

from collections.abc import Iterable, Iterator
from typing import Final, TypeAlias, cast

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement

Element: TypeAlias = BaseOxmlElement

KEEP_BLANKS: Final = qn("xml:space")
PARAGRAPH: Final = qn("w:p")


def element(tag: str, *children: Element, **attributes: str) -> Element:
    """Return an element of the ``w:`` namespace: its name, what it holds, its attributes."""
    made = cast("Element", OxmlElement(f"w:{tag}"))
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    made.extend(children)
    return made


def paragraph(style: str, content: Iterable[Element], *properties: Element) -> Element:
    """Return a paragraph of a style, by its identifier in ``styles.xml``."""
    looks = element("pPr", element("pStyle", val=style), *properties)
    return element("p", looks, *content)


def run(text: str, *properties: Element) -> Element:
    """Return a stretch of text."""
    words = element("t")
    words.text = text
    words.set(KEEP_BLANKS, "preserve")
    looks = [element("rPr", *properties)] if properties else []
    return element("r", *looks, words)


def styled(style: str, text: str) -> Element:
    """Return a stretch of text in a style of characters."""
    return run(text, element("rStyle", val=style))


def field(instruction: str, shown: Element) -> Element:
    """Return what Word computes, with what is shown until it does."""
    return element("fldSimple", shown, instr=f" {instruction} ")


def line_break() -> Element:
    """Return the end of a line within a paragraph."""
    return element("r", element("br"))


def tab() -> Element:
    """Return the way to the next stop of the line."""
    return element("r", element("tab"))


def link_to(name: str, *shown: Element) -> Element:
    """Return a link to a marked place of the same file."""
    return element("hyperlink", *shown, anchor=name)


def on_new_page(made: Iterable[Element]) -> Iterator[Element]:
    """Return paragraphs and tables, of which the first starts a page."""
    for place, part in enumerate(made):
        if place == 0 and part.tag == PARAGRAPH:
            part[0].insert(1, element("pageBreakBefore"))
        elif place == 0:
            yield paragraph("Space", [], element("pageBreakBefore"))
        yield part
