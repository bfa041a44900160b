"""What was written and said: publications, cases, talks, network, press, dossiers."""

from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _

from civiscope.publication import Block, Heading, Item, Span, Spans
from observatory.activities.enums import Section
from observatory.records.domain.shapes import Document
from observatory.reports.domain.counts import activities
from observatory.reports.domain.sections.graphics import by_department, by_nature
from observatory.reports.domain.voice import joined, words
from observatory.reports.domain.writing import Writing, heading, items, labelled, title


def publications(writing: Writing) -> Iterator[Block]:
    """Say the publications of the year, those whose contents are known first."""
    told = [document for document in writing.facts.of("publication") if "contents" in document]
    listed = [document for document in writing.facts.of("publication") if document not in told]
    for document in told:
        yield from _publication(writing, document)
    if told and listed:
        yield heading(_("Other publications"), level=2)
    yield from items(_listed_publication(writing, document) for document in listed)


def _publication(writing: Writing, document: Document) -> Iterator[Block]:
    record = f"publication:{document['id']}"
    yield title(writing, "publication", document)
    yield from writing.facts_line(
        *_publication_facts(writing, document, record), writing.page("publication", document)
    )
    yield from writing.paragraphs(document, record, "summary", "description")
    for part in document["contents"]:
        if "title" in part:
            yield Heading(text=writing.voice.plain(part["title"]), level=3, record=record)
        yield from writing.paragraphs(part, record, "text")
        yield from writing.bullets(writing.voice.lines(part.get("points")), record)


def _listed_publication(writing: Writing, document: Document) -> Item:
    record = f"publication:{document['id']}"
    said = joined(_publication_facts(writing, document, record)[1:], " – ")
    lines = (said, writing.voice.said(document.get("summary"), record))
    return Item(
        label=writing.voice.date(document.get("date")),
        title=writing.voice.title("publication", document),
        lines=tuple(line for line in lines if line),
    )


def _publication_facts(writing: Writing, document: Document, record: str) -> list[Spans]:
    voice = writing.voice
    authors = joined([voice.link("person", key) for key in document.get("authors", ())])
    return [
        _date_with_others(writing, document, record),
        words(voice.label("nature-publication", document.get("nature"))),
        labelled(_("By"), authors),
        labelled(_("Published by"), writing.organisations(document.get("publishers", ()))),
    ]


def _date_with_others(writing: Writing, document: Document, record: str) -> Spans:
    """Return the date, and in brackets those that the sources give as well."""
    date = writing.voice.dated(document.get("date"), record)
    others = [
        (
            Span(
                text=writing.voice.plain(line["value"]),
                record=record,
                date=document.get("date", ""),
            ),
        )
        for line in document.get("statements", ())
        if line["field"] == "date" and not line.get("retained")
    ]
    if not date or not others:
        return date
    return (*date, *words(_(" (elsewhere: ")), *joined(others), *words(")"))


def cases(writing: Writing) -> Iterator[Block]:
    """List the cases and articles of the year, with who tells them."""
    yield from items(_case(writing, document) for document in writing.facts.of("case"))
    yield from by_department(writing)


def _case(writing: Writing, document: Document) -> Item:
    voice = writing.voice
    record = f"case:{document['id']}"
    nature = words(voice.label("nature-publication", document.get("nature")))
    witnesses = [
        joined([writing.person(line), voice.quoted(line.get("displayed", ""), record)])
        for line in document.get("witnesses", ())
        if "person" in line or "displayed" in line
    ]
    territories = writing.organisations(document.get("territories", ()))
    lines = (
        joined([nature, *witnesses], " – "),
        labelled(_("Territory"), territories),
        voice.said(document.get("summary"), record),
    )
    return Item(
        label=voice.date(document.get("date")),
        title=voice.title("case", document),
        lines=tuple(line for line in lines if line),
    )


def interventions(writing: Writing) -> Iterator[Block]:
    """List the talks and hearings of the year, then what was done with partners."""
    yield from _activities(writing, activities(writing.facts, Section.INTERVENTION))
    yield from by_nature(writing)
    supports = activities(writing.facts, Section.PARTNER_SUPPORT)
    if supports:
        yield heading(_("With our partners"), level=2)
        yield from _activities(writing, supports)


def network(writing: Writing) -> Iterator[Block]:
    """List what the observatory joined."""
    yield from _activities(writing, activities(writing.facts, Section.NETWORK))


def _activities(writing: Writing, documents: Sequence[Document]) -> Iterator[Block]:
    yield from items(_activity(writing, document) for document in documents)


def _activity(writing: Writing, document: Document) -> Item:
    voice = writing.voice
    record = f"activity:{document['id']}"
    nature = voice.said(document.get("nature_detail"), record) or words(
        voice.label("nature-activite", document.get("nature"))
    )
    online = words(_("online")) if document.get("online") else ()
    lines = (
        joined([nature, writing.place(document, record), online], " – "),
        voice.said(document.get("subject"), record),
        voice.said(document.get("setting"), record),
        labelled(_("With"), writing.organisations(document.get("organisations", ()))),
        _speakers(writing, document),
    )
    title = voice.title("activity", document)
    return Item(label=_date_of(writing, document), title=title, lines=_new(lines, title))


def _new(lines: Iterable[Spans], title: Spans) -> tuple[Spans, ...]:
    """Return the lines that say something that the title, or a line before, does not."""
    by_text = {_plain(line): line for line in lines if line}
    by_text.pop(_plain(title), None)
    return tuple(by_text.values())


def _plain(spans: Spans) -> str:
    return "".join(span.text for span in spans).casefold()


def _speakers(writing: Writing, document: Document) -> Spans:
    people = joined([writing.voice.link("person", key) for key in document.get("speakers", ())])
    return labelled(_("By"), people)


def _date_of(writing: Writing, document: Document) -> str:
    date = writing.voice.date(document.get("date"))
    of = writing.voice.plain(document.get("date_of"))
    return f"{date} ({of})" if date and of else date


def press(writing: Writing) -> Iterator[Block]:
    """List where the press spoke of the observatory."""
    yield from items(_mention(writing, document) for document in writing.facts.of("press_mention"))


def _mention(writing: Writing, document: Document) -> Item:
    voice = writing.voice
    record = f"press_mention:{document['id']}"
    outlet = writing.organisations([document["outlet"]] if "outlet" in document else ())
    programme = voice.quoted(document.get("programme", ""), record)
    issue = voice.quoted(document.get("issue", ""), record)
    authors = joined([voice.link("person", key) for key in document.get("authors", ())])
    lines = (joined([outlet, programme, issue]), labelled(_("By"), authors))
    return Item(
        label=voice.date(document.get("date")),
        title=voice.title("press_mention", document),
        lines=tuple(line for line in lines if line),
    )


def dossiers(writing: Writing) -> Iterator[Block]:
    """Say what the observatory followed, and what it did there."""
    for document in writing.facts.of("dossier"):
        record = f"dossier:{document['id']}"
        yield title(writing, "dossier", document)
        yield from writing.facts_line(
            writing.voice.dated(document.get("date"), record), writing.page("dossier", document)
        )
        yield from writing.paragraphs(document, record, "summary", "description")
        yield from items(_dossier_item(writing, line, record) for line in document.get("items", ()))
        yield from _records(writing, document)


def _dossier_item(writing: Writing, line: Document, record: str) -> Item:
    voice = writing.voice
    keys = [line[name] for name in ("organisation", "venue") if name in line]
    who = joined([writing.person(line), voice.quoted(line.get("function", ""), record)])
    lines = (
        joined([who if "person" in line else (), writing.organisations(keys)], " – "),
        labelled(_("Results"), voice.dated(line.get("results_date"), record)),
    )
    return Item(
        label=voice.date(line.get("date")),
        title=voice.said(line["title"], record),
        lines=tuple(said for said in lines if said),
    )


def _records(writing: Writing, document: Document) -> Iterator[Block]:
    found = (reference.partition(":") for reference in document.get("records", ()))
    linked = joined([writing.voice.link(kind, key) for kind, _colon, key in found], " – ")
    yield from writing.facts_line(labelled(_("See also"), linked))
