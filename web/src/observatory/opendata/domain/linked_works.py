"""What is written, counted or planned, in the words of schema.org."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from observatory.opendata.domain.linked_reader import (
    ORGANISATION,
    PERSON,
    Linked,
    Reader,
    filled,
    known_only,
    with_date_span,
)
from observatory.records.enums import Operator

_PUBLICATION_TYPES = {
    "article": "Article",
    "entretien": "Article",
    "note": "Report",
    "resultats-enquete": "Report",
    "rapport-activite": "Report",
}


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


WORKS: dict[str, Callable[[Reader], Linked]] = {
    "source": _source,
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
