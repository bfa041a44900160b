"""Events with their programme and speakers, and training."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from civiscope.publication import Block, Bullets, Span, Spans
from observatory.records.domain.shapes import Document
from observatory.reports.domain.voice import joined, words
from observatory.reports.domain.writing import Writing, heading, labelled, title


def events(writing: Writing) -> Iterator[Block]:
    """Say each event of the year: when, where, with whom, its programme and who spoke."""
    for document in writing.facts.of("event"):
        record = f"event:{document['id']}"
        yield title(writing, "event", document)
        yield from _when_and_where(writing, document, record)
        yield from writing.paragraphs(document, record, "summary", "description")
        yield from writing.stated("event", document)
        yield from _about(writing, document, record)
        yield from _programme(writing, document, record)
        yield from _next_edition(writing, document, record)


def _when_and_where(writing: Writing, document: Document, record: str) -> Iterator[Block]:
    voice = writing.voice
    yield from writing.facts_line(
        voice.dated(document.get("date"), record),
        writing.place(document, record),
        words(voice.label("format-evenement", document.get("format"))),
        labelled(_("Audience"), voice.said(document.get("audience"), record)),
        writing.page("event", document),
    )
    hosts = [
        joined([voice.link("organisation", line["organisation"]), _role(writing, line)], " – ")
        for line in document.get("hosts", ())
        if "organisation" in line
    ]
    yield from writing.facts_line(labelled(_("Held by"), joined(hosts)))


def _role(writing: Writing, line: Document) -> Spans:
    if line.get("role") in (None, "organisation"):
        return ()
    return words(writing.voice.label("role", line["role"]).lower())


def _about(writing: Writing, document: Document, record: str) -> Iterator[Block]:
    voice = writing.voice
    yield from writing.facts_line(voice.said(document.get("context"), record))
    themes = [voice.plain(line["title"]) for line in document.get("themes", ())]
    if themes:
        yield heading(_("Themes"), level=3)
        yield from writing.bullets(themes, record)
    questions = voice.lines(document.get("questions"))
    if questions:
        yield heading(_("Questions asked"), level=3)
        yield from writing.bullets(questions, record)


def _programme(writing: Writing, document: Document, record: str) -> Iterator[Block]:
    groups = [_group(writing, line, record) for line in document.get("session_groups", ())]
    if groups:
        yield heading(_("Programme"), level=3)
        yield Bullets(items=tuple(groups))
    speakers = document.get("speakers", ())
    if speakers:
        yield heading(_("Speakers"), level=3)
        yield from writing.people(speakers, record)
    for session in document.get("sessions", ()):
        yield heading(writing.voice.plain(session["title"]), level=3, record=record)
        yield from writing.facts_line(
            writing.voice.dated(session.get("date"), record),
            words(writing.voice.label("format-session", session.get("format"))),
        )
        yield from writing.paragraphs(session, record, "description")
        yield from writing.people(session.get("speakers", ()), record)


def _group(writing: Writing, line: Document, record: str) -> Spans:
    """Say sessions of one format that are known by their number and topics only."""
    label = writing.voice.label("format-session", line.get("format"))
    count = (Span(text=f" × {line['count']}", record=record),) if "count" in line else ()
    topics = writing.voice.listed(writing.voice.lines(line.get("topics")))
    said = (Span(text=topics, record=record),) if topics else ()
    return joined([(Span(text=label, style="strong"), *count), said], " – ")


def _next_edition(writing: Writing, document: Document, record: str) -> Iterator[Block]:
    date = writing.voice.dated(document.get("next_date"), record)
    city = writing.voice.quoted(document.get("next_city", ""), record)
    yield from writing.facts_line(labelled(_("Next edition"), joined([date, city])))


def training(writing: Writing) -> Iterator[Block]:
    """Say each training course: what it teaches, and when it was given to whom."""
    for document in writing.facts.of("training"):
        record = f"training:{document['id']}"
        yield title(writing, "training", document)
        yield from writing.facts_line(
            writing.voice.said(document.get("duration"), record),
            labelled(_("Audience"), writing.voice.said(document.get("audience"), record)),
            writing.page("training", document),
        )
        yield from writing.paragraphs(document, record, "summary", "description")
        yield from _modules(writing, document, record)
        yield from _given(writing, document)


def _modules(writing: Writing, document: Document, record: str) -> Iterator[Block]:
    modules = document.get("modules", ())
    if modules:
        yield heading(_("Modules"), level=3)
        yield Bullets(
            is_ordered=True, items=tuple(_module(writing, line, record) for line in modules)
        )


def _module(writing: Writing, line: Document, record: str) -> Spans:
    name = Span(text=writing.voice.plain(line["title"]), style="strong", record=record)
    contents = writing.voice.listed(writing.voice.lines(line.get("contents")))
    return joined([(name,), (Span(text=contents, record=record),) if contents else ()], " – ")


def _given(writing: Writing, document: Document) -> Iterator[Block]:
    sessions = [
        session
        for session in writing.facts.of("training_session")
        if session.get("training") == document["id"]
    ]
    for session in sessions:
        record = f"training_session:{session['id']}"
        yield heading(writing.voice.plain(session["title"]), level=3, record=record)
        yield from writing.facts_line(
            writing.voice.dated(session.get("date"), record),
            writing.voice.quoted(session.get("city", ""), record),
            writing.voice.said(session.get("duration"), record),
            labelled(_("Audience"), writing.voice.said(session.get("audience"), record)),
            labelled(_("Commissioned by"), _commissioner(writing, session)),
            writing.page("training_session", session),
        )
        yield from writing.paragraphs(session, record, "summary", "description")


def _commissioner(writing: Writing, session: Document) -> Spans:
    if "commissioner" not in session:
        return ()
    return writing.voice.link("organisation", session["commissioner"])
