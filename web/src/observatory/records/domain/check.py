"""Check what a pack or a proposal says of a record, and make its canonical document.

Nothing stops at the first mistake: each problem is added to a list, with its
file and line, what was expected and what was found.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import override

from civiscope.packs import Entry, Location, Mapping, Node, Problem, Scalar, Sequence
from observatory.common.dates import EXPECTED
from observatory.common.fields import EdtfField
from observatory.records.domain.catalogue import Catalogue
from observatory.records.domain.documents import plain_scalar
from observatory.records.domain.files import Files, StoredFiles
from observatory.records.domain.kinds import models_by_kind
from observatory.records.domain.references import pair_of
from observatory.records.domain.shapes import (
    LANGUAGES,
    BilingualShape,
    ConceptShape,
    Document,
    LinkShape,
    PartsShape,
    ScalarShape,
    Shape,
    shapes_of,
)
from observatory.records.domain.write import model_of
from observatory.records.enums import Absence, Status
from observatory.records.models import Record

# What is shown of a wrong value; the rest of a long one would hide the message.
SHOWN_CHARACTERS = 60
_STANDING = ("id", "slug", "status", "merged_into", "old_addresses", *Absence.values)
# The largest small whole number of PostgreSQL; SQLite takes any.
_SMALL = 32_767
_TYPES: tuple[tuple[type, object], ...] = (
    (EdtfField, EXPECTED),
    (models.BooleanField, "true or false"),
    (models.IntegerField, "a whole number"),
    (models.DecimalField, "a number"),
    (models.DateField, "a day such as 2019-05-15"),
    (models.URLField, "a web address"),
)


@dataclass(slots=True)
class Checker:
    """Checks records one after the other and keeps every problem."""

    catalogue: Catalogue
    problems: list[Problem] = field(default_factory=list)
    files: Files = field(default_factory=StoredFiles)

    def document(self, kind: str, record: Mapping) -> Document:
        """Return the canonical document of one record; problems are kept aside."""
        with override("en"):  # messages of the command line are in English
            return self._document(kind, record)

    def _document(self, kind: str, record: Mapping) -> Document:
        model = model_of(kind)
        is_record = issubclass(model, Record)
        self._refuse_unknown(record, model, _STANDING if is_record else ("id",))
        document = self._fields(record, model)
        if is_record:
            self._standing(record, kind, model, document)
        return _in_order(document, model)

    # ------------------------------------------------------------ fields

    def _fields(self, mapping: Mapping, model: type[models.Model]) -> Document:
        document: Document = {}
        for shape in shapes_of(model):
            node = mapping.get(shape.name)
            if node is None or _is_empty(node):
                self._require(shape, mapping)
                continue
            value = self._value(node, shape)
            if value not in (None, "", [], {}):
                document[shape.name] = value
        key = mapping.get("id")
        if isinstance(key, Scalar) and key.text:
            document["id"] = key.text
        return document

    def _require(self, shape: Shape, mapping: Mapping) -> None:
        is_required = (
            isinstance(shape, BilingualShape | ScalarShape)
            and not shape.field.blank
            and not shape.field.has_default()
        ) or (
            isinstance(shape, LinkShape | ConceptShape)
            and not shape.is_many
            and not shape.field.null
        )
        if is_required:
            self._add(mapping.where, f"a field “{shape.name}”", "none")

    def _value(self, node: Node, shape: Shape) -> Any:
        match shape:
            case ScalarShape():
                return self._scalar(node, shape)
            case BilingualShape():
                return self._bilingual(node, shape)
            case ConceptShape():
                return self._many_or_one(node, shape, self._concept(shape))
            case LinkShape():
                return self._many_or_one(node, shape, self._link(shape))
            case PartsShape():
                return self._parts(node, shape)

    def _scalar(self, node: Node, shape: ScalarShape) -> Any:
        text = self._text(node, _expected_type(shape.field))
        if text is None:
            return None
        column = shape.field
        raw: Any = {"true": True, "false": False}.get(text, text) if _is_boolean(column) else text
        is_file = isinstance(column, models.FileField)
        try:
            value = self.files.accepted(text) if is_file else column.clean(raw, None)
        except ValidationError as error:
            self._add(node.where, _expected(column, error), repr(_short(text)))
            return None
        if isinstance(column, models.PositiveSmallIntegerField) and int(value) > _SMALL:
            self._add(node.where, f"a whole number up to {_SMALL:,}", repr(_short(text)))
            return None
        return None if value == column.get_default() else plain_scalar(value)

    def _bilingual(self, node: Node, shape: BilingualShape) -> Document | None:
        if not isinstance(node, Mapping):
            self._add(node.where, f"“{shape.name}” in each language: {{fr: …, en: …}}", _say(node))
            return None
        texts: Document = {}
        for entry in node.entries:
            if entry.key not in LANGUAGES:
                self._add(entry.where, "a language, fr or en", repr(_short(entry.key)))
            elif not _is_empty(entry.value):
                texts[entry.key] = self._in_language(entry, shape)
        if "fr" not in texts and not shape.field.blank:
            self._add(node.where, f"“{shape.name}” in French", "none")
        return {language: texts[language] for language in LANGUAGES if texts.get(language)}

    def _in_language(self, entry: Entry, shape: BilingualShape) -> Any:
        if shape.is_list:
            return [
                " ".join(text.split())
                for item in self._items(entry.value)
                if (text := self._text(item, "a text"))
            ]
        text = self._text(entry.value, "a text")
        limit = shape.field.max_length
        if text and limit and len(text) > limit:
            self._add(entry.where, f"at most {limit} characters", f"{len(text)}")
        # One form for a text however it is laid out in YAML or typed in a form.
        return text.replace("\r\n", "\n").strip() if text else None

    # ------------------------------------------------------------ references

    def _many_or_one(
        self, node: Node, shape: ConceptShape | LinkShape, check: Callable[[Node], str | None]
    ) -> Any:
        if not shape.is_many:
            return check(node)
        targets = [check(item) for item in self._items(node)]
        found = [target for target in targets if target]
        if len(set(found)) < len(found):
            self._add(node.where, "each reference once", "one twice")
        return sorted(set(found))

    def _concept(self, shape: ConceptShape) -> Callable[[Node], str | None]:
        def check(node: Node) -> str | None:
            notation = self._text(node, "a notation")
            known = self._notations(shape)
            if notation is None or notation in known or self.catalogue.is_partial:
                return notation
            listed = ", ".join(sorted(known)) or "none: the vocabulary is missing"
            expected = f"a concept of “{shape.scheme}” ({listed})"
            self._add(node.where, expected, repr(_short(notation)))
            return None

        return check

    def _notations(self, shape: ConceptShape) -> set[str]:
        if shape.scheme:
            return self.catalogue.notations.get(shape.scheme, set())
        # A broader concept: that it is of the same scheme is checked when it is written.
        return set().union(*self.catalogue.notations.values())

    def _link(self, shape: LinkShape) -> Callable[[Node], str | None]:
        def check(node: Node) -> str | None:
            reference = self._text(node, "a reference")
            if reference is None:
                return None
            kind, key = pair_of(shape.kind, reference)
            if key in self.catalogue.keys.get(kind, set()) or self.catalogue.is_partial:
                return reference
            expected = (
                f"the id of a record of kind {shape.kind}" if shape.kind else "kind:id of a record"
            )
            self._add(
                node.where, f"{expected} in the pack or the database", repr(_short(reference))
            )
            return None

        return check

    # ------------------------------------------------------------ parts

    def _parts(self, node: Node, shape: PartsShape) -> list[Document]:
        documents: list[Document] = []
        seen: set[str] = set()
        for item in self._items(node):
            if not isinstance(item, Mapping):
                self._add(item.where, f"fields of one of “{shape.name}”", _say(item))
                continue
            self._refuse_unknown(item, shape.model, ("id",) if shape.has_key else ())
            if shape.has_key:
                self._part_key(item, seen)
            documents.append(_in_order(self._fields(item, shape.model), shape.model))
        return documents

    def _part_key(self, item: Mapping, seen: set[str]) -> None:
        key = item.get("id")
        text = key.text if isinstance(key, Scalar) else None
        if not text:
            self._add(item.where, "an id", "none")
        elif _slug(text) is None:
            self._add(item.where, "an id of letters, digits and hyphens", repr(_short(text)))
        elif text in seen:
            self._add(item.where, "an id used once in this list", repr(_short(text)))
        else:
            seen.add(text)

    # ------------------------------------------------------------ standing

    def _standing(
        self, record: Mapping, kind: str, model: type[models.Model], document: Document
    ) -> None:
        self._slug(record, document)
        self._status(record, document)
        merged = record.get("merged_into")
        if merged is not None:
            check = self._link(LinkShape("merged_into", None, kind, is_many=False))
            document["merged_into"] = check(merged)
        if (document.get("status") == Status.MERGED) != bool(document.get("merged_into")):
            self._add(record.where, "status: merged together with merged_into", "one alone")
        names = {shape.name for shape in shapes_of(model)}
        for absence in Absence.values:
            self._absences(record, absence, names, document)
        old = record.get("old_addresses")
        if old is not None:
            slugs = {slug for item in self._items(old) if (slug := self._address(item))}
            document["old_addresses"] = sorted(slugs)

    def _slug(self, record: Mapping, document: Document) -> None:
        node = record.get("slug")
        if node is None or _is_empty(node):
            return
        slug = self._address(node)
        if slug and slug != document.get("id"):
            document["slug"] = slug

    def _address(self, node: Node) -> str | None:
        text = self._text(node, "an address")
        slug = _slug(text) if text else None
        if text and slug is None:
            self._add(node.where, "an address of letters, digits and hyphens", repr(_short(text)))
        return slug

    def _status(self, record: Mapping, document: Document) -> None:
        node = record.get("status")
        if node is None or _is_empty(node):
            return
        status = self._text(node, "a status")
        if status not in Status.values:
            self._add(node.where, f"one of {', '.join(Status.values)}", repr(_short(status)))
        elif status != Status.PUBLISHED:
            document["status"] = status

    def _absences(self, record: Mapping, absence: str, names: set[str], document: Document) -> None:
        node = record.get(absence)
        if node is None:
            return
        listed = []
        for item in self._items(node):
            name = self._text(item, "the name of a field")
            if name not in names:
                self._add(item.where, "a field of this kind of record", repr(_short(name)))
            elif name in document:
                self._add(item.where, f"no value for “{name}”, said to be absent", "one")
            elif name:
                listed.append(name)
        if listed:
            document[absence] = sorted(set(listed))

    # ------------------------------------------------------------ small things

    def _refuse_unknown(
        self, mapping: Mapping, model: type[models.Model], standing: tuple[str, ...]
    ) -> None:
        known = {shape.name for shape in shapes_of(model)} | set(standing)
        for entry in mapping.entries:
            if entry.key not in known:
                expected = f"one of the fields {', '.join(sorted(known))}"
                self._add(entry.where, expected, repr(_short(entry.key)))

    def _items(self, node: Node) -> tuple[Node, ...]:
        if isinstance(node, Sequence):
            return node.items
        self._add(node.where, "a list", _say(node))
        return ()

    def _text(self, node: Node, expected: str) -> str | None:
        if isinstance(node, Scalar) and node.text is not None:
            return node.text
        self._add(node.where, expected, _say(node))
        return None

    def _add(self, where: Location, expected: str, found: str) -> None:
        self.problems.append(Problem(where, expected, found))


def nodes(value: Any, where: Location) -> Node:
    """Turn a plain document (from a form or the history) into nodes to check."""
    if isinstance(value, dict):
        entries = tuple(Entry(str(key), nodes(item, where), where) for key, item in value.items())
        return Mapping(entries, where)
    if isinstance(value, list):
        return Sequence(tuple(nodes(item, where) for item in value), where)
    if isinstance(value, bool):
        return Scalar(str(value).lower(), quoted=False, where=where)
    return Scalar(None if value is None else str(value), quoted=False, where=where)


def _in_order(document: Document, model: type[models.Model]) -> Document:
    names = ["id", "slug", "status", "merged_into"]
    names += [shape.name for shape in shapes_of(model)] + [*Absence.values, "old_addresses"]
    return {name: document[name] for name in names if document.get(name) not in (None, [], {})}


def _is_empty(node: Node) -> bool:
    return isinstance(node, Scalar) and not node.text


def _slug(text: str) -> str | None:
    """Return a text that can stand in an address or name a part, or nothing."""
    try:
        return str(Record._meta.get_field("slug").clean(text, None))
    except ValidationError:
        return None


def _is_boolean(column: Any) -> bool:
    return isinstance(column, models.BooleanField)


def _expected_type(column: Any) -> str:
    return str(next((words for kind, words in _TYPES if isinstance(column, kind)), "a text"))


def _expected(column: Any, error: ValidationError) -> str:
    if getattr(column, "choices", None):
        return f"one of {', '.join(str(value) for value, _ in column.choices)}"
    if any(isinstance(column, kind) for kind, _ in _TYPES):
        return _expected_type(column)
    return " ".join(str(message) for message in error.messages)


def _say(node: Node) -> str:
    match node:
        case Mapping():
            return "named fields"
        case Sequence():
            return "a list"
        case Scalar(text=None):
            return "nothing"
        case Scalar():
            return repr(_short(node.text))


def _short(text: str | None) -> str:
    text = text or ""
    return text if len(text) <= SHOWN_CHARACTERS else f"{text[:SHOWN_CHARACTERS]}…"


def known_kinds() -> tuple[str, ...]:
    """Return the kinds a pack may hold, vocabularies first."""
    return ("scheme", *models_by_kind())
