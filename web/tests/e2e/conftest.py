"""A real browser on the real site."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from civiscope.packs import dump_document, dump_records
from factories.cast import PASSWORD
from factories.live_site import LiveSite, serving
from factories.watch import Watch
from observatory.accounts.enums import Role
from requirements import browser_path

QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-quic", "--no-first-run",
)  # fmt: skip
ACCOUNTS = {"camille": Role.CONTRIBUTOR, "edith": Role.EDITOR, "adele": Role.ADMINISTRATOR}
# Beside the facts of 2019: someone whose name was withdrawn, so that a page says so.
WITHDRAWN = {
    "id": "zoe-retiree",
    "status": "withdrawn",
    "given_name": "Zoé",
    "family_name": "Retirée",
}


@pytest.fixture(scope="session")
def site(tmp_path_factory, pack_folder: Path) -> Iterator[LiveSite]:
    """Serve the facts of 2019, as `make run` does, to visitors and to a named cast."""
    folder = tmp_path_factory.mktemp("site")
    with serving(folder) as started:
        started.command("load", str(pack_folder))
        started.command("load", str(_small_pack(folder / "small-pack")))
        started.command("report", "publish", "2018")
        for name, role in ACCOUNTS.items():
            words = ("createuser", name, "--role", role.value, "--password-stdin")
            started.command(*words, typed=f"{PASSWORD}\n")
        yield started


@pytest.fixture(scope="session")
def reports(site: LiveSite) -> dict[str, Path]:
    """Write the report of 2019 as someone types the command, and tell where, by language."""
    folders = {language: site.folder / f"report-{language}" for language in ("fr", "en")}
    for language, folder in folders.items():
        site.command("report", "2019", "--lang", language, "--out", str(folder))
    return folders


def _small_pack(folder: Path) -> Path:
    folder.mkdir()
    (folder / "pack.yaml").write_text(dump_document({"id": "small"}), encoding="utf-8")
    (folder / "people.yaml").write_text(dump_records("person", [WITHDRAWN]), encoding="utf-8")
    return folder


# While a browser is driven an event loop runs, in which Django refuses the database to the
# tests that come next: no browser outlives its module.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Open the browser of this machine."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser_path(), args=QUIET)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def new_context(site: LiveSite, browser: Browser):
    """Open a window on the site, with the listener that fails the test if anything goes wrong."""

    def opened(**options) -> tuple[BrowserContext, Watch]:
        size = {"width": 1280, "height": 900}
        settings = {"base_url": site.url, "locale": "fr-FR", "viewport": size} | options
        context = browser.new_context(**settings)
        context.set_default_timeout(10_000)
        # A report is written while its first reader waits: seconds, on a busy machine.
        context.set_default_navigation_timeout(30_000)
        return context, Watch(context, site.url)

    return opened


@pytest.fixture
def open_page(new_context) -> Iterator:
    """Open pages, each in a window of its own; at the end, nothing must have gone wrong."""
    windows = []

    def opened(**options) -> Page:
        context, watch = new_context(**options)
        windows.append((context, watch))
        return context.new_page()

    yield opened
    for context, watch in windows:
        context.close()
        watch.check()


@pytest.fixture
def page(open_page) -> Page:
    """Open a visitor's page, with JavaScript."""
    return open_page()
