"""States and small lists of words that code relies on."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Status(models.TextChoices):
    """Where a record stands; only published ones reach a visitor."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", pgettext_lazy("record", "Published")
    MERGED = "merged", _("Merged into another record")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Translation(models.TextChoices):
    """Who wrote the English text of a record."""

    MISSING = "missing", _("not translated")
    MACHINE = "machine", _("machine translation")
    HUMAN = "human", _("translated by a person")


class Absence(models.TextChoices):
    """Why a field is empty, when we know why. A field that says neither is unknown."""

    NONE = "none", pgettext_lazy("field", "None")
    NOT_APPLICABLE = "not_applicable", _("Not applicable")


class Operator(models.TextChoices):
    """How a figure relates to its value, as its source words it."""

    EQUAL = "=", _("exactly")
    MORE = ">", _("more than")
    AT_LEAST = ">=", _("at least")
    ABOUT = "~", pgettext_lazy("operator", "about")
    LESS = "<", _("less than")
    AT_MOST = "<=", _("at most")


class AttachmentNature(models.TextChoices):
    """What an attachment is."""

    SLIDES = "slides", _("Slides")
    RECORDING = "recording", _("Recording")
    PROGRAMME = "programme", _("Programme")
    DOCUMENT = "document", _("Document")
    LINK = "link", _("Web page")


class LabelNature(models.TextChoices):
    """What another name of a record is."""

    ALIAS = "alias", _("also known as")
    ACRONYM = "acronym", _("acronym")
    FORMER = "former", _("former name")
    SOURCE = "source", _("as the source writes it")


class Action(models.TextChoices):
    """What was done to a record."""

    CREATED = "created", _("created")
    CHANGED = "changed", _("changed")
    LOADED = "loaded", _("loaded from a pack")
    IMPORTED = "imported", _("imported from a table")
    ACCEPTED = "accepted", _("proposal accepted")
    PUBLISHED = "published", pgettext_lazy("action", "published")
    WITHDRAWN = "withdrawn", _("withdrawn")
    MERGED = "merged", _("merged")


class Decision(models.TextChoices):
    """What became of a proposal."""

    PENDING = "pending", _("waiting")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
