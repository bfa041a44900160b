"""The app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecordsConfig(AppConfig):
    """Its name and its words."""

    name = "observatory.records"
    verbose_name = _("records")
