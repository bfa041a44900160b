"""The app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Its name and its words."""

    name = "observatory.search"
    verbose_name = _("search")
