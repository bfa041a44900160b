"""When the data last changed, so that nobody takes the same thing twice."""

import datetime as dt
import hashlib
from dataclasses import dataclass

from django.db.models import Count, Max

from observatory.records.models import Record
from observatory.vocabularies.models import Concept


@dataclass(frozen=True, slots=True, kw_only=True)
class DataState:
    """A tag that changes with the records and vocabularies, and when the records last did."""

    tag: str
    changed_at: dt.datetime | None


def data_state() -> DataState:
    """Return the state of the data (two queries).

    It counts every record, so that a withdrawn one changes it too.
    """
    found = Record.objects.aggregate(changed_at=Max("updated_at"), count=Count("pk"))
    concepts = Concept.objects.order_by("pk").values_list(
        "scheme__key", "key", "order", "label_fr", "label_en", "definition_fr", "definition_en"
    )
    said = repr((found["changed_at"], found["count"], list(concepts)))
    tag = hashlib.sha256(said.encode()).hexdigest()[:32]
    return DataState(tag=tag, changed_at=found["changed_at"])
