"""What every record has, whatever its kind."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from observatory.common.fields import (
    Dated,
    EdtfField,
    bilingual_line,
    bilingual_text,
    line,
)
from observatory.records.enums import (
    Action,
    AttachmentNature,
    Decision,
    LabelNature,
    Operator,
    Status,
    Translation,
)
from observatory.records.fields import RecordLink, parent_link
from observatory.records.validators import validate_absences, validate_attachment
from observatory.vocabularies.fields import ConceptField

COMMON_PARTS = ("labels", "citations", "statements", "figures", "attachments", "relations")


class Record(Dated):
    """One thing the observatory knows, with its address, status, sources and history.

    Each kind of record is a child model (multi-table inheritance), so that any
    record can cite, relate to, merge into or be asked about any other through a
    real foreign key.
    """

    KIND: ClassVar[str] = ""
    PATH: ClassVar[str] = ""
    PARTS: ClassVar[tuple[str, ...]] = ()
    EXPECTED: ClassVar[tuple[str, ...]] = ()
    FACETS: ClassVar[tuple[str, ...]] = ()
    PATH_OF_KIND: ClassVar[dict[str, str]] = {}

    kind = models.SlugField(_("kind"), max_length=40, editable=False)
    key = models.SlugField(
        _("identifier"), max_length=100, help_text=_("Stable: files and links rely on it.")
    )
    slug = models.SlugField(
        _("address"),
        max_length=100,
        help_text=_("The end of the page's address. When it changes, the old one redirects."),
    )
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.DRAFT)
    title_fr, title_en = bilingual_line(_("title"))
    summary_fr, summary_en = bilingual_line(_("in one sentence"), length=400)
    description_fr, description_en = bilingual_text(_("description"))
    translation = models.CharField(
        _("English text"), max_length=20, choices=Translation, default=Translation.MISSING
    )
    reporting_year = models.PositiveSmallIntegerField(
        _("year of the activity report"),
        null=True,
        blank=True,
        help_text=_("Only when the date does not tell it."),
    )
    evidence = ConceptField(
        "niveau-preuve", verbose_name=_("evidence level"), help_text=_("How we know.")
    )
    verified_on = models.DateField(_("last verified on"), null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    absences = models.JSONField(
        _("known absences"), default=dict, blank=True, validators=[validate_absences]
    )
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged_records",
        verbose_name=_("merged into"),
    )
    completeness = models.PositiveSmallIntegerField(_("completeness"), default=0, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    class Meta:
        verbose_name = _("record")
        verbose_name_plural = _("records")
        ordering = ("kind", "key")
        constraints = (
            models.UniqueConstraint(fields=("kind", "key"), name="record_key_once_per_kind"),
            models.UniqueConstraint(fields=("kind", "slug"), name="record_slug_once_per_kind"),
            models.CheckConstraint(
                condition=models.Q(status__in=Status.values), name="record_status_known"
            ),
            models.CheckConstraint(
                condition=models.Q(translation__in=Translation.values),
                name="record_translation_known",
            ),
            models.CheckConstraint(
                condition=models.Q(status=Status.MERGED, merged_into__isnull=False)
                | (~models.Q(status=Status.MERGED) & models.Q(merged_into__isnull=True)),
                name="record_merged_says_into_what",
            ),
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("pk")),
                name="record_not_merged_into_itself",
            ),
            models.CheckConstraint(
                condition=models.Q(completeness__lte=100), name="record_completeness_is_a_percent"
            ),
            models.CheckConstraint(
                condition=models.Q(date_earliest__isnull=True)
                | models.Q(date_latest__isnull=True)
                | models.Q(date_earliest__lte=models.F("date_latest")),
                name="record_dates_in_order",
            ),
        )
        indexes = (models.Index(fields=("status", "kind"), name="record_by_status_and_kind"),)

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Remember where each kind stands on the site, for a record read without its kind."""
        super().__init_subclass__(**kwargs)
        Record.PATH_OF_KIND[cls.KIND] = cls.PATH

    def __str__(self) -> str:
        return self.title_in(get_language() or "fr")

    def get_absolute_url(self) -> str:
        """Return the address of the record's page."""
        return reverse("record", args=(self.PATH_OF_KIND[self.kind], self.slug))

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with its kind, an address and derived columns."""
        self.kind = self.KIND or self.kind
        self.slug = self.slug or self.key
        super().save(*args, **kwargs)

    def title_in(self, language: str) -> str:
        """Return the title in a language, in French where there is no English one."""
        title = self.title_en if language == "en" and self.title_en else self.title_fr
        return title or self.key

    @property
    def is_public(self) -> bool:
        """Whether a visitor may read it."""
        return bool(self.status == Status.PUBLISHED)


class Part(models.Model):
    """A line of a list that belongs to a record, such as a speaker of a session."""

    PARTS: ClassVar[tuple[str, ...]] = ()

    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        abstract = True
        ordering = ("order", "pk")


class OldAddress(models.Model):
    """An address a record used to have; visitors are redirected from it."""

    kind = models.SlugField(_("kind"), max_length=40)
    slug = models.SlugField(_("address"), max_length=100)
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="old_addresses")

    class Meta:
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")
        constraints = (
            models.UniqueConstraint(fields=("kind", "slug"), name="old_address_once_per_kind"),
        )

    def __str__(self) -> str:
        return f"{self.kind}/{self.slug}"


class Source(Record):
    """Where facts come from: a report, a page, an interview, a data set."""

    KIND = "source"
    PATH = "sources"
    EXPECTED = ("title", "author", "publisher", "date", "url", "licence")

    record_ptr = parent_link()
    nature_fr, nature_en = bilingual_line(_("nature"))
    author = line(_("author"))
    publisher = line(_("publisher"))
    url = models.URLField(_("web address"), max_length=500, blank=True)
    accessed_on = models.DateField(_("read on"), null=True, blank=True)
    licence = line(_("licence"))
    sha256 = line(_("fingerprint of the file (SHA-256)"), length=64)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")


# ---------------------------------------------------------------- parts of every record


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


# ---------------------------------------------------------------- history


class Revision(models.Model):
    """What a record was from a moment on: when we knew it, who wrote it, its whole document."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField(_("number"))
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    action = models.CharField(_("action"), max_length=20, choices=Action)
    note = models.CharField(_("note"), max_length=300, blank=True)
    document = models.JSONField(_("document"))

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ("record", "-number")
        constraints = (
            models.UniqueConstraint(fields=("record", "number"), name="revision_number_once"),
        )

    def __str__(self) -> str:
        return f"{self.record_id} · {self.number}"


class Proposal(models.Model):
    """A change a contributor proposes; an editor accepts or declines it."""

    kind = models.SlugField(_("kind"), max_length=40)
    key = models.SlugField(_("identifier"), max_length=100)
    record = models.ForeignKey(
        Record, on_delete=models.CASCADE, null=True, blank=True, related_name="proposals"
    )
    document = models.JSONField(_("proposed record"))
    base = models.JSONField(_("record it was proposed on"), default=dict)
    note = models.TextField(_("why"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"))
    decision = models.CharField(
        _("decision"), max_length=20, choices=Decision, default=Decision.PENDING
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ("-at",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(decision=Decision.PENDING, decided_at__isnull=True)
                | (~models.Q(decision=Decision.PENDING) & models.Q(decided_at__isnull=False)),
                name="proposal_decided_says_when",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind}/{self.key}"


class LoadedDocument(models.Model):
    """What a pack last said of a record, so that a local edit is told from a change of the pack."""

    kind = models.SlugField(_("kind"), max_length=40)
    key = models.SlugField(_("identifier"), max_length=100)
    pack = models.SlugField(_("pack"), max_length=100)
    document = models.JSONField(_("document"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("loaded document")
        verbose_name_plural = _("loaded documents")
        constraints = (
            models.UniqueConstraint(fields=("kind", "key"), name="loaded_document_once"),
        )

    def __str__(self) -> str:
        return f"{self.kind}/{self.key}"
