"""The lists that belong to a record, edited on its page."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import StackedInline, TabularInline
from django.contrib.admin.options import InlineModelAdmin
from django.db.models import Model, TextField
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from observatory.accounts.permissions import can_contribute
from observatory.records.domain.shapes import PartsShape, shapes_of
from observatory.records.interfaces.fields import RecordFields
from observatory.records.interfaces.layout import Fieldset, columns, part_rows
from observatory.records.models import COMMON_PARTS

# What few parts say, folded under the rest.
SELDOM = ("base", "definition", "method", "uncertainty")
# What fits on a line of a wide screen.
TABULAR_COLUMNS = 6


class PartInline(RecordFields, InlineModelAdmin):  # type: ignore[type-arg]  # generic only in the stubs
    """One list of parts; whoever may save the record may change all of it."""

    extra = 0
    show_change_link = False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return can_contribute(request.user)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return can_contribute(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return can_contribute(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return can_contribute(request.user)


def inlines_of(model: type[Model]) -> list[type[PartInline]]:
    """Return the inlines of a record; parts that have parts of their own have their own page."""
    return [
        _inline(shape)
        for shape in shapes_of(model)
        if isinstance(shape, PartsShape) and not has_own_page(shape)
    ]


def has_own_page(shape: PartsShape) -> bool:
    """Whether a list is too deep for the page of its record."""
    return bool(getattr(shape.model, "PARTS", ()))


def _inline(shape: PartsShape) -> type[PartInline]:
    rows = part_rows(shape.model)
    names = columns(rows)
    is_tabular = len(names) <= TABULAR_COLUMNS and not any(
        isinstance(shape.model._meta.get_field(name), TextField) for name in names
    )
    options = {
        "__doc__": f"The {shape.name} of a record.",
        "model": shape.model,
        "fk_name": shape.parent,
        "part": shape.name,
        "classes": ("collapse",)
        if shape.name in COMMON_PARTS and shape.name != "citations"
        else (),
    }
    if is_tabular:
        return type("PartTable", (PartInline, TabularInline), options | {"fields": names})
    folded = [row for row in rows if row[0].removesuffix("_fr") in SELDOM]
    fieldsets: list[Fieldset] = [(None, {"fields": [row for row in rows if row not in folded]})]
    if folded:
        fieldsets.append((_("Definition and method"), {"fields": folded, "classes": ("collapse",)}))
    return type("PartStack", (PartInline, StackedInline), options | {"fieldsets": fieldsets})


def unfold(inlines: list[InlineModelAdmin[Any, Any]], record: Model | None) -> None:
    """Open the lists that hold something."""
    if record is None:
        return
    for inline in inlines:
        if inline.classes and getattr(record, getattr(inline, "part", "")).exists():
            inline.classes = ()
