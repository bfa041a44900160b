"""The admin of every kind of record, read from its model."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.options import InlineModelAdmin
from django.db.models import Field, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from observatory.accounts.permissions import can_edit
from observatory.common.dates import in_words
from observatory.records.domain.proposals import is_author
from observatory.records.domain.publish import missing_to_publish
from observatory.records.domain.write import keep_old_address
from observatory.records.enums import Status
from observatory.records.interfaces.absences import AbsencesField
from observatory.records.interfaces.fields import RecordFields
from observatory.records.interfaces.folding import narrow, searched_columns
from observatory.records.interfaces.forms import RecordForm
from observatory.records.interfaces.history import HistoryMixin
from observatory.records.interfaces.inlines import inlines_of, unfold
from observatory.records.interfaces.layout import Fieldset, absence_labels, fieldsets_of
from observatory.records.interfaces.saving import SavesRecords, signed_in
from observatory.records.interfaces.standing import StandingMixin
from observatory.records.models import Record
from observatory.records.permissions import can_see, can_write


class RecordAdmin(RecordFields, StandingMixin, HistoryMixin, SavesRecords):
    """One kind of record: its list, its form, its history and where it stands."""

    form = RecordForm
    change_form_template = "admin/records/change_form.html"
    list_per_page = 50
    list_select_related = ("evidence",)
    search_fields = ("title_fr",)
    search_help_text = _("Accents and capitals do not matter.")
    date_hierarchy = "date_earliest"
    ordering = ("-updated_at",)
    save_on_top = True
    list_display = (
        "title_shown", "status", "date_shown", "evidence", "completeness_shown",
        "verified_on", "updated_at",
    )  # fmt: skip

    class Media:
        css = {"all": ("records/admin.css",)}

    # ------------------------------------------------------------ list

    @admin.display(description=_("title"), ordering="title_fr")
    def title_shown(self, record: Record) -> str:
        """Return the title, or what stands for it."""
        return str(record)

    @admin.display(description=_("date"), ordering="date_earliest")
    def date_shown(self, record: Record) -> str:
        """Return the date in words."""
        return in_words(record.date, get_language() or "fr")

    @admin.display(description=_("completeness"), ordering="completeness")
    def completeness_shown(self, record: Record) -> str:
        """Return the percent of expected fields that are known."""
        return _("%(percent)d%%") % {"percent": record.completeness}

    def get_list_filter(self, request: HttpRequest) -> Any:
        return ("status", *self.model.FACETS, "evidence", "translation")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Leave out withdrawn records, names above all, for whoever is no editor."""
        records = super().get_queryset(request)
        return records if can_edit(request.user) else records.exclude(status=Status.WITHDRAWN)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        if not search_term.strip():
            return queryset, False
        return narrow(queryset, search_term, searched_columns(self.model)), False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        title = capfirst(self.opts.verbose_name_plural)
        return super().changelist_view(request, {"title": title} | (extra_context or {}))

    # ------------------------------------------------------------ form

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Fieldset]:  # type: ignore[override]  # the stubs want a type they do not export
        return fieldsets_of(self.model, is_new=obj is None)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        if obj is None:
            return ()
        standing = ("status", "completeness", "key")
        # An address is published: a contributor asks an editor to change it.
        return standing if can_edit(request.user) else (*standing, "slug")

    def formfield_for_dbfield(
        self, db_field: Field[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        if db_field.name == "absences":
            return AbsencesField(labels=absence_labels(self.model), label="")
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_inlines(self, request: HttpRequest, obj: Any) -> list[type[InlineModelAdmin[Any, Any]]]:
        return list(inlines_of(self.model))

    def get_inline_instances(
        self, request: HttpRequest, obj: Any = None
    ) -> list[InlineModelAdmin[Any, Any]]:
        inlines = super().get_inline_instances(request, obj)
        unfold(inlines, obj)
        return inlines

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        may = super().has_view_permission(request, obj)
        return may and (obj is None or can_see(request.user, obj))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        may = super().has_change_permission(request, obj)
        if obj is None:
            return may
        return may and obj.status != Status.MERGED and can_see(request.user, obj)

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        """Return the page visitors read, when there is one."""
        return obj.get_absolute_url() if obj is not None and obj.is_public else None

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        record = kwargs.get("obj")
        user = signed_in(request)
        context |= {
            "may_edit": can_edit(user),
            "proposes": record is not None
            and not can_write(user, record, is_author=is_author(user, record)),
            "urls": {},
        }
        if record is not None:
            context |= {"title": str(record), "subtitle": None}
            names = ("publish", "withdraw", "reopen", "merge")
            context["urls"] = {name: self.url_of(name, record) for name in names}
            context["missing"] = missing_to_publish(record) if record.status == Status.DRAFT else []
            context["last"] = record.revisions.select_related("by").first()
        return super().render_change_form(request, context, *args, **kwargs)

    # ------------------------------------------------------------ save

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001  # Django's signature
        super().save_model(request, obj, form, change)
        earlier = form.initial.get("slug")
        if change and earlier and earlier != obj.slug:
            keep_old_address(obj, earlier)

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        response = super().response_add(request, obj, post_url_continue)
        return self._published(request, obj) or response

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        response = super().response_change(request, obj)
        return self._published(request, obj) or response

    def _published(self, request: HttpRequest, record: Any) -> HttpResponse | None:
        """Publish what was just saved, when that button was pressed."""
        if "_publish" not in request.POST or not can_edit(request.user):
            return None
        return self.publish_view(request, str(record.pk))
