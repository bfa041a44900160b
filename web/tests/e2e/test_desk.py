"""What contributors, editors and administrators do, as visitors then see it."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from factories.cast import PASSWORD
from requirements import needs

pytestmark = needs("browser")

EVENT = "/evenements/journee-civic-tech-2019/"
PERSON = "/personnes/najwa-el-haite/"
COLLOQUE = "/evenements/colloque-metiers-competences-2019/"


@pytest.fixture
def signed_in(open_page):
    """Sign someone of the cast in, from a page of the site."""

    def entered(name: str) -> Page:
        page = open_page()
        page.goto(EVENT)
        page.get_by_role("link", name="Se connecter").click()
        page.get_by_label("Identifiant").fill(name)
        page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Se connecter").click()
        expect(page.get_by_role("heading", name="Que voulez-vous faire ?")).to_be_visible()
        return page

    return entered


@pytest.fixture
def editor(signed_in) -> Page:
    """Open the page of someone who publishes."""
    return signed_in("edith")


@pytest.fixture
def event_put_back(editor) -> Iterator[None]:
    """Give the event back, after the test, what it said before."""
    yield
    _history(editor, EVENT)
    before = editor.get_by_role("button", name="Rétablir cette version")
    if before.count():
        before.last.click()


def test_editor_corrects_a_date_to_a_month(editor, event_put_back, page):
    _form(editor, EVENT)
    _date(editor).fill("mars 2019")
    _save(editor)

    page.goto(EVENT)
    expect(_fact(page, "Date")).to_have_text("mars 2019")

    page.get_by_role("link", name="Historique de cette fiche").click()
    newest = page.get_by_role("listitem").filter(has=page.get_by_role("table")).first
    expect(newest.locator("del")).to_have_text("18 mars 2019")
    expect(newest.locator("ins")).to_have_text("mars 2019")
    expect(page.get_by_text("edith")).to_have_count(0)


def test_date_that_cannot_be_kept_is_refused_in_words(editor, page):
    _form(editor, EVENT)
    _date(editor).fill("32 mars 2019")
    editor.get_by_role("button", name="Enregistrer", exact=True).first.click()

    expect(editor.get_by_text("« 32 mars 2019 »").first).to_be_visible()
    page.goto(EVENT)
    expect(_fact(page, "Date")).to_have_text("18 mars 2019")


def test_contributor_proposes_and_editor_accepts(signed_in, editor, event_put_back, page):
    contributor = signed_in("camille")
    _form(contributor, EVENT)
    _date(contributor).fill("T1 2019")
    _save(contributor)

    page.goto(EVENT)
    expect(_fact(page, "Date")).to_have_text("18 mars 2019")

    editor.goto("/admin/")
    editor.get_by_role("link", name="1 proposition").click()
    editor.locator("#result_list tbody").get_by_role("link").click()
    expect(editor.locator(".differences ins")).to_have_text("premier trimestre 2019")
    editor.get_by_role("button", name="Accepter").click()

    page.reload()
    expect(_fact(page, "Date")).to_have_text("premier trimestre 2019")


@pytest.fixture
def administrator(signed_in) -> Page:
    """Open the page of someone who administers."""
    return signed_in("adele")


@pytest.fixture
def withdrawn_person(administrator) -> Iterator[str]:
    """Withdraw a name, and publish it again after the test."""
    _form(administrator, PERSON)
    form = administrator.url
    administrator.get_by_role("link", name="Retirer le nom").click()
    administrator.get_by_role("button", name="Retirer le nom").click()
    yield PERSON
    administrator.goto(form)
    administrator.get_by_role("button", name="Remettre en brouillon").click()
    administrator.get_by_role("button", name="Publier", exact=True).first.click()
    administrator.goto(PERSON)
    expect(administrator.get_by_role("heading", level=1)).to_have_text("Najwa El Haïté")


def test_withdrawn_name_is_nowhere(withdrawn_person, page):
    answer = page.goto(withdrawn_person)
    assert answer.status == 410
    expect(page.get_by_role("heading", level=1)).to_have_text("Nom retiré")

    for address in (
        withdrawn_person,
        f"/en{withdrawn_person}",
        COLLOQUE,
        f"{COLLOQUE}historique/",
        "/personnes/?view=table",
        "/acteurs/grand-paris-sud/",
        "/evenements.ics",
        "/sitemap.xml",
    ):
        assert "Haïté" not in _source(page, address), address
    for typed in ("najwa", "el haite", "Najwa El Haïté"):
        assert "najwa-el-haite" not in _source(page, f"/recherche/?q={typed}"), typed

    page.goto(COLLOQUE)
    speakers = page.get_by_role("region", name="Intervenants").get_by_role("listitem")
    expect(speakers.filter(has_text="Nom retiré")).to_contain_text("Évry-Courcouronnes")


def test_contributor_does_not_open_accounts(signed_in):
    contributor = signed_in("camille")

    answer = contributor.goto("/admin/accounts/user/")

    assert answer.status == 403
    expect(contributor.get_by_role("heading", level=1)).to_be_visible()


# ---------------------------------------------------------------- gestures


def _form(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("link", name="Modifier cette fiche").click()


def _date(page: Page) -> Locator:
    return page.get_by_role("textbox", name=re.compile(r"^Date\s:"))


def _save(page: Page) -> None:
    page.get_by_role("button", name="Enregistrer", exact=True).first.click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def _history(page: Page, address: str) -> None:
    _form(page, address)
    page.get_by_role("link", name="Historique").click()


def _fact(page: Page, label: str) -> Locator:
    facts = page.get_by_role("region", name="Repères").locator("dl > div")
    named = facts.filter(has=page.locator("dt", has_text=label)).first
    return named.locator("dd")


def _source(page: Page, address: str) -> str:
    return page.request.get(address).text()
