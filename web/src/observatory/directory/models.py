"""Organisations, people, tools and offers."""

from typing import Any

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from observatory.common.fields import Dated, bilingual_line, line
from observatory.directory.enums import OfferNature
from observatory.directory.validators import validate_rna, validate_siren, validate_wikidata
from observatory.records.fields import RecordLink, RecordLinks, parent_link
from observatory.records.models import Part, Record
from observatory.vocabularies.fields import ConceptField, ConceptsField


class Organisation(Record):
    """An actor: local authority, company, association, media outlet or public body.

    Its `date` is the interval in which it existed.
    """

    KIND = "organisation"
    PATH = "acteurs"
    PARTS = ("roles", "bodies", "projects")
    EXPECTED = (
        "title", "summary", "type", "stance", "scale", "department", "date", "website", "city",
        "siren",
    )  # fmt: skip
    FACETS = ("type", "authority_type", "stance", "scale", "department")

    record_ptr = parent_link()
    type = ConceptField("type-acteur", verbose_name=_("type of actor"))
    authority_type = ConceptField("type-collectivite", verbose_name=_("type of local authority"))
    stance = ConceptField("posture", verbose_name=_("stance"))
    scale = ConceptField("echelle", verbose_name=_("scale"))
    department = ConceptField(
        "departement",
        verbose_name=_("département"),
        help_text=_("That of its territory or seat, when there is only one."),
    )
    business_models = ConceptsField("modele-economique", verbose_name=_("business models"))
    inspirations = ConceptsField("inspiration", verbose_name=_("inspirations"))
    legal_form_fr, legal_form_en = bilingual_line(_("legal form"))
    acronym = line(_("acronym"), length=40)
    siren = line(_("SIREN number"), length=9, validators=[validate_siren])
    rna = line(_("RNA number"), length=10, validators=[validate_rna])
    insee_code = line(_("INSEE code"), length=10)
    wikidata = line(_("Wikidata identifier"), length=20, validators=[validate_wikidata])
    city = line(_("city"))
    country = line(_("country"))
    website = models.URLField(_("website"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")


class OrganisationRole(Part, Dated):
    """A role an organisation had, and when."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="roles")
    role = ConceptField("role", verbose_name=_("role"))
    context_fr, context_en = bilingual_line(_("in what"))

    class Meta(Part.Meta):
        verbose_name = _("role")
        verbose_name_plural = _("roles")

    def __str__(self) -> str:
        return str(self.role or self.context_fr)


class Body(Part):
    """A governing body of an organisation."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="bodies")
    name_fr, name_en = bilingual_line(_("name"), required=True)
    composition_fr, composition_en = bilingual_line(_("who sits in it"))

    class Meta(Part.Meta):
        verbose_name = _("governing body")
        verbose_name_plural = _("governing bodies")

    def __str__(self) -> str:
        return self.name_fr


class Project(Part):
    """A project or programme an organisation is known for."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="projects"
    )
    name = line(_("name"), blank=False)

    class Meta(Part.Meta):
        verbose_name = _("project")
        verbose_name_plural = _("projects")

    def __str__(self) -> str:
        return self.name


class Person(Record):
    """Someone in a public role. Withdrawn on request: the name then leaves every page."""

    KIND = "person"
    PATH = "personnes"
    PARTS = ("affiliations",)
    EXPECTED = ("given_name", "family_name", "affiliations")

    record_ptr = parent_link()
    given_name = line(_("given name"), length=100)
    family_name = line(_("family name"), length=100)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the title every record has: the full name."""
        self.title_fr = f"{self.given_name} {self.family_name}".strip()
        super().save(*args, **kwargs)


class Affiliation(Part, Dated):
    """A function someone had in an organisation, as it was displayed, and when."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="affiliations")
    organisation = RecordLink(Organisation, inverse=_("People"), verbose_name=_("organisation"))
    function_fr, function_en = bilingual_line(_("function"))
    displayed = line(_("as displayed"))
    note_fr, note_en = bilingual_line(_("note"))

    class Meta(Part.Meta):
        verbose_name = _("affiliation")
        verbose_name_plural = _("affiliations")

    def __str__(self) -> str:
        english = get_language() == "en" and self.function_en
        return (self.function_en if english else self.function_fr) or str(self.organisation)


class Tool(Record):
    """A digital tool of participation: civic tech, gov tech or political tech.

    Its `date` is the interval in which it was offered.
    """

    KIND = "tool"
    PATH = "outils"
    PARTS = ("features",)
    EXPECTED = (
        "title", "summary", "types", "field", "tool_status", "publishers", "website",
        "technical_choices", "licence", "accessibility", "date",
    )  # fmt: skip
    FACETS = ("field", "types", "tool_status", "accessibility")

    record_ptr = parent_link()
    field = ConceptField("champ", verbose_name=_("field"))
    types = ConceptsField("type-outil", verbose_name=_("types of tool"))
    powers = ConceptsField("pouvoir", verbose_name=_("power attributed to technology"))
    technical_choices = ConceptsField("choix-technique", verbose_name=_("technical choices"))
    tool_status = ConceptField("statut-outil", verbose_name=_("status of the tool"))
    accessibility = ConceptField("conformite-rgaa", verbose_name=_("accessibility (RGAA)"))
    publishers = RecordLinks(
        Organisation, inverse=_("Tools it publishes"), verbose_name=_("publishers")
    )
    derived_from = RecordLink("self", inverse=_("Tools based on it"), verbose_name=_("based on"))
    licence = line(_("licence (SPDX)"), length=100)
    repository = models.URLField(_("source code"), max_length=500, blank=True)
    website = models.URLField(_("website"), max_length=500, blank=True)
    languages = line(_("languages"))
    hosting_fr, hosting_en = bilingual_line(_("hosting"))

    class Meta:
        verbose_name = _("tool")
        verbose_name_plural = _("tools")


class Feature(Part):
    """Something a tool lets people do."""

    tool = models.ForeignKey(Tool, on_delete=models.CASCADE, related_name="features")
    name_fr, name_en = bilingual_line(_("feature"), required=True)
    note_fr, note_en = bilingual_line(_("note"))

    class Meta(Part.Meta):
        verbose_name = _("feature")
        verbose_name_plural = _("features")

    def __str__(self) -> str:
        return self.name_fr


class Offer(Record):
    """What an organisation sells or gives around tools; its `date` is when it was on offer."""

    KIND = "offer"
    PATH = "offres"
    EXPECTED = ("title", "organisation", "nature", "contract_types", "price_min", "date")
    FACETS = ("contract_types",)

    record_ptr = parent_link()
    organisation = RecordLink(
        Organisation, inverse=_("Offers"), optional=False, verbose_name=_("organisation")
    )
    tool = RecordLink(Tool, inverse=_("Offers"), verbose_name=_("tool"))
    nature = line(_("nature"), length=20, choices=OfferNature)
    contract_types = ConceptsField("type-contrat", verbose_name=_("types of contract"))
    price_min = models.DecimalField(
        _("price from (€)"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    price_max = models.DecimalField(
        _("price to (€)"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    price_unit_fr, price_unit_en = bilingual_line(_("price per"))

    class Meta:
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(price_min__isnull=True)
                | models.Q(price_max__isnull=True)
                | models.Q(price_min__lte=models.F("price_max")),
                name="offer_prices_in_order",
            ),
        )
