"""The observatory itself: what it is for, who makes it, who supports it, what it plans."""

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _

from observatory.common.fields import bilingual_line, bilingual_lines, bilingual_text
from observatory.directory.models import Organisation, Person
from observatory.records.fields import RecordLink, RecordLinks, parent_link
from observatory.records.models import Record
from observatory.vocabularies.fields import ConceptField


class Observatory(Record):
    """The observatory that publishes this site; its `date` says when it was launched."""

    KIND = "observatory"
    PATH = "observatoire"
    EXPECTED = ("title", "summary", "description", "date", "host", "purpose", "framework")

    record_ptr = parent_link()
    host = RecordLink(
        Organisation, inverse=_("Observatories it hosts"), verbose_name=_("hosted by")
    )
    organisation = RecordLink(
        Organisation, inverse=_("Presented in"), verbose_name=_("in the directory")
    )
    purpose_fr, purpose_en = bilingual_text(_("why an observatory"))
    framework_fr, framework_en = bilingual_text(_("framework"))

    class Meta:
        verbose_name = _("observatory")
        verbose_name_plural = _("observatories")


class Objective(Record):
    """An objective of the observatory."""

    KIND = "objective"
    PATH = "objectifs"
    EXPECTED = ("title", "description")

    record_ptr = parent_link()
    number = models.PositiveSmallIntegerField(_("number"), default=0)
    questions_fr, questions_en = bilingual_lines(_("questions"))
    audiences_fr, audiences_en = bilingual_lines(_("audiences"))
    outputs_fr, outputs_en = bilingual_lines(_("expected outputs"))

    class Meta:
        verbose_name = _("objective")
        verbose_name_plural = _("objectives")


class Pole(Record):
    """A work stream of the host organisation."""

    KIND = "pole"
    PATH = "poles"
    EXPECTED = ("title", "contents")

    record_ptr = parent_link()
    number = models.PositiveSmallIntegerField(_("number"), default=0)
    organisation = RecordLink(
        Organisation, inverse=_("Work streams"), verbose_name=_("organisation")
    )
    contents_fr, contents_en = bilingual_lines(_("contents"))

    class Meta:
        verbose_name = _("work stream")
        verbose_name_plural = _("work streams")


class TeamMember(Record):
    """Someone's place in the team; its `date` is the time they were or are in it."""

    KIND = "team_member"
    PATH = "equipe"
    EXPECTED = ("person", "role", "position", "date")

    record_ptr = parent_link()
    number = models.PositiveSmallIntegerField(_("number"), default=0)
    person = RecordLink(Person, inverse=_("In the team"), verbose_name=_("person"))
    role_fr, role_en = bilingual_line(_("role"))
    position_fr, position_en = bilingual_line(_("position"))
    research_fr, research_en = bilingual_line(_("research"), length=600)

    class Meta:
        verbose_name = _("team member")
        verbose_name_plural = _("team members")


class Partnership(Record):
    """An organisation that supports the observatory, and how."""

    KIND = "partnership"
    PATH = "partenaires"
    EXPECTED = ("organisation", "date", "support")

    record_ptr = parent_link()
    number = models.PositiveSmallIntegerField(_("number"), default=0)
    organisation = RecordLink(
        Organisation, inverse=_("Partnerships"), optional=False, verbose_name=_("organisation")
    )
    support_fr, support_en = bilingual_line(_("nature of the support"), length=600)
    conflict_fr, conflict_en = bilingual_line(_("interests to declare"), length=600)

    class Meta:
        verbose_name = _("partnership")
        verbose_name_plural = _("partnerships")


class Action(Record):
    """An action of a work programme: what was planned, and the records that show it was done."""

    KIND = "action"
    PATH = "programme"
    EXPECTED = ("title", "description", "year", "action_status")
    FACETS = ("action_status",)

    record_ptr = parent_link()
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveSmallIntegerField(_("number"), default=0)
    action_status = ConceptField("statut-engagement", verbose_name=_("planned or done"))
    questions_fr, questions_en = bilingual_lines(_("questions"))
    about = RecordLinks(Record, inverse=_("Actions planned on it"), verbose_name=_("about"))
    shown_by = RecordLinks(Record, inverse=_("Shows that it was done"), verbose_name=_("shown by"))
    outcome_fr, outcome_en = bilingual_text(_("what became of it"))

    class Meta:
        verbose_name = _("action of the work programme")
        verbose_name_plural = _("work programme")
        constraints = (
            models.UniqueConstraint(fields=("year", "number"), name="action_number_once_per_year"),
        )

    def set_bounds(self) -> None:
        """Place an action without a date of its own in the year of its programme."""
        super().set_bounds()
        if not self.date and self.year:
            self.date_earliest = dt.date(self.year, 1, 1)
            self.date_latest = dt.date(self.year, 12, 31)


class Highlight(Record):
    """A moment of the year in brief, and the record it is about."""

    KIND = "highlight"
    PATH = "temps-forts"
    EXPECTED = ("title", "date", "about")

    record_ptr = parent_link()
    number = models.PositiveSmallIntegerField(_("number"), default=0)
    about = RecordLink(Record, inverse=_("In the year in brief"), verbose_name=_("about"))

    class Meta:
        verbose_name = _("highlight of the year")
        verbose_name_plural = _("year in brief")
