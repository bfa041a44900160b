"""Reports once published: frozen, compared, corrected, without a name withdrawn since."""

import datetime as dt
import io
import zipfile

import pytest
from django.core.management import call_command
from django.utils import timezone
from pypdf import PdfReader

from civiscope.errors import InputError
from civiscope.publication import text_of
from factories.records import make, save
from observatory.records.domain.kinds import as_its_kind
from observatory.records.domain.publish import withdraw
from observatory.records.models import Record
from observatory.reports.domain.compare import compare
from observatory.reports.domain.files import shown, snapshot_of
from observatory.reports.domain.publish import (
    AlreadyPublished,
    NotPublished,
    current_report,
    frozen,
    last_issue,
    publish,
    publish_erratum,
)
from observatory.reports.domain.texts import preview, save_text, texts_of, unusable_texts
from observatory.reports.domain.verify import verify_figures
from observatory.reports.enums import Section
from observatory.reports.models import Issue, IssueFile

pytestmark = pytest.mark.django_db

AT = dt.datetime(2020, 2, 14, 9, tzinfo=dt.UTC)
ERRATUM = {"fr": "La date du colloque a été corrigée.", "en": "A date was corrected."}
FILES = 5


@pytest.fixture(scope="module")
def issue(pack_2019, django_db_blocker) -> Issue:
    """Publish once for the tests of the module, each of which takes back what it changes."""
    with django_db_blocker.unblock():
        return publish(2019, by=None, at=AT)


def readable(name: str, content: bytes) -> str:
    """Return what can be read in a file, whatever its format."""
    if name.endswith(".pdf"):
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    if name.endswith(".docx"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = [package.read(part) for part in package.namelist() if part.endswith("xml")]
        return b"\n".join(parts).decode()
    return content.decode()


def rename_event() -> Record:
    event = Record.objects.get(kind="event", key="journee-civic-tech-2019").as_event
    event.title_fr = "Journée rebaptisée"
    event.save()
    save(event)
    return event


def add_talk() -> None:
    make("activity", "int-99", title={"fr": "Une autre causerie"}, section="intervention",
         nature="debat", date="2019-05-06")  # fmt: skip


def words(issue: Issue, language: str = "fr") -> str:
    return "\n".join(text_of(shown(frozen(issue, language), "")))


# ---------------------------------------------------------------- frozen


def test_an_issue_keeps_every_file_in_both_languages(issue):
    files = issue.files.values_list("language", "name")

    assert list(files) == [
        ("en", "activity-report-2019.docx"),
        ("en", "activity-report-2019.html"),
        ("en", "activity-report-2019.pdf"),
        ("en", "figures.csv"),
        ("en", "snapshot.json"),
        ("fr", "figures.csv"),
        ("fr", "rapport-activite-2019.docx"),
        ("fr", "rapport-activite-2019.html"),
        ("fr", "rapport-activite-2019.pdf"),
        ("fr", "snapshot.json"),
    ]


def test_a_published_report_does_not_change_with_the_records(issue):
    before = [bytes(file.content) for file in issue.files.all()]
    rename_event()

    assert [bytes(file.content) for file in last_issue(2019).files.all()] == before
    assert "Journée rebaptisée" not in words(last_issue(2019))


def test_a_report_is_published_once(issue):
    with pytest.raises(AlreadyPublished, match="erratum"):
        publish(2019, by=None, at=AT)


def test_a_year_without_facts_is_not_published(pack_2019):
    with pytest.raises(InputError, match="1999"):
        publish(1999, by=None, at=AT)

    assert last_issue(1999) is None


# ---------------------------------------------------------------- compared and verified


def test_comparison_shows_what_writing_again_would_change(issue):
    rename_event()
    add_talk()

    found = compare(frozen(issue, "fr"), current_report(2019, "fr").document)

    assert ("+", "Journée rebaptisée") in found.lines
    assert ("-", "Journée de la civic tech et de l'engagement citoyen") in found.lines
    assert "interventions" in {one.figure.name for one in found.figures}


def test_comparison_reads_a_table_row_by_row(issue):
    add_talk()

    found = compare(frozen(issue, "fr"), current_report(2019, "fr").document)

    talks = [(sign, line) for sign, line in found.lines if "Interventions et auditions –" in line]
    assert talks == [
        (
            "-",
            "Interventions et auditions – 0 – 0 – 2 – 0 – 1 – 1 – 1 – 0 – 2 – 2 – 1 – 1 – 0 – 11",
        ),
        (
            "+",
            "Interventions et auditions – 0 – 0 – 2 – 0 – 2 – 1 – 1 – 0 – 2 – 2 – 1 – 1 – 0 – 12",
        ),
    ]


def test_comparison_of_what_did_not_change_is_empty(issue):
    found = compare(frozen(issue, "en"), current_report(2019, "en").document)

    assert not found.changes


def test_verification_says_which_figures_differ_and_why(issue):
    add_talk()
    mention = Record.objects.get(kind="press_mention", key="presse-02")
    withdraw(as_its_kind(mention), by=None, at=AT)
    edition = Record.objects.get(kind="edition", key="barometre-2018")
    edition.figures.filter(key="repondants").update(value=71)

    different = {
        one.figure.name: one.reasons for one in verify_figures(frozen(issue, "en")) if not one.holds
    }

    assert different["interventions"] == ("1 counts now and did not: activity:int-99",)
    assert different["press"] == ("1 no longer counts: press_mention:presse-02",)
    assert different["edition.barometre-2018.repondants"] == ("its record now says 71",)
    assert "events" not in different


# ---------------------------------------------------------------- corrected


def test_an_erratum_stands_before_what_was_published(issue):
    rename_event()

    corrected = publish_erratum(2019, ERRATUM, by=None, at=AT)

    assert corrected.number == 2
    assert "14 février 2020 – La date du colloque a été corrigée." in words(corrected)
    assert "14 February 2020 – A date was corrected." in words(corrected, "en")
    assert "Journée rebaptisée" not in words(corrected)


def test_an_erratum_may_take_what_the_database_says_now(issue):
    rename_event()
    publish_erratum(2019, ERRATUM, by=None, at=AT)

    corrected = publish_erratum(2019, ERRATUM, by=None, at=AT, regenerate=True)

    assert "Journée rebaptisée" in words(corrected)
    assert len(frozen(corrected, "fr").errata) == 2


@pytest.mark.parametrize("texts", [{}, {"fr": "Une faute."}, {"fr": "Une faute.", "en": " "}])
def test_an_erratum_says_what_it_corrects_in_both_languages(issue, texts):
    with pytest.raises(InputError, match="in French and in English"):
        publish_erratum(2019, texts, by=None, at=AT)

    assert last_issue(2019) == issue


def test_what_is_not_published_has_no_erratum(pack_2019):
    with pytest.raises(NotPublished, match="publish it first"):
        publish_erratum(2018, ERRATUM, by=None, at=AT)


# ---------------------------------------------------------------- a name withdrawn


@pytest.fixture
def withdrawn(issue) -> Issue:
    person = Record.objects.get(kind="person", key="laurence-allard").as_person
    withdraw(person, by=None, at=timezone.now())
    return last_issue(2019)


def test_a_withdrawn_name_makes_a_new_issue_that_says_so(issue, withdrawn):
    assert withdrawn.number == issue.number + 1
    assert "Nom retiré" in words(withdrawn)
    assert "Un nom a été retiré à la demande de la personne qui le portait." in words(withdrawn)
    assert "A name was withdrawn at the request of the person who bore it." in words(
        withdrawn, "en"
    )
    assert "Maître des conférences en sciences de la communication" in words(withdrawn)


def test_a_withdrawn_name_is_in_no_file_that_is_kept(withdrawn):
    kept = IssueFile.objects.exclude(content=None)
    texts = {file.name: readable(file.name, bytes(file.content)) for file in kept}

    assert kept.count() == 2 * FILES
    assert [name for name, text in texts.items() if "allard" in text.casefold()] == []


def test_files_of_earlier_issues_are_emptied(issue, withdrawn):
    assert issue.files.count() == 2 * FILES
    assert not issue.files.exclude(content=None).exists()
    with pytest.raises(NotPublished, match="are gone"):
        frozen(issue, "fr")


def test_a_withdrawn_name_that_a_report_does_not_hold_changes_nothing(issue):
    person = make("person", "ailleurs", given_name="Claude", family_name="Ailleurs")
    withdraw(person, by=None, at=timezone.now())

    assert last_issue(2019) == issue
    assert not issue.files.filter(content=None).exists()


def test_a_withdrawn_name_that_titles_spell_is_on_no_page_and_in_no_file(
    pack_2019, client, tmp_path
):
    person = make("person", "zoe", given_name="Zoé", family_name="Retirée")
    spelt = {"fr": "Autour de Zoé Retirée", "en": "Around Zoé Retirée"}
    make("event", "zoe", title=spelt, date="2017-05", summary=spelt,
         sessions=[{"id": "zoe", "title": spelt, "speakers": [{"person": "zoe"}]}])  # fmt: skip
    make("dossier", "zoe", title=spelt, date="2017", records=["event:zoe", "person:zoe"])
    make("highlight", "zoe", title=spelt, date="2017-05", about="event:zoe")
    withdraw(person, by=None, at=timezone.now())

    pages = [client.get(f"{way}/rapports/2017/").content.decode() for way in ("", "/en")]
    call_command("report", "2017", "--out", str(tmp_path), stdout=io.StringIO())
    kept = publish(2017, by=None, at=AT).files.all()

    files = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    files |= {f"{one.language} {one.name}": bytes(one.content) for one in kept}
    texts = [*pages, *(readable(name, content) for name, content in files.items())]
    assert [text for text in texts if "Retirée" in text] == []
    assert "Autour de Nom retiré" in pages[0]
    assert "Around Name withdrawn" in pages[1]
    assert "Autour de Nom retiré" in files["snapshot.json"].decode()
    assert len(files) == 3 * FILES


# ---------------------------------------------------------------- texts


def test_a_text_is_kept_and_published(pack_2019):
    text = "Nés en {year}, {editions.count} fois."
    save_text(2018, "fr", Section.BAROMETER, text, by=None, at=AT)

    issue = publish(2018, by=None, at=AT)

    assert "Nés en 2018, 1 fois." in words(issue)
    assert "Nés" not in words(issue, "en")
    assert frozen(issue, "fr").texts == {"barometer": text}


def test_an_empty_text_gives_the_built_in_one_its_place_back(pack_2019):
    save_text(2019, "fr", Section.PRESS, "Autre chose.", by=None, at=AT)
    save_text(2019, "fr", Section.PRESS, "  ", by=None, at=AT)

    assert texts_of(2019, "fr") == {}


def test_a_text_with_an_unknown_figure_is_not_kept(pack_2019):
    with pytest.raises(InputError, match="pres"):
        save_text(2019, "fr", Section.PRESS, "Lus {pres} fois.", by=None, at=AT)

    assert texts_of(2019, "fr") == {}


def test_a_preview_leaves_out_another_text_that_names_what_is_gone(pack_2019):
    text = "{edition.barometre-2018.repondants} réponses."
    save_text(2019, "fr", Section.BAROMETER, text, by=None, at=AT)
    edition = Record.objects.get(kind="edition", key="barometre-2018").as_edition
    edition.figures.all().delete()

    found = preview(2019, "fr", Section.PRESS, "Lus {press.count} fois.")

    assert text_of(found.document.blocks)[1] == "Lus 9 fois."
    assert [one.section for one in unusable_texts(2019)] == ["barometer"]


def test_a_preview_shows_one_section_and_warns_of_typed_numbers(pack_2019):
    found = preview(2019, "fr", Section.PRESS, "Lus {press.count} fois, soit 12.")

    assert text_of(found.document.blocks)[:2] == [
        str(Section.PRESS.label), "Lus 9 fois, soit 12."
    ]  # fmt: skip
    assert found.typed_numbers == ("12",)
    assert texts_of(2019, "fr") == {}


def test_a_text_loses_a_name_that_is_withdrawn(pack_2019):
    save_text(2019, "fr", Section.PRESS, "Merci à Laurence Allard.", by=None, at=AT)
    person = Record.objects.get(kind="person", key="laurence-allard").as_person

    withdraw(person, by=None, at=timezone.now())

    assert texts_of(2019, "fr") == {"press": "Merci à Nom retiré."}


def test_the_snapshot_of_a_report_holds_all_of_it(pack_2019):
    written = current_report(2019, "fr")

    snapshot = snapshot_of(written)

    assert (snapshot.document, snapshot.figures) == (written.document, written.figures)
