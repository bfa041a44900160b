"""How the report says numbers, dates, and the words of contributions."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from civiscope.publication.charts.words import Language, say_number, say_percent
from civiscope.publication.document import Paragraph, Span, Spans, Style
from civiscope.publication.synthesis.english import ENGLISH
from civiscope.publication.synthesis.french import FRENCH
from civiscope.publication.synthesis.words import Noun, Titled, Words
from civiscope.publication.words import WORDS as KIT_WORDS
from civiscope.publication.words import say_date

WORDS: Final = {"fr": FRENCH, "en": ENGLISH}
DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
MINUS: Final = "\N{MINUS SIGN}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Says things in the language of the report; `texts` is that of the contributions."""

    language: Language
    texts: str

    @property
    def words(self) -> Words:
        """What this language has to say."""
        return WORDS[self.language]

    def number(self, value: int) -> str:
        """Return a whole number."""
        return say_number(value, self.language)

    def percent(self, share: float) -> str:
        """Return a share in [0, 1] as a percent."""
        return say_percent(share, self.language)

    def part(self, count: int, total: int) -> str:
        """Return how large a part of a total is, as a percent."""
        return self.percent(count / total if total else 0)

    def count(self, noun: Noun, value: int) -> str:
        """Return a number with what it counts."""
        is_one = value == 1 or (value == 0 and self.language == "fr")
        return (noun.one if is_one else noun.many).format(self.number(value))

    def decimal(self, value: float, *, decimals: int, is_signed: bool = False) -> str:
        """Return a number with so many decimals, its sign before it if it is asked."""
        said = f"{value:{'+' if is_signed else ''}.{decimals}f}"
        return said.replace(".", KIT_WORDS[self.language].decimal).replace("-", MINUS)

    def index(self, value: float) -> str:
        """Return an index in [0, 1]."""
        return self.decimal(value, decimals=2)

    def interval(self, low: float, high: float) -> str:
        """Return the two ends of the interval of a share."""
        return self.words.interval.format(self.percent(low), self.percent(high))

    def date(self, iso_date: str) -> str:
        """Return a date in words; what is no day stands as it is."""
        day = DAY.match(iso_date)
        return say_date(day.group(), language=self.language) if day else iso_date

    def period(self, first: str, last: str, *, between: str, one_day: str) -> str:
        """Return two dates in a sentence, or one in another where they are the same."""
        start, end = self.date(first), self.date(last)
        return one_day.format(start) if start == end else between.format(start, end)

    def quote(self, contribution_id: str, text: str, *, longest: int) -> Spans:
        """Return the words of a contribution to the letter, then its identifier."""
        said = beginning(text, longest)
        opening, closing = self.words.quote
        is_foreign = self.texts != self.language
        return (
            Span(text=opening),
            Span(
                text=said,
                record=f"contribution:{contribution_id}",
                language=self.texts if is_foreign else "",
            ),
            *(plain(self.words.cut, style="muted") if len(said) < len(text) else ()),
            Span(text=closing),
            Span(text=f" {contribution_id}", style="muted"),
        )

    def data(self, *names: str) -> Spans:
        """Name the files that hold the values of a figure."""
        return plain(self.words.data.format(", ".join(names)))


def beginning(text: str, longest: int) -> str:
    """Return a text, or its first words when it is longer than that.

    Examples
    --------
    >>> from civiscope.publication.synthesis.voice import beginning
    >>> beginning("moins d'impôts", 12), beginning("moins d'impôts", 14), beginning("RAS!", 2)
    ('moins', "moins d'impôts", 'RA')
    """
    if len(text) <= longest:
        return text
    head = text[:longest]
    end = max(head.rfind(" "), head.rfind("\n"))
    return head[:end] if end > 0 else head


def plain(text: str, *, style: Style = "", url: str = "") -> Spans:
    """Return words of the report."""
    return (Span(text=text, style=style, url=url),)


def say(*sentences: str) -> Paragraph:
    """Return sentences as a paragraph."""
    return Paragraph(spans=plain(" ".join(sentence for sentence in sentences if sentence)))


def small(text: str) -> Paragraph:
    """Return a quiet line, such as what stands above a list."""
    return Paragraph(spans=plain(text), role="small")


def titled(said: Iterable[Titled]) -> tuple[Spans, ...]:
    """Return items, each with its title and what is said of it."""
    return tuple((*plain(one.title, style="strong"), *plain(f" {one.text}")) for one in said)
