"""Publications and press mentions."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from observatory.activities.models import Activity
from observatory.common.fields import bilingual_line, bilingual_lines, bilingual_text, line
from observatory.directory.models import Organisation, Person
from observatory.events.models import Event
from observatory.records.fields import RecordLink, RecordLinks, parent_link
from observatory.records.models import Part, Record
from observatory.vocabularies.fields import ConceptField


class Publication(Record):
    """A note, guide, article or result; its title may be unknown, its subject then names it."""

    KIND = "publication"
    PATH = "publications"
    PARTS = ("contents",)
    EXPECTED = ("title", "summary", "nature", "date", "authors", "publishers", "url", "licence")
    FACETS = ("nature",)

    record_ptr = parent_link()
    nature = ConceptField("nature-publication", verbose_name=_("nature"))
    subject_fr, subject_en = bilingual_line(_("subject"), length=600)
    authors = RecordLinks(Person, inverse=_("Publications"), verbose_name=_("authors"))
    publishers = RecordLinks(
        Organisation, inverse=_("Publications"), verbose_name=_("published by")
    )
    about = RecordLinks(Record, inverse=_("Publications about it"), verbose_name=_("about"))
    url = models.URLField(_("web address"), max_length=500, blank=True)
    doi = line(_("DOI"), length=200)
    isbn = line(_("ISBN"), length=20)
    licence = line(_("licence"))

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")

    def title_in(self, language: str) -> str:
        """Return the title or, where it is unknown, the subject."""
        if self.title_fr:
            return super().title_in(language)
        return (self.subject_en if language == "en" else "") or self.subject_fr or self.key


class Content(Part):
    """A part of a publication and what it holds."""

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="contents")
    title_fr, title_en = bilingual_line(_("title"))
    text_fr, text_en = bilingual_text(_("what it holds"))
    points_fr, points_en = bilingual_lines(_("points"))

    class Meta(Part.Meta):
        verbose_name = _("part")
        verbose_name_plural = _("parts")

    def __str__(self) -> str:
        return self.title_fr or str(self.order)


class PressMention(Record):
    """The observatory in the press."""

    KIND = "press_mention"
    PATH = "presse"
    EXPECTED = ("title", "outlet", "date", "url")
    FACETS = ("media_type",)

    record_ptr = parent_link()
    outlet = RecordLink(
        Organisation, inverse=_("Mentions of the observatory"), verbose_name=_("outlet")
    )
    media_type = ConceptField("type-media", verbose_name=_("type of media"))
    number = models.PositiveSmallIntegerField(_("order in the report"), null=True, blank=True)
    programme = line(pgettext_lazy("radio or television", "programme"))
    issue = line(_("issue"))
    authors = RecordLinks(Person, inverse=_("Articles"), verbose_name=_("by"))
    activity = RecordLink(Activity, inverse=_("In the press"), verbose_name=_("intervention"))
    event = RecordLink(Event, inverse=_("In the press"), verbose_name=_("event"))
    publication = RecordLink(Publication, inverse=_("In the press"), verbose_name=_("publication"))
    url = models.URLField(_("web address"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("press mention")
        verbose_name_plural = _("press mentions")
