"""Cases and articles: what was tried, told by those who did it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    """Its name and its words."""

    name = "observatory.cases"
    verbose_name = _("Cases and articles")
