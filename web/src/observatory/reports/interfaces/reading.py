"""What the pages of reports show to their readers."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from observatory.common.formats import date_shown, number_shown
from observatory.records.domain.names import withdrawn_names, without_names
from observatory.reports.domain.showing import Shown, standings, verified
from observatory.reports.domain.verify import Verified
from observatory.reports.interfaces.downloads import is_emptied, offered, offered_by_issue
from observatory.reports.interfaces.figures import figure_groups
from observatory.reports.models import Issue


def crumbs(*steps: tuple[str, str]) -> list[dict[str, str]]:
    """Return the way to a page of a report: the list of reports, then each (label, address)."""
    way = [(_("Yearly reports"), reverse("report_list")), *steps]
    found = [{"label": label, "url": url} for label, url in way]
    found[-1].pop("url")
    return found


def year_crumbs(year: int, *steps: tuple[str, str]) -> list[dict[str, str]]:
    """Return the way to a page of the report of a year."""
    return crumbs((str(year), reverse("report", args=(year,))), *steps)


def list_context(language: str) -> dict[str, Any]:
    """Return what the list of reports shows."""
    reports = [
        {
            "year": standing.year,
            "url": reverse("report", args=(standing.year,)),
            "issue": issue_said(standing.issue, language) if standing.issue else None,
        }
        for standing in standings()
    ]
    return {"reports": reports, "breadcrumb": crumbs()}


def issue_said(issue: Issue, language: str) -> dict[str, Any]:
    """Return the number of an issue, and its day."""
    day = timezone.localdate(issue.published_at).isoformat()
    return {"number": issue.number, "date": date_shown(day, language)}


# ---------------------------------------------------------------- one report


def report_context(found: Shown, language: str) -> dict[str, Any]:
    """Return what stands around the text of a report."""
    year, document = found.snapshot.year, found.snapshot.document
    return {
        "report": {
            "year": year,
            "title": document.title,
            "organisation": document.organisation,
            "licence": document.licence,
            "as_of": date_shown(document.dated, language),
            "figures": figures_counted(found, language),
            "figures_url": reverse("report_figures", args=(year,)),
        },
        "breadcrumb": year_crumbs(year),
        **_issues(found, language),
    }


def figures_counted(found: Shown, language: str) -> str:
    """Return how many figures a report has, in words."""
    count = len(found.snapshot.figures)
    said = ngettext("%(count)s figure", "%(count)s figures", count)
    return said % {"count": number_shown(count, language)}


def _issues(found: Shown, language: str) -> dict[str, Any]:
    year = found.snapshot.year
    if found.issue is None:
        return {"issue": None, "issues": [], "files": offered(year, language)}
    files, names = offered_by_issue(year, language), withdrawn_names()
    issues = [
        issue_said(issue, language)
        | {
            "erratum": without_names(_erratum(issue, language), names, language),
            "files": files.get(issue.number, []),
            "is_emptied": is_emptied(issue, files),
        }
        for issue in Issue.objects.filter(year=year).order_by("-number")
    ]
    return {"issue": issues[0], "issues": issues, "files": issues[0]["files"]}


def _erratum(issue: Issue, language: str) -> str:
    return issue.erratum_en if language == "en" else issue.erratum_fr


# ---------------------------------------------------------------- its figures


def figures_context(found: Shown, language: str) -> dict[str, Any]:
    """Return the figures of a report as rows; those of an issue say whether they still hold."""
    checked = verified(found) if found.issue else ()
    year = found.snapshot.year
    return {
        "report": {"year": year, "figures": figures_counted(found, language)},
        "issue": issue_said(found.issue, language) if found.issue else None,
        "groups": figure_groups(found.snapshot.figures, checked, language),
        "verdict": _verdict(checked, language),
        "breadcrumb": year_crumbs(year, (_("Figures"), "")),
    }


def _verdict(checked: tuple[Verified, ...], language: str) -> dict[str, str] | None:
    """Return how many figures hold, in words; nothing for a working version."""
    if not checked:
        return None
    held = sum(one.holds for one in checked)
    said = ngettext(
        "%(held)s of %(count)s figure holds against the public records of today.",
        "%(held)s of %(count)s figures hold against the public records of today.",
        len(checked),
    )
    numbers = {
        "held": number_shown(held, language),
        "count": number_shown(len(checked), language),
    }
    if held == len(checked):
        return {"level": "success", "title": _("Every figure holds"), "text": said % numbers}
    return {"level": "warning", "title": _("Some figures differ"), "text": said % numbers}
