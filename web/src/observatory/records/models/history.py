"""What a record was, what people propose it should be, what packs last said of it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from observatory.records.enums import Action, Decision
from observatory.records.models.record import Record


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
