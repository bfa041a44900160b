"""The pictures of the documentation: made by this test, and all of them used.

They are kept by `make screenshots` alone, so that a run of the tests changes no file.
"""

import os
import re
import shutil
import struct
from pathlib import Path

import pytest

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
PICTURES = {
    f"{name}-{language}.png": f"{prefix}{address}"
    for name, address in PAGES.items()
    for language, prefix in PREFIXES.items()
}
SIZE = {"width": 1280, "height": 960}
# A page of the documentation with all of them stays under five megabytes.
LARGEST_BYTES = 300_000
IS_MAKING = os.environ.get("CIVISCOPE_WRITE_SCREENSHOTS") == "1"


@needs("browser")
def test_pictures_are_made(open_page, tmp_path):
    page = open_page(viewport=SIZE, color_scheme="light", reduced_motion="reduce")
    for name, address in PICTURES.items():
        assert page.goto(address).ok
        page.evaluate("document.fonts.ready.then(() => null)")
        page.screenshot(path=tmp_path / name, animations="disabled", scale="css")

    assert max(path.stat().st_size for path in tmp_path.iterdir()) <= LARGEST_BYTES
    if IS_MAKING:
        shutil.copytree(tmp_path, IMAGES, dirs_exist_ok=True)


@pytest.mark.parametrize("name", PICTURES)
def test_picture_is_there_light_and_of_its_size(name):
    picture = (IMAGES / name).read_bytes()

    assert picture.startswith(b"\x89PNG")
    assert struct.unpack(">II", picture[16:24]) == (SIZE["width"], SIZE["height"])
    assert len(picture) <= LARGEST_BYTES


def test_every_picture_is_made_here_and_shown_somewhere():
    shown = {
        (paper.parent / link).resolve()
        for paper in PAPERS
        for link in re.findall(r"!\[[^\]]+\]\(([^)\s]+\.png)\)", paper.read_text(encoding="utf-8"))
    }

    assert {path.name for path in IMAGES.iterdir()} == set(PICTURES)
    assert {IMAGES / name for name in PICTURES} == shown
