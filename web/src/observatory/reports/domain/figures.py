"""The figures of a report: what each is worth, what it means and where it comes from.

A *counted* figure is the number of ids it holds. A *stated* one is a number that a
source published, kept in a record with its operator. A *quoted* one stands in a
record's own words (a title, a description), which the report repeats.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any, Literal

from civiscope.publication import Span
from observatory.common.formats import number_shown
from observatory.records.domain.shapes import Document
from observatory.records.enums import Operator
from observatory.reports.domain.breakdowns import parts_of
from observatory.reports.domain.counts import COUNTS, Ids
from observatory.reports.domain.facts import Facts
from observatory.reports.domain.voice import Voice

# A run of digits, with the separators that numbers are written with inside.
_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f]\d+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number of the report and what makes it checkable.

    `value` is written for machines ("1234.5"), `text` as the report prints it
    ("more than 250"). `records` are the ids counted, or the record that states it.
    """

    name: str
    nature: Literal["counted", "stated", "quoted"]
    value: str
    text: str
    definition: str
    records: Ids
    operator: str = "="
    unit: str = ""
    base: str = ""
    method: str = ""
    source: str = ""

    def to_plain(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return asdict(self) | {"records": list(self.records)}


def known_figures(facts: Facts, voice: Voice) -> dict[str, Figure]:
    """Return the figures that a text may name, by name: those counted and those stated."""
    found = (*_counted(facts, voice), *_stated(facts, voice))
    return {figure.name: figure for figure in found}


def shown_figures(facts: Facts, voice: Voice) -> dict[str, Figure]:
    """Return the figures that graphics show, by name."""
    return {
        part.name: counted(part.name, part.ids, part.definition, voice) for part in parts_of(facts)
    }


# ---------------------------------------------------------------- counted


def _counted(facts: Facts, voice: Voice) -> Iterator[Figure]:
    for count in COUNTS:
        ids = count.select(facts)
        number = number_shown(len(ids), voice.language)
        yield counted(f"{count.name}.count", ids, str(count.definition), voice)
        yield Figure(
            name=count.name,
            nature="counted",
            value=str(len(ids)),
            text=count.words(len(ids)) % {"count": number},
            definition=str(count.definition),
            records=ids,
        )


def counted(name: str, ids: Ids, definition: str, voice: Voice) -> Figure:
    """Return the figure that counts these ids."""
    return Figure(
        name=name,
        nature="counted",
        value=str(len(ids)),
        text=number_shown(len(ids), voice.language),
        definition=definition,
        records=ids,
    )


# ---------------------------------------------------------------- stated


def _stated(facts: Facts, voice: Voice) -> Iterator[Figure]:
    for kind, documents in facts.documents.items():
        for document in documents:
            for line in document.get("figures", ()):
                if line.get("value") is not None:
                    yield _stated_by(kind, document, line, voice)


def stated_name(kind: str, document: Document, line: Document) -> str:
    """Return the name of a figure that a record states."""
    return f"{kind}.{document['id']}.{line['id']}"


def _stated_by(kind: str, document: Document, line: Document, voice: Voice) -> Figure:
    operator = line.get("operator", Operator.EQUAL)
    said = [voice.plain(line.get(name)) for name in ("label", "definition")]
    return Figure(
        name=stated_name(kind, document, line),
        nature="stated",
        value=format(Decimal(str(line["value"])).normalize(), "f"),
        text=_with_operator(number_shown(str(line["value"]), voice.language), operator),
        definition=", ".join(text for text in said if text),
        records=(f"{kind}:{document['id']}",),
        operator=operator,
        unit=voice.plain(line.get("unit")),
        base=voice.plain(line.get("base")),
        method=voice.plain(line.get("method")),
        source=_source(line, voice),
    )


def _with_operator(number: str, operator: str) -> str:
    return number if operator == Operator.EQUAL else f"{Operator(operator).label} {number}"


def _source(line: Document, voice: Voice) -> str:
    source = voice.name("source", line["source"]) if "source" in line else ""
    return ", ".join(part for part in (source, voice.plain(line.get("locator"))) if part)


# ---------------------------------------------------------------- quoted


def quoted(spans: Iterable[Span], definition: str) -> Iterator[Figure]:
    """Return the numbers that stand in records' own words, dates excepted, each record's once."""
    seen: set[tuple[str, str]] = set()
    for span in spans:
        for number in _quoted_numbers(span):
            if (span.record, number) not in seen:
                seen.add((span.record, number))
                yield Figure(
                    name=f"quoted.{span.record.replace(':', '.')}.{number}",
                    nature="quoted",
                    value=number,
                    text=number,
                    definition=definition,
                    records=(span.record,),
                )


def _quoted_numbers(span: Span) -> list[str]:
    if not span.record or span.figure or span.date:
        return []
    return _NUMBER.findall(span.text)


def used(figures: Mapping[str, Figure], spans: Iterable[Span]) -> list[Figure]:
    """Return the figures that the text names, in the order it first names them."""
    names = dict.fromkeys(span.figure for span in spans if span.figure)
    return [figures[name] for name in names]
