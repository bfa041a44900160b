"""What stands before the text of a Word file: its cover and its contents."""

from collections.abc import Iterator, Sequence
from typing import Final

from civiscope.publication.document import Document, Heading
from civiscope.publication.outline import headings_of
from civiscope.publication.word.elements import Element, element, link_to, paragraph, run
from civiscope.publication.word.writing import contents_name
from civiscope.publication.words import WORDS, full_title

# The lowest level of headings that the contents show.
DEEPEST: Final = 2


def cover_of(document: Document) -> Iterator[Element]:
    """Return the paragraphs of a cover."""
    words = WORDS[document.language]
    yield paragraph("CoverOrganisation", [run(document.organisation)])
    yield paragraph("Title", [run(full_title(document))])
    if document.subtitle:
        yield paragraph("Subtitle", [run(document.subtitle)])
    if document.partners:
        yield paragraph("CoverLabel", [run(words.partners)])
    for partner in document.partners:
        yield paragraph("CoverText", [run(partner)])
    if document.licence:
        yield paragraph("CoverLabel", [run(words.licence.format(document.licence))])


def contents_of(document: Document) -> list[Element]:
    """Return the contents of a document as Word's own table: nothing without headings.

    Its entries lead to the headings and say no page: on which page they stand, only Word can
    tell, when somebody asks it to update the table.
    """
    headings = enumerate(headings_of(document), start=1)
    entries = [
        _entry(heading, number)
        for number, heading in headings
        if heading.level <= DEEPEST and heading.is_listed
    ]
    if not entries:
        return []
    title = paragraph("TOCHeading", [run(WORDS[document.language].contents)])
    return [_known_as_contents([title, *_computed(entries)])]


def _entry(heading: Heading, number: int) -> Element:
    return paragraph(
        f"TOC{heading.level}", [link_to(contents_name(number), run(heading.short or heading.text))]
    )


def _computed(entries: Sequence[Element]) -> Sequence[Element]:
    """Return entries as the result of a field, so that Word can make them anew."""
    instruction = element("instrText")
    instruction.text = f'TOC \\o "1-{DEEPEST}" \\h \\z \\u'
    before = (_field_mark("begin"), element("r", instruction), _field_mark("separate"))
    for place, mark in enumerate(before, start=1):
        entries[0].insert(place, mark)
    entries[-1].append(_field_mark("end"))
    return entries


def _field_mark(kind: str) -> Element:
    return element("r", element("fldChar", fldCharType=kind))


def _known_as_contents(paragraphs: Sequence[Element]) -> Element:
    """Return paragraphs in the frame by which Word knows a table of contents."""
    gallery = element("docPartGallery", val="Table of Contents")
    properties = element("sdtPr", element("docPartObj", gallery, element("docPartUnique")))
    return element("sdt", properties, element("sdtContent", *paragraphs))
