"""How the report says numbers, groups, and the words of statements."""

from dataclasses import dataclass
from typing import Final

from civiscope.opinion.results import Opinion, Statement, Tally
from civiscope.opinion.selection import Stance
from civiscope.publication.charts.words import WORDS as CHART_WORDS
from civiscope.publication.document import Span, Spans
from civiscope.publication.opinion.english import ENGLISH
from civiscope.publication.opinion.french import FRENCH
from civiscope.publication.opinion.words import Words
from civiscope.publication.phrases import Speaker, plain

WORDS: Final = {"fr": FRENCH, "en": ENGLISH}
_SMALLEST: Final = 0.001


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice(Speaker):
    """Says things in the language of the report; `texts` is that of the statements."""

    @property
    def words(self) -> Words:
        """What this language has to say."""
        return WORDS[self.language]

    def percent(self, share: float) -> str:
        """Return a share in [0, 1] as a whole percent: votes carry no more."""
        return CHART_WORDS[self.language].percent.format(f"{100 * share:.0f}")

    def p_value(self, value: float) -> str:
        """Return a p-value to two decimals, three where these would say zero."""
        return self.decimal(value, decimals=2 if value >= 10 * _SMALLEST else 3)

    def tally(self, tally: Tally, stance: Stance) -> str:
        """Return the share of votes on a side, with its interval; a dash without votes."""
        if not tally.seen:
            return "–"
        low, high = tally.interval(stance)
        return self.words.interval.format(
            self.percent(tally.share(stance)), f"{100 * low:.0f}", f"{100 * high:.0f}"
        )

    def statement(self, statement: Statement) -> Spans:
        """Return the words of a statement to the letter, then its identifier."""
        if not statement.text:
            return plain(self.words.sentences.untitled.format(statement.statement_id))
        is_foreign = bool(self.texts) and self.texts != self.language
        return (
            Span(
                text=statement.text,
                record=f"statement:{statement.statement_id}",
                language=self.texts if is_foreign else "",
            ),
            Span(text=f" {statement.statement_id}", style="muted"),
        )

    def data(self, *names: str) -> str:
        """Name the files that hold the values."""
        return self.words.data.format(", ".join(names))


def by_id(opinion: Opinion) -> dict[str, Statement]:
    """Return statements by their identifier."""
    return {statement.statement_id: statement for statement in opinion.statements}
