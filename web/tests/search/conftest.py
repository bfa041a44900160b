"""Records beside those of the pack, so that each query has something to find."""

import pytest

from factories.records import make
from observatory.imports.domain.load import LoadReport

EXTRA = (
    ("exercise", "budget-participatif-metz", "Budget participatif de Metz", "2018"),
    ("exercise", "budget-rural", "Un budget pour les communes rurales", "2017"),
    ("exercise", "consultation-citoyenne-climat", "Consultation citoyenne sur le climat", "2016"),
    ("exercise", "ceuvres-rhone", "Œuvrer pour les cœurs de ville", "2015"),
    ("exercise", "rond-point-bressuire", "Le rond-point de la mairie", "2014"),
    ("tool", "opendatasoft-lite", "Portail opendata municipal", ""),
    ("training_session", "directrices", "Atelier des directeurs de la concertation", "2013"),
    ("organisation", "saint-etienne", "Ville de Saint-Étienne", ""),
    ("organisation", "hay-les-roses", "L’Haÿ-les-Roses", ""),
)


@pytest.fixture(scope="module")
def everything(pack_2019: LoadReport) -> LoadReport:
    """Publish the facts of 2019 and a few more records."""
    for kind, key, title, date in EXTRA:
        fields = {"training": "deployer-son-outil"} if kind == "training_session" else {}
        make(kind, key, title={"fr": title}, date=date or "2010", **fields)
    return pack_2019
