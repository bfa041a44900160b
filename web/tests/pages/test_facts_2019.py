"""Every fact of the 2019 report is on the site, on the page of its record, and found by search.

The facts are read from the original transcription, which the repository does not
hold: this is the check a stranger would make, name by name and date by date.
"""

import html
import re
from collections.abc import Iterator

import pytest
import yaml

from observatory.common.dates import in_words
from observatory.events.models import Event
from observatory.records.models import Record
from requirements import needs, real_data

pytestmark = [pytest.mark.django_db, needs("real-data")]


@pytest.fixture(scope="module")
def facts() -> dict:
    path = real_data() / "observatory-2019" / "facts.yaml"
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def plain(text: str) -> str:
    """Text as a reader sees it: no tags, straight apostrophes, single spaces."""
    text = html.unescape(re.sub(r"<[^>]+>", " ", text)).replace("’", "'").replace("*", "")
    return " ".join(text.split()).casefold()


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


def date_of(fact: dict) -> Iterator[str]:
    """Say the date of a fact as the French page does."""
    if fact.get("date"):
        yield in_words(str(fact["date"]), "fr")
    if fact.get("date_debut"):
        yield in_words(f"{fact['date_debut']}/{fact['date_fin']}", "fr")
    if fact.get("edtf"):
        yield in_words(fact["edtf"], "fr")


# ---------------------------------------------------------------- what each page must say


def organisations(facts: dict) -> Iterator[tuple[str, str, str]]:
    for fact in facts["organisations"]:
        yield "organisation", fact["id"], fact["nom"]
        for name in (*fact.get("variantes", ()), fact.get("sigle"), *fact.get("projets", ())):
            if name:
                yield "organisation", fact["id"], name


def people(facts: dict) -> Iterator[tuple[str, str, str]]:
    for fact in facts["personnes"]:
        yield "person", fact["id"], f"{fact['prenom']} {fact['nom']}"
        for affiliation in fact["affiliations"]:
            if affiliation["fonction"]:
                yield "person", fact["id"], affiliation["fonction"]


def events(facts: dict) -> Iterator[tuple[str, str, str]]:
    for fact in facts["evenements"]:
        key = fact["id"]
        texts = [fact["titre"], *date_of(fact), (fact.get("lieu") or {}).get("nom")]
        texts += [theme["titre"] for theme in fact.get("thematiques", ())]
        texts += fact.get("questions", [])
        for session in fact.get("sessions", ()):
            texts += [session["titre"], *speakers(session)]
        for group in fact.get("groupes_de_sessions", ()):
            texts += [str(group["nombre"]), *group["sujets"]]
        for figure in fact.get("chiffres", ()):
            texts += [str(figure["valeur"]), figure["indicateur"]]
        texts += speakers(fact)
        yield from (("event", key, text) for text in texts if text)


def speakers(fact: dict) -> Iterator[str]:
    for speaker in fact.get("intervenants", ()):
        yield speaker["affichage"]


def training(facts: dict) -> Iterator[tuple[str, str, str]]:
    for fact in facts["formations"]:
        yield "training", fact["id"], fact["titre"]
        for module in fact["modules"]:
            for text in (module["titre"], *module["contenus"]):
                yield "training", fact["id"], text
        for session in fact["sessions"]:
            for text in (*date_of(session), session["public"]):
                yield "training_session", session["id"], text


def activities(facts: dict) -> Iterator[tuple[str, str, str]]:
    sections = ("interventions", "interventions_partenaires", "activites_reseau")
    for fact in (fact for section in sections for fact in facts[section]):
        texts = [fact.get(name) for name in ("sujet", "ville", "pays", "cadre", "nature", "objet")]
        for text in (*texts, *date_of(fact)):
            if text:
                yield "activity", fact["id"], text


def press(facts: dict) -> Iterator[tuple[str, str, str]]:
    for fact in facts["presse"]:
        texts = (fact["titre"], fact.get("emission"), fact.get("numero"), *date_of(fact))
        yield from (("press_mention", fact["id"], text) for text in texts if text)


def articles(facts: dict) -> Iterator[tuple[str, str, str]]:
    for fact in facts["articles"]:
        yield "case", fact["id"], fact["titre"]
        yield "case", fact["id"], str(fact["annee"])


def publications(facts: dict) -> Iterator[tuple[str, str, str]]:
    for fact in facts["publications"]:
        texts = [fact["titre"] or fact["sujet"], *date_of(fact)]
        if fact.get("date_couverture"):
            texts.append(in_words(fact["date_couverture"]["edtf"], "fr"))
        for part in fact.get("parties", ()):
            texts += [
                *part.get("inspirations", ()),
                *part.get("pouvoirs", ()),
                *part.get("enjeux", ()),
            ]
        yield from (("publication", fact["id"], text) for text in texts)


def editions(facts: dict) -> Iterator[tuple[str, str, str]]:
    survey = facts["barometre"]
    for text in (survey["titre"], *survey["objectifs"]):
        yield "survey", survey["id"], text
    for fact in survey["editions"]:
        for figure in fact["chiffres"]:
            yield "edition", fact["id"], str(figure["valeur"])
            yield "edition", fact["id"], figure["indicateur"]
        if fact.get("restitution_prevue"):
            yield "edition", fact["id"], "premier trimestre 2020"


def dossiers(facts: dict) -> Iterator[tuple[str, str, str]]:
    for fact in facts["suivis"]:
        yield "dossier", fact["id"], fact["titre"]
        for item in fact["activites"]:
            for text in (item["intitule"], *date_of(item)):
                yield "dossier", fact["id"], text


SECTIONS = (
    organisations, people, events, training, activities, press, articles, publications, editions,
    dossiers,
)  # fmt: skip


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
