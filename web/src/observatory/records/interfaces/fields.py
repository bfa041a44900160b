"""Form fields of records and their parts in the admin."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import AdminTextareaWidget, RelatedFieldWidgetWrapper
from django.db.models import DecimalField, Field, ForeignKey, ManyToManyField, TextField, URLField
from django.forms.models import apply_limit_choices_to_to_formfield
from django.http import HttpRequest
from django.utils.text import capfirst

from observatory.common.fields import EdtfField, LinesField
from observatory.records.domain.kinds import as_its_kind
from observatory.records.domain.shapes import LinkShape, shapes_of
from observatory.records.fields import RecordLink, RecordLinks
from observatory.records.interfaces.dates import FuzzyDateField
from observatory.records.models import Record
from observatory.vocabularies.fields import ConceptField, ConceptsField


class OrderField(forms.IntegerField):
    """The place of a part in its list; empty: at the end."""

    def clean(self, value: Any) -> int:
        return super().clean(value) or 0


class PlainDecimalField(forms.DecimalField):
    """A number without the zeros that its column adds."""

    def prepare_value(self, value: Any) -> Any:
        return format(value.normalize(), "f") if isinstance(value, Decimal) else value


class AnyRecordField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic only in the stubs
    """A record of any kind, shown with its kind."""

    def label_from_instance(self, obj: Any) -> str:
        return in_choices(obj)


class AnyRecordsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # generic only in the stubs
    """Records of any kind, shown with their kind."""

    def label_from_instance(self, obj: Any) -> str:
        return in_choices(obj)


def in_choices(record: Record) -> str:
    """Return how a record is named among others of any kind."""
    own = as_its_kind(record)
    return f"{own} ({own._meta.verbose_name})"


class RecordFields(BaseModelAdmin):  # type: ignore[type-arg]  # generic only in the stubs
    """How each sort of column is edited: mixed into admins of records and of parts."""

    formfield_overrides = {
        DecimalField: {"form_class": PlainDecimalField},
        EdtfField: {"form_class": FuzzyDateField},
        URLField: {"assume_scheme": "https"},
        TextField: {"widget": AdminTextareaWidget(attrs={"rows": 6})},
        LinesField: {"widget": AdminTextareaWidget(attrs={"rows": 4})},
    }

    def get_autocomplete_fields(self, request: HttpRequest) -> list[str]:
        return [shape.name for shape in shapes_of(self.model) if isinstance(shape, LinkShape)]

    def formfield_for_dbfield(
        self, db_field: Field[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        if db_field.name == "order":
            return OrderField(
                required=False,
                min_value=0,
                label=capfirst(db_field.verbose_name),
                widget=forms.NumberInput(attrs={"class": "order"}),
            )
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            # Adding what is missing helps whoever types; the other buttons only crowd the form.
            field.widget.can_add_related &= isinstance(db_field, RecordLink | RecordLinks)
            field.widget.can_change_related = False
            field.widget.can_delete_related = False
            field.widget.can_view_related = False
        return field

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Any:
        if isinstance(db_field, RecordLink) and db_field.related_model is Record:
            kwargs["form_class"] = AnyRecordField
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if isinstance(db_field, ConceptField) and field is not None:
            # Those of the field's own vocabulary, read once, however many parts the record has.
            apply_limit_choices_to_to_formfield(field)
            field.choices = list(cast("Iterable[Any]", field.choices))
        return field

    def formfield_for_manytomany(
        self, db_field: ManyToManyField[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Any:
        if isinstance(db_field, ConceptsField):
            kwargs["widget"] = forms.CheckboxSelectMultiple()
        if isinstance(db_field, RecordLinks) and db_field.related_model is Record:
            kwargs["form_class"] = AnyRecordsField
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if isinstance(db_field, ConceptsField) and field is not None:
            field.help_text = ""
        return field
