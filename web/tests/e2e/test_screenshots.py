"""The pictures of the documentation: made by this test, and all of them used.

They are kept by `make screenshots` alone, so that a run of the tests changes no file.
"""

import json
import os
import re
import shutil
import struct
from pathlib import Path

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from civiscope.publication import from_plain
from civiscope.publication.pdf import render_pages
from requirements import needs

ROOT = Path(__file__).parents[3]
IMAGES = ROOT / "docs" / "images"
PAPERS = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
PAGES = {
    "home": "/",
    "about": "/a-propos/",
    "directory": "/acteurs/",
    "search": "/recherche/?q=najwa+el+haite",
    "person": "/personnes/najwa-el-haite/",
    "event": "/evenements/colloque-metiers-competences-2019/",
    "barometer": "/barometre/2018/",
}
PREFIXES = {"fr": "", "en": "/en"}
SCREENS = {
    f"{name}-{language}.png": f"{prefix}{address}"
    for name, address in PAGES.items()
    for language, prefix in PREFIXES.items()
}
# Pages of the report of 2019, by what stands on each and on none before it.
REPORT_PAGES = {
    "fr": {
        "report-cover-fr.png": "En partenariat avec",
        "report-brief-fr.png": "Ce que les fiches publiques de l’observatoire disent de 2019.",
        "report-months-fr.png": "Fiches de 2019 par mois",
        "report-map-fr.png": "Collectivités intervenues lors d’un événement",
    },
    "en": {
        "report-cover-en.png": "In partnership with",
        "report-brief-en.png": "What the public records of the observatory say of 2019.",
        "report-months-en.png": "Records of 2019 by month",
        "report-map-en.png": "Local authorities that spoke at an event",
    },
}
VIEWPORT = {"width": 1280, "height": 960}
PIXELS_PER_INCH = 96
SCREEN, A4 = (1280, 960), (794, 1123)
SIZES = dict.fromkeys(SCREENS, SCREEN) | {
    name: A4 for pages in REPORT_PAGES.values() for name in pages
}
# A page of the documentation with all of them stays under five megabytes.
LARGEST_BYTES = 300_000
IS_MAKING = os.environ.get("CIVISCOPE_WRITE_SCREENSHOTS") == "1"


@needs("browser")
def test_pictures_are_made(open_page, reports, tmp_path):
    page = open_page(viewport=VIEWPORT, color_scheme="light", reduced_motion="reduce")
    take_screens(page, tmp_path)
    for language, folder in reports.items():
        take_pages(folder, REPORT_PAGES[language], tmp_path)

    assert max(path.stat().st_size for path in tmp_path.iterdir()) <= LARGEST_BYTES
    assert {path.name: size_of(path) for path in tmp_path.iterdir()} == SIZES
    if IS_MAKING:
        shutil.copytree(tmp_path, IMAGES, dirs_exist_ok=True)


def take_screens(page: Page, folder: Path) -> None:
    for name, address in SCREENS.items():
        assert page.goto(address).ok
        page.evaluate("document.fonts.ready.then(() => null)")
        page.screenshot(path=folder / name, animations="disabled", scale="css")


def take_pages(report: Path, wanted: dict[str, str], folder: Path) -> None:
    (pdf,) = report.glob("*.pdf")
    texts = [page.extract_text() for page in PdfReader(pdf).pages]
    snapshot = json.loads((report / "snapshot.json").read_text(encoding="utf-8"))
    pages = render_pages(from_plain(snapshot["document"]), pixels_per_inch=PIXELS_PER_INCH)
    for name, text in wanted.items():
        number = next(number for number, said in enumerate(texts) if text in said)
        (folder / name).write_bytes(pages[number])


def size_of(path: Path) -> tuple[int, int]:
    """Return the width and height that a PNG says it has."""
    return struct.unpack(">II", path.read_bytes()[16:24])


@pytest.mark.parametrize("name", SIZES)
def test_picture_is_there_light_and_of_its_size(name):
    picture = IMAGES / name

    assert picture.read_bytes().startswith(b"\x89PNG")
    assert size_of(picture) == SIZES[name]
    assert picture.stat().st_size <= LARGEST_BYTES


def test_every_picture_is_made_here_and_shown_somewhere():
    shown = {
        (paper.parent / link).resolve()
        for paper in PAPERS
        for link in re.findall(r"!\[[^\]]+\]\(([^)\s]+\.png)\)", paper.read_text(encoding="utf-8"))
    }

    assert {path.name for path in IMAGES.iterdir()} == set(SIZES)
    assert {IMAGES / name for name in SIZES} == shown
