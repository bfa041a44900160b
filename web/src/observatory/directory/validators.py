"""Checks on identifiers of official registers."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

SIREN_DIGITS = 9

validate_rna = RegexValidator(r"W\d{9}", _("Expected W and nine digits, such as W751234567."))
validate_wikidata = RegexValidator(r"^Q\d+$", _("Expected Q and digits, such as Q42."))


def validate_siren(siren: str) -> None:
    """Refuse what is not nine digits with a right Luhn key (INSEE's rule)."""
    if not (siren.isascii() and siren.isdigit() and len(siren) == SIREN_DIGITS):
        raise ValidationError(_("Expected nine digits."))
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(siren))
    if sum(value // 10 + value % 10 for value in doubled) % 10:
        raise ValidationError(_("The last digit does not match the others: check the number."))
