"""Common ground: dates, fields, templates and styles that every app uses."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommonConfig(AppConfig):
    """Its name and its words."""

    name = "observatory.common"
    verbose_name = _("Common ground")
