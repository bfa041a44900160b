"""What the observatory does outside its own events: interventions, network, dossiers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from observatory.activities.enums import Section
from observatory.common.fields import Dated, EdtfField, bilingual_line, line
from observatory.directory.models import Organisation, Person
from observatory.events.models import Event
from observatory.records.fields import RecordLink, RecordLinks, parent_link
from observatory.records.models import Part, Record
from observatory.vocabularies.fields import ConceptField


class Activity(Record):
    """An intervention, a support to a partner or a network activity; the title is its setting."""

    KIND = "activity"
    PATH = "interventions"
    EXPECTED = ("title", "section", "nature", "subject", "date", "city", "organisations")
    FACETS = ("section", "nature")

    record_ptr = parent_link()
    section = line(_("section"), length=20, choices=Section, blank=False)
    nature = ConceptField("nature-activite", verbose_name=_("nature"))
    nature_detail_fr, nature_detail_en = bilingual_line(_("nature in detail"))
    label = line(_("label in the report"))
    number = models.PositiveSmallIntegerField(_("order in the report"), null=True, blank=True)
    subject_fr, subject_en = bilingual_line(_("subject"), length=600)
    setting_fr, setting_en = bilingual_line(_("framework"), length=600)
    organisations = RecordLinks(
        Organisation, inverse=_("Activities with it"), verbose_name=_("with")
    )
    speakers = RecordLinks(Person, inverse=_("Activities"), verbose_name=_("by"))
    event = RecordLink(Event, inverse=_("Activities around it"), verbose_name=_("event"))
    venue = RecordLink(
        Organisation, inverse=_("Activities it hosted"), verbose_name=_("host venue")
    )
    city = line(_("city"))
    country = line(_("country"))
    online = models.BooleanField(_("online"), null=True, blank=True)
    date_of_fr, date_of_en = bilingual_line(_("what the date is the date of"))

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(section__in=Section.values), name="activity_section_known"
            ),
        )


class Dossier(Record):
    """A debate or subject the observatory follows, with what it did about it."""

    KIND = "dossier"
    PATH = "dossiers"
    PARTS = ("items",)
    EXPECTED = ("title", "summary", "date", "items", "records")

    record_ptr = parent_link()
    records = RecordLinks(Record, inverse=_("Dossiers"), verbose_name=_("records of the dossier"))

    class Meta:
        verbose_name = _("dossier")
        verbose_name_plural = _("dossiers")


class DossierItem(Part, Dated):
    """Something done or taken part in, in a dossier."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="items")
    title_fr, title_en = bilingual_line(_("title"), required=True)
    organisation = RecordLink(Organisation, inverse=_("Dossiers"), verbose_name=_("organisation"))
    person = RecordLink(Person, inverse=_("Dossiers"), verbose_name=_("person"))
    function = line(_("function as displayed"))
    venue = RecordLink(Organisation, inverse=_("Hosted"), verbose_name=_("host venue"))
    results_date = EdtfField(_("date of the results"))
    note_fr, note_en = bilingual_line(_("note"), length=1000)

    class Meta(Part.Meta):
        verbose_name = _("item of the dossier")
        verbose_name_plural = _("items of the dossier")

    def __str__(self) -> str:
        return self.title_fr
