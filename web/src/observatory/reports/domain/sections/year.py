"""The year in brief: its moments, its numbers, and when things happened."""

from collections.abc import Iterator

from civiscope.publication import Block, Item, KeyFigure, KeyFigures, Timeline
from observatory.records.domain.shapes import Document
from observatory.reports.domain.sections.graphics import by_month
from observatory.reports.domain.voice import words
from observatory.reports.domain.writing import Writing

# The counts that stand at the head of the report, those that are nought left out.
IN_BRIEF = (
    "events", "speakers", "training_sessions", "publications", "cases", "interventions", "network",
    "press",
)  # fmt: skip


def brief(writing: Writing) -> Iterator[Block]:
    """Say how much was done, then the moments of the year in the order of time."""
    figures = tuple(_key_figure(writing, name) for name in IN_BRIEF if _is_some(writing, name))
    if figures:
        yield KeyFigures(figures=figures)
    highlights = writing.facts.of("highlight")
    if highlights:
        yield Timeline(items=tuple(_moment(writing, document) for document in highlights))
    yield from by_month(writing)


def _is_some(writing: Writing, name: str) -> bool:
    return bool(writing.figures[name].records)


def _key_figure(writing: Writing, name: str) -> KeyFigure:
    number = writing.figure(f"{name}.count")
    label = writing.figures[name].text.removeprefix(number.text).strip()
    return KeyFigure(value=(number,), label=words(label))


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
