"""Participation exercises, their steps and the tools deployed in them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExercisesConfig(AppConfig):
    """Its name and its words."""

    name = "observatory.exercises"
    verbose_name = _("Participation exercises")
