"""The public read model: every door a visitor may open reads it and nothing else.

It holds published records only, so that a draft cannot leak through a page
that never sees it. `domain.index` writes it; `observatory index` rebuilds it.
"""

from django.db import models
from django.urls import reverse
from django.utils.functional import Promise

from observatory.records.domain.kinds import models_by_kind
from observatory.records.models import Record

FACET_COLUMNS = ("facet_1", "facet_2", "facet_3", "facet_4", "facet_5")
_CUBE = (*FACET_COLUMNS, "year")
_SORTS = ("sorted_on", "sort_fr", "sort_en")
SORT_CHARACTERS = 80


class Entry(models.Model):
    """One published record as lists show it."""

    record = models.OneToOneField(
        Record, on_delete=models.CASCADE, primary_key=True, related_name="entry"
    )
    kind = models.CharField(max_length=40)
    slug = models.CharField(max_length=100)
    title_fr = models.CharField(max_length=600)
    title_en = models.CharField(max_length=600, blank=True)
    summary_fr = models.CharField(max_length=600, blank=True)
    summary_en = models.CharField(max_length=600, blank=True)
    place = models.CharField(max_length=300, blank=True)
    date = models.CharField(max_length=60, blank=True)
    date_earliest = models.DateField(null=True)
    date_latest = models.DateField(null=True)
    # Of the date, else of the activity report.
    year = models.PositiveSmallIntegerField(null=True)
    # Never null, so that both databases order alike: without a date, the year 1.
    sorted_on = models.DateField()
    # Folded, and compared byte by byte on both databases.
    sort_fr = models.CharField(max_length=SORT_CHARACTERS)
    sort_en = models.CharField(max_length=SORT_CHARACTERS)
    # Of the fields in the model's FACETS, in that order: notations between single spaces.
    facet_1 = models.CharField(max_length=600, blank=True)
    facet_2 = models.CharField(max_length=600, blank=True)
    facet_3 = models.CharField(max_length=600, blank=True)
    facet_4 = models.CharField(max_length=600, blank=True)
    facet_5 = models.CharField(max_length=600, blank=True)
    updated_at = models.DateTimeField()
    published_at = models.DateTimeField()

    class Meta:
        ordering = ("sort_fr", "pk")
        # Lists are counted and walked inside these, without reading the rows.
        indexes = (
            models.Index(fields=("kind", "slug"), name="entry_by_address"),
            models.Index(fields=("kind", *_CUBE), name="entry_cube"),
            *(
                models.Index(fields=("kind", facet), name=f"entry_by_{facet}")
                for facet in FACET_COLUMNS[1:]  # the first one leads the index above
            ),
            # Read for each entry that a search finds.
            models.Index(fields=("record", "kind", *_SORTS), name="entry_by_key"),
            models.Index(
                fields=("kind", "-sorted_on", "sort_fr", "record", *_CUBE), name="entry_by_date"
            ),
            models.Index(fields=("kind", "sort_fr", "record", *_CUBE), name="entry_by_title_fr"),
            models.Index(fields=("kind", "sort_en", "record", *_CUBE), name="entry_by_title_en"),
            models.Index(fields=("year", "kind"), name="entry_by_year"),
            models.Index(
                fields=("-published_at", "-sorted_on", "sort_fr", "record", "kind"),
                name="entry_by_news",
            ),
        )

    def __str__(self) -> str:
        return self.title_fr

    def get_absolute_url(self) -> str:
        """Return its address; "" for a withdrawn name, which has no page."""
        if not self.slug:
            return ""
        return reverse("record", kwargs={"path": self.path, "slug": self.slug})

    @property
    def path(self) -> str:
        """The first part of its address, which names its kind."""
        return models_by_kind()[self.kind].PATH

    @property
    def kind_label(self) -> str | Promise:
        """The name of its kind, in the singular."""
        return models_by_kind()[self.kind]._meta.verbose_name or self.kind

    def title_in(self, language: str) -> str:
        """Return the title in a language, in French where there is no English one."""
        return (self.title_en if language == "en" else "") or self.title_fr

    def summary_in(self, language: str) -> str:
        """Return the sentence lists show, in French where there is no English one."""
        return (self.summary_en if language == "en" else "") or self.summary_fr


class Words(models.Model):
    """What a visitor can read of a record, and the words under which it is found.

    Both databases index `title` and `body`, by what the migrations make: words as
    `civiscope.corpus` reduces them, each once.
    """

    entry = models.OneToOneField(
        Entry, on_delete=models.CASCADE, primary_key=True, related_name="words"
    )
    # By kind, then by key: what the words found tell of an entry that is not read.
    filed_as = models.BigIntegerField()
    text_fr = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    title = models.TextField(blank=True)
    body = models.TextField(blank=True)

    def __str__(self) -> str:
        return str(self.pk)


class Variant(models.Model):
    """A word that the index holds, under what is left of it without one of its letters.

    The word itself is one of its variants, so that this is also the list of known words.
    """

    variant = models.CharField(max_length=64)
    word = models.CharField(max_length=64)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("variant", "word"), name="variant_once_per_word"),
        )
        indexes = (models.Index(fields=("word",), name="variant_by_word"),)

    def __str__(self) -> str:
        return f"{self.variant} → {self.word}"


class Edge(models.Model):
    """A reference from a public record to another.

    `path` says through which fields ("sessions.speakers.person"), the detail what
    stands beside the link (the function displayed, the title of the session).
    """

    subject = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="edges_out")
    object = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="edges_in")
    path = models.CharField(max_length=100)
    order = models.PositiveIntegerField(default=0)
    detail_fr = models.TextField(blank=True)
    detail_en = models.TextField(blank=True)
    date = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ("subject", "path", "order")
        constraints = (
            models.UniqueConstraint(
                fields=("subject", "path", "object"), name="edge_once_per_path"
            ),
        )

    def __str__(self) -> str:
        return f"{self.subject_id} {self.path} {self.object_id}"


class Mention(models.Model):
    """Which records an entry speaks of, and a fingerprint of the name it gave them.

    Never shown. When a record changes its name, address or standing, the entries
    whose fingerprint is no longer the right one are written again.
    """

    subject = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+")
    object = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+")
    face = models.CharField(max_length=16)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("subject", "object"), name="mention_once"),)

    def __str__(self) -> str:
        return f"{self.subject_id} → {self.object_id}"


class WithdrawnWord(models.Model):
    """A word of a withdrawn name, as a keyed hash: a search for the name can be answered.

    Without the site's secret key nobody can read the name, or check a guess, in this table.
    """

    person = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    # A given name alone names nobody.
    is_telling = models.BooleanField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("digest", "person"), name="withdrawn_word_once"),
        )

    def __str__(self) -> str:
        return self.digest[:8]
