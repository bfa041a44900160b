"""Small lists of activities."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Section(models.TextChoices):
    """Under which heading of the activity report an activity stands."""

    INTERVENTION = "intervention", _("Talks and hearings")
    PARTNER_SUPPORT = "partner_support", _("Support to partners")
    NETWORK = "network", _("Network activities")
