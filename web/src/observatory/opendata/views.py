"""What machines take from the site; each view asks the domain and says when it changed."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import http_date
from django.utils.translation import get_language
from django.views.decorators.http import condition, conditional_page, require_safe

from observatory.opendata.domain import calendar, feed, sitemap, tables
from observatory.opendata.domain.downloads import NAME, public_pack
from observatory.opendata.domain.record_json import published_record
from observatory.opendata.domain.record_json import record_json as shown_as_json
from observatory.opendata.domain.state import data_state
from observatory.records.domain.kinds import models_by_kind


def _language() -> str:
    return get_language() or "fr"


def _base_url(request: HttpRequest) -> str:
    return request.build_absolute_uri("/")


def _tag(request: HttpRequest, *args: object, **kwargs: object) -> str:
    # The same data have other words and addresses at another address of the site.
    said = f"{data_state().tag} {request.build_absolute_uri()}"
    return f'"{hashlib.sha256(said.encode()).hexdigest()[:32]}"'


def _changed_at(request: HttpRequest, *args: object, **kwargs: object) -> dt.datetime | None:
    return data_state().changed_at


# For what is long to make: a tag of the data. For what is short, a tag of the answer itself.
when_data_changed = condition(etag_func=_tag, last_modified_func=_changed_at)


def _open(response: HttpResponseBase) -> HttpResponseBase:
    # Public data: a page of any site may read them.
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _dated(response: HttpResponse) -> HttpResponse:
    changed_at = data_state().changed_at
    if changed_at:
        response["Last-Modified"] = http_date(changed_at.timestamp())
    return response


@require_safe
@conditional_page
def news(request: HttpRequest) -> HttpResponseBase:
    """Give what is new as Atom."""
    text = feed.atom_feed(_language(), _base_url(request))
    return _dated(HttpResponse(text, content_type="application/atom+xml; charset=utf-8"))


@require_safe
@conditional_page
def whole_calendar(request: HttpRequest) -> HttpResponseBase:
    """Give every event whose days are known as iCalendar."""
    return _dated(_calendar(calendar.whole_calendar(_language(), _base_url(request)), "evenements"))


@require_safe
@conditional_page
def event_calendar(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Give one event as iCalendar."""
    found = calendar.event_calendar(slug, _language(), _base_url(request))
    if found is None:
        raise Http404
    return _dated(_calendar(found, slug))


def _calendar(text: bytes, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response


@require_safe
@conditional_page
def record_json(request: HttpRequest, path: str, slug: str) -> HttpResponseBase:
    """Give one record as JSON."""
    record = published_record(path, slug)
    if record is None:
        raise Http404
    shown = shown_as_json(record, _language(), _base_url(request))
    text = json.dumps(shown, ensure_ascii=False, indent=2)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Last-Modified"] = http_date(record.updated_at.timestamp())
    return _open(response)


# ---------------------------------------------------------------- robots


@require_safe
@when_data_changed
def whole_sitemap(request: HttpRequest) -> HttpResponseBase:
    """Give the addresses of the public pages."""
    return _xml(sitemap.sitemap(_base_url(request)))


@require_safe
@when_data_changed
def sitemap_part(request: HttpRequest, part: int) -> HttpResponseBase:
    """Give one file of a sitemap of several."""
    if not sitemap.has_part(part):
        raise Http404
    return _xml(sitemap.sitemap_part(part, _base_url(request)))


def _xml(text: Iterable[str]) -> HttpResponseBase:
    return StreamingHttpResponse(text, content_type="application/xml; charset=utf-8")


@require_safe
def robots(request: HttpRequest) -> HttpResponseBase:
    """Tell robots what to leave alone."""
    return HttpResponse(sitemap.robots(_base_url(request)), content_type="text/plain")


# ---------------------------------------------------------------- downloads


@require_safe
@when_data_changed
def download_pack(request: HttpRequest) -> HttpResponseBase:
    """Give all public records as a pack, zipped."""
    archive = public_pack().open("rb")
    return _open(FileResponse(archive, as_attachment=True, filename=f"{NAME}.zip"))


@require_safe
@when_data_changed
def download_csv(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Give the public records of a kind as a table."""
    if kind not in models_by_kind():
        raise Http404
    lines = tables.table(kind, _base_url(request), separator=_separator(request))
    return _table(lines, kind)


@require_safe
@when_data_changed
def codebook(request: HttpRequest) -> HttpResponseBase:
    """Give the meaning of every column of the tables."""
    return _table(tables.codebook(separator=_separator(request)), "codebook")


def _separator(request: HttpRequest) -> str:
    asked = request.GET.get("separator", "comma")
    return asked if asked in tables.SEPARATORS else "comma"


def _table(lines: Iterable[str], name: str) -> HttpResponseBase:
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return _open(response)
