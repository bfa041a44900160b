"""Tables in and out of the admin."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from import_export.admin import ImportExportMixin
from import_export.formats.base_formats import CSV, XLSX, Format
from import_export.forms import ExportForm
from import_export.results import Result

from observatory.accounts.permissions import can_contribute, can_edit
from observatory.imports.domain.cells import columns_of
from observatory.imports.interfaces.resources import RecordResource, resource_of

# A workbook of two thousand records unfolds to a few megabytes; far more is an attack.
MOST_BYTES = 50 * 1024 * 1024


class Workbook(XLSX):  # type: ignore[misc]  # the package has no types
    """A workbook, refused before it is unfolded when it would fill the memory."""

    def create_dataset(self, in_stream: bytes) -> Any:
        with zipfile.ZipFile(BytesIO(in_stream)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MOST_BYTES:
                raise ValueError(_("The file is too large."))
        return super().create_dataset(in_stream)


class TablesMixin(ImportExportMixin):  # type: ignore[misc]  # the package has no types
    """Lets editors bring a table in, after seeing what it would change, and anyone take one out."""

    formats = (Workbook, CSV)
    export_form_class = ExportForm
    import_template_name = "admin/imports/import.html"
    # History tells more than Django's log.
    skip_admin_log = True

    def get_import_formats(self) -> list[type[Format]]:
        return list(self.formats)

    def get_export_formats(self) -> list[type[Format]]:
        return list(self.formats)

    def get_import_resource_classes(self, request: HttpRequest) -> list[type[RecordResource]]:
        return [resource_of(self.model)]

    def get_export_resource_classes(self, request: HttpRequest) -> list[type[RecordResource]]:
        return [resource_of(self.model)]

    def get_import_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_import_context_data(**kwargs)
        return context | {"columns": columns_of(self.model)}

    def get_import_data_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Write the whole table, or nothing."""
        options: dict[str, Any] = super().get_import_data_kwargs(**kwargs)
        return options | {"rollback_on_validation_errors": True}

    def process_result(self, result: Result, request: HttpRequest) -> HttpResponse:
        """Say what was written, or that nothing was: records may change after a preview."""
        if not (result.has_errors() or result.has_validation_errors()):
            response: HttpResponse = super().process_result(result, request)
            return response
        text = _(
            "Nothing was imported: some records changed since the preview. Send the table again."
        )
        self.message_user(request, text, messages.ERROR)
        return HttpResponseRedirect(reverse(f"admin:{'_'.join(self.get_model_info())}_import"))

    def add_success_message(self, result: Result, request: HttpRequest) -> None:
        text = _("Imported: %(new)d new drafts, %(update)d records changed, %(skip)d unchanged.")
        self.message_user(request, text % result.totals, messages.SUCCESS)

    def has_import_permission(self, request: HttpRequest) -> bool:
        return can_edit(request.user)

    def has_export_permission(self, request: HttpRequest) -> bool:
        return can_contribute(request.user)
