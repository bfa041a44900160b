"""The site as it is read: with a keyboard, on a phone, without motion, on paper."""

import re

import pytest
from playwright.sync_api import Page, expect

from factories.addresses import ALONE, RICH, SECTION_PAGES, first_records, lists
from requirements import needs

pytestmark = needs("browser")

EVENT = "/evenements/colloque-metiers-competences-2019/"
PHONE = {"width": 360, "height": 740}
WIDEST = "document.documentElement.scrollWidth"
FOCUSED = "document.activeElement.outerHTML"
# How the element that has the focus shows it.
OUTLINE = """() => {
    const style = getComputedStyle(document.activeElement);
    return [style.outlineStyle, parseFloat(style.outlineWidth)];
}"""


# ---------------------------------------------------------------- keyboard


def test_first_key_offers_to_skip_to_the_content(page):
    page.goto(EVENT)

    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Aller au contenu")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")

    expect(page.get_by_role("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("main").get_by_role("link").first).to_be_focused()


def test_event_is_found_with_the_keyboard_alone(page):
    page.goto("/")
    _tab_to(page, "searchbox", "Cherchez")
    page.keyboard.type("najwa el haite")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/recherche/"))

    _tab_to(page, "link", "Participation Citoyenne Numérique")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(EVENT))


def test_list_is_narrowed_with_the_keyboard_alone(page):
    page.goto("/acteurs/")
    _tab_to(page, "checkbox", "Média")
    page.keyboard.press("Space")

    expect(page.get_by_role("heading", level=1)).to_have_text("Acteurs 8")
    # The focus stays where it was, in the list that came anew.
    expect(page.get_by_role("checkbox", name="Média")).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_focus_is_seen_on_every_control(page, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto("/acteurs/")
    for _control in range(60):
        page.keyboard.press("Tab")
        style, width = page.evaluate(OUTLINE)

        assert style == "solid", page.evaluate(FOCUSED)
        assert width >= 2, page.evaluate(FOCUSED)


def _tab_to(page: Page, role: str, name: str) -> None:
    wanted = page.get_by_role(role, name=name).first
    for _key in range(80):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"No key leads to the {role} “{name}”.")


# ---------------------------------------------------------------- phone


def test_no_page_scrolls_sideways_on_a_phone(open_page):
    page = open_page(viewport=PHONE)
    addresses = [*ALONE, *SECTION_PAGES, *RICH, *lists(), *first_records(page.request)]

    too_wide = []
    for address in addresses:
        page.goto(address)
        if page.evaluate(WIDEST) > PHONE["width"]:
            too_wide.append(address)

    assert too_wide == []
    assert len(addresses) > 80


def test_filters_are_one_step_away_on_a_phone(open_page):
    page = open_page(viewport=PHONE, has_touch=True)
    page.goto("/acteurs/")

    page.get_by_role("link", name="Filtrer les résultats").tap()

    expect(page.get_by_role("heading", name="Filtrer", exact=True)).to_be_in_viewport()


# ---------------------------------------------------------------- motion


def test_nothing_moves_for_who_asked_for_no_motion(page):
    page.emulate_media(reduced_motion="reduce")
    page.goto("/acteurs/")
    page.get_by_role("checkbox", name="Média").check()
    expect(page.get_by_role("heading", level=1)).to_have_text("Acteurs 8")

    assert page.evaluate("document.getAnimations().length") == 0
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


# ---------------------------------------------------------------- paper


def test_event_on_paper_has_its_text_and_no_navigation(page):
    page.goto(EVENT)
    page.emulate_media(media="print")

    for name in ("Rubriques", "Fil d’Ariane"):
        expect(page.get_by_role("navigation", name=name)).to_have_count(0)
    expect(page.get_by_role("search")).to_have_count(0)
    for shown in ("Najwa El Haïté", "Caisse des Dépôts", "Rapport d'activité 2019"):
        expect(page.get_by_role("main").get_by_text(shown).first).to_be_visible()
    for hidden in ("Se connecter", "English", "Signaler une erreur", "Aller au contenu"):
        expect(page.get_by_text(hidden)).to_be_hidden()


def test_pdf_of_an_event_is_short_tagged_and_light(page):
    page.emulate_media(color_scheme="dark")
    page.goto(EVENT)

    pdf = page.pdf(prefer_css_page_size=True, tagged=True, outline=True)

    assert pdf.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 3
    assert b"/StructTreeRoot" in pdf
    assert b"/Lang (fr)" in pdf
    page.emulate_media(media="print", color_scheme="dark")
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert background == "rgba(0, 0, 0, 0)"
