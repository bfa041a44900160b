"""What a visitor can read of a record, as plain text, line by line."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import chain
from typing import Any

from babel.numbers import format_decimal
from django.db.models import BooleanField, DateField, FileField, URLField
from django.utils.translation import override

from civiscope.corpus import fold
from observatory.common.dates import in_words
from observatory.records.domain.names import without_names
from observatory.records.domain.shapes import (
    BilingualShape,
    ConceptShape,
    LinkShape,
    PartsShape,
    ScalarShape,
    Shape,
    is_date,
    shapes_of,
)
from observatory.records.models import Figure, Label, Record
from observatory.search.domain.reading import Batch, referred

# What says how we know, which all records share, would make each answer to the same words.
_UNREAD = {"evidence", "translation", "verified_on", "citations", "source", "locator", "sha256"}
# Read as the title, or in it.
_TITLE = {"title", "given_name", "family_name"}
_STATEMENT = {"field"}
_UNREAD_FIELDS = (BooleanField, DateField, FileField, URLField)
# What a link carries of the part it stands in.
_DETAILS = {
    "title", "role", "type", "contract", "function", "displayed", "context", "label", "name",
    "locator",
}  # fmt: skip
_SEPARATOR = " · "

_MARKDOWN_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKDOWN_SIGNS = re.compile(
    r"\*\*|__|`|^(?:#{1,6}|>|[-*]) +|(?<!\w)\*(?=\w)|(?<=[\w.!?])\*(?!\w)", re.MULTILINE
)


def lines_of(record: Record, batch: Batch, language: str) -> list[str]:
    """Return what can be read of a record in a language, but for its title."""
    titles = {fold(name) for name in batch.faces[record.pk].names.values()}
    # Folding a long text to compare it with a title would cost more than all the rest.
    longest = 2 * max(map(len, titles))
    with override(language):
        lines = list(_lines(record, batch, language, skipped=_UNREAD | _TITLE))
    # A title written another way is found, and not worth showing.
    read = dict.fromkeys(line for line in lines if len(line) > longest or fold(line) not in titles)
    return [without_names(line, batch.withdrawn, language) for line in read]


def _lines(owner: Any, batch: Batch, language: str, skipped: set[str]) -> Iterator[str]:
    for shape in shapes_of(type(owner)):
        if shape.name in skipped:
            continue
        if isinstance(shape, PartsShape):
            for part in getattr(owner, shape.name).all():
                yield from _part_lines(part, batch, language)
        else:
            yield from filter(None, value_text(owner, shape, batch, language).split("\n"))


def _part_lines(part: Any, batch: Batch, language: str) -> Iterator[str]:
    """Yield a line for the part itself, then those of its own parts."""
    if not batch.is_shown(part):
        return
    own: list[str] = []
    below: list[str] = []
    for shape in shapes_of(type(part)):
        if shape.name in _UNREAD | _STATEMENT or (isinstance(part, Label) and shape.name != "text"):
            continue
        if isinstance(shape, PartsShape):
            for each in getattr(part, shape.name).all():
                below.extend(_part_lines(each, batch, language))
        else:
            own.append(value_text(part, shape, batch, language).replace("\n", _SEPARATOR))
    separator = " " if isinstance(part, Figure) else _SEPARATOR
    if line := separator.join(filter(None, own)):
        yield line
    yield from below


def value_text(owner: Any, shape: Shape, batch: Batch, language: str) -> str:
    """Return how a field reads in a language; "" where there is nothing to read."""
    match shape:
        case BilingualShape():
            english = getattr(owner, f"{shape.name}_en") if language == "en" else ""
            return plain(english or getattr(owner, f"{shape.name}_fr"))
        case ConceptShape():
            labels = [concept_label(batch, pk, language) for pk in referred(owner, shape)]
            return ", ".join(labels)
        case LinkShape():
            faces = [batch.faces[pk] for pk in referred(owner, shape)]
            return ", ".join(face.names[language] for face in faces if language in face.names)
        case ScalarShape():
            return _scalar_text(owner, shape, language)
        case PartsShape():
            return ""


def first_line(record: Record, shape: Shape, batch: Batch, language: str) -> str:
    """Return the first line that a field, or a list of parts, reads as."""
    with override(language):
        if isinstance(shape, PartsShape):
            parts = getattr(record, shape.name).all()
            line = next(chain.from_iterable(_part_lines(p, batch, language) for p in parts), "")
        else:
            line = value_text(record, shape, batch, language).partition("\n")[0]
    return without_names(line, batch.withdrawn, language)


def part_detail(part: Any, batch: Batch, language: str) -> str:
    """Return what says of a part why it links two records: a function, a role, a session."""
    shapes = (shape for shape in shapes_of(type(part)) if shape.name in _DETAILS)
    with override(language):
        texts = [value_text(part, shape, batch, language) for shape in shapes]
    detail = _SEPARATOR.join(filter(None, texts))
    return without_names(detail, batch.withdrawn, language)


def concept_label(batch: Batch, pk: int, language: str) -> str:
    """Return the label of a concept in a language."""
    concept = batch.concepts[pk]
    return (concept.label_en if language == "en" else "") or concept.label_fr


def _scalar_text(owner: Any, shape: ScalarShape, language: str) -> str:
    value = getattr(owner, shape.name)
    if isinstance(shape.field, _UNREAD_FIELDS) or value in (None, "", shape.field.get_default()):
        return ""
    if is_date(shape.field):
        return in_words(value, language)
    if shape.field.choices:
        return str(dict(shape.field.flatchoices).get(value, value))
    if isinstance(value, Decimal):
        return str(format_decimal(value.normalize(), locale=language))
    return plain(str(value))


def plain(text: str) -> str:
    """Return a Markdown text without its signs."""
    return _MARKDOWN_SIGNS.sub("", _MARKDOWN_LINK.sub(r"\1", text)).replace("\r\n", "\n").strip()
