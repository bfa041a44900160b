"""The observatory itself: why it is there, its objectives, its team, its partners and its host."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from civiscope.publication import Block, Item, People, Person, Span, Spans
from observatory.records.domain.shapes import Document
from observatory.reports.domain.voice import joined, words
from observatory.reports.domain.writing import Writing, heading, items, labelled


def observatory(writing: Writing) -> Iterator[Block]:
    """Say why there is an observatory, and its objectives."""
    for document in writing.facts.of("observatory"):
        record = f"observatory:{document['id']}"
        yield from writing.paragraphs(document, record, "purpose", "framework")
    yield from _objectives(writing)


def _objectives(writing: Writing) -> Iterator[Block]:
    for number, document in enumerate(writing.facts.of("objective"), start=1):
        record = f"objective:{document['id']}"
        title = f"{number}. {writing.voice.plain(document['title'])}"
        yield heading(title, level=2, record=record, key=document["id"])
        yield from writing.paragraphs(document, record, "summary", "description")
        for name, label in (
            ("questions", _("Questions")),
            ("audiences", _("For whom")),
            ("outputs", _("What it should give")),
        ):
            lines = writing.voice.lines(document.get(name))
            if lines:
                yield heading(label, level=3)
                yield from writing.bullets(lines, record)


def team(writing: Writing) -> Iterator[Block]:
    """Say who made the observatory during the year, and as what."""
    people = tuple(_member(writing, document) for document in writing.facts.of("team_member"))
    if people:
        yield People(people=people)


def _member(writing: Writing, document: Document) -> Person:
    record = f"team_member:{document['id']}"
    said = [
        writing.voice.said(document.get(name), record) for name in ("position", "role", "research")
    ]
    when = writing.voice.dated(document.get("date"), record)
    return Person(name=writing.person(document), function=joined([*said, when], " – "))


def about(writing: Writing) -> Iterator[Block]:
    """Say what the observatory and its host are, and who supports it."""
    for document in writing.facts.of("observatory"):
        record = f"observatory:{document['id']}"
        yield heading(writing.voice.plain(document["title"]), level=2, record=record)
        yield from writing.facts_line(
            _launched(writing, document, record), _host(writing, document)
        )
        yield from writing.paragraphs(document, record, "description")
        yield from _host_itself(writing, document)
    yield from _partners(writing)


def _launched(writing: Writing, document: Document, record: str) -> Spans:
    start = document.get("date", "").partition("/")[0]
    return labelled(_("Launched"), writing.voice.dated(start, record))


def _host(writing: Writing, document: Document) -> Spans:
    if "host" not in document:
        return ()
    return labelled(_("Hosted by"), writing.voice.link("organisation", document["host"]))


def _host_itself(writing: Writing, document: Document) -> Iterator[Block]:
    host = writing.facts.find("organisation", document.get("host", ""))
    if host is None:
        return
    record = f"organisation:{host['id']}"
    yield heading(writing.voice.plain(host["title"]), level=2, record=record)
    founded = host.get("date", "").partition("/")[0]
    yield from writing.facts_line(labelled(_("Founded"), writing.voice.dated(founded, record)))
    yield from writing.paragraphs(host, record, "summary", "description")
    bodies = [_body(writing, line, record) for line in host.get("bodies", ())]
    yield from items(Item(title=name, lines=lines) for name, lines in bodies)
    yield from _poles(writing)


def _body(writing: Writing, line: Document, record: str) -> tuple[Spans, tuple[Spans, ...]]:
    composition = writing.voice.said(line.get("composition"), record)
    return writing.voice.said(line["name"], record), (composition,) if composition else ()


def _poles(writing: Writing) -> Iterator[Block]:
    poles = writing.facts.of("pole")
    if poles:
        yield heading(_("Work streams"), level=3)
        yield from items(_pole(writing, document) for document in poles)


def _pole(writing: Writing, document: Document) -> Item:
    contents = writing.voice.listed(writing.voice.lines(document.get("contents")))
    said = (Span(text=contents, record=f"pole:{document['id']}"),)
    return Item(title=writing.voice.title("pole", document), lines=(said,) if contents else ())


def _partners(writing: Writing) -> Iterator[Block]:
    partnerships = writing.facts.of("partnership")
    if partnerships:
        yield heading(_("Partners"), level=2)
        yield from items(_partner(writing, document) for document in partnerships)


def _partner(writing: Writing, document: Document) -> Item:
    record = f"partnership:{document['id']}"
    voice = writing.voice
    support = voice.said(document.get("support"), record)
    said = support or words(_("nature of the support not known"))
    interests = labelled(_("Interests declared"), voice.said(document.get("conflict"), record))
    lines = tuple(line for line in (said, interests) if line)
    return Item(title=voice.link("organisation", document["organisation"]), lines=lines)


def partner_names(writing: Writing) -> tuple[str, ...]:
    """Return the partners that stand on the cover."""
    return tuple(
        writing.voice.name("organisation", document["organisation"])
        for document in writing.facts.of("partnership")
    )
