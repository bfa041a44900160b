"""What a visitor does, with and without JavaScript."""

import re

import pytest
from playwright.sync_api import Page, expect

from requirements import needs

pytestmark = needs("browser")

EVENT = "Participation Citoyenne Numérique : métiers et compétences dans les collectivités"
CASE = "Décryptage"


@pytest.fixture(params=[True, False], ids=["with-javascript", "without-javascript"])
def visitor(request, open_page) -> Page:
    """Open a page in a window that runs scripts, then in one that does not."""
    return open_page(java_script_enabled=request.param)


@pytest.mark.parametrize("typed", ["najwa el haite", "Najwa El Haïté", "EL HAITE"])
def test_event_is_found_by_the_name_of_a_speaker(visitor, typed):
    visitor.goto("/")
    visitor.get_by_role("searchbox").fill(typed)
    visitor.get_by_role("button", name="Rechercher").click()

    visitor.get_by_role("link", name=EVENT).click()

    expect(visitor.get_by_role("heading", level=1)).to_have_text(EVENT)
    speaker = visitor.get_by_role("listitem").filter(has_text="Najwa El Haïté")
    expect(speaker).to_contain_text("Évry-Courcouronnes")


def test_facets_narrow_a_list_whose_address_can_be_shared(visitor, open_page):
    visitor.goto("/acteurs/")
    visitor.get_by_role("checkbox", name="Média").check()
    _apply(visitor)

    expect(visitor.get_by_role("heading", level=1)).to_have_text("Acteurs 8")
    expect(visitor).to_have_url(re.compile(r"\?.*=media"))
    expect(visitor.get_by_role("status")).to_have_text("8 fiches – Type d’acteur : Média")
    titles = _titles(visitor)
    assert "France Inter" in titles

    other = open_page()
    other.goto(visitor.url)

    assert _titles(other) == titles
    expect(other.get_by_role("checkbox", name="Média")).to_be_checked()


def test_filter_is_taken_off(visitor):
    visitor.goto("/acteurs/")
    visitor.get_by_role("checkbox", name="Média").check()
    _apply(visitor)
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Acteurs 8")

    visitor.get_by_role("list", name="Filtres actifs").get_by_role("link", name="Média").click()

    expect(visitor.get_by_role("heading", level=1)).to_have_text("Acteurs 57")
    expect(visitor.get_by_role("checkbox", name="Média")).not_to_be_checked()


def test_list_is_narrowed_by_words_and_shown_as_a_table(visitor):
    visitor.goto("/acteurs/")
    visitor.get_by_role("link", name="tableau").click()
    visitor.get_by_label("Mots").fill("evry")
    visitor.get_by_role("button", name="Appliquer").click()

    expect(visitor.get_by_role("heading", level=1)).to_have_text("Acteurs 1")
    expect(visitor.get_by_role("rowheader")).to_have_text("Évry-Courcouronnes")


def test_back_returns_to_the_list_as_it_was(page):
    page.goto("/acteurs/")
    page.get_by_role("checkbox", name="Média").check()
    expect(page.get_by_role("heading", level=1)).to_have_text("Acteurs 8")

    page.go_back()

    expect(page.get_by_role("heading", level=1)).to_have_text("Acteurs 57")


def test_language_switch_keeps_the_page_and_the_query(visitor):
    visitor.goto("/acteurs/?view=table")
    visitor.get_by_role("link", name="English").click()

    expect(visitor).to_have_url(re.compile(r"/en/acteurs/\?view=table$"))
    expect(visitor.locator("html")).to_have_attribute("lang", "en")
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Actors 57")

    visitor.get_by_role("link", name="Français").click()

    expect(visitor).to_have_url(re.compile(r"/acteurs/\?view=table$"))
    expect(visitor.locator("html")).to_have_attribute("lang", "fr")


def test_words_typed_wrong_are_explained(visitor):
    visitor.goto("/recherche/?q=feraudi")

    expect(visitor.get_by_role("link", name="Tatiana de Feraudy").first).to_be_visible()
    expect(visitor.get_by_role("status")).to_contain_text("feraudi")


def test_empty_result_says_what_to_widen(visitor):
    visitor.goto("/acteurs/?q=nullepart")
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Acteurs 0")

    visitor.get_by_role("link", name="Toutes les fiches de cette liste").click()

    expect(visitor.get_by_role("heading", level=1)).to_have_text("Acteurs 57")


def test_citation_is_copied(open_page):
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto("/evenements/journee-civic-tech-2019/")
    page.get_by_role("button", name="Copier la citation").click()

    expect(page.get_by_role("button", name="Copié")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").startswith("Journée de la civic tech")


def _apply(visitor: Page) -> None:
    """Press the button that scripts spare."""
    if not visitor.evaluate("typeof htmx !== 'undefined'"):
        visitor.get_by_role("button", name="Appliquer").click()


def _titles(visitor: Page) -> list[str]:
    return visitor.locator("#list .entry-title").all_inner_texts()
