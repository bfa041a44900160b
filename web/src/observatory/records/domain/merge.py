"""Merge two records that turn out to be one."""

import datetime as dt
from collections.abc import Iterator
from typing import TypeAlias

from django.apps import apps
from django.db import models, transaction
from django.utils.translation import gettext as _

from observatory.accounts.models import User
from observatory.records.domain.history import record_saved
from observatory.records.domain.kinds import fresh
from observatory.records.domain.publish import check_move
from observatory.records.domain.refused import Refused
from observatory.records.domain.roots import root_of
from observatory.records.enums import Action, LabelNature, Status
from observatory.records.fields import RecordLink, RecordLinks
from observatory.records.models import Label, Part, Record

Touched: TypeAlias = dict[int, Record]


@transaction.atomic
def merge(record: Record, *, into: Record, by: User, at: dt.datetime) -> list[Record]:
    """Merge a record into another of its kind; raise `Refused` when they cannot be.

    Everything that referred to the first refers to the second, which keeps its
    names as other names; the first one's address leads to the second. Returns
    the other records that changed. What else the first one says stays in it,
    for an editor to carry over.
    """
    check_merge(record, into)
    touched: Touched = {}
    for model, field in _links_to(record):
        if isinstance(field, RecordLinks):
            _move_many(model, field, record, into, touched)
        else:
            _move_one(model, field, record, into, touched)
    _move_mergers(record, into, touched)
    _keep_names(record, into)
    record.status, record.merged_into = Status.MERGED, Record.objects.get(pk=into.pk)
    record.save(update_fields=["status", "merged_into", "updated_at"])
    touched.pop(into.pk, None)
    touched.pop(record.pk, None)
    for changed in (record, into):
        record_saved(fresh(changed), by=by, at=at, action=Action.MERGED)
    others = [fresh(other) for other in touched.values()]
    for other in others:
        record_saved(other, by=by, at=at, action=Action.CHANGED)
    return others


def check_merge(record: Record, into: Record) -> None:
    """Refuse to merge what is not two standing records of one kind."""
    check_move(record, Status.MERGED)
    if record.pk == into.pk:
        raise Refused(_("A record cannot be merged into itself."))
    if record.kind != into.kind:
        raise Refused(_("Both records must be of one kind."))
    if into.status in {Status.MERGED, Status.WITHDRAWN}:
        words = {"title": str(into), "status": into.get_status_display()}
        raise Refused(_("“%(title)s” is “%(status)s”: nothing merges into it.") % words)


def _links_to(record: Record) -> Iterator[tuple[type[models.Model], RecordLink | RecordLinks]]:
    for model in apps.get_models():
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many):
            if isinstance(field, RecordLink | RecordLinks) and (
                field.related_model in {Record, type(record)}
            ):
                yield model, field


def _move_one(
    model: type[models.Model], field: RecordLink, record: Record, into: Record, touched: Touched
) -> None:
    for owner in _owners(model, field, record):
        root = root_of(owner)
        touched[root.pk] = root
        if root.pk != into.pk:
            setattr(owner, f"{field.name}_id", into.pk)
            owner.save(update_fields=[field.name])
        elif field.null:
            # What linked the two would now link the record to itself.
            setattr(owner, f"{field.name}_id", None)
            owner.save(update_fields=[field.name])
        elif isinstance(owner, Part):
            owner.delete()


def _move_many(
    model: type[models.Model], field: RecordLinks, record: Record, into: Record, touched: Touched
) -> None:
    for owner in _owners(model, field, record):
        root = root_of(owner)
        touched[root.pk] = root
        links = getattr(owner, field.name)
        links.remove(record.pk)
        if root.pk != into.pk:
            links.add(into.pk)


def _owners(
    model: type[models.Model], field: RecordLink | RecordLinks, record: Record
) -> list[models.Model]:
    manager = model._meta.default_manager
    return list(manager.filter(**{field.name: record.pk})) if manager else []


def _move_mergers(record: Record, into: Record, touched: Touched) -> None:
    """Let what was merged into the first record lead straight to the second."""
    for earlier in Record.objects.filter(merged_into=record.pk):
        Record.objects.filter(pk=earlier.pk).update(merged_into=into.pk)
        touched[earlier.pk] = earlier


def _keep_names(record: Record, into: Record) -> None:
    labels = [label.text for label in record.labels.all()]
    known = {into.title_fr, into.title_en, ""}
    known |= {label.text for label in into.labels.all()}
    order = into.labels.count()
    for name in dict.fromkeys([record.title_fr, record.title_en, *labels]):
        if name not in known:
            order += 1
            Label.objects.create(
                record_id=into.pk, text=name, nature=LabelNature.ALIAS, order=order
            )
