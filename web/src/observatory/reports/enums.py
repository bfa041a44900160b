"""The sections of a report."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Section(models.TextChoices):
    """A section, in the order they are read; its name is its title."""

    FOREWORD = "foreword", _("Foreword")
    BRIEF = "brief", _("The year in brief")
    OBSERVATORY = "observatory", _("The observatory and its objectives")
    BAROMETER = "barometer", _("Barometer of local digital democracy")
    EVENTS = "events", _("Events")
    TRAINING = "training", _("Training")
    PUBLICATIONS = "publications", _("Publications")
    DOSSIERS = "dossiers", _("Dossiers followed")
    CASES = "cases", _("Cases and experience feedback")
    INTERVENTIONS = "interventions", _("Talks and hearings")
    NETWORK = "network", _("Network activities")
    PRESS = "press", _("The observatory in the press")
    PROGRAMME = "programme", _("Work programme")
    TEAM = "team", _("The team")
    ABOUT = "about", _("About us")
    INDEX = "index", _("Who and what this report names")
    FIGURES = "figures", _("Where the figures come from")
