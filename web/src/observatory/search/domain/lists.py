"""List the public records of a kind, narrowed by facets and words."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, override

from civiscope.corpus import QueryWord
from observatory.records.domain.kinds import models_by_kind
from observatory.records.domain.shapes import ConceptShape, shape_named
from observatory.search.domain.cube import Condition, condition, tally
from observatory.search.domain.fulltext import Matching, holding_all
from observatory.search.domain.queries import Reading, read_query, readings
from observatory.search.models import FACET_COLUMNS, Entry
from observatory.vocabularies.models import Concept

PAGE_ENTRIES = 25
BY_TITLE, BY_DATE = "title", "date"
YEAR = "year"
_FOUR_DIGITS = re.compile(r"\d{4}", re.ASCII)
# Kinds whose date, if any, says how long the thing has existed, and not when it happened.
LASTING = frozenset(
    {
        "source", "organisation", "person", "tool", "offer", "training", "survey", "observatory",
        "objective", "pole", "team_member", "partnership",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetValue:
    """A value entries may have ("": not known), and how many would be listed with it."""

    value: str
    label: str
    count: int
    is_selected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """A field a list may be narrowed by, its most frequent values first."""

    name: str
    label: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """A page of a list."""

    kind: str
    entries: tuple[Entry, ...]
    total: int
    page: int
    pages: int
    # "title" or "date" (the most recent first).
    sort: str
    facets: tuple[Facet, ...]
    # Of the words looked for, as in `SearchPage`.
    read_as: tuple[str, ...]
    ignored: tuple[str, ...]
    is_partial: bool
    is_cut: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Choice:
    """What a facet lets one choose from."""

    name: str
    column: str
    label: str
    labels: dict[str, str]
    is_many: bool
    selected: frozenset[str]


def list_entries(
    kind: str,
    *,
    filters: Mapping[str, Sequence[str]],
    text: str = "",
    language: str,
    sort: str = "",
    page: int = 1,
) -> ListPage:
    """Return a page of the list of a kind.

    `filters` has values by name of facet ("": not known); entries have one of
    the values of each. What is no facet, no value of one or no word is ignored.
    A page beyond the last is the last.
    """
    choices = _choices(kind, filters, language)
    words, is_cut = read_query(text)
    reading = _answered(kind, words)
    matching = (reading.matching if reading else holding_all(())) if words else None
    conditions = {
        choice.column: condition(choice.column, sorted(choice.selected), is_many=choice.is_many)
        for choice in choices
        if choice.selected
    }
    total, counts = tally(kind, conditions, matching)
    sort = sort if sort in {BY_TITLE, BY_DATE} else default_sort(kind)
    pages = max(1, -(-total // PAGE_ENTRIES))
    page = min(max(page, 1), pages)
    return ListPage(
        kind=kind,
        entries=_entries(kind, conditions, matching, _order(sort, language), page),
        total=total,
        page=page,
        pages=pages,
        sort=sort,
        facets=tuple(_facets(choices, counts, language)),
        read_as=reading.read_as if reading else (),
        ignored=reading.ignored if reading else (),
        is_partial=bool(reading and reading.is_partial),
        is_cut=is_cut,
    )


def default_sort(kind: str) -> str:
    """Return how a list is sorted unless asked otherwise."""
    return BY_TITLE if kind in LASTING else BY_DATE


def _order(sort: str, language: str) -> tuple[str, ...]:
    title = (f"sort_{language}", "pk")
    return title if sort == BY_TITLE else ("-sorted_on", *title)


def _answered(kind: str, words: Sequence[QueryWord]) -> Reading | None:
    """Return the first reading of the words that an entry of the kind answers to."""
    entries = Entry.objects.filter(kind=kind)
    for reading in readings(words):
        if entries.filter(pk__in=reading.matching.raw()).exists():
            return reading
    return None


def _entries(
    kind: str,
    conditions: Mapping[str, Condition],
    matching: Matching | None,
    order: tuple[str, ...],
    page: int,
) -> tuple[Entry, ...]:
    entries = Entry.objects.filter(*(one.raw() for one in conditions.values()), kind=kind)
    if matching:
        entries = entries.filter(pk__in=matching.raw())
    start = (page - 1) * PAGE_ENTRIES
    return tuple(entries.order_by(*order)[start : start + PAGE_ENTRIES])


# ---------------------------------------------------------------- facets


def _choices(kind: str, filters: Mapping[str, Sequence[str]], language: str) -> list[_Choice]:
    model = models_by_kind()[kind]
    shapes = [shape_named(model, name) for name in model.FACETS]
    labels = _concept_labels(shapes, language)
    with override(language):
        choices = [
            _choice(shape, column, labels, filters)
            for shape, column in zip(shapes, FACET_COLUMNS, strict=False)
        ]
        return choices if kind in LASTING else [*choices, _year_choice(filters)]


def _concept_labels(shapes: Sequence[Any], language: str) -> dict[str, dict[str, str]]:
    """Return the labels of the concepts of each scheme (one query)."""
    labels: dict[str, dict[str, str]] = {
        shape.scheme: {} for shape in shapes if isinstance(shape, ConceptShape)
    }
    concepts = Concept.objects.filter(scheme__key__in=labels).select_related("scheme")
    for concept in concepts:
        english = concept.label_en if language == "en" else ""
        labels[concept.scheme.key][concept.key] = english or concept.label_fr
    return labels


def _choice(
    shape: Any,
    column: str,
    concepts: dict[str, dict[str, str]],
    filters: Mapping[str, Sequence[str]],
) -> _Choice:
    if isinstance(shape, ConceptShape):
        labels = concepts[shape.scheme]
    else:
        labels = {value: str(label) for value, label in shape.field.flatchoices}
    return _Choice(
        name=shape.name,
        column=column,
        label=str(shape.field.verbose_name),
        labels=labels,
        is_many=isinstance(shape, ConceptShape) and shape.is_many,
        selected=frozenset(filters.get(shape.name, ())) & {*labels, ""},
    )


def _year_choice(filters: Mapping[str, Sequence[str]]) -> _Choice:
    selected = {year for year in filters.get(YEAR, ()) if not year or _FOUR_DIGITS.fullmatch(year)}
    return _Choice(
        name=YEAR,
        column=YEAR,
        label=gettext("year"),
        labels={},
        is_many=False,
        selected=frozenset(selected),
    )


def _facets(
    choices: Sequence[_Choice], counts: Mapping[str, Counter[str]], language: str
) -> Iterator[Facet]:
    """Yield the facets that tell entries apart: those of which something is known."""
    with override(language):
        for choice in choices:
            held = dict.fromkeys(choice.selected, 0) | _by_value(counts[choice.column])
            values = [_value(choice, value, count) for value, count in held.items()]
            if any(value.value for value in values):
                yield Facet(name=choice.name, label=choice.label, values=_sorted(choice, values))


def _by_value(held: Counter[str]) -> dict[str, int]:
    """Count each value for itself, where a field has several."""
    counts: Counter[str] = Counter()
    for values, count in held.items():
        for value in values.split(" "):
            counts[value] += count
    return counts


def _value(choice: _Choice, value: str, count: int) -> FacetValue:
    label = choice.labels.get(value, value) if value else gettext("not known")
    is_selected = value in choice.selected
    return FacetValue(value=value, label=label, count=count, is_selected=is_selected)


def _sorted(choice: _Choice, values: Sequence[FacetValue]) -> tuple[FacetValue, ...]:
    """Put years in order, other values by how many have them; what is not known comes last."""
    if choice.name == YEAR:
        return tuple(sorted(values, key=lambda value: value.value, reverse=True))
    return tuple(sorted(values, key=lambda value: (not value.value, -value.count, value.label)))
