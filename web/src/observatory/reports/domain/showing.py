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
    Callout,
    Document,
    Paragraph,
    Span,
    with_spans,
)
from civiscope.publication.html import render_html_body
from observatory.common.dates import in_words
from observatory.opendata.domain.state import data_state
from observatory.reports.domain.build import build_report
from observatory.reports.domain.compare import Comparison, compare
from observatory.reports.domain.facts import NothingKnown, read_facts, years_with_facts
from observatory.reports.domain.files import Snapshot, files_of, shown, snapshot_of
from observatory.reports.domain.publish import current_report, frozen, last_issue
from observatory.reports.domain.texts import preview, usable_texts
from observatory.reports.domain.verify import Verified, verify_figures
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
    texts = usable_texts(year, language) if with_own_texts else {}
    if texts:
        return Shown(snapshot=_written(year, language, texts), issue=None, tag="")
    tag = f"working {data_state().tag}"
    snapshot = _kept((tag, year, language), lambda: _written(year, language, {}))
    return Shown(snapshot=snapshot, issue=None, tag=tag)


def _written(year: int, language: str, texts: Mapping[str, str]) -> Snapshot:
    return snapshot_of(build_report(read_facts(year), language=language, texts=texts))


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
class Previewed:
    """A section as it would read, and the numbers typed in its text that no record backs."""

    html: SafeString
    typed_numbers: tuple[str, ...]


def preview_of(
    year: int, language: str, section: Section, text: str, *, address: str, figures_url: str
) -> Previewed:
    """Return a section as it would read."""
    found = preview(year, language, section, text)
    snapshot = Snapshot(year=year, document=found.document, figures=(), texts={})
    document = _leading(shown(snapshot, address), figures_url)
    return Previewed(html=_html(document, level=3), typed_numbers=found.typed_numbers)


def comparison_of(issue: Issue, language: str) -> Comparison | None:
    """Return what writing a report again would change; None when it can no longer be written."""
    try:
        now = current_report(issue.year, language)
    except InputError:
        return None
    return compare(frozen(issue, language), now.document)
