"""Publish, withdraw, take up again and merge: from a list or from a record's page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import ModelAdmin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from observatory.accounts.permissions import can_edit, check_edit
from observatory.records.domain.kinds import as_its_kind
from observatory.records.domain.merge import merge
from observatory.records.domain.publish import publish, reopen, still_naming, withdraw
from observatory.records.domain.refused import Refused
from observatory.records.enums import Status
from observatory.records.interfaces.folding import narrow, searched_columns
from observatory.records.interfaces.saving import signed_in
from observatory.records.models import Record

# Candidates shown on the page of a merger; a longer list asks for more words.
MERGE_CHOICES = 30


class WithdrawalForm(forms.Form):
    """Why a record is withdrawn."""

    note = forms.CharField(
        label=gettext_lazy("Why (shown in the history; name nobody)"),
        required=False,
        max_length=300,
    )


class StandingMixin(ModelAdmin):  # type: ignore[type-arg]  # generic only in the stubs
    """Where a record stands, decided by editors."""

    actions = ("publish_records", "withdraw_records")

    def get_urls(self) -> list[Any]:
        views: tuple[tuple[str, Callable[..., HttpResponse]], ...] = (
            ("publish", self.publish_view),
            ("withdraw", self.withdraw_view),
            ("reopen", self.reopen_view),
            ("merge", self.merge_view),
        )
        own = [
            path(
                f"<path:object_id>/{name}/", self.admin_site.admin_view(view), name=self._name(name)
            )
            for name, view in views
        ]
        return own + super().get_urls()

    def _name(self, view: str) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{view}"

    def url_of(self, view: str, record: Record) -> str:
        """Return the address of one of a record's pages in the admin."""
        return reverse(f"admin:{self._name(view)}", args=(record.pk,))

    # ------------------------------------------------------------ from a list

    def has_edit_permission(self, request: HttpRequest) -> bool:
        """Whether someone publishes: asked by Django for each action."""
        return can_edit(request.user)

    @admin.action(description=gettext_lazy("Publish"), permissions=["edit"])
    def publish_records(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Publish the records ticked; say of each of the others what it lacks."""
        self._each(request, queryset, publish, _("Published: %(titles)s."))

    @admin.action(description=gettext_lazy("Withdraw"), permissions=["edit"])
    def withdraw_records(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Withdraw the records ticked."""
        self._each(request, queryset, withdraw, _("Withdrawn: %(titles)s."))

    def _each(
        self, request: HttpRequest, queryset: QuerySet[Any], verb: Callable[..., None], done: str
    ) -> None:
        titles = [str(record) for record in queryset if self._try(request, record, verb)]
        if titles:
            self.message_user(request, done % {"titles": ", ".join(titles)}, messages.SUCCESS)

    def _try(self, request: HttpRequest, record: Record, verb: Callable[..., None]) -> bool:
        try:
            verb(record, by=signed_in(request), at=timezone.now())
        except Refused as refused:
            words = {"record": record, "reasons": " ".join(refused.reasons)}
            text = _("%(record)s: %(reasons)s") % words
            self.message_user(request, text, messages.ERROR)
            return False
        return True

    # ------------------------------------------------------------ from a page

    def publish_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Publish a record (POST)."""
        record = self._decided(request, object_id)
        if request.method == "POST" and self._try(request, record, publish):
            text = _("“%(title)s” is published.") % {"title": record}
            self.message_user(request, text, messages.SUCCESS)
        return HttpResponseRedirect(self.url_of("change", record))

    def reopen_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Make a draft of a withdrawn record (POST)."""
        record = self._decided(request, object_id)
        if request.method == "POST" and self._try(request, record, reopen):
            text = _("“%(title)s” is a draft again.") % {"title": record}
            self.message_user(request, text, messages.SUCCESS)
        return HttpResponseRedirect(self.url_of("change", record))

    def withdraw_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Say what withdrawing does, then do it (POST)."""
        record = self._decided(request, object_id)
        form = WithdrawalForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            note = form.cleaned_data["note"]

            def with_note(record: Record, **options: Any) -> None:
                withdraw(record, note=note, **options)

            if self._try(request, record, with_note):
                self.message_user(request, _("It is withdrawn."), messages.SUCCESS)
            return HttpResponseRedirect(self.url_of("change", record))
        context = {"form": form, "is_person": record.kind == "person"}
        if context["is_person"]:
            context["naming"] = [(other, change_url(other)) for other in still_naming(record)]
        return self._page(request, record, "withdraw", _("Withdraw"), context)

    def merge_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Look for the record that stays (GET), then merge into it (POST)."""
        record = self._decided(request, object_id)
        if request.method == "POST" and request.POST.get("into"):
            into = get_object_or_404(self.model, pk=request.POST["into"])
            if self._merge(request, record, into):
                return HttpResponseRedirect(self.url_of("change", into))
        typed = request.GET.get("q", record.title_fr)
        others = self.model.objects.filter(status__in=(Status.DRAFT, Status.PUBLISHED))
        found = narrow(others.exclude(pk=record.pk), typed, searched_columns(self.model))
        context = {"typed": typed, "found": list(found[:MERGE_CHOICES])}
        return self._page(request, record, "merge", _("Merge into another record"), context)

    def _merge(self, request: HttpRequest, record: Any, into: Any) -> bool:
        try:
            others = merge(record, into=into, by=signed_in(request), at=timezone.now())
        except Refused as refused:
            self.message_user(request, " ".join(refused.reasons), messages.ERROR)
            return False
        text = ngettext(
            "Merged. %(count)d other record now refers to “%(title)s”.",
            "Merged. %(count)d other records now refer to “%(title)s”.",
            len(others),
        )
        words = {"count": len(others), "title": into}
        self.message_user(request, text % words, messages.SUCCESS)
        return True

    def _decided(self, request: HttpRequest, object_id: str) -> Any:
        check_edit(request.user)
        return get_object_or_404(self.model, pk=object_id)

    def _page(
        self, request: HttpRequest, record: Record, name: str, title: str, context: dict[str, Any]
    ) -> HttpResponse:
        shared = self.admin_site.each_context(request)
        shared |= {"opts": self.opts, "original": record, "title": title}
        return TemplateResponse(request, f"admin/records/{name}.html", shared | context)


def change_url(record: Record) -> str:
    """Return the address of a record's form in the admin."""
    own = as_its_kind(record)
    return reverse(f"admin:{own._meta.app_label}_{own._meta.model_name}_change", args=(own.pk,))
