"""What every record has, whatever its kind."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from observatory.common.fields import Dated, bilingual_line, bilingual_text, line
from observatory.records.enums import Status, Translation
from observatory.records.fields import parent_link
from observatory.records.validators import validate_absences
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
