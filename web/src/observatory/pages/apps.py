"""Pages: what visitors read."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    """Its name and its words."""

    name = "observatory.pages"
    verbose_name = _("Pages")
