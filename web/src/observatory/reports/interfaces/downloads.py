"""The files of a report: how they are called, what they are, how large they are."""

import hashlib
from pathlib import PurePath
from typing import Any

from django.db.models.functions import Length
from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from observatory.reports.domain.files import FIGURES, SNAPSHOT, stem_of
from observatory.reports.models import Issue, IssueFile

# By the end of their names, in the order in which readers are offered them.
_KINDS: dict[str, tuple[str | Promise, str]] = {
    ".pdf": (_("To print or send (PDF)"), "application/pdf"),
    ".html": (_("Web page, to keep (HTML)"), "text/html; charset=utf-8"),
    ".docx": (
        _("To take up again (Word)"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    ".csv": (_("Figures and their records (CSV)"), "text/csv; charset=utf-8"),
    ".json": (
        pgettext_lazy("file", "All of it, to check (JSON)"),
        "application/json; charset=utf-8",
    ),
}


def names_of(year: int, language: str) -> list[str]:
    """Return the names of the files of a year's report, in the order they are offered."""
    stem = stem_of(year, language)
    return [f"{stem}.pdf", f"{stem}.html", f"{stem}.docx", FIGURES, SNAPSHOT]


def offered(year: int, language: str) -> list[dict[str, Any]]:
    """Return links to the files of a working version, which are made when someone asks."""
    return [_link(year, name) for name in names_of(year, language)]


def offered_by_issue(year: int, language: str) -> dict[int, list[dict[str, Any]]]:
    """Return links to the files of each issue by its number, with sizes (one query).

    A file whose content is gone has neither an address nor a size.
    """
    files = IssueFile.objects.filter(issue__year=year, language=language)
    rows = files.values_list("issue__number", "name", Length("content"))
    found: dict[int, list[dict[str, Any]]] = {}
    for number, name, size in sorted(rows, key=lambda row: _place(row[1])):
        found.setdefault(number, []).append(_issue_link(year, number, name, size))
    return found


def _place(name: str) -> int:
    return list(_KINDS).index(PurePath(name).suffix)


def _issue_link(year: int, number: int, name: str, size: int | None) -> dict[str, Any]:
    link = _link(year, name) | {"size": size}
    url = "" if size is None else f"{link['url']}?numero={number}"
    return link | {"url": url}


def _link(year: int, name: str) -> dict[str, Any]:
    label, _type = _KINDS[PurePath(name).suffix]
    return {"label": label, "url": reverse("report_file", args=(year, name)), "size": None}


def is_emptied(issue: Issue, files: dict[int, list[dict[str, Any]]]) -> bool:
    """Whether the files of an issue were emptied because a name was withdrawn."""
    return not any(file["url"] for file in files.get(issue.number, ()))


def answer_with(name: str, content: bytes) -> HttpResponse:
    """Return a file to keep, which its checksum names to caches."""
    _label, content_type = _KINDS[PurePath(name).suffix]
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["ETag"] = f'"{hashlib.sha256(content).hexdigest()}"'
    # Public data: a page of any site may read them.
    response["Access-Control-Allow-Origin"] = "*"
    return response
