"""Every fact of the 2019 report is on the site, on the page of its record, and found by search.

The facts are read from the original transcription, which the repository does not
hold: this is the check a stranger would make, name by name and date by date.
"""

import re
from collections.abc import Iterator

import pytest

from facts_2019 import SECTIONS, plain, read_facts_2019
from observatory.common.dates import in_words
from observatory.events.models import Event
from observatory.records.models import Record
from requirements import needs

pytestmark = [pytest.mark.django_db, needs("real-data")]


@pytest.fixture(scope="module")
def facts() -> dict:
    return read_facts_2019()


class Site:
    """Reads pages as a visitor does, each once."""

    def __init__(self, client) -> None:
        self.client = client
        self.pages: dict[str, str] = {}

    def read(self, url: str) -> str:
        if url not in self.pages:
            answer = self.client.get(url)
            assert answer.status_code == 200, url
            self.pages[url] = answer.content.decode()
        return self.pages[url]

    def page_of(self, kind: str, key: str) -> str:
        return plain(self.read(Record.objects.get(kind=kind, key=key).get_absolute_url()))

    def finds(self, query: str, url: str) -> bool:
        answer = self.client.get("/recherche/", {"q": query})
        return f'href="{url}"' in answer.content.decode()


@pytest.fixture
def site(pack_2019, client) -> Site:
    return Site(client)


def missing_from_pages(site: Site, expected: Iterator[tuple[str, str, str]]) -> list[tuple]:
    return [
        (kind, key, text)
        for kind, key, text in expected
        if plain(text) not in site.page_of(kind, key)
    ]


def missing_from_search(site: Site, expected: Iterator[tuple[str, str, str]]) -> list[tuple]:
    return [
        (kind, key, text)
        for kind, key, text in expected
        if not site.finds(text, Record.objects.get(kind=kind, key=key).get_absolute_url())
    ]


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.__name__)
def test_every_fact_is_on_the_page_of_its_record(site, facts, section):
    expected = list(section(facts))

    assert expected
    assert missing_from_pages(site, expected) == []


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.__name__)
def test_every_fact_is_found_by_search(site, facts, section):
    # A number or a year alone is on too many pages for one of them to stand first.
    expected = [fact for fact in section(facts) if not fact[2].isdigit()]

    assert missing_from_search(site, expected) == []


def test_work_programme_and_the_rest_are_on_the_about_page(site, facts):
    about = plain(site.read("/a-propos/"))
    expected = [objective["titre"] for objective in facts["objectifs"]]
    expected += [pole["nom"] for pole in facts["poles"]]
    expected += [
        str(Record.objects.get(kind="organisation", key=p["organisation"]))
        for p in facts["partenaires"]
    ]
    expected += [
        str(Record.objects.get(kind="person", key=member["personne"]))
        for member in facts["equipe"]["membres"]
    ]

    assert [text for text in expected if plain(text) not in about] == []
    assert about.count("2020") >= 1


def test_year_in_brief_is_on_the_home_page(site, facts):
    home = plain(site.read("/"))

    assert [
        fact["date"]
        for fact in facts["en_bref"]
        if plain(in_words(str(fact["date"]), "fr")) not in home
    ] == []


# ---------------------------------------------------------------- counts


COUNTS = {
    "interventions listées": "/interventions/?section=intervention&year=2019",
    "interventions avec les partenaires": "/interventions/?section=partner_support&year=2019",
    "activités réseau": "/interventions/?section=network&year=2019",
    "mentions presse": "/presse/?year=2019",
    "articles / retours d'expérience": "/cas/?year=2019",
    "actions 2020": "/programme/?year=2020",
    "objectifs": "/objectifs/",
    "pôles de travail": "/poles/",
    "entrées « 2019 en bref »": "/temps-forts/?year=2019",
}


def count_on(page: str) -> int:
    found = re.search(r'class="count">(\d+)<', page)
    assert found
    return int(found[1])


def test_counts_of_the_report_are_those_of_the_lists(site, facts):
    told = {control["indicateur"]: control["attendu"] for control in facts["controles"]}

    assert {name: count_on(site.read(url)) for name, url in COUNTS.items()} == {
        name: told[name] for name in COUNTS
    }


def test_counts_of_parts_come_from_queries(pack_2019, facts):
    told = {control["indicateur"]: control["attendu"] for control in facts["controles"]}
    event = Event.objects.get
    datascience = event(key="rencontres-nationales-participation").sessions.get(
        key="rnp-datascience"
    )
    training_of_2019 = Record.objects.get(kind="training", key="deployer-son-outil").as_training

    counted = {
        "modules de formation": training_of_2019.modules.count(),
        "intervenants du petit-déjeuner": event(
            key="petit-dejeuner-barometre-2018"
        ).speakers.count(),
        "intervenants du colloque": event(key="colloque-metiers-competences-2019").speakers.count(),
        "intervenants de la session datascience (dont 1 modératrice)": datascience.speakers.count(),
        "thématiques de la Journée": event(key="journee-civic-tech-2019").themes.count(),
    }

    assert counted == {name: told[name] for name in counted}
    assert set(counted) | set(COUNTS) == set(told)
