"""Small lists of the directory."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OfferNature(models.TextChoices):
    """What is offered."""

    SOFTWARE = "software", _("software")
    CONSULTING = "consulting", _("consulting")
    FACILITATION = "facilitation", _("facilitation")
    TRAINING = "training", _("training")
    SYNTHESIS = "synthesis", _("synthesis of contributions")
