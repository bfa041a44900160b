"""A document with every kind of node, as a small observatory could have made it."""

import pytest

from civiscope.publication.document import (
    Bullets,
    Callout,
    Column,
    Document,
    Graphic,
    Heading,
    Item,
    Items,
    Paragraph,
    People,
    Person,
    Span,
    Table,
    Timeline,
)

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="60" viewBox="0 0 300 60">'
    '<defs><clipPath id="clip0"><rect width="300" height="60"/></clipPath></defs>'
    '<g clip-path="url(#clip0)"><rect x="80" y="10" width="200" height="16" fill="#0A5C66"/>'
    '<text x="0" y="23" font-family="Source Sans 3" font-size="13">Débats</text></g></svg>'
)


def text(*parts: str | Span) -> tuple[Span, ...]:
    """Return spans."""
    return tuple(Span(text=part) if isinstance(part, str) else part for part in parts)


TABLE = Table(
    key="tableau-natures",
    caption="Interventions par nature",
    columns=(Column(title="Nature"), Column(title="Interventions", is_number=True)),
    rows=(
        (text("Débat"), text(Span(text="2", figure="interventions.debat"))),
        (text("Audition & colloque"), text("1\u202f234,5")),
    ),
)

BLOCKS = (
    Heading(text="L’année en bref", key="en-bref"),
    Paragraph(
        role="lead",
        spans=text(
            "Cette année-là, ",
            Span(text="11\u00a0interventions", figure="interventions.count", url="#chiffres"),
            " et plus encore.",
        ),
    ),
    Timeline(
        items=(
            Item(
                label="18 mars 2019",
                title=text(Span(text="Journée <de> la civic tech", record="event:journee")),
                lines=(text("Plus de ", Span(text="250", figure="journee.participants")),),
            ),
            Item(label="27 septembre 2019", title=text("Formation #1 [à Paris]")),
        )
    ),
    Heading(text="Événements", key="evenements"),
    Heading(text="Journée du 18 mars", level=2, key="journee"),
    Paragraph(
        spans=text(
            "Un ",
            Span(text="mot", style="emphasis"),
            ", un ",
            Span(text="autre", style="strong"),
            " et un ",
            Span(text="lien", url="https://observatoire.example/evenements/journee/"),
            Span(text=".", note=text("Rapport d’activité, page ", Span(text="4"), ".")),
        )
    ),
    People(
        people=(
            Person(
                name=text(Span(text="Camille Dupont", record="person:camille-dupont")),
                function=text("chargée de mission, Ville d’Exemple"),
            ),
            Person(name=text("Zoë Kovač")),
        )
    ),
    Heading(text="Thèmes", level=3),
    Bullets(items=(text("Budget *participatif*"), text("Pétition _locale_ à 100 %"))),
    Bullets(items=(text("D’abord"), text("Ensuite")), is_ordered=True),
    Items(
        items=(
            Item(
                title=text(
                    Span(text="Un article", record="case:un-article", url="https://e.example/")
                ),
                label="avril 2019",
                lines=(text("retour d’expérience de Camille Dupont"),),
            ),
        )
    ),
    Heading(text="Interventions", key="interventions"),
    Graphic(
        key="graphique-natures",
        title="Les débats sont les plus nombreux",
        measure="Nombre d’interventions, par nature, 2019",
        svg=SVG,
        width=300,
        height=60,
        alternative="Diagramme en barres : 2 débats, 1 audition.",
        table=TABLE,
        source=text("Source : fiches de l’observatoire."),
    ),
    TABLE,
    Callout(
        title="Limites",
        role="warning",
        blocks=(Paragraph(role="small", spans=text("Une date manque.")),),
    ),
    Heading(text="Chiffres", key="chiffres"),
)


@pytest.fixture
def sample() -> Document:
    return Document(
        language="fr",
        title="Rapport d’activité",
        subtitle="Ce que l’observatoire a fait",
        organisation="Observatoire d’exemple",
        year="2019",
        partners=("Une fondation", "Une ville"),
        licence="Licence Ouverte 2.0",
        dated="2020-02-14",
        address="https://observatoire.example/rapports/2019/",
        blocks=BLOCKS,
    )
