"""The work programme: what was planned for the year and what became of it, and what comes next."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from civiscope.publication import Block, Column, Item, Paragraph, Span, Spans, Table
from observatory.records.domain.shapes import Document
from observatory.reports.domain.counts import UNANSWERED, actions
from observatory.reports.domain.voice import joined, words
from observatory.reports.domain.writing import Writing, heading, items, labelled


def programme(writing: Writing) -> Iterator[Block]:
    """Answer each action planned for the year, then list those of the year after."""
    year = writing.facts.year
    yield from _answers(writing, actions(writing.facts, year))
    planned = actions(writing.facts, year + 1)
    if planned:
        yield heading(_("Work programme %(year)s") % {"year": year + 1}, level=2)
        yield from items(_planned(writing, document) for document in planned)


def _answers(writing: Writing, planned: Sequence[Document]) -> Iterator[Block]:
    if not planned:
        return
    year = writing.facts.year
    yield heading(
        _("What was planned for %(year)s, and what became of it") % {"year": year}, level=2
    )
    yield Table(
        caption=_("Actions planned for %(year)s") % {"year": year},
        columns=tuple(
            Column(title=name) for name in (_("Action"), _("What became of it"), _("Shown by"))
        ),
        rows=tuple(_answer(writing, document) for document in planned),
    )
    if any(document.get("action_status") in UNANSWERED for document in planned):
        yield Paragraph(
            role="small",
            spans=words(_("“No answer recorded” means that no record says what became of it.")),
        )


def _answer(writing: Writing, document: Document) -> tuple[Spans, ...]:
    record = f"action:{document['id']}"
    voice = writing.voice
    status = document.get("action_status")
    known = voice.label("statut-engagement", status)
    said = _("No answer recorded") if status in UNANSWERED else known
    shown = [voice.link(*_pair(reference)) for reference in document.get("shown_by", ())]
    outcome = voice.said(document.get("outcome"), record)
    return (
        voice.title("action", document),
        joined([(Span(text=said, style="strong"),), outcome], " – "),
        joined(shown) or words("–"),
    )


def _pair(reference: str) -> tuple[str, str]:
    kind, _colon, key = reference.partition(":")
    return kind, key


def _planned(writing: Writing, document: Document) -> Item:
    record = f"action:{document['id']}"
    voice = writing.voice
    about = joined([voice.link(*_pair(reference)) for reference in document.get("about", ())])
    questions = voice.listed(voice.lines(document.get("questions")))
    lines = (
        voice.said(document.get("description"), record),
        labelled(_("Questions"), (Span(text=questions, record=record),) if questions else ()),
        labelled(_("About"), about),
    )
    return Item(
        label=f"{document.get('number', '')}",
        title=voice.title("action", document),
        lines=tuple(line for line in lines if line),
    )
