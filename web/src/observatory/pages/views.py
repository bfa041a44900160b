"""The pages visitors read: each asks the domain what to show."""

from typing import Any

from django.conf import settings
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
)
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from observatory.common.dates import in_words
from observatory.opendata.domain.calendar import days_of
from observatory.opendata.domain.linked_data import script_json
from observatory.pages.domain import lists
from observatory.pages.domain.addresses import Gone, Moved, find_record, public_attachment
from observatory.pages.domain.discretion import discreet
from observatory.pages.domain.history_page import history_page
from observatory.pages.domain.home import home_page
from observatory.pages.domain.observatory import about_shown
from observatory.pages.domain.record_page import document_of, record_page
from observatory.pages.domain.search_page import search_page
from observatory.pages.domain.vocabularies import concepts_shown, schemes_shown
from observatory.pages.sections import SECTIONS
from observatory.records.domain.shapes import Document
from observatory.records.interfaces.standing import change_url
from observatory.records.models import Record
from observatory.vocabularies.models import Scheme


def _language() -> str:
    return get_language() or "fr"


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the year in brief, what is new and what is coming."""
    today = timezone.localdate()
    context = discreet(home_page(today, _language()), _language())
    return render(request, "home.html", context)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Show what the observatory is for, who makes it, what it plans."""
    shown = discreet(about_shown(_language()), _language())
    context = shown | {"breadcrumb": [{"label": _("About")}]}
    return render(request, "about.html", context)


@require_safe
def section(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the lists under one of the site's entries."""
    found = next((section for section in SECTIONS if section.slug == slug), None)
    if found is None:
        raise Http404
    context = {
        "section": {"title": found.label, "lead": found.lead},
        "children": lists.lists_of(found),
        "breadcrumb": [{"label": found.label}],
    }
    return render(request, "section.html", context)


@require_safe
def record_list(request: HttpRequest, path: str) -> HttpResponse:
    """List the public records of a kind, narrowed by facets and words."""
    context = lists.list_page(path, request.GET, _language())
    if context is None:
        raise Http404
    return render(request, "list.html", context)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Search every public record."""
    context = search_page(request.GET, _language())
    return render(
        request, "search.html", context | {"breadcrumb": [{"label": pgettext("page", "Search")}]}
    )


# ---------------------------------------------------------------- records


@require_safe
def record(request: HttpRequest, path: str, slug: str) -> HttpResponse:
    """Show one record, or say that it moved or was withdrawn."""
    found = find_record(path, slug)
    match found:
        case Moved(url=url):
            return HttpResponsePermanentRedirect(url)
        case Gone(kind=kind):
            return render(request, "410.html", {"kind": kind}, status=410)
        case Record():
            return render(request, "record.html", _record_context(request, found, path))
    raise Http404


def _record_context(request: HttpRequest, found: Record, path: str) -> dict[str, Any]:
    language = _language()
    document = document_of(found)
    context = record_page(found, document, language)
    way = lists.crumbs_to_records(path)
    context["breadcrumb"] = [*way, {"label": found.title_in(language)}]
    context["history_url"] = reverse("record_history", args=(path, found.slug))
    context["actions"] = _actions(request, found, path)
    return discreet(context, language) | {"json_ld": _linked_data(request, found, document)}


def _linked_data(request: HttpRequest, found: Record, document: Document) -> SafeString:
    base_url = request.build_absolute_uri("/")
    return script_json(found, _language(), base_url, document=document)


def _actions(request: HttpRequest, found: Record, path: str) -> dict[str, str]:
    url = request.build_absolute_uri(request.path)
    title = found.title_in(_language())
    date = in_words(timezone.localdate().isoformat(), _language())
    citation = _("%(title)s, %(url)s, read on %(date)s")
    is_event = found.kind == "event" and days_of(found.date) is not None
    return {
        "citation": citation % {"title": title, "url": url, "date": date},
        "json_url": reverse("record_json", args=(path, found.slug)),
        "calendar_url": reverse("event_calendar", args=(found.slug,)) if is_event else "",
        "correct_url": f"{reverse('contact')}?page={request.path}",
        "edit_url": _edit_url(request, found),
    }


def _edit_url(request: HttpRequest, found: Record) -> str:
    if not getattr(request.user, "is_staff", False):
        return ""
    return change_url(found)


@require_safe
def record_history(request: HttpRequest, path: str, slug: str) -> HttpResponse:
    """Show what changed in a public record, and when."""
    found = find_record(path, slug)
    if not isinstance(found, Record):
        raise Http404
    language = _language()
    title = found.title_in(language)
    url = found.get_absolute_url()
    context = {
        "record": {"title": title, "url": url, "lang": ""},
        "revisions": history_page(found, language),
        "breadcrumb": [
            *lists.crumbs_to_records(path),
            {"label": title, "url": url},
            {"label": _("History")},
        ],
    }
    return render(request, "history.html", discreet(context, language))


@require_safe
def attachment(request: HttpRequest, name: str) -> FileResponse:
    """Give a file of a public record, to keep and never to be run by the browser."""
    found = public_attachment(name)
    if found is None:
        raise Http404
    return FileResponse(found.file.open("rb"), as_attachment=True)


# ---------------------------------------------------------------- vocabularies and texts


@require_safe
def vocabularies(request: HttpRequest) -> HttpResponse:
    """List the vocabularies."""
    page = {
        "title": _("Vocabularies"),
        "lead": _("The words the observatory classifies with, and what it means by them."),
    }
    context = {"page": page, "schemes": schemes_shown(_language())}
    return render(request, "pages/vocabularies.html", context | _crumb(_("Vocabularies")))


@require_safe
def vocabulary(request: HttpRequest, key: str) -> HttpResponse:
    """Show the concepts of a vocabulary with their definitions."""
    scheme = get_object_or_404(Scheme, key=key)
    is_english = _language() == "en" and scheme.definition_en
    lead = scheme.definition_en if is_english else scheme.definition_fr
    crumbs = [{"label": _("Vocabularies"), "url": reverse("vocabularies")}, {"label": str(scheme)}]
    context = {
        "page": {"title": str(scheme), "lead": lead},
        "concepts": concepts_shown(scheme, _language()),
        "breadcrumb": crumbs,
    }
    return render(request, "pages/vocabulary.html", context)


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """Say how to take the data."""
    lead = _("All that is public here can be taken and reused, with its sources.")
    context = {"page": {"title": _("Open data"), "lead": lead}, "tables": lists.tables()}
    return render(request, "pages/data.html", context | _crumb(_("Open data")))


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say how the site can be used, and what was checked."""
    context = {"page": {"title": _("Accessibility")}} | _crumb(_("Accessibility"))
    return render(request, "pages/accessibility.html", context)


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Say who is named and how a name is withdrawn."""
    context = {"page": {"title": _("Personal data")}} | _crumb(_("Personal data"))
    return render(request, "pages/privacy.html", context)


@require_safe
def contact(request: HttpRequest) -> HttpResponse:
    """Say how to write to the observatory."""
    context = {
        "page": {"title": _("Contact")},
        "contact_email": settings.CONTACT_EMAIL,
        "subject": request.GET.get("page", "")[:200],
    }
    return render(request, "pages/contact.html", context | _crumb(_("Contact")))


def _crumb(label: str) -> dict[str, list[dict[str, str]]]:
    return {"breadcrumb": [{"label": label}]}
