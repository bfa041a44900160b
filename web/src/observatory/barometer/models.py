"""Surveys of local authorities, their editions and what they published."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from observatory.common.fields import EdtfField, bilingual_line, bilingual_lines, bilingual_text
from observatory.directory.models import Person
from observatory.events.models import Event
from observatory.publications.models import Publication
from observatory.records.fields import RecordLink, RecordLinks, parent_link
from observatory.records.models import Record


class Survey(Record):
    """A survey repeated over the years, such as the barometer."""

    KIND = "survey"
    PATH = "enquetes"
    EXPECTED = ("title", "summary", "date", "population", "collection", "method", "aims")

    record_ptr = parent_link()
    population_fr, population_en = bilingual_line(_("population"))
    collection_fr, collection_en = bilingual_line(_("mode of collection"))
    method_fr, method_en = bilingual_text(_("method"))
    aims_fr, aims_en = bilingual_lines(_("aims"))

    class Meta:
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")


class Edition(Record):
    """One edition of a survey; its published numbers are its figures."""

    KIND = "edition"
    PATH = "barometre"
    EXPECTED = ("title", "summary", "survey", "rank", "date", "approach", "figures", "publications")

    record_ptr = parent_link()
    survey = RecordLink(Survey, inverse=_("Editions"), optional=False, verbose_name=_("survey"))
    rank = models.PositiveSmallIntegerField(_("rank"), null=True, blank=True)
    approach_fr, approach_en = bilingual_line(_("approach"))
    instruments_fr, instruments_en = bilingual_lines(_("instruments"))
    interviewers = RecordLinks(
        Person, inverse=_("Surveys conducted"), verbose_name=_("interviews by")
    )
    presentations = RecordLinks(
        Event, inverse=_("Results presented"), verbose_name=_("presented at")
    )
    publications = RecordLinks(
        Publication, inverse=_("Editions"), verbose_name=_("results published in")
    )
    release_date = EdtfField(_("planned release"))
    release_fr, release_en = bilingual_line(_("form of the release"))

    class Meta:
        verbose_name = _("edition of a survey")
        verbose_name_plural = _("editions of surveys")
