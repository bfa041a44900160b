"""No violation of WCAG 2.2 AA nor of best practices on any kind of page, as axe sees them."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import observatory.common
from auditing import violations_of
from factories.addresses import (
    ALONE,
    FOR_EDITORS,
    RICH,
    SECTION_PAGES,
    first_records,
    lists,
)
from factories.cast import PASSWORD
from observatory.records.domain.kinds import models_by_path
from requirements import needs

pytestmark = needs("browser")

# The page shown when the site itself fails is a file that nothing else makes.
FAILED = Path(observatory.common.__file__).parent / "templates" / "500.html"


@pytest.fixture(scope="module")
def reader(new_context):
    """Open one page for the whole module, with axe in it; at the end nothing has gone wrong."""
    context, watch = new_context()
    yield context.new_page()
    context.close()
    watch.check()


@pytest.mark.parametrize("language", ["", "/en"], ids=["fr", "en"])
@pytest.mark.parametrize("address", [*ALONE, *SECTION_PAGES, *RICH, *lists()])
def test_page_has_no_violation(reader, address, language):
    reader.goto(f"{language}{address}")

    assert _violations(reader) == {}


@pytest.mark.parametrize("language", ["", "/en"], ids=["fr", "en"])
def test_record_of_each_kind_has_no_violation(reader, language):
    addresses = first_records(reader.request)

    found = {}
    for address in addresses:
        reader.goto(f"{language}{address}")
        found |= {f"{address} ({scheme})": said for scheme, said in _violations(reader).items()}

    assert found == {}
    assert len(addresses) >= len(models_by_path()) - 1  # no offer in 2019


@pytest.fixture(scope="module")
def editor(new_context):
    """Open one page in which someone who writes reports is signed in."""
    context, watch = new_context()
    page = context.new_page()
    page.goto("/compte/login/")
    page.get_by_label("Identifiant").fill("edith")
    page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Se connecter").click()
    yield page
    context.close()
    watch.check()


@pytest.mark.parametrize("language", ["", "/en"], ids=["fr", "en"])
@pytest.mark.parametrize("address", FOR_EDITORS)
def test_page_for_editors_has_no_violation(editor, address, language):
    assert editor.goto(f"{language}{address}").ok

    assert _violations(editor) == {}


@pytest.mark.parametrize("action", ["Aperçu", "Enregistrer"])
def test_text_with_a_wrong_name_has_no_violation(editor, action):
    editor.goto("/rapports/2019/textes/press/")
    editor.get_by_role("textbox", name="Texte").fill("Lus {pres} fois.")
    editor.get_by_role("button", name=action, exact=True).click()
    editor.get_by_role("link", name="Texte", exact=True).click()

    assert editor.evaluate("document.activeElement.id") == "id_text"
    assert _violations(editor) == {}


def test_preview_of_a_text_has_no_violation(editor):
    editor.goto("/rapports/2019/textes/press/")
    editor.get_by_role("textbox", name="Texte").fill("Lus {press}, et 12 fois de plus.")
    editor.get_by_role("button", name="Aperçu", exact=True).click()

    expect(editor.get_by_text("Lus 9 mentions dans la presse, et 12 fois")).to_be_visible()
    assert _violations(editor) == {}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_report_to_keep_has_no_violation(reader, reports, language):
    (path,) = reports[language].glob("*.html")
    reader.route(f"**/{path.name}", lambda route: route.fulfill(path=path))
    reader.goto(f"/{path.name}")

    assert _violations(reader) == {}


def test_page_of_a_failure_has_no_violation(reader):
    text = FAILED.read_text(encoding="utf-8").partition("{% endcomment %}")[2]
    reader.route("**/panne/", lambda route: route.fulfill(body=text, content_type="text/html"))
    reader.goto("/panne/")

    assert _violations(reader) == {}


def test_violation_is_seen_where_there_is_one(reader):
    reader.goto("/contact/")
    reader.evaluate("document.querySelector('main h1').innerHTML = '<img src=\"data:,\">'")
    reader.evaluate("document.documentElement.removeAttribute('lang')")

    light, dark = _violations(reader).values()

    assert [line.partition(":")[0] for line in light] == [
        "empty-heading",
        "html-has-lang",
        "image-alt",
    ]
    assert dark == light


def _violations(page: Page) -> dict[str, list[str]]:
    """Run axe in both schemes on the page as it stands, and return what it found in each."""
    found = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found[scheme] = violations_of(page)
    return {scheme: violations for scheme, violations in found.items() if violations}
