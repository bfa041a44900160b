"""Proposals as editors review them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import ModelAdmin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from observatory.accounts.permissions import can_contribute, can_edit, check_edit
from observatory.records.domain.kinds import models_by_kind
from observatory.records.domain.proposals import accept, decline, review
from observatory.records.domain.refused import Refused
from observatory.records.enums import Decision
from observatory.records.interfaces.saving import signed_in
from observatory.records.interfaces.standing import change_url
from observatory.records.interfaces.wording import Wording, field_label
from observatory.records.models import Proposal


class ProposalAdmin(ModelAdmin):  # type: ignore[type-arg]  # generic only in the stubs
    """What contributors propose: everyone sees their own, editors see and decide on all."""

    list_display = ("record_shown", "by", "at", "note", "decision", "decided_at")
    list_filter = ("decision", "kind")
    list_select_related = ("record", "by")
    actions = None

    class Media:
        css = {"all": ("records/admin.css",)}

    @admin.display(description=gettext_lazy("record"))
    def record_shown(self, proposal: Proposal) -> str:
        """Return what the proposal is about."""
        kind = models_by_kind()[proposal.kind]._meta.verbose_name
        return f"{proposal.record or proposal.key} ({kind})"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        proposals = super().get_queryset(request)
        return proposals if can_edit(request.user) else proposals.filter(by=signed_in(request))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return can_contribute(request.user)

    def get_urls(self) -> list[Any]:
        own = [
            path(
                f"<int:pk>/{name}/",
                self.admin_site.admin_view(view),
                name=f"records_proposal_{name}",
            )
            for name, view in (("accept", self.accept_view), ("decline", self.decline_view))
        ]
        return own + super().get_urls()

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show what a proposal changes, beside what others changed meanwhile."""
        proposal = get_object_or_404(self.get_queryset(request), pk=object_id)
        reviewed = review(proposal)
        kind = models_by_kind()[proposal.kind]
        wording = Wording(kind, proposal.base, proposal.document, reviewed.document)
        is_pending = proposal.decision == Decision.PENDING
        context = self.admin_site.each_context(request) | {
            "title": _("Proposal on “%(title)s”") % {"title": proposal.record or proposal.key},
            "opts": self.opts,
            "original": proposal,
            "changes": wording.lines(reviewed.changes),
            "meanwhile": wording.lines(reviewed.meanwhile) if is_pending else (),
            "conflicts": [field_label(kind, name) for name in reviewed.conflicts],
            "record_url": change_url(proposal.record) if proposal.record else "",
            "may_decide": is_pending and can_edit(request.user),
        }
        return TemplateResponse(request, "admin/records/proposal.html", context)

    def accept_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Write what a proposal changes (POST)."""
        return self._decide(
            request, pk, accept, _("The proposal is accepted: the record says it now.")
        )

    def decline_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Leave the record as it is (POST)."""
        return self._decide(request, pk, decline, _("The proposal is declined."))

    def _decide(
        self, request: HttpRequest, pk: int, verb: Callable[..., Any], done: str
    ) -> HttpResponse:
        check_edit(request.user)
        proposal = get_object_or_404(Proposal, pk=pk)
        if request.method != "POST":
            return HttpResponseRedirect(reverse("admin:records_proposal_change", args=(pk,)))
        try:
            verb(proposal, by=signed_in(request), at=timezone.now())
        except Refused as refused:
            self.message_user(request, " ".join(refused.reasons), messages.ERROR)
            return HttpResponseRedirect(reverse("admin:records_proposal_change", args=(pk,)))
        self.message_user(request, done, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:records_proposal_changelist"))
