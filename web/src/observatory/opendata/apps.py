"""Open data: what is public here, for others to take and reuse."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OpendataConfig(AppConfig):
    """Its name and its words."""

    name = "observatory.opendata"
    verbose_name = _("Open data")
