"""Events, and the pages of their sessions."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from observatory.accounts.permissions import can_edit
from observatory.events.models import Event, Session
from observatory.records.enums import Status
from observatory.records.interfaces.admin import RecordAdmin
from observatory.records.interfaces.fields import RecordFields
from observatory.records.interfaces.inlines import inlines_of
from observatory.records.interfaces.layout import Fieldset, part_rows
from observatory.records.interfaces.saving import SavesRecords


class EventAdmin(RecordAdmin):
    """An event; its sessions have their own pages."""

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Fieldset]:  # type: ignore[override]  # the stubs want a type they do not export
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None:
            return fieldsets
        programme: Fieldset = (gettext_lazy("Sessions"), {"fields": ["sessions_shown"]})
        return [fieldsets[0], programme, *fieldsets[1:]]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return (*super().get_readonly_fields(request, obj), *(["sessions_shown"] if obj else []))

    @admin.display(description=gettext_lazy("programme"))
    def sessions_shown(self, event: Event) -> SafeString:
        """List the sessions, each with a link to its page."""
        items = format_html_join(
            "",
            '<li><a href="{}">{}</a></li>',
            (
                (reverse("admin:events_session_change", args=(session.pk,)), session)
                for session in event.sessions.all()
            ),
        )
        add = f"{reverse('admin:events_session_add')}?event={event.pk}"
        return format_html(
            '<ol class="sessions">{}</ol><a class="addlink" href="{}">{}</a>',
            items,
            add,
            _("Add a session"),
        )


class SessionAdmin(RecordFields, SavesRecords):
    """A session with its speakers; saving it changes its event."""

    list_display = ("title_fr", "event", "format", "date")
    list_filter = ("format", "event")
    list_select_related = ("event", "format")
    search_fields = ("title_fr", "title_en", "speakers__displayed")
    save_on_top = True

    class Media:
        css = {"all": ("records/admin.css",)}

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Fieldset]:  # type: ignore[override]  # the stubs want a type they do not export
        return [(None, {"fields": ["event", *part_rows(Session)], "classes": ("texts",)})]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("event", "key") if obj else ()

    def get_autocomplete_fields(self, request: HttpRequest) -> list[str]:
        return [*super().get_autocomplete_fields(request), "event"]

    def get_inlines(self, request: HttpRequest, obj: Any) -> list[Any]:
        return list(inlines_of(Session))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        sessions = super().get_queryset(request)
        return (
            sessions if can_edit(request.user) else sessions.exclude(event__status=Status.WITHDRAWN)
        )

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let editors take a session out of its event."""
        return can_edit(request.user)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        event = obj.event
        super().delete_model(request, obj)
        self.written(request, event)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        for session in queryset.select_related("event"):
            self.delete_model(request, session)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the history of the event, which tells of its sessions."""
        session = self.get_object(request, object_id)
        event_admin = self.admin_site.get_model_admin(Event)
        return event_admin.history_view(request, str(session.event_id if session else ""))
