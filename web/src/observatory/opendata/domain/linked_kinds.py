"""What each kind of record is in schema.org, and which of its properties we can fill."""

from collections.abc import Callable
from dataclasses import replace

from django.utils.translation import gettext as _

from observatory.events.models import TrainingSession
from observatory.opendata.domain.linked_reader import (
    Linked,
    Reader,
    filled,
    known_only,
    with_date_span,
)
from observatory.opendata.domain.texts import page_url
from observatory.records.enums import Operator, Status

ORGANISATION = "Organization"
PERSON = "Person"
# By type of actor; any other organisation is just that.
_ORGANISATION_TYPES = {
    "etat": "GovernmentOrganization",
    "agence-publique": "GovernmentOrganization",
    "collectivite": "GovernmentOrganization",
    "union-europeenne": "GovernmentOrganization",
    "recherche": "ResearchOrganization",
    "association": "NGO",
    "media": "NewsMediaOrganization",
}
_PUBLICATION_TYPES = {
    "article": "Article",
    "entretien": "Article",
    "note": "Report",
    "resultats-enquete": "Report",
    "rapport-activite": "Report",
}


def _organisation(reader: Reader) -> Linked:
    wikidata = reader.plain("wikidata")
    elsewhere = [f"https://www.wikidata.org/entity/{wikidata}"] if wikidata else []
    return {
        "@type": _ORGANISATION_TYPES.get(reader.plain("type") or "", ORGANISATION),
        "foundingDate": reader.date(),
        "dissolutionDate": reader.end_date(),
        "address": _address(reader),
        "identifier": [
            {"@type": "PropertyValue", "propertyID": name.upper(), "value": value}
            for name in ("siren", "rna")
            if (value := reader.plain(name))
        ],
        "sameAs": [*reader.addresses("website"), *elsewhere],
    }


def _person(reader: Reader) -> Linked:
    return {
        "@type": PERSON,
        "givenName": reader.plain("given_name"),
        "familyName": reader.plain("family_name"),
        "memberOf": [_membership(line) for line in reader.lines("affiliations")],
    }


def _membership(line: Reader) -> Linked:
    return filled(
        {
            "@type": "OrganizationRole",
            "roleName": line.plain("displayed") or line.text("function"),
            "memberOf": line.one("organisation", "organisation", ORGANISATION),
            **with_date_span(line),
        }
    )


def _tool(reader: Reader) -> Linked:
    return {
        "@type": "SoftwareApplication",
        "applicationCategory": reader.terms("type-outil", "types"),
        "featureList": [line.text("name") for line in reader.lines("features")],
        "publisher": reader.many("organisation", "publishers", ORGANISATION),
        "isBasedOn": reader.one("tool", "derived_from", "SoftwareApplication"),
        "license": reader.plain("licence"),
        "datePublished": reader.date(),
        "sameAs": reader.addresses("website", "repository"),
    }


def _offer(reader: Reader) -> Linked:
    prices = {"minPrice": reader.plain("price_min"), "maxPrice": reader.plain("price_max")}
    has_price = any(price is not None for price in prices.values())
    kind = {"@type": "PriceSpecification", "priceCurrency": "EUR"}
    return {
        "@type": "Offer",
        "offeredBy": reader.one("organisation", "organisation", ORGANISATION),
        "itemOffered": reader.one("tool", "tool", "SoftwareApplication"),
        "priceSpecification": filled(kind | prices) if has_price else None,
        "validFrom": reader.date(),
        "validThrough": reader.end_date(),
    }


# ---------------------------------------------------------------- what happens


def _exercise(reader: Reader) -> Linked:
    return {
        "@type": "Event",
        **with_date_span(reader),
        "organizer": reader.many("organisation", "commissioners", ORGANISATION),
        "location": reader.many("organisation", "territories", "AdministrativeArea"),
        "subEvent": [
            filled({"@type": "Event", "name": line.text("title"), **with_date_span(line)})
            for line in reader.lines("steps")
        ],
        "sameAs": reader.addresses("website"),
    }


def _event(reader: Reader) -> Linked:
    hosts = (
        line.one("organisation", "organisation", ORGANISATION) for line in reader.lines("hosts")
    )
    return {
        "@type": "Event",
        **with_date_span(reader),
        "location": _venue(reader),
        "organizer": known_only(hosts),
        "performer": _performers(reader),
        "subEvent": [_session(line) for line in reader.lines("sessions")],
    }


def _session(line: Reader) -> Linked:
    return filled(
        {
            "@type": "Event",
            "name": line.text("title"),
            "description": line.text("description"),
            **with_date_span(line),
            "performer": _performers(line),
        }
    )


def _performers(reader: Reader) -> list[Linked]:
    return known_only(_performer(line) for line in reader.lines("speakers"))


def _performer(line: Reader) -> Linked | None:
    """Return who spoke, with the function displayed that day; nobody when the name is not known."""
    person = line.one("person", "person", PERSON)
    return filled(person | {"jobTitle": line.plain("displayed")}) if person else None


def _activity(reader: Reader) -> Linked:
    return {
        "@type": "Event",
        **with_date_span(reader),
        "about": reader.text("subject"),
        "location": _venue(reader),
        "contributor": reader.many("organisation", "organisations", ORGANISATION),
        "performer": reader.many("person", "speakers", PERSON),
        "superEvent": reader.one("event", "event", "Event"),
    }


def _venue(reader: Reader) -> Linked | None:
    host = reader.one("organisation", "venue", ORGANISATION)
    name = reader.plain("venue_name") or (host or {}).get("name", "")
    place = filled({"@type": "Place", "name": name, "address": _address(reader)})
    return place if len(place) > 1 else None


def _address(reader: Reader) -> Linked | None:
    lines = {
        "addressLocality": reader.plain("city"),
        "addressCountry": reader.plain("country"),
    }
    return filled({"@type": "PostalAddress"} | lines) if any(lines.values()) else None


def _training(reader: Reader) -> Linked:
    return {
        "@type": "Course",
        "audience": _audience(reader),
        "syllabusSections": [_module(line) for line in reader.lines("modules")],
        "hasCourseInstance": _instances(reader),
    }


def _module(line: Reader) -> Linked:
    contents = "\n".join(line.items("contents"))
    return filled({"@type": "Syllabus", "name": line.text("title"), "description": contents})


def _instances(reader: Reader) -> list[Linked]:
    """Return the public sessions of a course; they point at it, its document does not say them."""
    sessions = TrainingSession.objects.filter(
        training__key=reader.plain("id"), status=Status.PUBLISHED
    )
    return [
        filled(
            {
                "@type": "CourseInstance",
                "url": page_url(session, reader.language, reader.base_url),
                "name": reader.said(session.title_in(reader.language)),
                **with_date_span(replace(reader, document={"date": session.date})),
            }
        )
        for session in sessions.order_by("date_earliest", "key")
    ]


def _training_session(reader: Reader) -> Linked:
    return {
        "@type": "CourseInstance",
        **with_date_span(reader),
        "location": _venue(reader),
        "audience": _audience(reader),
        "funder": reader.one("organisation", "commissioner", ORGANISATION),
        "about": reader.one("training", "training", "Course"),
    }


def _audience(reader: Reader) -> Linked | None:
    audience = reader.text("audience")
    return {"@type": "Audience", "audienceType": audience} if audience else None


# ---------------------------------------------------------------- what is written


def _source(reader: Reader) -> Linked:
    return {
        "@type": "CreativeWork",
        "author": _named(PERSON, reader.plain("author")),
        "publisher": _named(ORGANISATION, reader.plain("publisher")),
        "datePublished": reader.date(),
        "license": reader.plain("licence"),
        "sameAs": reader.addresses("url"),
    }


def _named(type_: str, name: str | None) -> Linked | None:
    return {"@type": type_, "name": name} if name else None


def _publication(reader: Reader) -> Linked:
    identifiers = (("DOI", "doi"), ("ISBN", "isbn"))
    return {
        "@type": _PUBLICATION_TYPES.get(reader.plain("nature") or "", "CreativeWork"),
        "author": reader.many("person", "authors", PERSON),
        "publisher": reader.many("organisation", "publishers", ORGANISATION),
        "datePublished": reader.date(),
        "about": reader.many("", "about", "Thing"),
        "identifier": [
            {"@type": "PropertyValue", "propertyID": scheme, "value": value}
            for scheme, name in identifiers
            if (value := reader.plain(name))
        ],
        "hasPart": [
            {"@type": "CreativeWork", "name": name}
            for line in reader.lines("contents")
            if (name := line.text("title"))
        ],
        "license": reader.plain("licence"),
        "sameAs": reader.addresses("url"),
    }


def _press_mention(reader: Reader) -> Linked:
    return {
        "@type": "NewsArticle",
        "author": reader.many("person", "authors", PERSON),
        "publisher": reader.one("organisation", "outlet", ORGANISATION),
        "datePublished": reader.date(),
        "about": known_only(
            (
                reader.one("activity", "activity", "Event"),
                reader.one("event", "event", "Event"),
                reader.one("publication", "publication", "CreativeWork"),
            )
        ),
        "sameAs": reader.addresses("url"),
    }


def _case(reader: Reader) -> Linked:
    witnesses = (line.one("person", "person", PERSON) for line in reader.lines("witnesses"))
    return {
        "@type": "Article",
        "datePublished": reader.date(),
        "contributor": known_only(witnesses),
        "contentLocation": reader.many("organisation", "territories", "AdministrativeArea"),
        "about": [
            *reader.many("exercise", "exercises", "Event"),
            *reader.many("tool", "tools", "SoftwareApplication"),
        ],
        "keywords": reader.terms("enjeu", "topics"),
        "sameAs": reader.addresses("url"),
    }


def _dossier(reader: Reader) -> Linked:
    return {
        "@type": "Collection",
        "temporalCoverage": reader.plain("date"),
        "hasPart": reader.many("", "records", "Thing"),
    }


# ---------------------------------------------------------------- surveys


def _survey(reader: Reader) -> Linked:
    return {"@type": "CreativeWorkSeries", **with_date_span(reader)}


def _edition(reader: Reader) -> Linked:
    return {
        "@type": "Dataset",
        "temporalCoverage": reader.plain("date"),
        "isPartOf": reader.one("survey", "survey", "CreativeWorkSeries"),
        "measurementTechnique": reader.text("approach"),
        "contributor": reader.many("person", "interviewers", PERSON),
        "citation": reader.many("publication", "publications", "CreativeWork"),
        "variableMeasured": [_figure(line) for line in reader.lines("figures")],
    }


def _figure(line: Reader) -> Linked:
    """Return a published number; one that is only a bound is given as that bound."""
    value, operator = line.plain("value"), line.plain("operator") or Operator.EQUAL
    name = {
        Operator.EQUAL: "value",
        Operator.MORE: "minValue",
        Operator.AT_LEAST: "minValue",
        Operator.LESS: "maxValue",
        Operator.AT_MOST: "maxValue",
    }.get(operator)
    return filled(
        {
            "@type": "PropertyValue",
            "name": line.text("label"),
            "description": line.text("definition") or _words(line, operator, value),
            "unitText": line.text("unit"),
            "measurementTechnique": line.text("method"),
        }
        | ({name: _number(value)} if name else {})
    )


def _words(line: Reader, operator: str, value: int | str | None) -> str:
    """Say a number in words where its operator says more than a bound."""
    if value is None or operator == Operator.EQUAL:
        return ""
    return f"{Operator(operator).label} {value} {line.text('unit')}".strip()


def _number(value: int | str | None) -> float | int | None:
    return float(value) if isinstance(value, str) else value


# ---------------------------------------------------------------- the observatory


def _observatory(reader: Reader) -> Linked:
    return {
        "@type": ORGANISATION,
        "foundingDate": reader.date(),
        "parentOrganization": reader.one("organisation", "host", ORGANISATION),
    }


def _team_member(reader: Reader) -> Linked:
    return {
        "@type": "OrganizationRole",
        "roleName": reader.text("role") or reader.text("position"),
        "member": reader.one("person", "person", PERSON),
        **with_date_span(reader),
    }


def _partnership(reader: Reader) -> Linked:
    return {
        "@type": "OrganizationRole",
        "roleName": _("partner"),
        "member": reader.one("organisation", "organisation", ORGANISATION),
        **with_date_span(reader),
    }


def _action(reader: Reader) -> Linked:
    return {
        "@type": "PlanAction",
        "scheduledTime": str(reader.plain("year") or ""),
        "object": reader.many("", "about", "Thing"),
        "result": reader.many("", "shown_by", "Thing"),
    }


def _highlight(reader: Reader) -> Linked:
    return {
        "@type": "Event",
        **with_date_span(reader),
        "about": reader.one("", "about", "Thing"),
    }


def _thing(reader: Reader) -> Linked:
    return {"@type": "Thing"}


BUILDERS: dict[str, Callable[[Reader], Linked]] = {
    "source": _source,
    "organisation": _organisation,
    "person": _person,
    "tool": _tool,
    "offer": _offer,
    "exercise": _exercise,
    "training": _training,
    "event": _event,
    "training_session": _training_session,
    "activity": _activity,
    "publication": _publication,
    "press_mention": _press_mention,
    "case": _case,
    "survey": _survey,
    "edition": _edition,
    "dossier": _dossier,
    "observatory": _observatory,
    "objective": _thing,
    "pole": _thing,
    "team_member": _team_member,
    "partnership": _partnership,
    "action": _action,
    "highlight": _highlight,
}
