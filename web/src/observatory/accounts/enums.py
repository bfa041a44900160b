"""The roles of people who sign in."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What someone does here; each role is a group of the same name."""

    CONTRIBUTOR = "contributor", _("contributor: proposes")
    EDITOR = "editor", _("editor: publishes")
    ADMINISTRATOR = "administrator", _("administrator: opens accounts")
