"""The pages of the reports: what visitors read, what they do not, what editors do."""

import datetime as dt
import html
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from factories.cast import account, signed_in
from factories.records import concept, make, save
from factories.strict_templates import strict
from observatory.accounts.enums import Role
from observatory.records.domain.kinds import as_its_kind
from observatory.records.domain.publish import withdraw
from observatory.records.models import Record
from observatory.reports.domain.publish import last_issue, publish, publish_erratum
from observatory.reports.domain.texts import save_text, texts_of
from observatory.reports.enums import Section
from observatory.reports.models import Issue, IssueFile, ReportText

pytestmark = pytest.mark.django_db

AT = dt.datetime(2020, 2, 14, 9, tzinfo=dt.UTC)
ERRATUM = {"fr": "Une date était fausse.", "en": "A date was wrong."}
WORKING = "Version de travail"
READ_BY_ALL = ("", "chiffres/", "fichiers/figures.csv")
FOR_EDITORS = ("textes/", "textes/press/", "comparer/")
FRENCH_FILES = {
    "rapport-activite-2019.pdf": "application/pdf",
    "rapport-activite-2019.html": "text/html; charset=utf-8",
    "rapport-activite-2019.docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    ),
    "figures.csv": "text/csv; charset=utf-8",
    "snapshot.json": "application/json; charset=utf-8",
}


@pytest.fixture(autouse=True)
def _strict_and_forgetful(settings) -> None:
    settings.TEMPLATES = strict(settings.TEMPLATES)
    # Tests share a process, and what one of them wrote in the cache is not another's.
    cache.clear()


@pytest.fixture
def mention() -> Record:
    """Write a year: an event, a mention in the press, and a draft that no visitor may read."""
    concept("niveau-preuve", "constate", "Constaté", "Seen")
    attendance = {"id": "attendance", "label": {"fr": "personnes"}, "operator": ">", "value": 250}
    make("event", "journee", title={"fr": "Journée civique"}, date="2019-05", figures=[attendance])
    make("press_mention", "secret", status="draft", title={"fr": "Secrète"}, date="2019-05-02")
    title = {"fr": "Vers une démocratie numérique", "en": "Towards digital democracy"}
    return make("press_mention", "vers", title=title, date="2019-05-03")


@pytest.fixture
def issue(mention) -> Issue:
    return publish(2019, by=None, at=AT)


@pytest.fixture
def editor() -> Client:
    return signed_in(account("edith", Role.EDITOR))


def page(client: Client, url: str, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status
    return plain(answer)


def plain(answer) -> str:
    """Return what a page says, without tags, every white space a space."""
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return " ".join(html.unescape(text).split())


def write(text: str, language: str = "fr") -> None:
    save_text(2019, language, Section.PRESS, text, by=None, at=AT)


def sent(client: Client, url: str, **fields: str):
    return client.post(url, fields, follow=True)


# ---------------------------------------------------------------- the list


def test_an_empty_observatory_says_why_it_has_no_report(client):
    text = page(client, "/rapports/")

    assert "aucune fiche publiée ne porte d’année" in text
    assert "observatory load" in text


def test_the_list_says_where_each_year_stands(client, issue):
    make("event", "debut", title={"fr": "Débuts"}, date="2018")

    text = page(client, "/rapports/")

    found = re.findall(r"Rapport d’activité (\d{4}) (Édition 1, publiée le \S+ \S+ \S+|\S+)", text)
    assert found == [("2019", "Édition 1, publiée le 14 février 2020"), ("2018", "Version")]


@pytest.mark.parametrize("years", [1, 3])
def test_the_list_takes_two_queries_of_its_own(client, years, django_assert_num_queries):
    for year in range(years):
        make("event", f"jour-{year}", title={"fr": "Jour"}, date=f"{2010 + year}")

    with django_assert_num_queries(3):  # one is the frame's: who the observatory is
        answer = client.get("/rapports/")

    assert len(answer.context["reports"]) == years


def test_a_published_report_stays_listed_when_its_year_has_no_record_left(client, issue):
    for record in Record.objects.filter(status="published"):
        withdraw(as_its_kind(record), by=None, at=AT)

    assert [one["year"] for one in client.get("/rapports/").context["reports"]] == [2019]
    assert "Vers une démocratie numérique" in page(client, "/rapports/2019/")


def test_reports_are_linked_from_every_page_and_from_the_sitemap(client, mention):
    about = client.get("/en/a-propos/").content.decode()
    sitemap = client.get("/sitemap.xml").getvalue().decode()

    assert about.count('href="/en/rapports/"') == 2
    assert "<loc>http://testserver/rapports/</loc>" in sitemap


# ---------------------------------------------------------------- a working version


def test_a_working_version_says_that_it_is_one(client, mention):
    text = page(client, "/rapports/2019/")

    assert WORKING in text
    assert "L’observatoire ne l’a pas adoptée." in text
    assert "Vers une démocratie numérique" in text
    assert "1 mention dans la presse" in text


def test_a_working_version_speaks_the_language_of_the_page(client, mention):
    text = page(client, "/en/rapports/2019/")

    assert "Working version" in text
    assert "Towards digital democracy" in text
    assert "1 press mention" in text


def test_a_working_version_follows_the_records(client, mention):
    page(client, "/rapports/2019/")
    mention.title_fr = "Un autre titre"
    mention.save()
    save(mention)

    text = page(client, "/rapports/2019/")

    assert "Un autre titre" in text
    assert "Vers une démocratie numérique" not in text


@pytest.mark.parametrize("rest", READ_BY_ALL)
def test_visitors_see_no_draft_and_no_text_before_it_is_published(client, editor, mention, rest):
    write("Un texte réservé.")
    client.get(f"/rapports/2019/{rest}")
    editor.get(f"/rapports/2019/{rest}")

    said = client.get(f"/rapports/2019/{rest}").content.decode()

    assert "Secrète" not in said
    assert "secret" not in said
    assert "réservé" not in said


def test_editors_see_their_texts_in_a_working_version(editor, mention):
    write("Un texte réservé, et {press}.")

    assert "Un texte réservé, et 1 mention dans la presse ." in page(editor, "/rapports/2019/")


def test_editors_see_a_working_version_without_a_text_that_names_what_is_gone(editor, mention):
    write("Plus de {event.journee.attendance} personnes.")
    Record.objects.get(key="journee").figures.all().delete()

    assert "Vers une démocratie numérique" in page(editor, "/rapports/2019/")
    assert "Aucun chiffre ne s’appelle" in page(editor, "/rapports/2019/textes/")


def test_a_withdrawn_name_is_nowhere_in_a_working_version(client, mention):
    person = make("person", "zoe", given_name="Zoé", family_name="Retirée")
    make("press_mention", "zoe", title={"fr": "Zoé Retirée parle"}, date="2019-06")
    make(
        "dossier",
        "debat",
        title={"fr": "Débat"},
        date="2019",
        records=["press_mention:zoe", "person:zoe"],
    )
    assert "Zoé" in page(client, "/rapports/2019/")
    withdraw(person, by=None, at=timezone.now())

    said = [client.get(f"/rapports/2019/{rest}").content.decode() for rest in READ_BY_ALL]

    assert [text for text in said if "Retirée" in text] == []
    assert said[0].count("Nom retiré parle") == 2


@pytest.mark.parametrize("rest", ["", "chiffres/"])
def test_a_year_without_facts_names_those_that_have_some(client, mention, rest):
    text = page(client, f"/rapports/1999/{rest}", status=404)

    assert "Il n’y a pas de rapport pour 1999" in text
    assert "Ces années en ont un : Rapport d’activité 2019" in text


@pytest.mark.parametrize("rest", FOR_EDITORS)
def test_a_year_without_facts_has_nothing_to_write(editor, mention, rest):
    assert "Il n’y a pas de rapport pour 1999" in page(editor, f"/rapports/1999/{rest}", status=404)


@pytest.mark.parametrize(
    "address",
    [
        "/rapports/99999/",
        "/rapports/20x9/",
        "/rapports/2019/rien/",
        "/rapports/2019/fichiers/rien.pdf",
        "/rapports/2019/fichiers/a%00b",
        "/rapports/2019/fichiers/activity-report-2019.pdf",
        "/rapports/1999/fichiers/figures.csv",
        "/rapports/2019/fichiers/figures.csv?numero=1",
        "/rapports/2019/fichiers/figures.csv?numero=un",
        "/rapports/2019/fichiers/figures.csv?numero=99999999999999999999",
    ],
)
def test_odd_addresses_are_not_found(client, mention, address):
    assert client.get(address).status_code == 404


# ---------------------------------------------------------------- a published report


def test_a_published_report_says_when_and_under_which_licence(client, issue):
    text = page(client, "/rapports/2019/")

    assert "Édition 1, publiée le 14 février 2020 Licence : Licence Ouverte 2.0" in text
    assert WORKING not in text
    assert "Éditions de ce rapport" not in text


def test_a_published_report_stays_when_a_record_changes(client, issue, mention):
    mention.title_fr = "Un autre titre"
    mention.save()
    save(mention)

    text = page(client, "/rapports/2019/")

    assert "Vers une démocratie numérique" in text
    assert "Un autre titre" not in text


def test_a_corrected_report_keeps_its_issues_with_what_they_correct(client, issue):
    publish_erratum(2019, ERRATUM, by=None, at=AT + dt.timedelta(days=1))

    answer = client.get("/en/rapports/2019/")

    text = plain(answer)
    assert "Issue 2, published on 15 February 2020" in text
    assert "Issues of this report" in text
    assert text.count("A date was wrong.") == 2
    assert [len(one["files"]) for one in answer.context["issues"]] == [5, 5]
    assert 'href="/en/rapports/2019/fichiers/activity-report-2019.pdf?numero=1"' in (
        answer.content.decode()
    )


@pytest.mark.parametrize("corrections", [0, 2])
def test_a_published_report_takes_five_queries_of_its_own(
    client, issue, corrections, django_assert_num_queries
):
    for _number in range(corrections):
        publish_erratum(2019, ERRATUM, by=None, at=AT)

    with django_assert_num_queries(6):  # one is the frame's
        answer = client.get("/rapports/2019/")

    assert len(answer.context["issues"]) == corrections + 1


def test_each_class_of_the_text_of_a_report_has_a_look(client, issue):
    style = Path(finders.find("common/report.css")).read_text(encoding="utf-8")
    looks = set(re.findall(r"\.(report-[\w-]+)", style))
    shown = client.get("/rapports/2019/").content.decode()
    used = {name for names in re.findall(r'class="([^"]+)"', shown) for name in names.split()}

    plain_ones = {"report-text", "report-item", "report-take"}
    assert {name for name in used if name.startswith("report-")} - looks - plain_ones == set()


# ---------------------------------------------------------------- figures


def test_each_figure_has_a_row_with_its_meaning_and_its_records(client, mention):
    answer = client.get("/rapports/2019/chiffres/")

    rows = {row["names"][0]: row for group in answer.context["groups"] for row in group["rows"]}
    assert rows["press"]["names"] == ["press", "press.count"]
    assert rows["press"]["value"] == "1 mention dans la presse"
    assert rows["press"]["records"] == [
        {
            "title": "Vers une démocratie numérique",
            "url": "/presse/vers/",
            "lang": "",
            "detail": "",
        }
    ]
    assert rows["event.journee.attendance"]["value"] == "plus de 250"
    said = answer.content.decode()
    assert 'id="press"' in said
    assert 'id="press.count"' in said
    assert "observatory report verify" in said


def test_a_figure_of_the_text_leads_to_its_row(client, mention):
    said = client.get("/rapports/2019/").content.decode()

    assert 'href="http://testserver/rapports/2019/chiffres/#press"' in said


@pytest.mark.parametrize("count", [1, 3])
def test_figures_take_as_many_queries_however_many_they_are(
    client, mention, count, django_assert_num_queries
):
    for number in range(count):
        make("press_mention", f"n-{number}", title={"fr": "Article"}, date="2019")
    client.get("/rapports/2019/chiffres/")

    # The frame, the issues, two for the state of the data, the records, the names withdrawn.
    with django_assert_num_queries(6):
        client.get("/rapports/2019/chiffres/")


def test_many_records_of_a_figure_are_one_step_away(client, mention):
    for number in range(12):
        make("press_mention", f"n-{number}", title={"fr": f"Article {number}"}, date="2019")

    answer = client.get("/rapports/2019/chiffres/")

    rows = {row["names"][0]: row for group in answer.context["groups"] for row in group["rows"]}
    assert (len(rows["press"]["records"]), len(rows["press"]["other_records"])) == (10, 3)
    assert "3 autres" in plain(answer)


def test_figures_of_a_published_report_still_hold(client, issue):
    text = page(client, "/rapports/2019/chiffres/")

    assert "Tous les chiffres tiennent" in text
    assert "Diffère" not in text


def test_figures_that_no_longer_hold_say_why(client, mention):
    make("press_mention", "neuf", title={"fr": "Neuf"}, date="2019-07")
    publish(2019, by=None, at=AT)
    withdraw(mention, by=None, at=timezone.now())

    answer = client.get("/en/rapports/2019/chiffres/")

    rows = {row["names"][0]: row for group in answer.context["groups"] for row in group["rows"]}
    assert rows["press"]["reasons"] == ["1 no longer counts: press_mention:vers"]
    assert rows["press"]["records"][0]["title"] == "a record that is no longer public"
    assert rows["event.journee.attendance"]["reasons"] == []
    text = plain(answer)
    assert "Some figures differ" in text
    assert "Differs 1 no longer counts: press_mention:vers" in text


# ---------------------------------------------------------------- files


@pytest.mark.parametrize("is_published", [False, True], ids=["working", "published"])
def test_each_file_is_given_to_keep_with_its_type(client, mention, is_published):
    if is_published:
        publish(2019, by=None, at=AT)

    answers = {name: client.get(f"/rapports/2019/fichiers/{name}") for name in FRENCH_FILES}

    assert {name: answer["Content-Type"] for name, answer in answers.items()} == FRENCH_FILES
    assert [answer["Content-Disposition"] for answer in answers.values()] == [
        f'attachment; filename="{name}"' for name in FRENCH_FILES
    ]
    assert answers["rapport-activite-2019.pdf"].content.startswith(b"%PDF-")


def test_files_that_a_page_offers_are_all_there(client, mention):
    for prefix in ("", "/en"):
        offered = client.get(f"{prefix}/rapports/2019/").context["files"]

        assert [client.get(file["url"]).status_code for file in offered] == [200] * 5


def test_a_file_of_a_working_version_says_that_it_is_one(client, mention):
    files = "/en/rapports/2019/fichiers/"
    working = client.get(f"{files}activity-report-2019.html").content.decode()
    publish(2019, by=None, at=AT)
    published = client.get(f"{files}activity-report-2019.html").content.decode()

    assert "This is no published report." in working
    assert "This is no published report." not in published


def test_a_file_of_an_earlier_issue_stays(client, issue):
    publish_erratum(2019, ERRATUM, by=None, at=AT)
    url = "/rapports/2019/fichiers/rapport-activite-2019.html"

    assert "Une date était fausse." in client.get(url).content.decode()
    assert "Une date était fausse." in client.get(f"{url}?numero=2").content.decode()
    assert "Une date était fausse." not in client.get(f"{url}?numero=1").content.decode()


def test_a_file_is_not_sent_twice(client, issue):
    url = "/rapports/2019/fichiers/snapshot.json"
    kept = issue.files.get(language="fr", name="snapshot.json")
    tag = client.get(url)["ETag"]

    assert tag == f'"{kept.sha256}"'
    assert client.get(url, headers={"If-None-Match": tag}).status_code == 304


def test_a_file_emptied_of_a_name_is_gone_and_its_report_says_so(client, issue):
    publish_erratum(2019, ERRATUM, by=None, at=AT)
    IssueFile.objects.filter(issue=issue).update(content=None)

    gone = client.get("/rapports/2019/fichiers/rapport-activite-2019.pdf?numero=1")

    assert gone.status_code == 410
    assert "Ce fichier a été retiré" in plain(gone)
    said = client.get("/rapports/2019/").content.decode()
    assert "Ses fichiers contenaient un nom retiré depuis" in plain(client.get("/rapports/2019/"))
    assert "numero=1" not in said


def test_a_withdrawn_name_is_in_no_erratum(client, issue):
    person = make("person", "zoe", given_name="Zoé", family_name="Retirée")
    named = {"fr": "Il manquait Zoé Retirée.", "en": "Zoé Retirée was missing."}
    publish_erratum(2019, named, by=None, at=AT)
    withdraw(person, by=None, at=timezone.now())

    said = client.get("/rapports/2019/").content.decode()

    assert "Retirée" not in said
    assert "Il manquait Nom retiré." in said


# ---------------------------------------------------------------- who may write


@pytest.mark.parametrize("rest", FOR_EDITORS)
def test_visitors_are_sent_to_sign_in(client, mention, rest):
    for prefix in ("", "/en"):
        answer = client.get(f"{prefix}/rapports/2019/{rest}")

        expected = f"{prefix}/compte/login/?next={prefix}/rapports/2019/{rest}"
        assert (answer.status_code, answer["Location"]) == (302, expected)


@pytest.mark.parametrize("rest", FOR_EDITORS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_contributors_may_not_write_a_report(mention, rest, method):
    camille = signed_in(account("camille", Role.CONTRIBUTOR))

    assert getattr(camille, method)(f"/rapports/2019/{rest}").status_code == 403


@pytest.mark.parametrize("may_edit", [False, True])
def test_only_editors_are_shown_the_way_to_write(client, editor, mention, may_edit):
    reader = editor if may_edit else client

    assert ("/rapports/2019/textes/" in reader.get("/rapports/2019/").content.decode()) is may_edit


def test_forms_are_protected_against_forgery(mention):
    edith = account("edith", Role.EDITOR)
    client = Client(enforce_csrf_checks=True)
    client.force_login(edith)

    for rest in ("textes/press/", "comparer/"):
        answer = client.post(f"/rapports/2019/{rest}", {"action": "save", "text": "Ruse"})

        assert answer.status_code == 403
    assert not ReportText.objects.exists()
    assert not Issue.objects.exists()


# ---------------------------------------------------------------- texts

TEXT = "/rapports/2019/textes/press/"


def test_texts_are_listed_with_what_each_section_says(editor, mention):
    write("Lus {press} fois.")

    text = page(editor, "/rapports/2019/textes/")

    assert "Lus {press} fois." in text
    assert "Ce sont les textes français." in text
    assert "{press}, par {outlets}." not in text
    assert "{network} en {year}. " in text


def test_the_page_of_a_text_lists_the_figures_it_may_name(editor, mention):
    answer = editor.get(TEXT)

    assert answer.context["form"].initial["text"] == "{press}, par {outlets}."
    text = plain(answer)
    assert "{press} {press.count} 1 mention dans la presse 1" in text
    assert "{event.journee.attendance} plus de 250 personnes" in text


def test_a_preview_shows_the_section_and_keeps_nothing(editor, mention):
    answer = sent(editor, TEXT, action="preview", text="Avec {press} et 12 de plus.")

    text = plain(answer)
    assert "Avec 1 mention dans la presse et 12 de plus." in text
    assert "aucune fiche ne l’appuie : 12." in text
    assert "Journée civique" not in text
    assert answer.context["form"]["text"].value() == "Avec {press} et 12 de plus."
    assert texts_of(2019, "fr") == {}


def test_a_wrong_name_is_told_and_the_text_stays_in_the_field(editor, mention):
    for action in ("preview", "save"):
        answer = sent(editor, TEXT, action=action, text="Lus {pres} fois.")

        said = answer.content.decode()
        assert answer.context["form"]["text"].value() == "Lus {pres} fois."
        assert '<a href="#id_text">Texte</a>' in said
        assert "Aucun chiffre ne s’appelle « pres ». Peut-être : press" in plain(answer)
    assert texts_of(2019, "fr") == {}


def test_a_text_too_long_is_refused(editor, mention):
    answer = sent(editor, TEXT, action="save", text="a" * 20_001)

    assert answer.context["form"].errors["text"]
    assert texts_of(2019, "fr") == {}


def test_a_saved_text_is_kept_in_the_language_of_its_page(editor, mention):
    answer = sent(editor, f"/en{TEXT}", action="save", text="Read {press}.\r\n\r\nAnd 12 more.")

    assert texts_of(2019, "en") == {"press": "Read {press}.\n\nAnd 12 more."}
    assert texts_of(2019, "fr") == {}
    assert ReportText.objects.get().updated_by.username == "edith"
    assert [str(message) for message in answer.context["messages"]] == [
        "The text of “The observatory in the press” is saved.",
        "This number is typed by hand, and no record backs it: 12.",
    ]


def test_the_built_in_text_is_not_kept_as_someone_s(editor, mention):
    sent(editor, TEXT, action="save", text="{press}, par {outlets}.")

    assert not ReportText.objects.exists()


def test_a_text_leaves_its_place_only_when_that_is_confirmed(editor, mention):
    write("Un texte à moi.")

    asked = sent(editor, TEXT, action="restore", text="Un texte à moi, repris.")
    assert "Remettre le texte d’office ?" in plain(asked)
    assert asked.context["form"]["text"].value() == "Un texte à moi, repris."
    assert texts_of(2019, "fr") == {"press": "Un texte à moi."}

    sent(editor, TEXT, action="restore-confirmed")
    assert texts_of(2019, "fr") == {}


def test_a_text_that_someone_else_changed_meanwhile_is_not_lost(editor, mention):
    write("Le leur.")

    answer = sent(editor, TEXT, action="save", text="Le mien.", based_on="")
    assert "Quelqu’un d’autre a modifié ce texte" in plain(answer)
    assert "Le leur." in plain(answer)
    assert answer.context["form"]["text"].value() == "Le mien."
    assert texts_of(2019, "fr") == {"press": "Le leur."}

    moment = answer.context["section"]["moment"]
    sent(editor, TEXT, action="save", text="Le mien.", based_on=moment)
    assert texts_of(2019, "fr") == {"press": "Le mien."}


def test_a_preview_does_not_wait_for_another_text_that_names_what_is_gone(editor, mention):
    save_text(2019, "fr", Section.EVENTS, "{event.journee.attendance}", by=None, at=AT)
    Record.objects.get(key="journee").figures.all().delete()

    answer = sent(editor, TEXT, action="preview", text="Lus {press} fois.")

    assert "Lus 1 mention dans la presse fois." in plain(answer)
    beside = page(editor, "/rapports/2019/textes/")
    assert "Aucun chiffre ne s’appelle « event.journee.attendance »." in beside


def test_a_section_that_does_not_exist_has_no_page(editor, mention):
    assert editor.get("/rapports/2019/textes/rien/").status_code == 404


# ---------------------------------------------------------------- publishing

PUBLISH = "/rapports/2019/comparer/"


def test_publishing_is_explained_and_confirmed(editor, mention):
    before = page(editor, PUBLISH)
    unconfirmed = sent(editor, PUBLISH)

    assert "Publier fige ce rapport" in before
    assert "Cochez la case pour confirmer." in plain(unconfirmed)
    assert last_issue(2019) is None


def test_an_editor_publishes(editor, client, mention):
    write("Lus {press} fois.")

    answer = sent(editor, PUBLISH, confirmed="on")

    assert answer.redirect_chain == [("/rapports/2019/", 302)]
    assert "L’édition 1 est publiée, en français et en anglais." in plain(answer)
    assert last_issue(2019).published_by.username == "edith"
    assert "Lus 1 mention dans la presse fois." in page(client, "/rapports/2019/")


def test_a_report_is_not_published_with_a_text_that_names_what_is_gone(editor, mention):
    write("{event.journee.attendance}", "en")
    Record.objects.get(key="journee").figures.all().delete()

    answer = sent(editor, PUBLISH, confirmed="on")

    assert last_issue(2019) is None
    assert "Corrigez d’abord ces textes" in plain(answer)
    assert '<a href="/en/rapports/2019/textes/press/">' in answer.content.decode()


def test_comparing_what_did_not_change_says_so(editor, issue):
    assert "Rien : les fiches et les textes disent toujours" in page(editor, PUBLISH)


def test_comparing_shows_what_would_go_and_come(editor, issue, mention):
    mention.title_fr = "Un autre titre"
    mention.save()
    save(mention)
    make("press_mention", "neuf", title={"fr": "Neuf"}, date="2019-07")

    answer = editor.get(PUBLISH)

    figures = {one["name"]: one["reasons"] for one in answer.context["comparison"]["figures"]}
    assert figures["press"] == ("1 compte désormais\u00a0: press_mention:neuf",)
    text = plain(answer)
    assert "Retiré : Vers une démocratie numérique" in text
    assert "Ajouté : Un autre titre" in text


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"fr": "Faute.", "confirmed": "on"}, ["en"]),
        ({"fr": "Faute.", "en": "  ", "confirmed": "on"}, ["en"]),
        ({"fr": "Faute.", "en": "Error."}, ["confirmed"]),
        ({}, ["confirmed", "en", "fr"]),
    ],
)
def test_an_erratum_speaks_both_languages_and_is_confirmed(editor, issue, fields, wrong):
    answer = sent(editor, PUBLISH, **fields)

    assert sorted(answer.context["form"].errors) == wrong
    assert answer.context["form"]["fr"].value() == fields.get("fr")
    assert last_issue(2019) == issue


@pytest.mark.parametrize("regenerate", [False, True])
def test_an_editor_publishes_an_erratum(editor, client, issue, mention, regenerate):
    mention.title_fr = "Un autre titre"
    mention.save()
    save(mention)
    taken = {"regenerate": "on"} if regenerate else {}

    sent(editor, PUBLISH, **ERRATUM, **taken, confirmed="on")

    text = page(client, "/rapports/2019/")
    assert "Édition 2" in text
    assert "Une date était fausse." in text
    assert ("Un autre titre" in text) is regenerate


def test_a_report_whose_records_are_gone_can_still_be_corrected(editor, issue, mention):
    Record.objects.exclude(kind="observatory").update(status="draft")
    for record in Record.objects.all():
        save(record)

    before = editor.get(PUBLISH)
    sent(editor, PUBLISH, **ERRATUM, confirmed="on")

    assert "Il ne peut pas être réécrit" in plain(before)
    assert "regenerate" not in before.context["form"].fields
    assert last_issue(2019).number == 2


def test_publishing_twice_at_once_publishes_once(editor, mention, monkeypatch):
    # Someone else publishes while this one's request is on its way.
    monkeypatch.setattr("observatory.reports.views.last_issue", {}.get)
    publish(2019, by=None, at=AT)

    answer = sent(editor, PUBLISH, confirmed="on")

    assert "Quelqu’un d’autre vient de publier ce rapport." in plain(answer)
    assert Issue.objects.count() == 1
