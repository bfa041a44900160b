"""Records: what every kind of record has, its sources and its history."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecordsConfig(AppConfig):
    """Its name and its words."""

    name = "observatory.records"
    verbose_name = _("Records and sources")
