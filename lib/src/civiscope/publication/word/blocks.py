"""The blocks of a document as paragraphs and tables of a Word file."""

import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any, Final

from docx.oxml.ns import qn
from docx.shared import Emu, Twips

from civiscope.publication.document import (
    Block,
    Bullets,
    Callout,
    Graphic,
    Heading,
    Items,
    KeyFigures,
    Paragraph,
    People,
    Table,
    Timeline,
)
from civiscope.publication.word.elements import (
    PARAGRAPH,
    Element,
    element,
    field,
    line_break,
    link_to,
    paragraph,
    run,
    styled,
    tab,
)
from civiscope.publication.word.tables import WIDTH, table_of
from civiscope.publication.word.writing import Writing, contents_name, values_name

ROLES: Final = {"text": "Normal", "lead": "Lead", "small": "Small"}
ACCENTS: Final = {"note": "0A5C66", "warning": "9A4A00"}
# In twentieths of a point: where a paragraph in a frame starts, and how far its first line
# hangs out.
INDENT: Final = ("227", "0")
LIST_INDENT: Final = ("511", "284")
EMU_PER_PIXEL: Final = 9525


def blocks_of(writing: Writing, blocks: Iterable[Block]) -> Iterator[Element]:
    """Return what blocks are in a Word file."""
    for block in blocks:
        yield from _block(writing, block)


def values_of(writing: Writing) -> Iterator[Element]:
    """Return the values of every figure, each as a table that the figure leads to."""
    for number, graphic in enumerate(writing.graphics, start=1):
        shown = f"{writing.words.figure.format(number)}. {graphic.title}"
        caption = writing.mark([run(shown)], graphic.table.key, values_name(number))
        yield from table_of(writing, replace(graphic.table, caption=shown), caption)


def _block(writing: Writing, block: Block) -> Iterable[Element]:
    return _WRITERS[type(block)](writing, block)


def _heading(writing: Writing, heading: Heading) -> list[Element]:
    name = contents_name(next(writing.headings))
    content = writing.mark([run(heading.text)], heading.key, name)
    return [paragraph(f"Heading{heading.level}", content)]


def _paragraph(writing: Writing, block: Paragraph) -> list[Element]:
    return [paragraph(ROLES[block.role], writing.text(block.spans))]


def _bullets(writing: Writing, bullets: Bullets) -> list[Element]:
    if not bullets.is_ordered:
        return [paragraph("ListBullet", writing.text(item)) for item in bullets.items]
    number = writing.new_list()
    return [
        paragraph(
            "ListNumber",
            writing.text(item),
            element("numPr", element("ilvl", val="0"), element("numId", val=number)),
        )
        for item in bullets.items
    ]


def _items(writing: Writing, block: Items | Timeline) -> Iterator[Element]:
    style = "Timeline" if isinstance(block, Timeline) else "Item"
    for item in block.items:
        label = [styled(f"{style}Label", item.label), line_break()] if item.label else []
        yield paragraph(f"{style}Title", [*label, *writing.text(item.title)])
        for line in item.lines:
            yield paragraph(f"{style}Text", writing.text(line))


def _people(writing: Writing, block: People) -> Iterator[Element]:
    for person in block.people:
        name = writing.text(tuple(replace(span, style="strong") for span in person.name))
        function = writing.text(person.function)
        yield paragraph("Person", [*name, *([run(", "), *function] if function else [])])


def _key_figures(writing: Writing, block: KeyFigures) -> Iterator[Element]:
    for figure in block.figures:
        label = writing.text(figure.label, style="KeyLabel")
        yield paragraph("KeyFigure", [*writing.text(figure.value), tab(), *label])


def _table(writing: Writing, table: Table) -> list[Element]:
    caption = [run(table.caption)] if table.caption else []
    return table_of(writing, table, writing.mark(caption, table.key))


def _graphic(writing: Writing, graphic: Graphic) -> Iterator[Element]:
    number = next(writing.figures)
    title = [*_number(writing, number), line_break(), run(graphic.title)]
    yield paragraph("FigureTitle", writing.mark(title, graphic.key))
    yield paragraph("Measure", [run(graphic.measure)])
    yield paragraph("Drawing", [_picture(writing, graphic, number)])
    link = link_to(values_name(number), styled("Hyperlink", writing.words.values.format(number)))
    source = [*writing.text(graphic.source), line_break()] if graphic.source else []
    yield paragraph("Source", [*source, link])


def _number(writing: Writing, number: int) -> list[Element]:
    """Return the number of a figure, which Word counts again when figures are added."""
    before, after = writing.words.figure.split("{}")
    counted = field("SEQ Figure \\* ARABIC", styled("FigureNumber", str(number)))
    return [styled("FigureNumber", before), counted, styled("FigureNumber", after)]


def _picture(writing: Writing, graphic: Graphic, number: int) -> Element:
    width = min(Emu(round(graphic.width * EMU_PER_PIXEL)), Twips(WIDTH))
    inline = writing.part.new_pic_inline(io.BytesIO(next(writing.pictures)), width)
    described = {
        "id": str(number),
        "name": writing.words.figure.format(number),
        "title": graphic.title,
        "descr": graphic.alternative,
    }
    for name, value in described.items():
        inline.docPr.set(name, value)
    for side in ("distT", "distB", "distL", "distR"):
        inline.set(side, "0")
    return element("r", element("drawing", inline))


def _callout(writing: Writing, callout: Callout) -> Iterator[Element]:
    title = f"{callout.role.capitalize()}Title"
    yield _framed(paragraph(title, [run(callout.title)]), ACCENTS[callout.role])
    for block in callout.blocks:
        # A heading in a remark is none of the text's: it stands in no contents.
        if isinstance(block, Heading):
            content = writing.mark([run(block.text)], block.key)
            yield _framed(paragraph(title, content), ACCENTS[callout.role])
        else:
            yield from (_framed(made, ACCENTS[callout.role]) for made in _block(writing, block))


def _framed(made: Element, colour: str) -> Element:
    """Return a paragraph with a line before it; a table as it is."""
    if made.tag == PARAGRAPH:
        line = element("left", val="single", sz="18", space="10", color=colour)
        properties = made[0]
        is_listed = properties[0].get(qn("w:val")).startswith("List")
        left, hanging = LIST_INDENT if is_listed else INDENT
        properties.extend([element("pBdr", line), element("ind", left=left, hanging=hanging)])
    return made


_WRITERS: Final[dict[type[Block], Callable[[Writing, Any], Iterable[Element]]]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Bullets: _bullets,
    Items: _items,
    Timeline: _items,
    People: _people,
    KeyFigures: _key_figures,
    Table: _table,
    Graphic: _graphic,
    Callout: _callout,
}
