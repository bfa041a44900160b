"""Texts and addresses as formats need them."""

from urllib.parse import urljoin

from django.utils.translation import override

from civiscope.packs import forbidden_character
from observatory.common.formats import chosen
from observatory.records.models import Record
from observatory.search.models import Entry


def printable(text: str) -> str:
    """Leave out the control characters that no format may hold; keep tabs and line ends."""
    while found := forbidden_character(text):
        text = text.replace(found[0], "")
    return text


def in_language(texts: dict[str, str], language: str) -> str:
    """Return a text of a document, in French where there is no English."""
    return printable(chosen(texts, language)[0])


def page_url(record: Record | Entry, language: str, base_url: str) -> str:
    """Return the address of a record's page in a language, with the site's own in front."""
    with override(language):
        return urljoin(base_url, record.get_absolute_url())
