"""Reports: the yearly account that the records give."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    """Its name and its words, and its ear to names withdrawn."""

    name = "observatory.reports"
    verbose_name = _("Reports")

    def ready(self) -> None:
        # Withdrawal imports models, which do not exist before the apps are ready.
        from observatory.records.signals import record_changed  # noqa: PLC0415  # app registry is ready only here
        from observatory.reports.domain.withdrawal import on_record_changed  # noqa: PLC0415  # app registry is ready only here

        record_changed.connect(on_record_changed, dispatch_uid="observatory.reports")
