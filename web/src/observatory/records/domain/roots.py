"""The record behind one of its parts."""

from collections.abc import Iterator

from django.db import models

from observatory.records.domain.kinds import as_its_kind
from observatory.records.models import Part, Record


def root_of(instance: models.Model) -> Record:
    """Return the record, as its own kind, that an instance is or is a part of."""
    while isinstance(instance, Part):
        instance = _parent(instance)
    if not isinstance(instance, Record):
        raise TypeError(type(instance))
    return as_its_kind(instance)


def _parent(part: Part) -> models.Model:
    parents: Iterator[models.Model | None] = (
        getattr(part, field.name)
        for field in part._meta.fields
        if isinstance(field, models.ForeignKey) and field.remote_field.on_delete is models.CASCADE
    )
    return next(parent for parent in parents if parent is not None)
