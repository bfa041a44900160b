"""Participation exercises, their steps and what was deployed in them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from observatory.common.fields import Dated, bilingual_line, bilingual_text
from observatory.directory.models import Organisation, Tool
from observatory.records.fields import RecordLink, RecordLinks, parent_link
from observatory.records.models import Part, Record
from observatory.vocabularies.fields import ConceptField, ConceptsField


class Exercise(Record):
    """A process in which citizens are asked, heard or given a decision."""

    KIND = "exercise"
    PATH = "dispositifs"
    PARTS = ("steps", "deployments")
    EXPECTED = (
        "title", "summary", "commissioners", "territories", "date", "exercise_status", "level",
        "mode", "recruitment", "types", "follow_up", "website", "deployments",
    )  # fmt: skip
    FACETS = ("types", "level", "mode", "exercise_status", "scale")

    record_ptr = parent_link()
    commissioners = RecordLinks(
        Organisation, inverse=_("Exercises it commissions"), verbose_name=_("commissioned by")
    )
    territories = RecordLinks(
        Organisation, inverse=_("Exercises on its territory"), verbose_name=_("territory")
    )
    types = ConceptsField("type-outil", verbose_name=_("types of tool"))
    level = ConceptField("niveau-participation", verbose_name=_("level of participation"))
    mode = ConceptField("modalite", verbose_name=_("mode"))
    audiences = ConceptsField("public-vise", verbose_name=_("audiences"))
    recruitment = ConceptField("recrutement", verbose_name=_("selection of participants"))
    scale = ConceptField("echelle", verbose_name=_("scale"))
    exercise_status = ConceptField("statut-dispositif", verbose_name=_("status of the exercise"))
    objectives_fr, objectives_en = bilingual_text(_("objectives"))
    follow_up_fr, follow_up_en = bilingual_text(_("what became of the contributions"))
    evaluation_fr, evaluation_en = bilingual_text(_("evaluation"))
    budget = models.DecimalField(
        _("budget (€)"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    website = models.URLField(_("website"), max_length=500, blank=True)
    open_data = models.URLField(_("open data"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("exercise")
        verbose_name_plural = _("exercises")


class Step(Part, Dated):
    """A step of an exercise."""

    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="steps")
    title_fr, title_en = bilingual_line(_("title"), required=True)
    mode = ConceptField("modalite", verbose_name=_("mode"))
    description_fr, description_en = bilingual_text(_("description"))

    class Meta(Part.Meta):
        verbose_name = _("step")
        verbose_name_plural = _("steps")

    def __str__(self) -> str:
        return self.title_fr


class Deployment(Part, Dated):
    """A tool deployed in an exercise, by whom and when."""

    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="deployments")
    tool = RecordLink(Tool, inverse=_("Deployments"), verbose_name=_("tool"))
    provider = RecordLink(
        Organisation, inverse=_("Deployments it provides"), verbose_name=_("provider")
    )
    contract = ConceptField("type-contrat", verbose_name=_("type of contract"))
    note_fr, note_en = bilingual_line(_("note"), length=1000)

    class Meta(Part.Meta):
        verbose_name = _("deployment")
        verbose_name_plural = _("deployments")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(tool__isnull=False) | models.Q(provider__isnull=False),
                name="deployment_of_something",
            ),
        )

    def __str__(self) -> str:
        return str(self.tool or self.provider)
