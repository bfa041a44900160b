"""How the report says numbers, dates, and the words of contributions."""

import re
from dataclasses import dataclass
from typing import Final

from civiscope.publication.document import Spans
from civiscope.publication.phrases import Speaker, plain
from civiscope.publication.synthesis.english import ENGLISH
from civiscope.publication.synthesis.french import FRENCH
from civiscope.publication.synthesis.words import Words
from civiscope.publication.words import say_date

WORDS: Final = {"fr": FRENCH, "en": ENGLISH}
DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice(Speaker):
    """Says things in the language of the report; `texts` is that of the contributions."""

    @property
    def words(self) -> Words:
        """What this language has to say."""
        return WORDS[self.language]

    def part(self, count: int, total: int) -> str:
        """Return how large a part of a total is, as a percent."""
        return self.percent(count / total if total else 0)

    def index(self, value: float) -> str:
        """Return an index in [0, 1]."""
        return self.decimal(value)

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
        words = self.words
        return self.quoted(contribution_id, text, longest=longest, marks=words.quote, cut=words.cut)

    def data(self, *names: str) -> Spans:
        """Name the files that hold the values of a figure."""
        return plain(self.words.data.format(", ".join(names)))
