"""A public record in the words of schema.org, for search engines and other machines."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from observatory.opendata.domain.linked_kinds import ACTORS_AND_EVENTS
from observatory.opendata.domain.linked_reader import Linked, Reader, filled
from observatory.opendata.domain.linked_works import WORKS
from observatory.opendata.domain.public import public_document
from observatory.opendata.domain.texts import page_url
from observatory.records.domain.names import public_name, withdrawn_names
from observatory.records.domain.references import resolve
from observatory.records.domain.shapes import Document
from observatory.records.models import Record

CONTEXT = "https://schema.org"
BUILDERS = ACTORS_AND_EVENTS | WORKS
# Inside <script>, an HTML parser ends the element at "</script" whatever the JSON says, and
# old ones stop at the two line ends that JavaScript knows and JSON does not.
_ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def json_ld(
    record: Record, language: str, base_url: str, *, document: Document | None = None
) -> Linked:
    """Return a published record, as its own kind, as JSON-LD.

    Only public records are named; dates are as precise as they are known and no more.
    Raises `NotPublic` for any other record.
    """
    document = public_document(record, document=document)
    known = resolve(type(record), document)
    reader = Reader(
        document=document,
        known=known,
        withdrawn=withdrawn_names(),
        language=language,
        base_url=base_url,
    )
    with override(language):
        own = BUILDERS[record.kind](reader)
    url = page_url(record, language, base_url)
    common: Linked = {
        "@context": CONTEXT,
        "@type": own.pop("@type"),
        "@id": page_url(record, "fr", base_url),
        "url": url,
        "name": reader.said(public_name(record, language) or ""),
        "alternateName": reader.other_names(),
        "description": reader.text("summary") or reader.text("description"),
    }
    return filled(common | own)


def script_json(
    record: Record, language: str, base_url: str, *, document: Document | None = None
) -> SafeString:
    """Return `json_ld` as text that is safe inside a script element of a page."""
    return as_script(json_ld(record, language, base_url, document=document))


def as_script(data: dict[str, Any]) -> SafeString:
    """Return JSON in which nothing can end the script element it stands in."""
    text = json.dumps(data, ensure_ascii=False).translate(_ESCAPES)
    return mark_safe(text)  # noqa: S308  # no <, > or & is left in it
