"""Search: the public index that every list and page reads."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Its name and its words, and its ear to what changes."""

    name = "observatory.search"
    verbose_name = _("Search")

    def ready(self) -> None:
        # The index imports models, which do not exist before the apps are ready.
        from observatory.records.signals import record_changed  # noqa: PLC0415  # app registry is ready only here
        from observatory.search.domain.index import on_record_changed  # noqa: PLC0415  # app registry is ready only here

        record_changed.connect(on_record_changed, dispatch_uid="observatory.search")
