"""What the sections of a report write with: facts, a voice, figures, and small blocks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import pgettext

from civiscope.publication import (
    Block,
    Bullets,
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
)
from observatory.records.domain.shapes import Document
from observatory.reports.domain.facts import Facts
from observatory.reports.domain.figures import Figure, stated_name
from observatory.reports.domain.voice import Voice, joined, words

# Where the report says how its figures were made.
FIGURES_KEY = "figures"


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """Everything a section needs; building one reads no database."""

    facts: Facts
    voice: Voice
    figures: Mapping[str, Figure]
    # Those of the figures that a text may name.
    nameable: tuple[str, ...]

    def figure(self, name: str) -> Span:
        """Return the value of a figure, leading to how it was made."""
        return Span(text=self.figures[name].text, figure=name, url=f"#{FIGURES_KEY}")

    def paragraphs(self, document: Document, record: str, *names: str) -> tuple[Block, ...]:
        """Return texts of a record as paragraphs, split at their empty lines."""
        return tuple(
            Paragraph(spans=self.voice.said({self.voice.language: part}, record))
            for name in names
            for part in self.voice.plain(document.get(name)).split("\n\n")
            if part.strip()
        )

    def bullets(self, texts: Iterable[str], record: str) -> tuple[Block, ...]:
        """Return lines of a record as a list; nothing when there are none."""
        items = tuple(self.voice.said({self.voice.language: text}, record) for text in texts)
        return (Bullets(items=items),) if items else ()

    def stated(self, kind: str, document: Document) -> tuple[Block, ...]:
        """Return the numbers that a record states, each with what it counts."""
        figures = tuple(
            self._stated(kind, document, line)
            for line in document.get("figures", ())
            if line.get("value") is not None
        )
        return (KeyFigures(figures=figures),) if figures else ()

    def _stated(self, kind: str, document: Document, line: Document) -> KeyFigure:
        record = f"{kind}:{document['id']}"
        label, base = (self.voice.said(line.get(name), record) for name in ("label", "base"))
        value = self.figure(stated_name(kind, document, line))
        return KeyFigure(value=(value,), label=joined([label, base]))

    def people(self, lines: Sequence[Document], record: str) -> tuple[Block, ...]:
        """Return speakers or witnesses with their function as displayed; nothing when none."""
        people = tuple(
            Person(
                name=self.person(line),
                function=self.voice.quoted(line.get("displayed", ""), record),
            )
            for line in lines
        )
        return (People(people=people),) if people else ()

    def person(self, line: Document) -> Spans:
        """Return the person of a line, or the wording for a name that was withdrawn."""
        if "person" in line:
            return self.voice.link("person", line["person"])
        return (self.voice.withdrawn,)

    def organisations(self, keys: Iterable[str]) -> Spans:
        """Return names of organisations, between commas."""
        return joined([self.voice.link("organisation", key) for key in keys])

    def facts_line(self, *parts: Spans) -> tuple[Block, ...]:
        """Return short facts of a record on one line, those that are known."""
        spans = joined(parts, pgettext("between facts", " – "))
        return (Paragraph(role="small", spans=spans),) if spans else ()

    def page(self, kind: str, document: Document) -> Spans:
        """Return a link to the page of a record."""
        target = self.voice.known.target(kind, document["id"])
        return (
            (Span(text=pgettext("page of the site", "record"), url=target.url),) if target else ()
        )

    def place(self, document: Document, record: str) -> Spans:
        """Return where something took place: the venue as named there, the city, the country."""
        venue = self.voice.quoted(document.get("venue_name", ""), record)
        if not venue and "venue" in document:
            venue = self.voice.link("organisation", document["venue"])
        rest = (
            self.voice.quoted(document.get(name, ""), record)
            for name in ("city", "country")
            if document.get(name, "") not in "".join(span.text for span in venue)
        )
        return joined([venue, *rest])


def heading(text: str, *, level: Literal[2, 3], record: str = "", key: str = "") -> Heading:
    """Return a title inside a section."""
    return Heading(text=text, level=level, key=key, record=record)


def title(writing: Writing, kind: str, document: Document) -> Heading:
    """Return the title of a record as a title in the text."""
    key = document["id"]
    return heading(writing.voice.plain(document["title"]), level=2, record=f"{kind}:{key}", key=key)


def items(found: Iterable[Item]) -> tuple[Block, ...]:
    """Return things listed; nothing when there are none."""
    listed = tuple(found)
    return (Items(items=listed),) if listed else ()


def labelled(label: str, value: Spans) -> Spans:
    """Return a value after what it is, in the punctuation of the language; nothing if unknown."""
    colon = pgettext("before a value", ": ")
    return (*words(f"{label}{colon}"), *value) if value else ()
