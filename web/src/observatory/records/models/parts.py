"""The lists every record has: names, sources, values by source, figures, attachments, relations."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from observatory.common.fields import Dated, EdtfField, bilingual_line, line
from observatory.records.enums import AttachmentNature, LabelNature, Operator
from observatory.records.fields import RecordLink
from observatory.records.models.record import Record, Source
from observatory.records.validators import validate_attachment
from observatory.vocabularies.fields import ConceptField


class Part(models.Model):
    """A line of a list that belongs to a record, such as a speaker of a session."""

    PARTS: ClassVar[tuple[str, ...]] = ()

    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        abstract = True
        ordering = ("order", "pk")


class Label(Part):
    """Another name of a record; names are never keys."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="labels")
    text = line(_("name"), blank=False)
    nature = line(_("nature"), length=20, choices=LabelNature, default=LabelNature.ALIAS)

    class Meta(Part.Meta):
        verbose_name = _("other name")
        verbose_name_plural = _("other names")

    def __str__(self) -> str:
        return self.text


class Citation(Part):
    """A source of a record, and where in it."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="citations")
    source = RecordLink(
        Source, inverse=_("Records that cite it"), optional=False, verbose_name=_("source")
    )
    locator_fr, locator_en = bilingual_line(_("where in the source"))
    note_fr, note_en = bilingual_line(_("note"), length=1000)

    class Meta(Part.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return str(self.source)


class Statement(Part):
    """What one source says of one field; kept when sources disagree."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="statements")
    field = models.SlugField(_("field"), max_length=60)
    value_fr, value_en = bilingual_line(_("value"), required=True)
    retained = models.BooleanField(_("value retained"), default=False)
    source = RecordLink(Source, inverse=_("Values it gives"), verbose_name=_("source"))
    locator_fr, locator_en = bilingual_line(_("where in the source"))
    note_fr, note_en = bilingual_line(_("note"), length=1000)

    class Meta(Part.Meta):
        verbose_name = _("value by source")
        verbose_name_plural = _("values by source")
        constraints = (
            models.UniqueConstraint(
                fields=("record", "field"),
                condition=models.Q(retained=True),
                name="statement_one_retained_per_field",
            ),
        )

    def __str__(self) -> str:
        return f"{self.field}: {self.value_fr}"


class Figure(Part):
    """A published number, with the operator its source uses and what it is a number of."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="figures")
    key = models.SlugField(_("identifier"), max_length=60)
    label_fr, label_en = bilingual_line(_("what is counted"), required=True)
    operator = line(_("operator"), length=2, choices=Operator, default=Operator.EQUAL)
    value = models.DecimalField(
        _("value"),
        max_digits=20,
        decimal_places=6,
        null=True,
        blank=True,
        help_text=_("Empty: unknown."),
    )
    unit_fr, unit_en = bilingual_line(_("unit"), length=60)
    base_fr, base_en = bilingual_line(_("out of whom or what"))
    definition_fr, definition_en = bilingual_line(_("definition"), length=1000)
    method_fr, method_en = bilingual_line(_("how it was obtained"), length=1000)
    uncertainty_fr, uncertainty_en = bilingual_line(_("uncertainty"), length=1000)
    at = EdtfField(_("date of the figure"))
    source = RecordLink(Source, inverse=_("Figures it gives"), verbose_name=_("source"))
    locator_fr, locator_en = bilingual_line(_("where in the source"))

    class Meta(Part.Meta):
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        constraints = (
            models.UniqueConstraint(fields=("record", "key"), name="figure_key_once_per_record"),
            models.CheckConstraint(
                condition=models.Q(operator__in=Operator.values), name="figure_operator_known"
            ),
        )

    def __str__(self) -> str:
        return self.label_fr


class Attachment(Part):
    """Slides, a recording, a document or a page that goes with a record."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="attachments")
    title_fr, title_en = bilingual_line(_("title"), required=True)
    nature = line(_("nature"), length=20, choices=AttachmentNature, default=AttachmentNature.LINK)
    url = models.URLField(
        _("web address"), max_length=500, blank=True, help_text=_("Empty: the address is lost.")
    )
    file = models.FileField(
        _("file"), upload_to="attachments/%Y/", blank=True, validators=[validate_attachment]
    )
    note_fr, note_en = bilingual_line(_("note"), length=1000)

    class Meta(Part.Meta):
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    def __str__(self) -> str:
        return self.title_fr


class Relation(Part, Dated):
    """A typed relation from a record to another, beyond those its own fields say."""

    record = models.ForeignKey(
        Record, on_delete=models.CASCADE, related_name="relations", verbose_name=_("record")
    )
    type = ConceptField("relation", null=False, blank=False, verbose_name=_("relation"))
    object = RecordLink(
        Record, inverse=_("Related from"), optional=False, verbose_name=_("other record")
    )
    source = RecordLink(Source, inverse=_("Relations it gives"), verbose_name=_("source"))
    note_fr, note_en = bilingual_line(_("note"), length=1000)

    class Meta(Part.Meta):
        verbose_name = _("relation")
        verbose_name_plural = _("relations")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(record=models.F("object")), name="relation_not_to_itself"
            ),
        )

    def __str__(self) -> str:
        return f"{self.type} {self.object}"
