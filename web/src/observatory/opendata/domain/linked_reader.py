"""Read the fields of a public document as schema.org wants them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, TypeAlias
from urllib.parse import urljoin

from observatory.opendata.domain.texts import in_language, printable
from observatory.records.domain.names import without_names
from observatory.records.domain.references import Known
from observatory.records.domain.shapes import Document

Linked: TypeAlias = dict[str, Any]

ORGANISATION = "Organization"
PERSON = "Person"
# The precisions that ISO 8601, and so schema.org, can say. A quarter or an uncertain date cannot.
_SAYABLE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d{2})?)?")


def filled(data: Linked) -> Linked:
    """Leave out what is not known; a list of one is given as that one."""
    kept = {}
    for name, value in data.items():
        single = value[0] if isinstance(value, list) and len(value) == 1 else value
        if single not in (None, "", [], {}):
            kept[name] = single
    return kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """A document, or one of its lines, with what it refers to, in one language."""

    document: Document
    known: Known
    withdrawn: tuple[str, ...]
    language: str
    base_url: str

    def lines(self, name: str) -> list["Reader"]:
        """Return the lines of a list, each to be read in turn."""
        return [replace(self, document=line) for line in self.document.get(name, [])]

    def said(self, text: str) -> str:
        """Return a name or title as visitors may read it."""
        return printable(without_names(text, self.withdrawn, self.language))

    def plain(self, name: str) -> Any:  # whatever a document holds
        """Return a field as the document has it."""
        value = self.document.get(name)
        return printable(value) if isinstance(value, str) else value

    def text(self, name: str) -> str:
        """Return a text in the language, or in French."""
        return in_language(self.document.get(name, {}), self.language)

    def items(self, name: str) -> list[str]:
        """Return a list of short texts in the language, or in French."""
        texts = self.document.get(name, {})
        found = texts.get(self.language) or texts.get("fr", [])
        return [printable(text) for text in found]

    def terms(self, scheme: str, name: str) -> list[str]:
        """Return the labels of the terms of a field."""
        labels = (self.known.label(scheme, notation) for notation in self.document.get(name, []))
        return [in_language(label, self.language) for label in labels]

    def one(self, kind: str, name: str, types: str | list[str]) -> Linked | None:
        """Return a record referred to: its type, address and name; None when not known."""
        reference = self.document.get(name)
        return self._target(kind, reference, types) if reference else None

    def many(self, kind: str, name: str, types: str | list[str]) -> list[Linked]:
        """Return the records a list refers to."""
        found = (self._target(kind, item, types) for item in self.document.get(name, []))
        return [target for target in found if target]

    def _target(self, kind: str, reference: str, types: str | list[str]) -> Linked | None:
        target = self.known.target(kind, reference)
        if target is None or target.is_withdrawn:
            return None
        return {
            "@type": types,
            "url": urljoin(self.base_url, target.url),
            "name": self.said(in_language(target.title, self.language)),
        }

    def other_names(self) -> list[str]:
        """Return the other names of the record."""
        names = [self.plain("acronym"), *(line.plain("text") for line in self.lines("labels"))]
        return list(dict.fromkeys(name for name in names if name))

    def date(self) -> str:
        """Return the date, or the first of an interval; "" when it cannot be said as known."""
        return _sayable(str(self.document.get("date", "")).partition("/")[0])

    def end_date(self) -> str:
        """Return the end of an interval, "" when there is none or it is open."""
        return _sayable(str(self.document.get("date", "")).partition("/")[2])

    def addresses(self, *names: str) -> list[str]:
        """Return web addresses elsewhere that are about the same thing."""
        return [address for name in names if (address := self.plain(name))]


def _sayable(date: str) -> str:
    return date if _SAYABLE.fullmatch(date) else ""


def with_date_span(reader: Reader) -> Linked:
    """Return when something begins and ends."""
    return {"startDate": reader.date(), "endDate": reader.end_date()}


def known_only(found: Iterable[Linked | None]) -> list[Linked]:
    """Leave out what is not known in a list."""
    return [item for item in found if item]
