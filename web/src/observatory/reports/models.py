"""The texts people write for a report, and the reports as they were published."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from observatory.reports.enums import Section

LANGUAGES = (("fr", _("French")), ("en", _("English")))
CODES = tuple(code for code, _name in LANGUAGES)


class ReportText(models.Model):
    """What someone wrote for a section of a year's report, in place of the built-in text."""

    year = models.PositiveSmallIntegerField(_("year"))
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGES)
    section = models.CharField(_("section"), max_length=20, choices=Section)
    text = models.TextField(_("text"))
    updated_at = models.DateTimeField(_("updated at"))
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("text of a report")
        verbose_name_plural = _("texts of reports")
        ordering = ("-year", "language", "section")
        constraints = (
            models.UniqueConstraint(
                fields=("year", "language", "section"), name="report_text_once_per_section"
            ),
            models.CheckConstraint(
                condition=models.Q(section__in=Section.values), name="report_text_section_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.year} {self.language} {self.section}"


class Issue(models.Model):
    """A year's report as published, frozen; a correction makes the next issue.

    `erratum` says what the issue corrects; the first issue corrects nothing.
    """

    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveSmallIntegerField(_("issue"))
    published_at = models.DateTimeField(_("published at"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    erratum_fr = models.TextField(_("erratum (French)"), blank=True)
    erratum_en = models.TextField(_("erratum (English)"), blank=True)

    class Meta:
        verbose_name = _("published report")
        verbose_name_plural = _("published reports")
        ordering = ("-year", "-number")
        constraints = (
            models.UniqueConstraint(fields=("year", "number"), name="issue_once_per_year"),
            models.CheckConstraint(
                condition=models.Q(number=1, erratum_fr="", erratum_en="")
                | (models.Q(number__gt=1) & ~models.Q(erratum_fr="") & ~models.Q(erratum_en="")),
                name="issue_says_what_it_corrects",
            ),
        )

    def __str__(self) -> str:
        return f"{self.year} ({self.number})"


class IssueFile(models.Model):
    """A file of an issue. Its content is gone when it held a name that was withdrawn since."""

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="files")
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGES)
    name = models.CharField(_("name"), max_length=100)
    sha256 = models.CharField(_("checksum (SHA-256)"), max_length=64)
    content = models.BinaryField(_("content"), null=True)

    class Meta:
        verbose_name = _("file of a report")
        verbose_name_plural = _("files of reports")
        ordering = ("language", "name")
        constraints = (
            models.UniqueConstraint(
                fields=("issue", "language", "name"), name="issue_file_once_per_name"
            ),
        )

    def __str__(self) -> str:
        return self.name
