"""A withdrawn name leaves the published reports too.

Each report that named the person is issued again with the wording for a withdrawn
name and an erratum, and the files of the issues before it are emptied. The function
displayed at an event stays, as it does on the site.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from civiscope.publication import Block, Document, Items, Span, with_spans, with_texts
from observatory.records.domain.names import (
    NAME_WITHDRAWN,
    is_name_withdrawn,
    withdrawn_names,
    without_names,
)
from observatory.records.models import Record
from observatory.reports.domain.figures import Figure
from observatory.reports.domain.files import Erratum, Snapshot
from observatory.reports.domain.publish import frozen, last_issue_to_correct, write_issue
from observatory.reports.models import CODES, Issue, IssueFile

_WITHDRAWN = "person:withdrawn"


def on_record_changed(sender: object, record: Record, **options: object) -> None:
    """Receive the signal of that name."""
    if is_name_withdrawn(record):
        withdraw_name(f"person:{record.key}", at=record.updated_at)


@transaction.atomic
def withdraw_name(person: str, *, at: dt.datetime) -> list[Issue]:
    """Issue again each report that names a person (`person:key`), without the name."""
    years = Issue.objects.order_by("year").values_list("year", flat=True).distinct()
    return [issue for year in years for issue in _issued_again(year, person, at)]


def _issued_again(year: int, person: str, at: dt.datetime) -> Iterator[Issue]:
    issue = last_issue_to_correct(year)
    if issue is None:
        return
    published = [frozen(issue, language) for language in CODES]
    discreet = [without_person(snapshot, person) for snapshot in published]
    if discreet == published:
        return
    IssueFile.objects.filter(issue__year=year).update(content=None)
    erratum = {language: _erratum(language) for language in CODES}
    corrected = [
        replace(one, errata=(*one.errata, Erratum(on=_day(at), text=erratum[one.language])))
        for one in discreet
    ]
    yield write_issue(year, corrected, by=None, at=at, erratum=erratum)


def _day(at: dt.datetime) -> str:
    return at.date().isoformat()


def _erratum(language: str) -> str:
    with override(language):
        return _("A name was withdrawn at the request of the person who bore it.")


def without_person(snapshot: Snapshot, person: str) -> Snapshot:
    """Return a snapshot that names a person nowhere, nor anyone whose name was withdrawn."""
    names, language = withdrawn_names(), snapshot.language

    def said(text: str) -> str:
        return without_names(text, names, language)

    return replace(
        snapshot,
        document=with_texts(_unnamed(snapshot.document, person), said),
        figures=tuple(_unnamed_figure(figure, person, said) for figure in snapshot.figures),
        texts={section: said(text) for section, text in snapshot.texts.items()},
        errata=tuple(replace(one, text=said(one.text)) for one in snapshot.errata),
    )


def _unnamed(document: Document, person: str) -> Document:
    name = Span(text=NAME_WITHDRAWN[document.language], style="muted")
    blocks = tuple(_unlisted(block, person) for block in document.blocks)
    return with_spans(
        replace(document, blocks=blocks), lambda span: name if span.record == person else span
    )


def _unlisted(block: Block, person: str) -> Block:
    """Return a block without the item that is the person's own, as the index has one."""
    if not isinstance(block, Items):
        return block
    kept = (item for item in block.items if all(span.record != person for span in item.title))
    return replace(block, items=tuple(kept))


def _unnamed_figure(figure: Figure, person: str, said: Callable[[str], str]) -> Figure:
    records = (_WITHDRAWN if one == person else one for one in figure.records)
    return replace(
        figure,
        name=figure.name.replace(person.replace(":", "."), _WITHDRAWN.replace(":", ".")),
        records=tuple(records),
        text=said(figure.text),
        definition=said(figure.definition),
        source=said(figure.source),
    )
