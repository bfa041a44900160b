"""Read records with all that their pages show, a whole batch in a dozen queries."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import Model, Prefetch, prefetch_related_objects

from observatory.records.domain.kinds import models_by_kind
from observatory.records.domain.names import PERSON, withdrawn_names
from observatory.records.domain.shapes import ConceptShape, LinkShape, PartsShape, shapes_of
from observatory.records.enums import Status
from observatory.records.models import Record
from observatory.search.domain.faces import Face, faces_of
from observatory.vocabularies.models import Concept


@dataclass(frozen=True, slots=True)
class Found:
    """A concept or a record that a record or one of its parts refers to."""

    shape: ConceptShape | LinkShape
    pk: int
    # The parts gone through, from the record down, each with the name of its list.
    parts: tuple[tuple[str, Any], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Public records of one kind, with what they speak of."""

    records: tuple[Record, ...]
    references: dict[int, tuple[Found, ...]]
    concepts: dict[int, Concept]
    faces: dict[int, Face]
    withdrawn: tuple[str, ...]

    def is_shown(self, part: Any) -> bool:
        """Whether visitors may read a part of a record: not a line about one that is not public.

        Where a person is a draft, the function displayed would tell who it is; elsewhere
        the line stays when it has a title, or another record that may be named.
        """
        links = [shape for shape in shapes_of(type(part)) if isinstance(shape, LinkShape)]
        hidden = [shape for shape in links if self._is_hidden(part, shape)]
        if not hidden:
            return True
        if PERSON in {shape.name for shape in hidden}:
            return False
        return hasattr(part, "title_fr") or any(
            self.faces[pk].names for shape in links for pk in referred(part, shape)
        )

    def _is_hidden(self, part: Any, shape: LinkShape) -> bool:
        return not shape.is_many and any(not self.faces[pk].names for pk in referred(part, shape))


def read_batch(kind: str, ids: Iterable[int]) -> Batch:
    """Read those of these records of a kind that are public."""
    model = models_by_kind()[kind]
    records = tuple(model.objects.filter(pk__in=ids, status=Status.PUBLISHED).order_by("pk"))
    prefetch_related_objects(records, *_prefetches(model))
    references = {record.pk: tuple(_references(record, ())) for record in records}
    found = [reference for each in references.values() for reference in each]
    concepts = {one.pk for one in found if isinstance(one.shape, ConceptShape)}
    links = {one.pk for one in found if isinstance(one.shape, LinkShape)}
    return Batch(
        records=records,
        references=references,
        concepts=Concept.objects.in_bulk(concepts),
        faces=faces_of(links | references.keys()),
        withdrawn=withdrawn_names(),
    )


@lru_cache(maxsize=128)
def _prefetches(model: type[Model]) -> tuple["str | Prefetch[Any]", ...]:
    return tuple(_prefetches_under(model, ""))


def _prefetches_under(model: type[Model], prefix: str) -> Iterator["str | Prefetch[Any]"]:
    for shape in shapes_of(model):
        name = f"{prefix}{shape.name}"
        if isinstance(shape, PartsShape):
            yield name
            yield from _prefetches_under(shape.model, f"{name}__")
        elif isinstance(shape, ConceptShape | LinkShape) and shape.is_many:
            # Which ones is enough; what they are is read once for the batch.
            related = shape.field.related_model.objects
            yield Prefetch(name, related.only("pk").order_by("pk"))


def _references(owner: Any, parts: tuple[tuple[str, Any], ...]) -> Iterator[Found]:
    for shape in shapes_of(type(owner)):
        if isinstance(shape, PartsShape):
            for part in getattr(owner, shape.name).all():
                yield from _references(part, (*parts, (shape.name, part)))
        elif isinstance(shape, ConceptShape | LinkShape):
            for pk in referred(owner, shape):
                yield Found(shape, pk, parts)


def referred(owner: Any, shape: ConceptShape | LinkShape) -> list[int]:
    """Return the keys of the concepts or records that a field refers to."""
    if shape.is_many:
        return [one.pk for one in getattr(owner, shape.name).all()]
    pk = getattr(owner, shape.field.attname)
    return [] if pk is None else [pk]
