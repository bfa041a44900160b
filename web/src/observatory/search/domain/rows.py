"""Turn what was read of a record into the rows of the index."""

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain
from typing import Any

from django.db.models import Max, Min

from civiscope.corpus import fold, index_words
from observatory.records.domain.names import without_names
from observatory.records.domain.shapes import (
    LANGUAGES,
    ConceptShape,
    LinkShape,
    shape_named,
)
from observatory.records.models import Figure, Record, Revision
from observatory.search.domain.fulltext import filed_as
from observatory.search.domain.reading import Batch, Found, referred
from observatory.search.domain.texts import first_line, lines_of, part_detail
from observatory.search.models import (
    FACET_COLUMNS,
    SORT_CHARACTERS,
    Edge,
    Entry,
    Mention,
    Words,
)

_UNDATED = dt.date(dt.MINYEAR, 1, 1)
_LINE_CHARACTERS = 600
# Texts have the same words: reading each anew would take most of the time that indexing takes.
_index_words = lru_cache(maxsize=65_536)(index_words)
# Where there is no summary, what says best what the record is.
_SUMMARIES = (
    "summary", "subject", "setting", "outlet", "role", "support", "affiliations", "description",
    "questions", "contents",
)  # fmt: skip
# Notes on how a concept is said elsewhere are sought, not read; evidence is no subject.
_NO_SUBJECT = {"evidence"}


def entries(batch: Batch) -> list[Entry]:
    """Return the entry of each record of a batch."""
    times = _times(batch.records)
    return [_entry(record, batch, times.get(record.pk, {})) for record in batch.records]


def _times(records: Iterable[Record]) -> dict[int, dict[str, Any]]:
    """Return when each record was first published and last changed."""
    revisions = Revision.objects.filter(
        record_id__in=[record.pk for record in records], document__status__isnull=True
    )
    rows = revisions.values("record_id").order_by().annotate(first=Min("at"), last=Max("at"))
    return {row["record_id"]: dict(row) for row in rows}


def _entry(record: Record, batch: Batch, times: dict[str, Any]) -> Entry:
    french, english = title_of(record, batch, "fr"), title_of(record, batch, "en")
    year = _year(record)
    undated = dt.date(year, 1, 1) if year else _UNDATED
    return Entry(
        record_id=record.pk,
        kind=record.kind,
        slug=record.slug,
        title_fr=french,
        title_en=english if english != french else "",
        summary_fr=_summary(record, batch, "fr", french),
        summary_en=_summary(record, batch, "en", english),
        place=getattr(record, "city", ""),
        date=record.date,
        date_earliest=record.date_earliest,
        date_latest=record.date_latest,
        year=year,
        sorted_on=record.date_earliest or record.date_latest or undated,
        sort_fr=_sort_key(record, french),
        sort_en=_sort_key(record, english),
        updated_at=times.get("last", record.updated_at),
        published_at=times.get("first", record.created_at),
        **dict(zip(FACET_COLUMNS, _facets(record, batch), strict=False)),
    )


def title_of(record: Record, batch: Batch, language: str) -> str:
    """Return the title that visitors read."""
    title = batch.faces[record.pk].names[language]
    return without_names(title, batch.withdrawn, language)[:_LINE_CHARACTERS]


def _summary(record: Record, batch: Batch, language: str, title: str) -> str:
    for name in _SUMMARIES:
        shape = shape_named(type(record), name)
        line = first_line(record, shape, batch, language) if shape else ""
        if line and line != title:
            return line[:_LINE_CHARACTERS]
    return ""


def _year(record: Record) -> int | None:
    day = record.date_earliest or record.date_latest
    year = day.year if day else record.reporting_year or getattr(record, "year", None)
    # What no calendar holds was typed by mistake, and sorts nothing.
    return year if year and year <= dt.MAXYEAR else None


def _sort_key(record: Record, title: str) -> str:
    family_name = getattr(record, "family_name", "")
    # "de Feraudy, Tatiana": people are listed by family name, without its particle.
    key = f"{family_name} {title}" if family_name else title
    return fold(key.removeprefix("de ").removeprefix("d’").removeprefix("d'"))[:SORT_CHARACTERS]


def _facets(record: Record, batch: Batch) -> Iterator[str]:
    for name in type(record).FACETS:
        shape = shape_named(type(record), name)
        if isinstance(shape, ConceptShape):
            keys = sorted(batch.concepts[pk].key for pk in referred(record, shape))
            yield " ".join(keys)
        else:
            yield str(getattr(record, name))


# ---------------------------------------------------------------- words


def words_of(record: Record, batch: Batch) -> Words:
    """Return what can be read of a record and the words under which it is found."""
    lines = {language: lines_of(record, batch, language) for language in LANGUAGES}
    titles = [title_of(record, batch, language) for language in LANGUAGES]
    labels = [label.text for label in record.labels.all()]
    acronym = getattr(record, "acronym", "")
    title = _distinct([*titles, *labels, acronym])
    # What was not translated reads the same in both languages.
    body = _distinct(dict.fromkeys(chain(*lines.values(), _unread(record, batch))))
    return Words(
        entry_id=record.pk,
        filed_as=filed_as(record.kind, record.pk),
        text_fr="\n".join(lines["fr"]),
        text_en="\n".join(lines["en"]),
        title=" ".join(title),
        body=" ".join(word for word in body if word not in title),
    )


def _distinct(texts: Iterable[str]) -> dict[str, None]:
    written = chain.from_iterable(text.split() for text in texts)
    return dict.fromkeys(chain.from_iterable(map(_index_words, written)))


def _unread(record: Record, batch: Batch) -> Iterator[str]:
    """Yield what people may type and the page words otherwise."""
    for found in batch.references[record.pk]:
        if isinstance(found.shape, ConceptShape) and found.shape.name not in _NO_SUBJECT:
            concept = batch.concepts[found.pk]
            yield from (concept.other_labels_fr, concept.other_labels_en)
    for figure in record.figures.all():
        yield _digits(figure)


def _digits(figure: Figure) -> str:
    return "" if figure.value is None else format(figure.value.normalize(), "f")


# ---------------------------------------------------------------- references


def edges_of(record: Record, batch: Batch) -> list[Edge]:
    """Return the references of a record to other public records, once for each path."""
    edges: dict[tuple[str, int], Edge] = {}
    for order, found in enumerate(batch.references[record.pk]):
        target = _target(found, batch)
        if target is None or target == record.pk:
            continue
        edge = _edge(record, found, target, batch)
        edge.order = order
        first = edges.setdefault((edge.path, target), edge)
        for column in ("detail_fr", "detail_en"):
            _add_line(first, column, getattr(edge, column))
    return list(edges.values())


def _target(found: Found, batch: Batch) -> int | None:
    is_link = isinstance(found.shape, LinkShape)
    if not is_link or not all(batch.is_shown(part) for _, part in found.parts):
        return None
    return batch.faces[found.pk].target


def _edge(record: Record, found: Found, target: int, batch: Batch) -> Edge:
    details = {
        language: " · ".join(
            filter(None, (part_detail(part, batch, language) for _, part in found.parts))
        )
        for language in LANGUAGES
    }
    dates = [getattr(part, "date", "") for _, part in found.parts]
    return Edge(
        subject_id=record.pk,
        object_id=target,
        path=".".join([*(name for name, _ in found.parts), found.shape.name]),
        detail_fr=details["fr"],
        detail_en=details["en"],
        date=next(filter(None, reversed(dates)), ""),
    )


def _add_line(edge: Edge, column: str, line: str) -> None:
    lines = getattr(edge, column).split("\n")
    if line and line not in lines:
        setattr(edge, column, "\n".join([*filter(None, lines), line]))


def mentions_of(record: Record, batch: Batch) -> list[Mention]:
    """Return the records an entry speaks of, with the face they had when it was written."""
    spoken = {
        found.pk for found in batch.references[record.pk] if isinstance(found.shape, LinkShape)
    }
    standing = {batch.faces[pk].standing for pk in spoken}
    return [
        Mention(subject_id=record.pk, object_id=pk, face=batch.faces[pk].fingerprint)
        for pk in sorted((spoken | standing) - {record.pk})
    ]
