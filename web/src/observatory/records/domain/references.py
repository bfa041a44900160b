"""What a document refers to, and how a visitor may see it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.db import models
from django.db.models import Q
from django.urls import reverse

from observatory.records.domain.kinds import models_by_kind
from observatory.records.domain.shapes import (
    ConceptShape,
    Document,
    LinkShape,
    PartsShape,
    shapes_of,
)
from observatory.records.enums import Status
from observatory.records.models import Record
from observatory.vocabularies.models import Concept

Pair: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A record referred to, as a visitor may see it."""

    kind: str
    key: str
    slug: str
    title: dict[str, str]
    is_withdrawn: bool

    @property
    def url(self) -> str:
        """The address of its page; none when the name was withdrawn."""
        path = models_by_kind()[self.kind].PATH
        return "" if self.is_withdrawn else reverse("record", args=(path, self.slug))


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Everything a document refers to that a visitor may see."""

    targets: dict[Pair, Target]
    labels: dict[Pair, dict[str, str]]

    def target(self, kind: str, reference: str) -> Target | None:
        """Return a record referred to, or None when it is not public."""
        return self.targets.get(pair_of(kind, reference))

    def label(self, scheme: str, notation: str) -> dict[str, str]:
        """Return the labels of a concept, in French and in English."""
        return self.labels.get((scheme, notation), {"fr": notation})


def resolve(model: type[models.Model], *documents: Document) -> Known:
    """Look up everything documents of one kind refer to (two queries, however many they are)."""
    references = [found for document in documents for found in references_in(model, document)]
    pairs = {pair for is_record, pair in references if is_record}
    notations = {pair for is_record, pair in references if not is_record}
    return Known(targets=targets_of(pairs), labels=labels_of(notations))


def references_in(model: type[models.Model], document: Document) -> Iterator[tuple[bool, Pair]]:
    """Return each reference of a document: whether to a record, and (kind or scheme, key)."""
    for shape in shapes_of(model):
        value = document.get(shape.name)
        if value is None:
            continue
        match shape:
            case LinkShape():
                for reference in _as_list(value):
                    yield True, pair_of(shape.kind, reference)
            case ConceptShape():
                for notation in _as_list(value):
                    yield False, (shape.scheme, notation)
            case PartsShape():
                for part in value:
                    yield from references_in(shape.model, part)
            case _:
                pass


def pair_of(kind: str, reference: str) -> Pair:
    """Return the kind and key a reference means (`key`, or `kind:key` where any kind may stand)."""
    if kind:
        return kind, reference
    kind, _, key = reference.partition(":")
    return kind, key


def targets_of(pairs: Iterable[Pair]) -> dict[Pair, Target]:
    """Return what visitors may see of the records named: published ones and withdrawn names."""
    keys_by_kind: dict[str, set[str]] = {}
    for kind, key in pairs:
        keys_by_kind.setdefault(kind, set()).add(key)
    if not keys_by_kind:
        return {}
    wanted = Q()
    for kind, keys in sorted(keys_by_kind.items()):
        wanted |= Q(kind=kind, key__in=sorted(keys))
    visible = Q(status=Status.PUBLISHED) | Q(status=Status.WITHDRAWN, kind="person")
    return {
        (record.kind, record.key): _target(record)
        for record in Record.objects.filter(wanted, visible)
    }


def _target(record: Record) -> Target:
    is_withdrawn = record.status == Status.WITHDRAWN
    title = {"fr": record.title_fr or record.summary_fr or record.key, "en": record.title_en}
    return Target(
        kind=record.kind,
        key=record.key,
        slug="" if is_withdrawn else record.slug,
        title={} if is_withdrawn else title,
        is_withdrawn=is_withdrawn,
    )


def labels_of(pairs: Iterable[Pair]) -> dict[Pair, dict[str, str]]:
    """Return the labels of the concepts named, by scheme and notation."""
    keys = {key for _, key in pairs}
    if not keys:
        return {}
    concepts = Concept.objects.filter(key__in=sorted(keys)).select_related("scheme")
    return {
        (concept.scheme.key, concept.key): {"fr": concept.label_fr, "en": concept.label_en}
        for concept in concepts
    }


def _as_list(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]
