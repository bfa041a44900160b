"""The year in brief: its moments, its numbers, and when things happened."""

from collections.abc import Iterator

from civiscope.publication import Block, Item, Timeline
from observatory.records.domain.shapes import Document
from observatory.reports.domain.writing import Writing


def brief(writing: Writing) -> Iterator[Block]:
    """Say the moments of the year, in the order of time."""
    highlights = writing.facts.of("highlight")
    if highlights:
        yield Timeline(items=tuple(_moment(writing, document) for document in highlights))


def _moment(writing: Writing, document: Document) -> Item:
    voice = writing.voice
    kind, _colon, key = document.get("about", "").partition(":")
    title = voice.link(kind, key, document["title"]) if key else ()
    summary = voice.said(document.get("summary"), f"highlight:{document['id']}")
    return Item(
        label=voice.date(document.get("date")),
        title=title or voice.title("highlight", document),
        lines=(summary,) if summary else (),
    )
