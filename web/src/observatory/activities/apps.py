"""Activities and dossiers: what the observatory does away from home."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActivitiesConfig(AppConfig):
    """Its name and its words."""

    name = "observatory.activities"
    verbose_name = _("Activities and dossiers")
