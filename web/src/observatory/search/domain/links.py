"""What a record is linked to, in both directions."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils.text import capfirst
from django.utils.translation import override

from observatory.common.fields import Label
from observatory.records.domain.kinds import ORDER, models_by_kind
from observatory.records.domain.shapes import LinkShape, shape_named, shapes_of
from observatory.records.models import Record, Source
from observatory.search.models import Edge, Entry

# Shown of the links through one path; what has more is better read as a list.
PATH_LINKS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """The entry at the other end, and what stands beside the link, line by line."""

    entry: Entry
    details: tuple[str, ...]
    # EDTF, of the link itself; "" when it has none.
    date: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkGroup:
    """The links of one wording; `total` also counts those left out of `links`."""

    label: str
    is_incoming: bool
    links: tuple[Link, ...]
    total: int


def links_of(record: Record, *, language: str) -> tuple[LinkGroup, ...]:
    """Return the links between a record and other public records (three queries).

    First those it makes, in the order of its fields, but for its sources, which
    have their own place; then those that others make to it, worded from its side.
    Links through one path are ordered by date, the most recent first, then by title.
    """
    outgoing = _edges(Edge.objects.filter(subject_id=record.pk), "object", language)
    incoming = _edges(Edge.objects.filter(object_id=record.pk), "subject", language)
    entries = Entry.objects.in_bulk({edge.other for edge in (*outgoing, *incoming)})
    made = [
        (wording(record.kind, edge.path).outgoing, edge)
        for edge in outgoing
        if entries[edge.other].kind != Source.KIND
    ]
    made.sort(key=lambda pair: wording(record.kind, pair[1].path).place)
    received = [(wording(entries[edge.other].kind, edge.path).incoming, edge) for edge in incoming]
    received.sort(key=lambda pair: (ORDER.index(entries[pair[1].other].kind), pair[1].path))
    with override(language):
        return (
            *_groups(made, entries, is_incoming=False),
            *_groups(received, entries, is_incoming=True),
        )


@dataclass(frozen=True, slots=True)
class _Edge:
    """A row of the query below."""

    other: int
    path: str
    detail: str
    date: str
    of_path: int


def _edges(edges: QuerySet[Edge], end: str, language: str) -> list[_Edge]:
    """Read the first edges through each path, each with the count of them all."""
    entry = f"{end}__entry"
    order = (F(f"{entry}__sorted_on").desc(), F(f"{entry}__sort_{language}"), F("pk"))
    rows = (
        edges.filter(**{f"{entry}__isnull": False})
        .annotate(
            rank=Window(RowNumber(), partition_by=F("path"), order_by=order),
            of_path=Window(Count("pk"), partition_by=F("path")),
        )
        .filter(rank__lte=PATH_LINKS)
        .order_by("path", "rank")
        .values_list(f"{end}_id", "path", f"detail_{language}", "date", "of_path")
    )
    return [_Edge(*row) for row in rows]


def _groups(
    worded: Iterable[tuple[Label, _Edge]], entries: dict[int, Entry], *, is_incoming: bool
) -> Iterator[LinkGroup]:
    edges: dict[str, list[_Edge]] = {}
    for label, edge in worded:
        edges.setdefault(capfirst(str(label)), []).append(edge)
    for label, group in edges.items():
        yield LinkGroup(
            label=label,
            is_incoming=is_incoming,
            links=tuple(_link(edge, entries[edge.other]) for edge in group),
            total=sum({edge.path: edge.of_path for edge in group}.values()),
        )


def _link(edge: _Edge, entry: Entry) -> Link:
    details = tuple(filter(None, edge.detail.split("\n")))
    return Link(entry=entry, details=details, date=edge.date)


# ---------------------------------------------------------------- wording


@dataclass(frozen=True, slots=True)
class Wording:
    """How a path reads from the record that makes the link, and from the other end."""

    outgoing: Label
    incoming: Label
    # Where each of its fields stands among those of what holds it.
    place: tuple[int, ...]


@lru_cache(maxsize=512)
def wording(kind: str, path: str) -> Wording:
    """Return how the links of a kind of record through a path are worded."""
    names = path.split(".")
    models: list[Any] = [models_by_kind()[kind]]
    for name in names[:-1]:
        models.append(shape_named(models[-1], name).model)  # type: ignore[union-attr]  # a path goes through parts
    shapes: list[Any] = [
        shape_named(model, name) for model, name in zip(models, names, strict=True)
    ]
    shape, model = shapes[-1], models[-1]
    is_main = len(models) > 1 and shape.name == _main_link(model)
    return Wording(
        # A list is named after its parts: "speakers" rather than "person".
        outgoing=model._meta.verbose_name_plural if is_main else shape.field.verbose_name,
        incoming=shape.field.inverse,
        place=tuple(
            shapes_of(model).index(shape) for model, shape in zip(models, shapes, strict=True)
        ),
    )


def _main_link(part: Any) -> str:
    return next(shape.name for shape in shapes_of(part) if isinstance(shape, LinkShape))
