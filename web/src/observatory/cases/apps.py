"""The app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    """Its name and its words."""

    name = "observatory.cases"
    verbose_name = _("cases")
