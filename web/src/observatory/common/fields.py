"""Model fields that several apps use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from observatory.common.dates import EXPECTED, DateInvalid, read_edtf

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Label: TypeAlias = "str | _StrPromise"


def validate_edtf(text: str) -> None:
    """Refuse what is not an EDTF date."""
    try:
        read_edtf(text)
    except DateInvalid as error:
        message = _("“%(text)s” is not a date. Expected: %(expected)s.")
        raise ValidationError(message, params={"text": text, "expected": EXPECTED}) from error


class EdtfField(models.CharField):  # type: ignore[type-arg]  # generic only in the stubs
    """A fuzzy date, kept as written (EDTF); empty means unknown."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Fix the length; everything else is a `CharField`'s."""
        kwargs.setdefault("max_length", 60)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)
        self.validators.append(validate_edtf)


class LinesField(models.TextField):  # type: ignore[type-arg]  # generic only in the stubs
    """A list of short texts, one a line; a list in documents."""


class Dated(models.Model):
    """When the fact was true: an EDTF date and the days it may cover, for sorting and windows."""

    date = EdtfField(_("date"), help_text=EXPECTED)
    date_earliest = models.DateField(null=True, editable=False)
    date_latest = models.DateField(null=True, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with bounds that agree with the date as written."""
        self.set_bounds()
        super().save(*args, **kwargs)

    def set_bounds(self) -> None:
        """Derive the first and last day from the date as written."""
        fuzzy = read_edtf(self.date) if self.date else None
        self.date_earliest = fuzzy.earliest if fuzzy else None
        self.date_latest = fuzzy.latest if fuzzy else None


def line(label: Label, *, length: int = 300, **options: Any) -> models.CharField[str, str]:
    """Return a column for a short text; empty means unknown unless the record says otherwise."""
    options.setdefault("blank", True)
    return models.CharField(label, max_length=length, **options)


def bilingual_line(
    label: Label, *, length: int = 300, required: bool = False
) -> tuple[models.CharField[str, str], models.CharField[str, str]]:
    """Return the French and the English column of a short text."""
    french = line(_in(label, "fr"), length=length, blank=not required)
    return french, line(_in(label, "en"), length=length)


def bilingual_text(
    label: Label,
) -> tuple[models.TextField[str, str], models.TextField[str, str]]:
    """Return the French and the English column of a text of several sentences (Markdown)."""
    return (
        models.TextField(_in(label, "fr"), blank=True),
        models.TextField(_in(label, "en"), blank=True),
    )


def bilingual_lines(label: Label) -> tuple[LinesField, LinesField]:
    """Return the French and the English column of a list of short texts, one a line."""
    help_text = _("One item a line.")
    return (
        LinesField(_in(label, "fr"), blank=True, help_text=help_text),
        LinesField(_in(label, "en"), blank=True, help_text=help_text),
    )


def _in(label: Label, language: str) -> Label:
    # A code, not a word, so that one translated label serves both columns.
    return format_lazy("{label} ({language})", label=label, language=language)
