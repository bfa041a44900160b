"""How a report says what a record holds: in one language, with the record behind each word."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import pgettext

from civiscope.publication import Span, Spans
from observatory.common.formats import chosen, date_shown
from observatory.records.domain.names import NAME_WITHDRAWN
from observatory.records.domain.references import Known
from observatory.records.domain.shapes import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Says records' values in a language; French stands in for English that is missing."""

    language: str
    known: Known

    @property
    def withdrawn(self) -> Span:
        """The wording that stands in place of a withdrawn name."""
        return Span(text=NAME_WITHDRAWN[self.language], style="muted")

    def plain(self, texts: dict[str, Any] | None) -> str:
        """Return a bilingual text without saying whose it is."""
        return chosen(texts or {}, self.language)[0]

    def lines(self, texts: dict[str, list[str]] | None) -> list[str]:
        """Return a bilingual list."""
        texts = texts or {}
        return texts.get(self.language) or texts.get("fr", [])

    def said(self, texts: dict[str, str] | None, record: str) -> Spans:
        """Return a bilingual text as a record's own words."""
        text, language = chosen(texts or {}, self.language)
        return (Span(text=text, record=record, language=language),) if text else ()

    def quoted(self, text: str, record: str) -> Spans:
        """Return what was kept as displayed, in French whatever the language."""
        language = "fr" if self.language != "fr" else ""
        return (Span(text=text, record=record, language=language),) if text else ()

    def title(self, kind: str, document: Document) -> Spans:
        """Return the title of a record as a link to its page."""
        return self.link(kind, document["id"], document.get("title") or document.get("subject"))

    def link(self, kind: str, key: str, title: dict[str, str] | None = None) -> Spans:
        """Return the name of a record, leading to its page; nothing when it is not public.

        A withdrawn person's is the wording that stands in place of the name.
        """
        target = self.known.target(kind, key)
        if target is None:
            return ()
        if target.is_withdrawn:
            return (self.withdrawn,)
        text, language = chosen(title or target.title, self.language)
        reference = f"{target.kind}:{target.key}"
        return (Span(text=text, url=target.url, record=reference, language=language),)

    def name(self, kind: str, key: str) -> str:
        """Return the name of a record as plain text; "" when it is not public."""
        return "".join(span.text for span in self.link(kind, key))

    def label(self, scheme: str, notation: str | None) -> str:
        """Return the label of a concept."""
        return chosen(self.known.label(scheme, notation), self.language)[0] if notation else ""

    def listed(self, texts: Iterable[str]) -> str:
        """Return texts one after another, in the punctuation of the language."""
        return pgettext("between items of a list", "; ").join(texts)

    def date(self, edtf: str | None) -> str:
        """Return a date in words; "" when there is none."""
        shown = date_shown(edtf or "", self.language)
        return shown["text"] if shown else ""

    def dated(self, edtf: str | None, record: str) -> Spans:
        """Return a date in words that says whose it is."""
        text = self.date(edtf)
        return (Span(text=text, date=edtf or "", record=record),) if text else ()


def words(text: str) -> Spans:
    """Return the report's own words."""
    return (Span(text=text),) if text else ()


def joined(parts: Iterable[Spans], separator: str = ", ") -> Spans:
    """Return the parts that say something, with a separator between them."""
    spans: list[Span] = []
    for part in parts:
        if part and spans:
            spans.append(Span(text=separator))
        spans.extend(part)
    return tuple(spans)
