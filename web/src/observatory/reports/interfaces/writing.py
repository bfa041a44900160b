"""What editors see: the texts of a report, and what publishing it again would change."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import QueryDict
from django.urls import reverse, translate_url
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from observatory.reports.domain.compare import Comparison
from observatory.reports.domain.facts import Facts, read_facts
from observatory.reports.domain.figures import Figure
from observatory.reports.domain.showing import comparison_of
from observatory.reports.domain.texts import (
    Unusable,
    built_in_text,
    figures_to_name,
    unusable_texts,
)
from observatory.reports.enums import Section
from observatory.reports.interfaces.figures import together
from observatory.reports.interfaces.forms import ErratumForm, PublishForm, TextForm
from observatory.reports.interfaces.reading import issue_said, year_crumbs
from observatory.reports.models import Issue, ReportText


def texts_context(year: int, language: str) -> dict[str, Any]:
    """Return the sections of a report, each with the text it has."""
    own = {
        text.section: text
        for text in ReportText.objects.filter(year=year, language=language).select_related(
            "updated_by"
        )
    }
    reasons = {text.section: text.reason for text in unusable_texts(year, [language])}
    sections = [
        _section(year, language, section, own.get(section)) | {"unusable": reasons.get(section, "")}
        for section in Section
    ]
    return {"year": year, "sections": sections, "breadcrumb": year_crumbs(year, (_("Texts"), ""))}


def _section(year: int, language: str, section: Section, own: ReportText | None) -> dict[str, Any]:
    return {
        "title": section.label,
        "url": reverse("report_text", args=(year, section.value)),
        "is_own": own is not None,
        "text": own.text if own else built_in_text(section, language),
        "written": written_words(own),
    }


def written_words(text: ReportText | None) -> str:
    """Return who wrote a text and when, in words; "" when nobody did."""
    if text is None:
        return ""
    when = date_format(timezone.localtime(text.updated_at), "DATETIME_FORMAT")
    if text.updated_by is None:
        return _("Written on %(when)s") % {"when": when}
    return _("Written by %(who)s on %(when)s") % {"who": text.updated_by, "when": when}


# ---------------------------------------------------------------- one text


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A section of a year's report in a language, and what someone wrote for it."""

    year: int
    language: str
    section: Section
    facts: Facts
    own: ReportText | None

    @property
    def built_in(self) -> str:
        """What the section says when nobody wrote anything."""
        return built_in_text(self.section, self.language)

    @property
    def moment(self) -> str:
        """When what someone wrote was kept; "" when nobody wrote anything."""
        return self.own.updated_at.isoformat() if self.own else ""


def find_place(year: int, language: str, section: Section) -> Place:
    """Return the place of a text; raise `NothingKnown` when the year has no facts."""
    facts = read_facts(year)
    found = ReportText.objects.filter(year=year, language=language, section=section)
    own = found.select_related("updated_by").first()
    return Place(year=year, language=language, section=section, facts=facts, own=own)


def text_form(place: Place, sent: QueryDict | None) -> TextForm:
    """Return the form of a text: what was sent, or what the section says now."""
    return TextForm(
        sent,
        initial={"text": place.own.text if place.own else place.built_in},
        known=list(figures_to_name(place.facts, place.language)),
        language=place.language,
        moment=place.moment,
    )


def text_context(place: Place) -> dict[str, Any]:
    """Return what stands around the text of a section while someone writes it."""
    label = str(place.section.label)
    figures = figures_to_name(place.facts, place.language).values()
    return {
        "year": place.year,
        "section": {
            "title": label,
            "own": place.own.text if place.own else "",
            "written": written_words(place.own),
            "built_in": place.built_in,
            "moment": place.moment,
        },
        "names": [_name(same) for same in together(figures)],
        "other_text_url": _in_other_language(place),
        "breadcrumb": year_crumbs(
            place.year, (_("Texts"), reverse("report_texts", args=(place.year,))), (label, "")
        ),
    }


def typed_numbers_said(numbers: Sequence[str]) -> str:
    """Return a warning about numbers typed by hand in a text."""
    said = ngettext(
        "This number is typed by hand, and no record backs it: %(numbers)s.",
        "These numbers are typed by hand, and no record backs them: %(numbers)s.",
        len(numbers),
    )
    return said % {"numbers": ", ".join(numbers)}


def _in_other_language(place: Place) -> str:
    other = "fr" if place.language == "en" else "en"
    return _text_url(place.year, place.section, other)


def _name(same: list[Figure]) -> dict[str, Any]:
    said = ", ".join(part for part in (same[0].definition, same[0].base) if part)
    return {
        "values": [{"name": figure.name, "text": figure.text} for figure in same],
        "definition": said,
    }


# ---------------------------------------------------------------- publishing


def publishing_context(year: int, issue: Issue | None, language: str) -> dict[str, Any]:
    """Return what publishing would freeze, or what publishing again would change."""
    unusable = unusable_texts(year)
    comparison = comparison_of(issue, language) if issue else None
    label = _("Publish") if issue is None else _("Correct")
    return {
        "year": year,
        "issue": issue_said(issue, language) if issue else None,
        "comparison": comparison and _comparison_said(year, comparison),
        "can_be_written": not unusable and (issue is None or comparison is not None),
        "unusable": [_unusable_said(year, text) for text in unusable],
        "has_address": bool(settings.ADDRESS),
        "breadcrumb": year_crumbs(year, (label, "")),
    }


def _comparison_said(year: int, found: Comparison) -> dict[str, Any]:
    """Return what would change, a count said in two ways once."""
    reasons = {one.figure.name: one.reasons for one in found.figures}
    page = reverse("report_figures", args=(year,))
    figures = [
        {
            "text": same[0].text,
            "name": same[0].name,
            "url": f"{page}#{quote(same[0].name)}",
            "reasons": reasons[same[0].name],
        }
        for same in together(one.figure for one in found.figures)
    ]
    return {"figures": figures, "lines": found.lines, "changes": found.changes}


def publishing_form(
    sent: QueryDict | None, issue: Issue | None, *, can_be_written: bool
) -> PublishForm | ErratumForm:
    """Return the form that publishes a report, or a correction of the one that is published."""
    if issue is None:
        return PublishForm(sent)
    return ErratumForm(sent, can_regenerate=can_be_written)


def _unusable_said(year: int, text: Unusable) -> dict[str, str]:
    return {
        "title": str(text.section.label),
        "reason": text.reason,
        "url": _text_url(year, text.section, text.language),
    }


def _text_url(year: int, section: Section, language: str) -> str:
    return translate_url(reverse("report_text", args=(year, section.value)), language)
