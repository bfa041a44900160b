"""Reports: the yearly account that the records give."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    """Its name and its words, and its ear to names withdrawn."""

    name = "observatory.reports"
    verbose_name = _("Reports")
