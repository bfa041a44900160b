"""Imports: packs of facts loaded into the site."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImportsConfig(AppConfig):
    """Its name and its words."""

    name = "observatory.imports"
    verbose_name = _("Imports")
