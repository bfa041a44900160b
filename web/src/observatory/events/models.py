"""Events with their programme, and training."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from observatory.common.fields import (
    Dated,
    EdtfField,
    bilingual_line,
    bilingual_lines,
    bilingual_text,
    line,
)
from observatory.directory.models import Organisation, Person
from observatory.records.fields import RecordLink, RecordLinks, parent_link
from observatory.records.models import Part, Record
from observatory.vocabularies.fields import ConceptField


class Event(Record):
    """A day, talk or meeting the observatory organised or co-organised.

    Attendance is a figure of the event (key `attendance`), with its operator.
    """

    KIND = "event"
    PATH = "evenements"
    PARTS = ("hosts", "themes", "sessions", "session_groups", "speakers")
    EXPECTED = ("title", "summary", "format", "date", "venue_name", "city", "audience", "hosts")
    FACETS = ("format",)

    record_ptr = parent_link()
    format = ConceptField("format-evenement", verbose_name=_("format"))
    context_fr, context_en = bilingual_line(_("context"), length=1000)
    audience_fr, audience_en = bilingual_line(_("audience"))
    questions_fr, questions_en = bilingual_lines(_("questions asked"))
    venue = RecordLink(Organisation, inverse=_("Events it hosted"), verbose_name=_("host venue"))
    venue_name = line(_("place"))
    city = line(_("city"))
    country = line(_("country"))
    next_date = EdtfField(_("date of the next edition"))
    next_city = line(_("city of the next edition"))

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")


class Host(Part):
    """An organisation's part in an event, such as organiser or partner."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="hosts")
    organisation = RecordLink(Organisation, inverse=_("Events"), verbose_name=_("organisation"))
    role = ConceptField("role", verbose_name=_("role"))
    note_fr, note_en = bilingual_line(_("note"))

    class Meta(Part.Meta):
        verbose_name = _("organiser or partner")
        verbose_name_plural = _("organisers and partners")

    def __str__(self) -> str:
        return str(self.organisation)


class Theme(Part):
    """A theme that runs through an event."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="themes")
    title_fr, title_en = bilingual_line(_("title"), required=True)

    class Meta(Part.Meta):
        verbose_name = _("theme")
        verbose_name_plural = _("themes")

    def __str__(self) -> str:
        return self.title_fr


class Session(Part, Dated):
    """One session of an event."""

    PARTS = ("speakers",)

    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="sessions", verbose_name=_("event")
    )
    key = models.SlugField(_("identifier"), max_length=100)
    title_fr, title_en = bilingual_line(_("title"), required=True)
    format = ConceptField("format-session", verbose_name=_("format"))
    description_fr, description_en = bilingual_text(_("description"))
    training = RecordLink("events.Training", inverse=_("Given at"), verbose_name=_("training"))
    note_fr, note_en = bilingual_line(_("note"), length=1000)

    class Meta(Part.Meta):
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        constraints = (
            models.UniqueConstraint(fields=("event", "key"), name="session_key_once_per_event"),
        )

    def __str__(self) -> str:
        return self.title_fr


class SessionGroup(Part):
    """Sessions of one format that a source counts without naming them."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="session_groups")
    format = ConceptField("format-session", verbose_name=_("format"))
    count = models.PositiveSmallIntegerField(_("number of sessions"), null=True, blank=True)
    topics_fr, topics_en = bilingual_lines(_("topics"))

    class Meta(Part.Meta):
        verbose_name = _("group of sessions")
        verbose_name_plural = _("groups of sessions")

    def __str__(self) -> str:
        return str(self.format)


class Speaker(Part):
    """Someone who spoke, with the function and organisation displayed at that event.

    No person: the name was withdrawn.
    """

    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, null=True, blank=True, related_name="speakers"
    )
    session = models.ForeignKey(
        Session, on_delete=models.CASCADE, null=True, blank=True, related_name="speakers"
    )
    person = RecordLink(Person, inverse=_("Speaks at"), verbose_name=_("person"))
    role = ConceptField("role", verbose_name=_("role"))
    displayed = line(_("function and organisation as displayed"), length=400)
    organisations = RecordLinks(Organisation, inverse=_("Speakers for it"), verbose_name=_("for"))

    class Meta(Part.Meta):
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(event__isnull=False, session__isnull=True)
                | models.Q(event__isnull=True, session__isnull=False),
                name="speaker_at_an_event_or_a_session",
            ),
        )

    def __str__(self) -> str:
        return self.displayed


class Training(Record):
    """A training course; its sessions are records of their own."""

    KIND = "training"
    PATH = "formations"
    PARTS = ("modules",)
    EXPECTED = ("title", "summary", "duration", "audience", "modules")

    record_ptr = parent_link()
    duration_fr, duration_en = bilingual_line(_("duration"))
    audience_fr, audience_en = bilingual_line(_("audience"))

    class Meta:
        verbose_name = _("training course")
        verbose_name_plural = _("training courses")


class Module(Part):
    """A module of a training course."""

    training = models.ForeignKey(Training, on_delete=models.CASCADE, related_name="modules")
    title_fr, title_en = bilingual_line(_("title"), required=True)
    contents_fr, contents_en = bilingual_lines(_("contents"))

    class Meta(Part.Meta):
        verbose_name = _("module")
        verbose_name_plural = _("modules")

    def __str__(self) -> str:
        return self.title_fr


class TrainingSession(Record):
    """A day on which a training course was given."""

    KIND = "training_session"
    PATH = "sessions-de-formation"
    EXPECTED = ("title", "training", "date", "city", "audience", "duration")

    record_ptr = parent_link()
    training = RecordLink(
        Training, inverse=_("Sessions"), optional=False, verbose_name=_("training course")
    )
    session_number = models.PositiveSmallIntegerField(_("number"), null=True, blank=True)
    commissioner = RecordLink(
        Organisation, inverse=_("Training it commissioned"), verbose_name=_("commissioned by")
    )
    audience_fr, audience_en = bilingual_line(_("audience"))
    duration_fr, duration_en = bilingual_line(_("duration"))
    city = line(_("city"))

    class Meta:
        verbose_name = _("training session")
        verbose_name_plural = _("training sessions")
