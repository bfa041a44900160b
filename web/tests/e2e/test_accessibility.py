"""No violation of WCAG 2.2 AA nor of best practices on any kind of page, as axe sees them."""

from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Page

import observatory.common
from factories.addresses import ALONE, RICH, SECTION_PAGES, first_records, lists
from observatory.records.domain.kinds import models_by_path
from requirements import needs

pytestmark = needs("browser")

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What cannot be decided without looking (`incomplete`) is no violation.
RUN = """async (tags) => {
    const found = await axe.run({ runOnly: tags, resultTypes: ["violations"] });
    return found.violations.map(
        rule => `${rule.id}: ${rule.nodes.map(node => node.html).slice(0, 3).join(" | ")}`);
}"""
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
        page.evaluate(f"window.axe || (() => {{ {AXE} }})()")
        found[scheme] = page.evaluate(RUN, TAGS)
    return {scheme: violations for scheme, violations in found.items() if violations}
