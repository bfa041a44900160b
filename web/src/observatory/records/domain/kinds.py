"""The kinds of record there are, lowest first: a kind refers to those before it."""

from functools import lru_cache

from django.apps import apps

from observatory.records.models import Record

ORDER = (
    "source",
    "organisation",
    "person",
    "tool",
    "offer",
    "exercise",
    "training",
    "event",
    "training_session",
    "activity",
    "publication",
    "press_mention",
    "case",
    "survey",
    "edition",
    "dossier",
    "observatory",
    "objective",
    "pole",
    "team_member",
    "partnership",
    "action",
    "highlight",
)


@lru_cache(maxsize=1)
def models_by_kind() -> dict[str, type[Record]]:
    """Return the model of each kind, in the order in which they can be written."""
    found = {model.KIND: model for model in apps.get_models() if issubclass(model, Record)}
    return {kind: found[kind] for kind in ORDER}


@lru_cache(maxsize=1)
def models_by_path() -> dict[str, type[Record]]:
    """Return the model behind each first part of an address."""
    return {model.PATH: model for model in models_by_kind().values()}


def as_its_kind(record: Record) -> Record:
    """Return the record as an instance of its own model (one query)."""
    model = models_by_kind()[record.kind]
    return record if isinstance(record, model) else model.objects.get(pk=record.pk)


def fresh(record: Record) -> Record:
    """Return the record as the database has it, as its own kind, with nothing remembered."""
    return models_by_kind()[record.kind].objects.get(pk=record.pk)
