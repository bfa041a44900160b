"""The texts that people write for the sections of a report."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils.translation import override

from civiscope.publication import Block, Document, Heading
from observatory.accounts.models import User
from observatory.records.domain.names import withdrawn_names, without_names
from observatory.reports.domain.build import build_report
from observatory.reports.domain.facts import Facts, NothingKnown, read_facts
from observatory.reports.domain.figures import Figure, known_figures
from observatory.reports.domain.prose import UnusableText, built_in, check, typed_numbers
from observatory.reports.domain.voice import Voice
from observatory.reports.enums import Section
from observatory.reports.models import CODES, ReportText


@dataclass(frozen=True, slots=True, kw_only=True)
class Unusable:
    """A text that names a figure which no longer exists, and how to mend it."""

    language: str
    section: Section
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A section as it would read, and the numbers in its text that no record backs."""

    document: Document
    typed_numbers: tuple[str, ...]


def texts_of(year: int, language: str) -> dict[str, str]:
    """Return what people wrote for the report of a year in a language, by section.

    Names withdrawn since are in them no more.
    """
    found = ReportText.objects.filter(year=year, language=language).order_by("section")
    names = withdrawn_names()
    return {one.section: without_names(one.text, names, language) for one in found}


def built_in_text(section: Section, language: str) -> str:
    """Return what a section says until someone writes something else."""
    with override(language):
        return built_in(section)


def figures_to_name(facts: Facts, language: str) -> dict[str, Figure]:
    """Return the figures that a text may name, by name."""
    with override(language):
        return known_figures(facts, Voice(language=language, known=facts.known))


@transaction.atomic
def save_text(
    year: int, language: str, section: Section, text: str, *, by: User | None, at: dt.datetime
) -> None:
    """Keep a text for a section; an empty one gives the built-in text its place back.

    Raises `UnusableText` when it names a figure that does not exist.
    """
    rows = ReportText.objects.filter(year=year, language=language, section=section)
    if not text.strip():
        rows.delete()
        return
    known = figures_to_name(read_facts(year), language)
    with override(language):
        check(text, list(known))
    ReportText.objects.update_or_create(
        year=year,
        language=language,
        section=section,
        defaults={"text": text.strip(), "updated_by": by, "updated_at": at},
    )


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
    """Return why a text can stand in no report, in its language; "" when it can."""
    try:
        with override(language):
            check(text, known)
    except UnusableText as error:
        return error.reason
    return ""


def usable_texts(year: int, language: str) -> dict[str, str]:
    """Return the texts that can stand in the report of a year, by section."""
    texts = texts_of(year, language)
    for text in unusable_texts(year, [language]) if texts else ():
        del texts[text.section]
    return texts


def preview(year: int, language: str, section: Section, text: str) -> Preview:
    """Return a section as it would read with a text, which is not kept.

    Texts of other sections that can stand in no report are left out.
    """
    texts = usable_texts(year, language) | {section: text}
    document = build_report(read_facts(year), language=language, texts=texts).document
    return Preview(
        document=replace(document, blocks=tuple(_section(document, section))),
        typed_numbers=tuple(typed_numbers(text)),
    )


def _section(document: Document, section: Section) -> Iterator[Block]:
    is_inside = False
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 1:
            is_inside = block.key == section
        if is_inside:
            yield block
