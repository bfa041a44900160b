"""The directory: organisations, people, tools and offers."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    """Its name and its words."""

    name = "observatory.directory"
    verbose_name = _("Directory")
