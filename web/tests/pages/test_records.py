"""Record pages: what a visitor may read, in which language, at which address."""

import re

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from factories.records import concept, make, save

pytestmark = pytest.mark.django_db


def text_of(client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.getvalue().decode()


@pytest.fixture
def event():
    concept("niveau-preuve", "constate", "Constaté", "Seen")
    concept("role", "moderation", "Modération", "Moderator")
    make("source", "rapport", title={"fr": "Rapport d'activité"})
    make("organisation", "mairie", title={"fr": "Mairie de Dunkerque"})
    make("person", "ada", given_name="Ada", family_name="Lovelace")
    return make(
        "event",
        "journee",
        title={"fr": "Journée de la civic tech", "en": "Civic tech day"},
        summary={"fr": "Une journée."},
        date="2019-03-18",
        evidence="constate",
        citations=[{"source": "rapport", "locator": {"fr": "page 4"}}],
        figures=[{"id": "attendance", "label": {"fr": "personnes"}, "operator": ">", "value": 250}],
        statements=[
            {
                "field": "date",
                "value": {"fr": "18 mars 2019"},
                "retained": True,
                "source": "rapport",
            },
            {"field": "date", "value": {"fr": "mars 2019"}},
        ],
        sessions=[
            {
                "id": "pleniere",
                "title": {"fr": "Plénière"},
                "speakers": [
                    {"person": "ada", "role": "moderation", "displayed": "Mathématicienne, Londres"}
                ],
            }
        ],
        not_applicable=["city"],
    )


def test_record_page_says_what_it_is_where_it_comes_from_and_what_is_missing(client, event):
    page = text_of(client, "/evenements/journee/")

    for words in (
        "Journée de la civic tech",
        "18 mars 2019",
        "Plénière",
        "Ada Lovelace",
        "Mathématicienne, Londres",
        "Modération",
        "250",
        "plus de",
        "Rapport d&#x27;activité",
        "page 4",
        "Constaté",
        "sans objet",
        "mars 2019",
    ):
        assert words in page, words


def test_record_page_in_english_marks_french_text(client, event):
    page = text_of(client, "/en/evenements/journee/")

    assert "Civic tech day" in page
    assert '<p class="lead" lang="fr">Une journée.</p>' in page
    assert "18 March 2019" in page


@pytest.mark.parametrize(
    ("status", "code"), [("draft", 404), ("withdrawn", 410)], ids=["draft", "withdrawn"]
)
def test_record_that_is_not_public_is_not_shown(client, event, status, code):
    event.status = status
    event.save()
    save(event)

    answer = client.get("/evenements/journee/")

    assert answer.status_code == code
    assert "Journée de la civic tech" not in answer.content.decode()
    assert client.get("/evenements/journee/historique/").status_code == 404


def test_merged_record_leads_to_the_one_it_became(client, event):
    other = make("event", "autre", title={"fr": "La même journée"})
    other.status, other.merged_into = "merged", event.record_ptr
    other.save()
    save(other)

    answer = client.get("/evenements/autre/")

    assert (answer.status_code, answer.headers["Location"]) == (301, "/evenements/journee/")


def test_draft_someone_refers_to_leaves_no_trace(client, event):
    person = event.sessions.get().speakers.get().person
    person.status = "draft"
    person.save()
    save(person)

    page = text_of(client, "/evenements/journee/")

    assert "Lovelace" not in page
    assert "Mathématicienne" not in page


def test_withdrawn_name_is_withdrawn_everywhere(client, event):
    person = event.sessions.get().speakers.get().person
    person.status = "withdrawn"
    person.save()
    save(person)

    page = text_of(client, "/evenements/journee/")
    own = client.get("/personnes/ada/")
    found = text_of(client, "/recherche/?q=mathematicienne")
    by_name = text_of(client, "/recherche/?q=ada+lovelace").replace('value="ada lovelace"', "")

    assert "Nom retiré" in page
    assert "Mathématicienne, Londres" in page
    assert own.status_code == 410
    assert "Nom retiré" in own.content.decode()
    assert "Nom retiré" in by_name
    assert "Lovelace" not in own.content.decode()
    for text in (page, found, text_of(client, "/personnes/"), text_of(client, "/sitemap.xml")):
        assert "Lovelace" not in text
        assert "/personnes/ada/" not in text


def test_withdrawn_name_leaves_running_text(client, event):
    event.title_fr = "Entretien avec Ada Lovelace"
    event.description_fr = "Avec **ADA  Lovelace**, chercheuse."
    event.save()
    save(event)
    event.summary_fr = "Ada Lovelace répond"
    event.save()
    save(event)
    person = event.sessions.get().speakers.get().person
    person.status = "withdrawn"
    person.save()
    save(person)

    page = text_of(client, "/evenements/journee/")
    english = text_of(client, "/en/evenements/journee/")
    history = text_of(client, "/evenements/journee/historique/")

    assert "<h1>Entretien avec Nom retiré</h1>" in page
    assert "<strong>Nom retiré</strong>" in page
    assert "<strong>Name withdrawn</strong>" in english
    assert "Nom retiré répond" in history
    for text in (page, english, history):
        assert "lovelace" not in text.lower()


def test_history_does_not_tell_what_a_draft_said(client, event):
    for status, summary in (
        ("draft", "Brouillon secret"),
        ("draft", "Brouillon bis"),
        ("published", "Phrase publique"),
        ("published", "Phrase corrigée"),
    ):
        event.status, event.summary_fr = status, summary
        event.save()
        save(event)

    history = text_of(client, "/evenements/journee/historique/")

    assert "Phrase publique" in history
    assert "Phrase corrigée" in history
    assert "Brouillon" not in history


@pytest.mark.parametrize(
    "address", ["/evenements/rien/", "/rien/", "/rien/du-tout/", "/rubriques/rien/"]
)
def test_unknown_address_is_a_useful_404(client, event, address):
    answer = client.get(address)

    assert answer.status_code == 404
    assert "recherche" in answer.content.decode()


def test_history_shows_what_changed(client, event):
    event.date = "2019-03"
    event.save()
    save(event)

    page = text_of(client, "/evenements/journee/historique/")

    assert "<del>18 mars 2019</del>" in page
    assert "<ins>mars 2019</ins>" in page


PDF = b"%PDF-1.7 slides of a day"


def attached(record, name: str) -> None:
    attachment = record.attachments.create(title_fr="Diapositives", nature="slides")
    attachment.file.save(name, ContentFile(PDF))
    save(record)


def test_attachment_of_a_public_record_is_a_download(client, event, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    attached(event, "diapositives.pdf")
    found = re.search(r'href="(/fichiers/[^"]+)"', text_of(client, "/evenements/journee/"))

    answer = client.get(found[1])

    assert answer.getvalue() == PDF
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_attachment_of_a_draft_is_not_given(client, event, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    attached(event, "secret.pdf")
    name = event.attachments.get().file.name
    event.status = "draft"
    event.save()

    assert client.get(f"/fichiers/{name}").status_code == 404
    assert client.get("/fichiers/../secret-key").status_code == 404


def queries_of(client, url: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        text_of(client, url)
    return len(queries)


def many(count: int) -> None:
    for number in range(count):
        make("person", f"personne-{number}", given_name="P", family_name=f"Numéro {number}")
    make(
        "event",
        f"grand-{count}",
        title={"fr": "Grand"},
        sessions=[
            {
                "id": f"s{number}",
                "title": {"fr": "Session"},
                "speakers": [{"person": f"personne-{number}", "displayed": "Invitée"}],
            }
            for number in range(count)
        ],
    )


def test_record_page_asks_as_often_for_one_line_as_for_thirty(client):
    make("observatory", "observatoire", title={"fr": "Observatoire"})
    many(1)
    one = queries_of(client, "/evenements/grand-1/")
    Person = type(make("person", "x", given_name="X", family_name="Y"))  # noqa: N806
    Person.objects.filter(key__startswith="personne-").update(key="ancienne", slug="ancienne")
    many(30)

    assert queries_of(client, "/evenements/grand-30/") == one == 12


def test_every_page_has_a_title_and_a_language(client, event):
    for url in (
        "/",
        "/a-propos/",
        "/recherche/",
        "/acteurs/",
        "/evenements/journee/",
        "/donnees/",
        "/accessibilite/",
        "/donnees-personnelles/",
        "/contact/",
        "/vocabulaires/",
        "/vocabulaires/role/",
        "/rubriques/repertoire/",
    ):
        page = text_of(client, url)
        english = text_of(client, f"/en{url}")

        assert "<title>" in page
        assert '<html lang="fr">' in page
        assert '<html lang="en">' in english
