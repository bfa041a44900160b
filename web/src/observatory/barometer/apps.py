"""The barometer: surveys of local authorities and their editions."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BarometerConfig(AppConfig):
    """Its name and its words."""

    name = "observatory.barometer"
    verbose_name = _("Barometer")
