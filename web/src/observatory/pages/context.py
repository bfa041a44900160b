"""What every page knows: the site's name, its entries, the page in the other language."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, gettext

from observatory.opendata.domain import licence
from observatory.pages.domain.observatory import observatory_shown
from observatory.pages.sections import SECTIONS, Section


def site(request: HttpRequest) -> dict[str, Any]:
    """Return what the frame of every page shows; what a page does not ask for costs nothing."""
    return {
        "observatory": SimpleLazyObject(_observatory),
        "nav": SimpleLazyObject(lambda: _navigation(request)),
        "other_language": SimpleLazyObject(lambda: _other_language(request)),
        "alternates": SimpleLazyObject(lambda: _alternates(request)),
        "canonical_url": request.build_absolute_uri(request.path),
    }


def _observatory() -> dict[str, Any]:
    shown = observatory_shown(get_language() or "fr")
    return shown | {"licence": {"label": licence.NAME, "url": licence.URL}}


def _alternates(request: HttpRequest) -> list[dict[str, str]]:
    return [
        {"code": code, "url": request.build_absolute_uri(translate_url(request.path, code))}
        for code, _ in settings.LANGUAGES
    ]


def _navigation(request: HttpRequest) -> list[dict[str, Any]]:
    path = (request.resolver_match.kwargs if request.resolver_match else {}).get("path", "")
    entries = [_entry(section, request, path) for section in SECTIONS]
    about = reverse("about")
    is_about = request.path == about
    return [*entries, {"label": gettext("About"), "url": about, "current": is_about}]


def _entry(section: Section, request: HttpRequest, path: str) -> dict[str, Any]:
    url = reverse("section", args=(section.slug,))
    children = [
        {"label": link.label, "url": link.url, "current": link.path == path}
        for link in section.lists
    ]
    current = request.path == url or any(child["current"] for child in children)
    return {"label": section.label, "url": url, "current": current, "children": children}


def _other_language(request: HttpRequest) -> dict[str, str]:
    code = "en" if get_language() == "fr" else "fr"
    query = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
    # Each language in its own words, so that its readers recognise it.
    name = {"fr": "Français", "en": "English"}[code]
    return {"code": code, "name": name, "url": translate_url(request.path, code) + query}
