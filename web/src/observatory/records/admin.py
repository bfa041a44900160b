"""Sources, proposals, and records of any kind in the admin."""

from typing import cast

from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from observatory.records.interfaces.admin import RecordAdmin
from observatory.records.interfaces.choosing import RecordChoices
from observatory.records.interfaces.proposals import ProposalAdmin
from observatory.records.models import Proposal, Record, Source


class AnyRecordAdmin(RecordAdmin):
    """Lets a field look for a record of any kind; records are edited as their own kind."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Record | None = None) -> bool:
        return False


def choices(request: HttpRequest) -> HttpResponse:
    """Answer the fields that look for a record as one types."""
    answer = RecordChoices.as_view(admin_site=admin.site)(request)
    return cast("HttpResponse", answer)


admin.site.autocomplete_view = choices  # type: ignore[method-assign]  # every field of the admin asks it
admin.site.register(Record, AnyRecordAdmin)
admin.site.register(Source, RecordAdmin)
admin.site.register(Proposal, ProposalAdmin)
