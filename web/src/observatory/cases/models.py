"""Cases and articles: what someone learned, told in a fixed plan."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from observatory.activities.models import Activity
from observatory.common.fields import bilingual_line, bilingual_text, line
from observatory.directory.models import Organisation, Person, Tool
from observatory.events.models import Event
from observatory.exercises.models import Exercise
from observatory.records.fields import RecordLink, RecordLinks, parent_link
from observatory.records.models import Part, Record
from observatory.vocabularies.fields import ConceptField, ConceptsField


class Case(Record):
    """A case study, experience feedback, interview or article.

    The plan is the same for every case, difficulties and conditions of success
    included, so that cases can be compared; an article may leave it empty.
    """

    KIND = "case"
    PATH = "cas"
    PARTS = ("witnesses",)
    EXPECTED = (
        "title", "summary", "nature", "date", "witnesses", "territories", "context", "objectives",
        "approach", "results", "difficulties", "lessons", "conditions",
    )  # fmt: skip
    FACETS = ("nature", "topics")

    record_ptr = parent_link()
    nature = ConceptField("nature-publication", verbose_name=_("nature"))
    topics = ConceptsField("enjeu", verbose_name=_("issues at stake"))
    number = models.PositiveSmallIntegerField(_("order in the report"), null=True, blank=True)
    territories = RecordLinks(
        Organisation, inverse=_("Cases on its territory"), verbose_name=_("territory")
    )
    exercises = RecordLinks(Exercise, inverse=_("Cases"), verbose_name=_("exercises"))
    tools = RecordLinks(Tool, inverse=_("Cases"), verbose_name=_("tools"))
    event = RecordLink(Event, inverse=_("Cases"), verbose_name=_("given at"))
    activity = RecordLink(Activity, inverse=_("Cases"), verbose_name=_("drawn from"))
    url = models.URLField(_("web address"), max_length=500, blank=True)

    context_fr, context_en = bilingual_text(_("context"))
    objectives_fr, objectives_en = bilingual_text(_("objectives"))
    approach_fr, approach_en = bilingual_text(_("approach"))
    governance_fr, governance_en = bilingual_text(_("governance and trades"))
    means_fr, means_en = bilingual_text(_("people and money"))
    mobilisation_fr, mobilisation_en = bilingual_text(_("mobilisation and inclusion"))
    participation_fr, participation_en = bilingual_text(_("participation"))
    synthesis_fr, synthesis_en = bilingual_text(_("synthesis of contributions"))
    results_fr, results_en = bilingual_text(_("results and follow-up"))
    difficulties_fr, difficulties_en = bilingual_text(_("difficulties and failures"))
    lessons_fr, lessons_en = bilingual_text(_("lessons"))
    conditions_fr, conditions_en = bilingual_text(_("conditions of success"))
    transfer_fr, transfer_en = bilingual_text(_("what can be transferred"))

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases and articles")


class Witness(Part):
    """Who tells the case, with the function and organisation displayed there."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="witnesses")
    person = RecordLink(Person, inverse=_("Cases and articles"), verbose_name=_("person"))
    organisation = RecordLink(
        Organisation, inverse=_("Cases and articles"), verbose_name=_("organisation")
    )
    displayed = line(_("function and organisation as displayed"), length=400)
    note_fr, note_en = bilingual_line(_("note"))

    class Meta(Part.Meta):
        verbose_name = _("witness")
        verbose_name_plural = _("witnesses")

    def __str__(self) -> str:
        return self.displayed or str(self.person)
