"""Reports as the pages of the site show them: as published, or as the records say them now.

A working version is what the public records say today. It is kept in the cache until
they change; what an editor sees with texts of their own is not.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar
from urllib.parse import quote

from django.core.cache import cache
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override

from civiscope.errors import InputError
from civiscope.publication import (
    Block,
    Bullets,
    Callout,
    Document,
    Graphic,
    Paragraph,
    Span,
    Spans,
    Table,
    with_spans,
    with_texts,
)
from civiscope.publication.html import render_html_body
from observatory.common.dates import in_words
from observatory.opendata.domain.state import data_state
from observatory.records.domain.names import withdrawn_names, without_names
from observatory.reports.domain.build import build_report
from observatory.reports.domain.compare import Comparison, compare
from observatory.reports.domain.facts import NothingKnown, read_facts, years_with_facts
from observatory.reports.domain.files import Snapshot, files_of, shown, snapshot_of
from observatory.reports.domain.prose import UnknownFigure, check
from observatory.reports.domain.publish import CODES, current_report, frozen, last_issue
from observatory.reports.domain.texts import figures_to_name, preview, texts_of
from observatory.reports.domain.verify import Verified, verify_figures
from observatory.reports.domain.voice import joined
from observatory.reports.enums import Section
from observatory.reports.models import Issue, IssueFile

Made = TypeVar("Made")
# What the key names never changes; this only frees the memory of what nobody asks for.
KEPT_SECONDS = 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where the report of a year stands: its last issue, or None before it is published."""

    year: int
    issue: Issue | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A report to show: an issue, or a working version when there is none.

    `tag` names what it says, so that what is made of it is made once; it is empty where
    that is for one person only.
    """

    snapshot: Snapshot
    issue: Issue | None
    tag: str


def standings() -> list[Standing]:
    """Return the years that have a report or facts for one, the last one first (two queries)."""
    issues = {issue.year: issue for issue in Issue.objects.order_by("number")}
    years = sorted({*years_with_facts(), *issues}, reverse=True)
    return [Standing(year=year, issue=issues.get(year)) for year in years]


def report_shown(year: int, language: str, *, with_own_texts: bool) -> Shown | None:
    """Return the report of a year, or None when there is nothing to report.

    Without an issue it is a working version: with the texts people wrote for it where
    `with_own_texts`, which is for them, and with the built-in ones for everyone else.
    """
    issue = last_issue(year)
    if issue is not None:
        return Shown(snapshot=frozen(issue, language), issue=issue, tag=f"issue {issue.pk}")
    try:
        return _working(year, language, with_own_texts=with_own_texts)
    except NothingKnown:
        return None


def _working(year: int, language: str, *, with_own_texts: bool) -> Shown:
    texts = _usable(year, language) if with_own_texts else {}
    if texts:
        return Shown(snapshot=_written(year, language, texts), issue=None, tag="")
    tag = f"working {data_state().tag}"
    snapshot = _kept((tag, year, language), lambda: _written(year, language, {}))
    return Shown(snapshot=snapshot, issue=None, tag=tag)


def _written(year: int, language: str, texts: Mapping[str, str]) -> Snapshot:
    snapshot = snapshot_of(build_report(read_facts(year), language=language, texts=texts))
    names = withdrawn_names()
    return _without_names(snapshot, names) if names else snapshot


def _without_names(snapshot: Snapshot, names: Sequence[str]) -> Snapshot:
    """Return a snapshot whose titles, which other records spell, hold no withdrawn name."""

    def said(text: str) -> str:
        return without_names(text, names, snapshot.language)

    return replace(
        snapshot,
        document=with_texts(snapshot.document, said),
        figures=with_texts(snapshot.figures, said),
    )


def _kept(name: Sequence[object], make: Callable[[], Made]) -> Made:
    """Return what the cache has under a name, or make it and keep it there."""
    key = f"report-{hashlib.sha256(repr(name).encode()).hexdigest()}"
    found: Made | None = cache.get(key)
    if found is None:
        found = make()
        cache.set(key, found, KEPT_SECONDS)
    return found


def _once(found: Shown, name: Sequence[object], make: Callable[[], Made]) -> Made:
    if not found.tag:
        return make()
    return _kept((found.tag, found.snapshot.year, found.snapshot.language, *name), make)


# ---------------------------------------------------------------- the page and the files


def body_of(found: Shown, *, address: str, figures_url: str) -> SafeString:
    """Return the contents and text of a report as HTML.

    Its links begin with an address; each figure leads to its row on the page of figures.
    """
    return _once(
        found,
        ("body", address, figures_url),
        lambda: _html(_leading(shown(found.snapshot, address), figures_url)),
    )


def _leading(document: Document, figures_url: str) -> Document:
    def led(span: Span) -> Span:
        url = f"{figures_url}#{quote(span.figure)}"
        return replace(span, url=url) if span.figure else span

    return with_spans(document, led)


def _html(document: Document, *, level: int = 2) -> SafeString:
    return mark_safe(render_html_body(document, level=level))  # noqa: S308  # escaped there


def working_files(found: Shown, address: str) -> dict[str, bytes]:
    """Return the files of a working version, each of which says that it is one."""
    return _once(found, ("files", address), lambda: files_of(_warned(found.snapshot), address))


def _warned(snapshot: Snapshot) -> Snapshot:
    document = snapshot.document
    with override(snapshot.language):
        words = {"day": in_words(document.dated, snapshot.language)}
        said = _(
            "This is no published report. The software wrote it from the public records as they "
            "were on %(day)s, and the observatory has not adopted it."
        )
        warning = Callout(
            title=_("Working version"),
            role="warning",
            blocks=(Paragraph(spans=(Span(text=said % words),)),),
        )
    return replace(snapshot, document=replace(document, blocks=(warning, *document.blocks)))


def issue_file(year: int, number: int | None, language: str, name: str) -> IssueFile | None:
    """Return a file of an issue, of the last one without a number; None when there is none."""
    files = IssueFile.objects.filter(issue__year=year, language=language, name=name)
    if number is not None:
        files = files.filter(issue__number=number)
    return files.order_by("-issue__number").first()


# ---------------------------------------------------------------- its figures


def verified(found: Shown) -> tuple[Verified, ...]:
    """Verify the figures of a published report against the records of today."""
    return _once(found, ("verified", data_state().tag), lambda: verify_figures(found.snapshot))


# ---------------------------------------------------------------- for editors


@dataclass(frozen=True, slots=True, kw_only=True)
class Unusable:
    """A text that names a figure which no longer exists, and how to mend it."""

    language: str
    section: Section
    reason: str


def unusable_texts(year: int, languages: Sequence[str] = CODES) -> list[Unusable]:
    """Return the texts that can stand in no report until someone mends them.

    There are none where nothing is known of the year: there is no report for them.
    """
    try:
        facts = read_facts(year)
    except NothingKnown:
        return []
    return [
        Unusable(language=language, section=Section(section), reason=reason)
        for language in languages
        for section, text in texts_of(year, language).items()
        if (reason := why_unusable(text, list(figures_to_name(facts, language)), language))
    ]


def why_unusable(text: str, known: Sequence[str], language: str) -> str:
    """Return why a text can stand in no report, without all the names known; "" when it can."""
    with override(language):
        listed = _("Known figures: %(names)s.") % {"names": ", ".join(known)}
        try:
            check(text, known)
        except UnknownFigure as error:
            return str(error).removesuffix(f" {listed}")
    return ""


def _usable(year: int, language: str) -> dict[str, str]:
    texts = texts_of(year, language)
    for text in unusable_texts(year, [language]) if texts else ():
        del texts[text.section]
    return texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Previewed:
    """A section as it would read, and the numbers typed in its text that no record backs."""

    html: SafeString
    typed_numbers: tuple[str, ...]


def preview_of(
    year: int, language: str, section: Section, text: str, *, address: str, figures_url: str
) -> Previewed | None:
    """Return a section as it would read; None while another text names a figure that is gone."""
    try:
        found = preview(year, language, section, text)
    except UnknownFigure:
        return None
    snapshot = Snapshot(year=year, document=found.document, figures=(), texts={})
    document = _leading(shown(snapshot, address), figures_url)
    return Previewed(html=_html(document, level=3), typed_numbers=found.typed_numbers)


def comparison_of(issue: Issue, language: str) -> Comparison | None:
    """Return what writing a report again would change; None when it can no longer be written."""
    try:
        now = current_report(issue.year, language)
    except InputError:
        return None
    published = frozen(issue, language)
    published = replace(published, document=_row_by_row(published.document))
    return compare(published, _row_by_row(now.document))


def _row_by_row(document: Document) -> Document:
    """Return a document whose tables read as one line a row, rather than one a cell."""
    return replace(document, blocks=tuple(_read_by_row(block) for block in document.blocks))


def _read_by_row(block: Block) -> Block:
    match block:
        case Table():
            return Bullets(items=_rows(block))
        case Graphic():
            return Bullets(items=((Span(text=block.title),), *_rows(block.table)))
    return block


def _rows(table: Table) -> tuple[Spans, ...]:
    return tuple(joined(row, " – ") for row in table.rows)
