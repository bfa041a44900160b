"""Small lists of vocabularies."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Origin(models.TextChoices):
    """Where a concept comes from."""

    REPORT_2019 = "rapport-2019", _("the 2019 activity report")
    PROPOSAL = "proposition", _("added by the observatory")
