"""The files of a real report: what each holds, and the standards they keep."""

import html
import io
import re
import subprocess
import zipfile
from pathlib import Path

import page
import pytest
from page import ValidationProfile
from pypdf import PdfReader

from facts_2019 import SECTIONS, plain, read_facts_2019
from observatory.reports.domain.files import files_of, snapshot_of
from observatory.reports.domain.publish import current_report
from requirements import needs

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def files(pack_2019, django_db_blocker) -> dict[str, bytes]:
    with django_db_blocker.unblock():
        written = files_of(snapshot_of(current_report(2019, "fr")), "https://observatoire.example/")
    return {Path(name).suffix: content for name, content in written.items()}


def text_of_pdf(content: bytes) -> str:
    return "\n".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(content)).pages)


def text_of_page(content: bytes) -> str:
    return re.sub(r"<style>.*?</style>", " ", content.decode(), flags=re.DOTALL)


def text_of_word(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        text = package.read("word/document.xml").decode()
    text = re.sub(r"</w:p>|<w:br/>|<w:tab/>", " ", text)
    return html.unescape(re.sub(r"<[^>]+>", "", text))


READERS = {".pdf": text_of_pdf, ".html": text_of_page, ".docx": text_of_word}


def squeezed(text: str) -> str:
    """Text without its spaces: a PDF has none of its own, a reader of it guesses them."""
    return "".join(plain(text).split())


@needs("real-data")
@pytest.mark.parametrize("suffix", READERS)
def test_every_fact_of_2019_is_in_the_file(files, suffix):
    text = squeezed(READERS[suffix](files[suffix]))
    facts = read_facts_2019()

    missing = [
        fact for section in SECTIONS for fact in section(facts) if squeezed(fact[2]) not in text
    ]
    assert missing == []


@pytest.mark.parametrize("profile", [ValidationProfile.PDF_UA_1, ValidationProfile.PDF_A_2A])
def test_the_pdf_keeps_the_standards_it_claims(files, profile):
    found = page.validate_pdf_bytes(files[".pdf"], profile=profile)

    assert [failure.message for failure in found.failures] == []


@needs("libreoffice")
def test_the_word_file_opens_in_an_office_suite(files, tmp_path):
    (tmp_path / "report.docx").write_bytes(files[".docx"])
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "report.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)

    text = text_of_pdf((tmp_path / "report.pdf").read_bytes())
    assert "Journée de la civic tech et de l'engagement citoyen" in " ".join(text.split())
