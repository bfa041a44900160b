"""Events with their sessions and speakers, and training."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    """Its name and its words."""

    name = "observatory.events"
    verbose_name = _("Events and training")
