"""Vocabularies: the words the observatory classifies with."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VocabulariesConfig(AppConfig):
    """Its name and its words."""

    name = "observatory.vocabularies"
    verbose_name = _("Vocabularies")
