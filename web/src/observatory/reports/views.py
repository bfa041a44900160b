"""The pages of the yearly reports: read by everyone, written by editors."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from observatory.accounts.permissions import can_edit
from observatory.records.interfaces.saving import signed_in
from observatory.reports.domain.facts import NothingKnown, years_with_facts
from observatory.reports.domain.prose import typed_numbers
from observatory.reports.domain.publish import (
    AlreadyPublished,
    last_issue,
    publish,
    publish_erratum,
)
from observatory.reports.domain.showing import (
    Shown,
    body_of,
    issue_file,
    preview_of,
    report_shown,
    standings,
    working_files,
)
from observatory.reports.domain.texts import save_text
from observatory.reports.enums import Section
from observatory.reports.interfaces.access import for_editors
from observatory.reports.interfaces.downloads import answer_with
from observatory.reports.interfaces.forms import ErratumForm, PublishForm, TextForm
from observatory.reports.interfaces.reading import (
    crumbs,
    figures_context,
    list_context,
    report_context,
)
from observatory.reports.interfaces.writing import (
    Place,
    find_place,
    publishing_context,
    publishing_form,
    text_context,
    text_form,
    texts_context,
    typed_numbers_said,
)


def _language() -> str:
    return get_language() or "fr"


def _found(request: HttpRequest, year: int) -> Shown | None:
    return report_shown(year, _language(), with_own_texts=can_edit(request.user))


def _addresses(request: HttpRequest, year: int) -> dict[str, str]:
    """Return where the links of a report lead."""
    figures_url = reverse("report_figures", args=(year,))
    return {
        "address": request.build_absolute_uri("/"),
        "figures_url": request.build_absolute_uri(figures_url),
    }


def _no_report(request: HttpRequest, year: int) -> HttpResponse:
    """Say that nothing is known of a year, and which years something is known of."""
    context = {"year": year, "years": standings(), "breadcrumb": crumbs((str(year), ""))}
    return render(request, "reports/no_report.html", context, status=404)


# ---------------------------------------------------------------- for everyone


@require_safe
def report_list(request: HttpRequest) -> HttpResponse:
    """List the years that have a report, published or not."""
    return render(request, "reports/list.html", list_context(_language()))


@require_safe
def report(request: HttpRequest, year: int) -> HttpResponse:
    """Show the report of a year, as published or as the records say it now."""
    found = _found(request, year)
    if found is None:
        return _no_report(request, year)
    context = report_context(found, _language())
    context["body"] = body_of(found, **_addresses(request, year))
    context["may_edit"] = can_edit(request.user)
    return render(request, "reports/report.html", context)


@require_safe
def figures(request: HttpRequest, year: int) -> HttpResponse:
    """Show what each figure of a report means, its records, and whether it still holds."""
    found = _found(request, year)
    if found is None:
        return _no_report(request, year)
    return render(request, "reports/figures.html", figures_context(found, _language()))


@require_safe
def file(request: HttpRequest, year: int, name: str) -> HttpResponse:
    """Give a file of a report, to keep: of its last issue, of `?numero=`, or made now."""
    if "numero" in request.GET or last_issue(year) is not None:
        return _published_file(request, year, name)
    found = _found(request, year)
    content = working_files(found, request.build_absolute_uri("/")).get(name) if found else None
    if content is None:
        raise Http404
    return answer_with(name, content)


def _published_file(request: HttpRequest, year: int, name: str) -> HttpResponse:
    found = issue_file(year, _asked_number(request), _language(), name)
    if found is None:
        raise Http404
    if found.content is None:
        return render(request, "reports/file_gone.html", {"year": year}, status=410)
    return answer_with(name, bytes(found.content))


def _asked_number(request: HttpRequest) -> int | None:
    """Return the number of the issue that an address names, or None when it names none."""
    asked = request.GET.get("numero")
    if asked is None:
        return None
    # No report is ever corrected ten thousand times; a longer number fits in no database.
    if not (asked.isascii() and asked.isdigit() and len(asked) <= len("9999")):
        raise Http404
    return int(asked)


# ---------------------------------------------------------------- texts, for editors


@for_editors
@require_safe
def texts(request: HttpRequest, year: int) -> HttpResponse:
    """List the texts of a report."""
    if year not in years_with_facts():
        return _no_report(request, year)
    return render(request, "reports/texts.html", texts_context(year, _language()))


@for_editors
@require_http_methods(["GET", "HEAD", "POST"])
def text(request: HttpRequest, year: int, section: str) -> HttpResponse:
    """Write the text of a section, preview it, save it, or put the built-in one back."""
    if section not in Section.values:
        raise Http404
    try:
        place = find_place(year, _language(), Section(section))
    except NothingKnown:
        return _no_report(request, year)
    if request.method == "POST":
        return _text_sent(request, place)
    return _text_page(request, place, text_form(place, None))


def _text_sent(request: HttpRequest, place: Place) -> HttpResponse:
    form = text_form(place, request.POST)
    action = request.POST.get("action")
    if action == "restore":
        return _text_page(request, place, form, is_restoring=True)
    if action == "restore-confirmed":
        return _text_saved(request, place, "")
    if not form.is_valid():
        return _text_page(request, place, form)
    if action == "save":
        return _text_saved(request, place, form.cleaned_data["text"])
    return _text_previewed(request, place, form)


def _text_previewed(request: HttpRequest, place: Place, form: TextForm) -> HttpResponse:
    written = form.cleaned_data["text"]
    where = _addresses(request, place.year)
    found = preview_of(place.year, place.language, place.section, written, **where)
    typed = typed_numbers_said(found.typed_numbers)
    return _text_page(request, place, form, preview=found, typed_said=typed)


def _text_saved(request: HttpRequest, place: Place, written: str) -> HttpResponse:
    """Keep a text; one that is the built-in text is not kept, so that it follows the software."""
    kept = "" if written.strip() == place.built_in else written
    by, at = signed_in(request), timezone.now()
    save_text(place.year, place.language, place.section, kept, by=by, at=at)
    title = {"section": place.section.label}
    if kept.strip():
        messages.success(request, _("The text of “%(section)s” is saved.") % title)
    else:
        messages.success(request, _("“%(section)s” has its built-in text.") % title)
    if numbers := typed_numbers(kept):
        messages.warning(request, typed_numbers_said(numbers))
    return HttpResponseRedirect(reverse("report_texts", args=(place.year,)))


def _text_page(request: HttpRequest, place: Place, form: TextForm, **context: Any) -> HttpResponse:
    shown = text_context(place) | {"form": form, "is_restoring": False, "preview": None}
    return render(request, "reports/text.html", shown | context)


# ---------------------------------------------------------------- publishing, for editors


@for_editors
@require_http_methods(["GET", "HEAD", "POST"])
def publishing(request: HttpRequest, year: int) -> HttpResponse:
    """Publish a report, or say what publishing it again would change and publish an erratum."""
    issue = last_issue(year)
    if issue is None and year not in years_with_facts():
        return _no_report(request, year)
    context = publishing_context(year, issue, _language())
    sent = request.POST if request.method == "POST" else None
    form = publishing_form(sent, issue, can_be_written=context["can_be_written"])
    if form.is_valid() and (issue is not None or context["can_be_written"]):
        return _published(request, year, form)
    return render(request, "reports/publishing.html", context | {"form": form})


def _published(request: HttpRequest, year: int, form: PublishForm | ErratumForm) -> HttpResponse:
    by, at = signed_in(request), timezone.now()
    try:
        if isinstance(form, ErratumForm):
            issue = publish_erratum(year, form.texts, by=by, at=at, regenerate=form.regenerates)
        else:
            issue = publish(year, by=by, at=at)
    except AlreadyPublished:
        messages.error(request, _("Someone else has just published this report."))
        return HttpResponseRedirect(reverse("report_publishing", args=(year,)))
    said = _("Issue %(number)s is published, in French and in English.")
    messages.success(request, said % {"number": issue.number})
    return HttpResponseRedirect(reverse("report", args=(year,)))
