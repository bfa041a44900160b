"""The history of a record: who changed what, and how it was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from observatory.accounts.permissions import can_edit, check_edit
from observatory.records.domain.differences import differences
from observatory.records.domain.refused import Refused
from observatory.records.domain.rewrite import restore
from observatory.records.interfaces.saving import signed_in
from observatory.records.interfaces.wording import Line, Wording
from observatory.records.models import Record, Revision

REVISIONS_PER_PAGE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A revision, and what it changed."""

    revision: Revision
    lines: tuple[Line, ...]
    is_current: bool


class HistoryMixin(ModelAdmin):  # type: ignore[type-arg]  # generic only in the stubs
    """Replaces Django's own history, which tells that something changed but not what."""

    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_restore"
        view = self.admin_site.admin_view(self.restore_view)
        return [
            path("<path:object_id>/restore/<int:number>/", view, name=name),
            *super().get_urls(),
        ]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """List the revisions, the last first, each with its differences."""
        record = get_object_or_404(self.get_queryset(request), pk=object_id)
        page = Paginator(record.revisions.select_related("by"), REVISIONS_PER_PAGE).get_page(
            request.GET.get("page")
        )
        context = self.admin_site.each_context(request)
        context |= {
            "title": _("History of “%(title)s”") % {"title": record},
            "opts": self.opts,
            "original": record,
            "page": page,
            "steps": _steps(record, page),
            "may_restore": can_edit(request.user),
        }
        return TemplateResponse(
            request, "admin/records/history.html", context | (extra_context or {})
        )

    def restore_view(self, request: HttpRequest, object_id: str, number: int) -> HttpResponse:
        """Give a record the words of an earlier revision (POST)."""
        check_edit(request.user)
        record = get_object_or_404(self.model, pk=object_id)
        revision = get_object_or_404(Revision, record=record.pk, number=number)
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_history"
        if request.method == "POST":
            try:
                restore(record, revision, by=signed_in(request), at=timezone.now())
            except Refused as refused:
                self.message_user(request, " ".join(refused.reasons), messages.ERROR)
            else:
                text = _("The record says again what it said in revision %(number)d.")
                self.message_user(request, text % {"number": number}, messages.SUCCESS)
        return HttpResponseRedirect(reverse(name, args=(object_id,)))


def _steps(record: Record, page: Page[Any]) -> list[Step]:
    """Return the revisions of a page, each against the one before it (four queries)."""
    revisions = list(page.object_list)
    if not revisions:
        return []
    oldest = revisions[-1]
    earlier = record.revisions.filter(number__lt=oldest.number).first()
    documents = [revision.document for revision in revisions]
    documents.append(earlier.document if earlier else {})
    wording = Wording(type(record), *documents)
    return [
        Step(
            revision=revision,
            lines=tuple(wording.lines(differences(before, revision.document))),
            is_current=page.number == 1 and revision is revisions[0],
        )
        for revision, before in zip(revisions, documents[1:], strict=True)
    ]
