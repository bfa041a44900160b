"""Records for tests, made from documents as a pack would say them."""

import datetime as dt
from typing import Any

from django.utils import timezone

from civiscope.packs import Location
from observatory.records.domain.catalogue import Catalogue
from observatory.records.domain.check import Checker, nodes
from observatory.records.domain.history import record_saved
from observatory.records.domain.write import create, fill
from observatory.records.enums import Action
from observatory.records.models import Record
from observatory.vocabularies.models import Concept, Scheme

WHERE = Location("test", 1)


def make(kind: str, key: str, *, at: dt.datetime | None = None, **fields: Any) -> Record:
    """Write a record through the same check and the same verbs as everyone."""
    checker = Checker(Catalogue.of_database())
    document = checker.document(kind, nodes({"id": key} | fields, WHERE))
    assert checker.problems == []
    record = create(kind, document)
    fill(record, document)
    save(record, at=at)
    return record


def save(record: Record, *, at: dt.datetime | None = None) -> None:
    """Do what is done after a record was written."""
    record_saved(record, by=None, at=at or timezone.now(), action=Action.CHANGED)


def concept(scheme: str, key: str, french: str = "", english: str = "") -> Concept:
    """Give a vocabulary a concept, the vocabulary too when there is none."""
    owner, _ = Scheme.objects.get_or_create(key=scheme, defaults={"label_fr": scheme})
    found, _ = Concept.objects.get_or_create(
        scheme=owner, key=key, defaults={"label_fr": french or key, "label_en": english}
    )
    return found
