"""Schemes and concepts, after SKOS."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from observatory.common.fields import bilingual_line, bilingual_lines, bilingual_text, line
from observatory.vocabularies.enums import Origin


class Scheme(models.Model):
    """A controlled vocabulary, such as the types of actor."""

    KIND = "scheme"
    PARTS = ("concepts",)

    key = models.SlugField(_("identifier"), max_length=100, unique=True)
    label_fr, label_en = bilingual_line(_("label"), required=True)
    definition_fr, definition_en = bilingual_text(_("definition"))

    class Meta:
        verbose_name = _("vocabulary")
        verbose_name_plural = _("vocabularies")
        ordering = ("key",)

    def __str__(self) -> str:
        return self.label_en if get_language() == "en" and self.label_en else self.label_fr


class Concept(models.Model):
    """One entry of a vocabulary; its notation is the key, its labels may change."""

    scheme = models.ForeignKey(Scheme, on_delete=models.CASCADE, related_name="concepts")
    key = models.SlugField(_("notation"), max_length=100)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    label_fr, label_en = bilingual_line(_("label"), required=True)
    other_labels_fr, other_labels_en = bilingual_lines(_("other labels"))
    definition_fr, definition_en = bilingual_text(_("definition"))
    broader = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("broader concept")
    )
    origin = line(_("origin"), length=40, choices=Origin, default=Origin.PROPOSAL)
    exact_match = models.URLField(_("same concept elsewhere"), blank=True)

    class Meta:
        verbose_name = _("concept")
        verbose_name_plural = _("concepts")
        ordering = ("scheme", "order", "key")
        constraints = (
            models.UniqueConstraint(fields=("scheme", "key"), name="concept_once_per_scheme"),
            models.CheckConstraint(
                condition=~models.Q(broader=models.F("pk")), name="concept_not_its_own_broader"
            ),
        )

    def __str__(self) -> str:
        return self.label_en if get_language() == "en" and self.label_en else self.label_fr
