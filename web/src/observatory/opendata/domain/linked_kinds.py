"""Who acts, with what, and what happens, in the words of schema.org."""

from collections.abc import Callable
from dataclasses import replace

from observatory.events.models import TrainingSession
from observatory.opendata.domain.linked_reader import (
    ORGANISATION,
    PERSON,
    Linked,
    Reader,
    filled,
    known_only,
    with_date_span,
)
from observatory.opendata.domain.texts import page_url
from observatory.records.enums import Status

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


ACTORS_AND_EVENTS: dict[str, Callable[[Reader], Linked]] = {
    "organisation": _organisation,
    "person": _person,
    "tool": _tool,
    "offer": _offer,
    "exercise": _exercise,
    "training": _training,
    "event": _event,
    "training_session": _training_session,
    "activity": _activity,
}
