"""The barometer: what it asks, and the editions made, presented or published in the year."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from civiscope.publication import Block, Span, Spans
from observatory.records.domain.shapes import Document
from observatory.reports.domain.voice import joined
from observatory.reports.domain.writing import Writing, labelled, title


def barometer(writing: Writing) -> Iterator[Block]:
    """Say the editions of the year; nothing of a survey without one."""
    editions = writing.facts.of("edition")
    if not editions:
        return
    for document in writing.facts.of("survey"):
        yield from _survey(writing, document)
    for document in editions:
        yield from _edition(writing, document)


def _survey(writing: Writing, document: Document) -> Iterator[Block]:
    record = f"survey:{document['id']}"
    voice = writing.voice
    yield title(writing, "survey", document)
    yield from writing.facts_line(
        voice.dated(document.get("date"), record),
        labelled(_("Population"), voice.said(document.get("population"), record)),
        labelled(_("Collection"), voice.said(document.get("collection"), record)),
        writing.page("survey", document),
    )
    yield from writing.paragraphs(document, record, "summary", "description", "method")
    yield from writing.bullets(voice.lines(document.get("aims")), record)


def _edition(writing: Writing, document: Document) -> Iterator[Block]:
    record = f"edition:{document['id']}"
    voice = writing.voice
    yield title(writing, "edition", document)
    yield from writing.facts_line(
        _rank(document, record),
        labelled(_("Approach"), voice.said(document.get("approach"), record)),
        labelled(_("Instruments"), _lines(writing, document, "instruments", record)),
        writing.page("edition", document),
    )
    yield from writing.paragraphs(document, record, "summary", "description")
    yield from writing.stated("edition", document)
    yield from _made_known(writing, document, record)


def _rank(document: Document, record: str) -> Spans:
    rank = document.get("rank")
    return labelled(_("Edition"), (Span(text=str(rank), record=record),)) if rank else ()


def _lines(writing: Writing, document: Document, name: str, record: str) -> Spans:
    text = writing.voice.listed(writing.voice.lines(document.get(name)))
    return (Span(text=text, record=record),) if text else ()


def _made_known(writing: Writing, document: Document, record: str) -> Iterator[Block]:
    voice = writing.voice
    planned = joined(
        [
            voice.dated(document.get("release_date"), record),
            voice.said(document.get("release"), record),
        ]
    )
    yield from writing.facts_line(
        labelled(_("Interviews by"), _links(writing, document, "interviewers", "person")),
        labelled(_("Presented at"), _links(writing, document, "presentations", "event")),
        labelled(
            _("Results published in"), _links(writing, document, "publications", "publication")
        ),
        labelled(_("Planned release"), planned),
    )


def _links(writing: Writing, document: Document, name: str, kind: str) -> Spans:
    return joined([writing.voice.link(kind, key) for key in document.get(name, ())])
