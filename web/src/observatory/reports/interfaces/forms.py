"""The forms with which editors write a report, publish it and correct it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from observatory.reports.domain.texts import why_unusable

LONGEST_TEXT = 20_000
LONGEST_ERRATUM = 2_000


class TextForm(forms.Form):
    """The text of a section, and when the text that it replaces was kept."""

    text = forms.CharField(
        label=_("Text"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 12, "class": "report-writing"}),
        help_text=_(
            "Paragraphs are separated by an empty line, and “-” begins a line of a list. "
            "**Two stars** make it strong, *one star* emphasises, [words](https://…) make a link. "
            "A figure is written by its name between braces: {press}."
        ),
    )
    based_on = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, known: Sequence[str], language: str, moment: str, **options: Any
    ) -> None:
        """Keep the names that the text may use, its language, and when the last one was kept."""
        super().__init__(*args, **options)
        self.known = known
        self.language = language
        self.moment = moment
        self.is_overtaken = False

    def clean_text(self) -> str:
        """Refuse a figure that does not exist; what was typed stays."""
        text: str = self.cleaned_data["text"].replace("\r\n", "\n")
        if reason := why_unusable(text, self.known, self.language):
            listed = _("The figures that exist are listed below.")
            raise forms.ValidationError(f"{reason} {listed}")
        return text

    def clean(self) -> dict[str, Any]:
        """Refuse once a text written over one that someone else changed meanwhile."""
        self.is_overtaken = self.cleaned_data.get("based_on", "") != self.moment
        if self.is_overtaken:
            self.add_error(
                "text",
                _(
                    "Someone else changed this text while you were writing. Theirs stands below; "
                    "yours is still in the field. Save again to put yours in its place."
                ),
            )
        return self.cleaned_data


def _confirmation(label: Any) -> forms.BooleanField:
    return forms.BooleanField(
        label=label, error_messages={"required": _("Tick the box to say that you mean it.")}
    )


class PublishForm(forms.Form):
    """Publishing a report for the first time."""

    confirmed = _confirmation(_("I have read the report in both languages; publish it"))


class ErratumForm(forms.Form):
    """What a new issue corrects, in both languages."""

    fr = forms.CharField(
        label=_("What is corrected, in French"),
        max_length=LONGEST_ERRATUM,
        widget=forms.Textarea(attrs={"rows": 4, "lang": "fr"}),
    )
    en = forms.CharField(
        label=_("What is corrected, in English"),
        max_length=LONGEST_ERRATUM,
        widget=forms.Textarea(attrs={"rows": 4, "lang": "en"}),
    )
    regenerate = forms.BooleanField(
        label=_("Take the changes above into the new issue"),
        required=False,
        help_text=_("Without it, the new issue says what the last one said, after the erratum."),
    )
    confirmed = _confirmation(_("I have read what changes; publish the new issue"))

    def __init__(self, *args: Any, can_regenerate: bool, **options: Any) -> None:
        """Offer to write the report again only where that can be done."""
        super().__init__(*args, **options)
        if not can_regenerate:
            del self.fields["regenerate"]

    @property
    def texts(self) -> dict[str, str]:
        """What is corrected, by language."""
        return {language: self.cleaned_data[language] for language in ("fr", "en")}

    @property
    def regenerates(self) -> bool:
        """Whether the new issue says what the records say now."""
        return bool(self.cleaned_data.get("regenerate"))
