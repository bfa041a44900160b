"""The observatory itself: objectives, team, partners and work programme."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammeConfig(AppConfig):
    """Its name and its words."""

    name = "observatory.programme"
    verbose_name = _("The observatory")
