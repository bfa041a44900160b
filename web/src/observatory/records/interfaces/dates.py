"""Fuzzy dates as people type and read them."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from observatory.common.dates import DateInvalid, in_words, read_edtf, read_typed

HOW_TO_WRITE = _(
    "As you would say it: 15 May 2019, 15/05/2019, May 2019, Q1 2020, 2019. "
    "From one to another: 2019-06-28/2019-06-30. Since: 2018-09/.. Empty: unknown."
)


class FuzzyDateInput(forms.TextInput):
    """A text, followed by the date as a sentence would say it."""

    template_name = "records/widgets/fuzzy_date.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        return context | {"words": _words(value)}


def _words(value: object) -> str:
    if not isinstance(value, str) or not value:
        return ""
    try:
        read_edtf(value)
    except DateInvalid:
        return ""
    return in_words(value, get_language() or "fr")


class FuzzyDateField(forms.CharField):
    """Reads “mai 2019”, “15/05/2019” or “T1 2020”, and gives the date as it is kept (EDTF)."""

    widget = FuzzyDateInput

    def __init__(self, **kwargs: Any) -> None:
        """Say how to write a date; everything else is a `CharField`'s."""
        kwargs["help_text"] = HOW_TO_WRITE
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        if not text:
            return ""
        try:
            return read_typed(text)
        except DateInvalid as error:
            message = _("“%(text)s” is not a date we can keep. %(how)s")
            raise forms.ValidationError(
                message, params={"text": text, "how": HOW_TO_WRITE}
            ) from error
