"""The app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommonConfig(AppConfig):
    """Its name and its words."""

    name = "observatory.common"
    verbose_name = _("common")
