"""Publications of the observatory, and the observatory in the press."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicationsConfig(AppConfig):
    """Its name and its words."""

    name = "observatory.publications"
    verbose_name = _("Publications and press")
