"""What every save in the admin ends with: a revision, or a proposal."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.db.models import Case, F, IntegerField, Value, When
from django.forms import BaseFormSet, ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from observatory.accounts.models import User
from observatory.accounts.permissions import can_contribute
from observatory.records.domain.documents import to_document
from observatory.records.domain.history import record_saved
from observatory.records.domain.kinds import fresh
from observatory.records.domain.proposals import is_author, propose
from observatory.records.domain.roots import root_of
from observatory.records.domain.shapes import Document, PartsShape, shapes_of
from observatory.records.enums import Absence, Action
from observatory.records.models import Record
from observatory.records.permissions import can_write


class ToPropose(Exception):  # not an error: it undoes the save on its way out
    """Someone saved a record that is not theirs to change: what it would have become."""

    def __init__(self, record: Record, document: Document, note: str) -> None:
        """Keep the document; the transaction that wrote it is undone."""
        super().__init__(document)
        self.record = record
        self.document = document
        self.note = note


class SavesRecords(ModelAdmin):  # type: ignore[type-arg]  # generic only in the stubs
    """Saves a record, or a part of one that has its own page, in one transaction."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let contributors fill in any form: what they may not write becomes a proposal."""
        return can_contribute(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except ToPropose as proposed:
            return self._propose(request, proposed)

    def save_related(
        self,
        request: HttpRequest,
        form: ModelForm[Any],
        formsets: list[BaseFormSet[Any]],
        change: bool,  # noqa: FBT001  # Django's signature
    ) -> None:
        """Save the parts, then keep what the record now is."""
        super().save_related(request, form, formsets, change)
        note = form.cleaned_data.get("note", "")
        self.written(request, form.instance, is_new=not change, note=note)

    def written(
        self, request: HttpRequest, instance: Any, *, is_new: bool = False, note: str = ""
    ) -> None:
        """Write a revision of the record behind an instance, or raise `ToPropose`."""
        root = fresh(root_of(instance))
        _put_in_order(root)
        _drop_stale_absences(root)
        is_new_record = is_new and isinstance(instance, Record)
        user = signed_in(request)
        target = None if is_new_record else root
        if not can_write(user, target, is_author=is_author(user, root)):
            raise ToPropose(root, to_document(fresh(root)), note)
        if not isinstance(instance, Record):
            root.save(update_fields=["updated_at"])
        action = Action.CREATED if is_new_record else Action.CHANGED
        record_saved(fresh(root), by=user, at=timezone.now(), action=action, note=note)

    def _propose(self, request: HttpRequest, proposed: ToPropose) -> HttpResponse:
        record = fresh(proposed.record)
        proposal = propose(
            record,
            proposed.document,
            base=to_document(record),
            by=signed_in(request),
            at=timezone.now(),
            note=proposed.note,
        )
        if proposal is None:
            self.message_user(request, _("You changed nothing."), messages.INFO)
            return HttpResponseRedirect(request.path)
        text = _(
            "Your change of “%(title)s” was sent to the editors as a proposal. "
            "The record stays as it was until one of them accepts it."
        )
        self.message_user(request, text % {"title": record}, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:records_proposal_changelist"))

    # One history is enough, and it is not Django's.

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return None

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return None

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        return []


def signed_in(request: HttpRequest) -> User:
    """Return who is signed in: nobody else comes into the admin."""
    if not isinstance(request.user, User):
        raise TypeError(request.user)
    return request.user


def _put_in_order(root: Record) -> None:
    """Give every part its number from 1; those without a place come last."""
    place = Case(When(order=0, then=Value(1)), default=Value(0), output_field=IntegerField())
    for shape in shapes_of(type(root)):
        if isinstance(shape, PartsShape):
            parts = getattr(root, shape.name).order_by(place, F("order"), F("pk"))
            for order, part in enumerate(parts, start=1):
                if part.order != order:
                    type(part).objects.filter(pk=part.pk).update(order=order)


def _drop_stale_absences(root: Record) -> None:
    """Forget that a list was said empty once it holds something."""
    document = to_document(root)
    kept = {name: why for name, why in root.absences.items() if name not in document}
    if kept != root.absences and set(kept.values()) <= set(Absence.values):
        Record.objects.filter(pk=root.pk).update(absences=kept)
