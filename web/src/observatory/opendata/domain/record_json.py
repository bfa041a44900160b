"""A public record as JSON: its document in the shape of a pack, and what it needs to be read."""

from typing import Any
from urllib.parse import urljoin

from django.core.files.storage import default_storage
from django.utils.translation import override

from observatory.opendata.domain import licence
from observatory.opendata.domain.public import public_document
from observatory.opendata.domain.texts import page_url
from observatory.records.domain.files import with_files
from observatory.records.domain.kinds import models_by_path
from observatory.records.domain.names import withdrawn_names, without_names
from observatory.records.domain.references import Known, resolve
from observatory.records.enums import Status
from observatory.records.models import Record


def published_record(path: str, slug: str) -> Record | None:
    """Return the published record at an address, as its own kind, or None."""
    model = models_by_path().get(path)
    return model.objects.filter(status=Status.PUBLISHED, slug=slug).first() if model else None


def record_json(record: Record, language: str, base_url: str) -> dict[str, Any]:
    """Return a published record, the labels of its terms and the addresses of what it names.

    `record` holds the document as in a pack, except that files are given by their
    address. `links` names each record referred to as `kind:id`.
    """
    model = type(record)
    document = public_document(record)
    known = resolve(model, document)
    concepts: dict[str, dict[str, dict[str, str]]] = {}
    for (scheme, notation), labels in sorted(known.labels.items()):
        concepts.setdefault(scheme, {})[notation] = _said(labels)
    return {
        "@id": page_url(record, "fr", base_url),
        "url": page_url(record, language, base_url),
        "kind": record.kind,
        "updated_at": record.updated_at.isoformat(),
        "licence": {"name": licence.NAME, "url": licence.URL},
        "record": with_files(document, lambda name: urljoin(base_url, default_storage.url(name))),
        "concepts": concepts,
        "links": _links(known, language, base_url),
    }


def _links(known: Known, language: str, base_url: str) -> dict[str, dict[str, Any]]:
    withdrawn = withdrawn_names()
    links: dict[str, dict[str, Any]] = {}
    with override(language):
        for (kind, key), target in sorted(known.targets.items()):
            title = {
                code: without_names(text, withdrawn, code)
                for code, text in _said(target.title).items()
            }
            links[f"{kind}:{key}"] = {"url": urljoin(base_url, target.url), "title": title}
    return links


def _said(texts: dict[str, str]) -> dict[str, str]:
    return {language: text for language, text in texts.items() if text}
