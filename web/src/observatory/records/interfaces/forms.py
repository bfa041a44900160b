"""The form of a record."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from observatory.records.domain.differences import changed_fields
from observatory.records.interfaces.wording import field_label
from observatory.records.models import Record, Revision

KEY_LENGTH = 100


class RecordForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only in the stubs
    """A record's own columns, the revision it was opened at, and why it changes."""

    note = forms.CharField(
        label=_("Why this change"),
        required=False,
        max_length=300,
        widget=AdminTextInputWidget(),
        help_text=_("Shown in the history, and to whoever reads your proposal."),
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Remember the last revision, so that nobody overwrites what they have not seen."""
        super().__init__(*args, **kwargs)
        for name in ("key", "slug"):
            if name in self.fields:
                self.fields[name].required = False
        last = self._last()
        self.initial["seen"] = last.number if last else None

    def _last(self) -> Revision | None:
        if self.instance.pk is None:
            return None
        return Revision.objects.filter(record=self.instance.pk).select_related("by").first()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._refuse_unseen()
        self._name(cleaned)
        self._refuse_taken(cleaned)
        self._refuse_contradictions(cleaned)
        return cleaned

    # ------------------------------------------------------------ seen

    def _refuse_unseen(self) -> None:
        last, seen = self._last(), self.cleaned_data.get("seen")
        if last is None or seen == last.number:
            return
        # Saving a second time is a choice, once this message was read.
        data = cast("QueryDict", self.data).copy()
        data[self.add_prefix("seen")] = str(last.number)
        self.data = data
        message = _(
            "%(who)s changed this record on %(when)s, after you opened it (%(fields)s). Nothing of "
            "yours is lost: it is below, not saved yet. Compare with the history, then save again "
            "to keep yours."
        )
        moment = date_format(localtime(last.at), "DATETIME_FORMAT")
        who = str(last.by or gettext("Someone"))
        words = {"who": who, "when": moment, "fields": self._changed_since(last, seen)}
        raise forms.ValidationError(message, code="unseen", params=words)

    def _changed_since(self, last: Revision, seen: int | None) -> str:
        base = Revision.objects.filter(record=self.instance.pk, number=seen or 0).first()
        names = changed_fields(base.document if base else {}, last.document)
        return ", ".join(field_label(type(self.instance), name) for name in names)

    # ------------------------------------------------------------ identifier and address

    def _name(self, cleaned: dict[str, Any]) -> None:
        """Make an identifier of the title where none was given."""
        if "key" not in self.fields or cleaned.get("key"):
            return
        title = cleaned.get("title_fr") or " ".join(
            cleaned.get(name, "") for name in ("given_name", "family_name")
        )
        wanted = slugify(title)[: KEY_LENGTH - 5] or self._meta.model.KIND
        key, number = wanted, 1
        while self._others().filter(key=key).exists() or self._others().filter(slug=key).exists():
            number += 1
            key = f"{wanted}-{number}"
        cleaned["key"] = key

    def _refuse_taken(self, cleaned: dict[str, Any]) -> None:
        for name in ("key", "slug"):
            value = cleaned.get(name)
            if value and self._others().filter(**{name: value}).exists():
                self.add_error(name, _("Another record of this kind has it already."))

    def _others(self) -> Any:
        kind = self._meta.model.KIND
        return Record.objects.filter(kind=kind).exclude(pk=self.instance.pk)

    # ------------------------------------------------------------ absences

    def _refuse_contradictions(self, cleaned: dict[str, Any]) -> None:
        absences = cleaned.get("absences") or {}
        for name in absences:
            columns = [column for column in (name, f"{name}_fr", f"{name}_en") if column in cleaned]
            if any(_is_filled(cleaned[column]) for column in columns):
                message = _("“%(field)s” has a value, so it cannot be said absent.")
                field = field_label(self._meta.model, name)
                self.add_error("absences", forms.ValidationError(message, params={"field": field}))


def _is_filled(value: Any) -> bool:
    return bool(value.exists()) if hasattr(value, "exists") else value not in (None, "", [])
