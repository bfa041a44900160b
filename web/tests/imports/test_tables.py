"""Tables in and out of the admin: preview, confirmation, and rows that are wrong."""

import csv
import datetime as dt
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from factories.cast import account, signed_in
from factories.records import concept, make
from observatory.accounts.enums import Role
from observatory.imports.domain.cells import harmless, plain
from observatory.records.domain.documents import to_document
from observatory.records.domain.kinds import as_its_kind
from observatory.records.enums import Action
from observatory.records.models import Record

LIST = "/admin/directory/organisation/"
XLSX, CSV = "0", "1"
HEADER = ("id", "title_fr", "title_en", "type", "date", "siren", "sources")


@pytest.fixture
def facts(db):
    """Give a vocabulary, a source and a published organisation."""
    concept("niveau-preuve", "declare")
    concept("type-acteur", "association")
    concept("type-acteur", "entreprise")
    make("source", "rapport", title={"fr": "Rapport"})
    return make(
        "organisation",
        "agora",
        title={"fr": "Agora", "en": "Agora"},
        type="association",
        date="2018",
        evidence="declare",
        city="Lille",
        citations=[{"source": "rapport", "locator": {"fr": "p. 3"}}],
    )


@pytest.fixture
def desk(facts):
    return signed_in(account("Edith", Role.EDITOR))


def workbook(*rows, header=HEADER):
    """Write a real workbook."""
    book = openpyxl.Workbook()
    for row in (header, *rows):
        book.active.append(row)
    content = BytesIO()
    book.save(content)
    return SimpleUploadedFile("table.xlsx", content.getvalue())


def previewed(browser, file, *, file_format=XLSX):
    return browser.post(f"{LIST}import/", {"import_file": file, "format": file_format})


def confirmed(browser, preview):
    form = preview.context["confirm_form"]
    return browser.post(f"{LIST}process_import/", form.initial, follow=True)


def document(key):
    return to_document(as_its_kind(Record.objects.get(kind="organisation", key=key)))


def wrong(preview):
    """Return (row, column) of each mistake."""
    return {
        (row.number, column)
        for row in preview.context["result"].invalid_rows
        for column in row.field_specific_errors
    }


ROWS = (
    ("agora", "Agora citoyenne", "Agora", "association", "mai 2019", None, "rapport"),
    ("cafe", "Café", None, "entreprise", dt.datetime(2020, 3, 1), None, "rapport"),  # noqa: DTZ001  # as a workbook holds it
)


def test_preview_shows_what_changes_and_writes_nothing(desk, facts):
    preview = previewed(desk, workbook(*ROWS))

    result = preview.context["result"]
    assert [row.import_type for row in result.rows] == ["update", "new"]
    assert "<del>Agora</del> <ins>Agora citoyenne</ins>" in preview.content.decode()
    assert document("agora")["title"]["fr"] == "Agora"
    assert not Record.objects.filter(key="cafe").exists()


def test_confirmation_writes_revisions_and_new_rows_are_drafts(desk, facts):
    confirmed(desk, previewed(desk, workbook(*ROWS)))

    agora, cafe = document("agora"), document("cafe")
    assert (agora["title"]["fr"], agora["date"]) == ("Agora citoyenne", "2019-05")
    assert "status" not in agora
    assert (cafe["status"], cafe["date"], cafe["type"]) == ("draft", "2020-03-01", "entreprise")
    assert cafe["citations"] == [{"source": "rapport"}]
    last = facts.revisions.first()
    assert (last.action, last.by.username) == (Action.IMPORTED, "Edith")


def test_missing_column_leaves_a_field_alone_and_empty_cell_empties_it(desk, facts):
    rows = [("agora", "Agora", None)]
    confirmed(desk, previewed(desk, workbook(*rows, header=("id", "title_fr", "title_en"))))

    kept = document("agora")
    assert kept["title"] == {"fr": "Agora"}
    assert (kept["city"], kept["citations"][0]["locator"]) == ("Lille", {"fr": "p. 3"})


def test_each_wrong_cell_is_told_by_row_and_column(desk, facts):
    rows = (
        ("un", "Un", None, "asociation", "2019", None, None),
        ("deux", "Deux", None, None, "un jour", "123456789", "carnet"),
        ("trois", "x" * 301, None, None, None, None, None),
        ("quatre", "Quatre", None, None, None, None, None),
        ("quatre", "Encore", None, None, None, None, None),
    )

    preview = previewed(desk, workbook(*rows))

    assert wrong(preview) == {
        (1, "type"),
        (2, "date"),
        (2, "siren"),
        (2, "sources"),
        (3, "title_fr"),
        (5, "id"),
    }
    assert "confirm_form" not in preview.context
    assert Record.objects.filter(kind="organisation").count() == 1


def test_mistake_names_what_was_expected(desk, facts):
    preview = previewed(desk, workbook(("un", "Un", None, "asociation", None, None, None)))

    told = preview.content.decode()
    assert "asociation" in told
    assert "association, entreprise" in told


def test_column_that_does_not_exist_is_refused(desk, facts):
    preview = previewed(desk, workbook(("a", "A"), header=("id", "titre")))

    assert "titre" in str(preview.context["result"].base_errors[0].error)


def test_withdrawn_record_is_not_changed_by_a_table(desk, facts):
    make("organisation", "partie", title={"fr": "Partie"}, status="withdrawn")

    preview = previewed(desk, workbook(("partie", "De retour", None, None, None, None, None)))

    assert wrong(preview) == {(1, "id")}


def test_nothing_is_written_when_a_record_changed_after_the_preview(desk, facts):
    preview = previewed(desk, workbook(*ROWS))
    gone = as_its_kind(Record.objects.get(key="agora"))
    gone.status = "withdrawn"
    gone.save()

    confirmed(desk, preview)

    assert not Record.objects.filter(key="cafe").exists()


def test_file_that_is_no_workbook_is_refused(desk, facts):
    response = previewed(desk, SimpleUploadedFile("table.xlsx", b"no workbook"))

    assert response.context["form"].errors


def test_csv_with_accents_is_read(desk, facts):
    text = "id,title_fr\ncafe,Café des débats\n"

    preview = previewed(desk, SimpleUploadedFile("t.csv", text.encode()), file_format=CSV)
    confirmed(desk, preview)

    assert document("cafe")["title"] == {"fr": "Café des débats"}


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, None])
def test_only_editors_import(facts, role):
    browser = signed_in(account("Zoe", role))

    assert browser.get(f"{LIST}import/").status_code in {302, 403}
    assert browser.post(f"{LIST}process_import/").status_code in {302, 403}


# ---------------------------------------------------------------- out


def exported(browser, file_format=CSV):
    response = browser.post(f"{LIST}export/", {"format": file_format, "resource": "0"})
    return response.content


def test_export_comes_back_unchanged(desk, facts):
    file = SimpleUploadedFile("t.xlsx", exported(desk, XLSX))

    preview = previewed(desk, file)

    assert [row.import_type for row in preview.context["result"].rows] == ["skip"]


def test_export_holds_no_formula(desk, facts):
    dangers = {"fr": "=HYPERLINK(1)", "en": "@SUM(1)"}
    make("organisation", "piege", title=dangers, city="+33 1", acronym="-1")

    rows = {row["id"]: row for row in csv.DictReader(StringIO(exported(desk).decode("utf-8-sig")))}

    piege = rows["piege"]
    found = [piege[name] for name in ("title_fr", "title_en", "city", "acronym")]
    assert found == ["'=HYPERLINK(1)", "'@SUM(1)", "'+33 1", "'-1"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@a", "\t=1", "\r=1", "\n=1", "\uff1d1"])
def test_cell_that_looks_like_a_formula_is_quoted(text):
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "'=1", "plain", "'quoted'"])
def test_harmless_cells_are_read_back_as_they_were(text):
    assert plain(harmless(text)) == text.removeprefix("'") if text == "'=1" else text


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (True, "true"),
        (3.0, "3"),
        (3.5, "3.5"),
        (dt.datetime(2019, 5, 15), "2019-05-15"),  # noqa: DTZ001  # as a workbook holds it
    ],
)
def test_cells_of_workbooks_become_texts(cell, text):
    assert plain(cell) == text
