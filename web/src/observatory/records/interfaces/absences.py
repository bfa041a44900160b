"""Known absences: for each expected field, whether we know that there is nothing."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from observatory.records.enums import Absence

CHOICES = (("", _("Unknown, or filled in")), *Absence.choices)


class AbsencesInput(forms.Widget):
    """One row of choices for each expected field."""

    template_name = "records/widgets/absences.html"
    use_fieldset = True

    def __init__(self, labels: Mapping[str, str], attrs: dict[str, Any] | None = None) -> None:
        """Take the words for each field that may be said absent."""
        super().__init__(attrs)
        self.labels = labels

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        absences = value or {}
        rows = [
            {"name": f"{name}-{field}", "label": label, "value": absences.get(field, "")}
            for field, label in self.labels.items()
        ]
        return context | {"rows": rows, "choices": CHOICES}

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> dict[str, str]:
        said = {field: data.get(f"{name}-{field}", "") for field in self.labels}
        return {field: absence for field, absence in said.items() if absence}

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not any(f"{name}-{field}" in data for field in self.labels)


class AbsencesField(forms.Field):
    """{field: "none" | "not_applicable"} for the fields we know to have no value."""

    def __init__(self, *, labels: Mapping[str, str], **kwargs: Any) -> None:
        """Take the words for each field that may be said absent."""
        super().__init__(required=False, widget=AbsencesInput(labels), **kwargs)

    def clean(self, value: Any) -> dict[str, str]:
        absences: dict[str, str] = value or {}
        if not set(absences.values()) <= set(Absence.values):
            raise forms.ValidationError(_("Expected one of the choices."))
        return absences

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (initial or {}) != (data or {})
