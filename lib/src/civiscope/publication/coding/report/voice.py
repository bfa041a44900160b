"""How the report says shares, codes, and the words of contributions."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from civiscope.coding.prevalence import Estimate
from civiscope.coding.results import CodingReport, Quote, ReportedCode
from civiscope.publication.charts.words import WORDS as CHART_WORDS
from civiscope.publication.coding.report.english import ENGLISH
from civiscope.publication.coding.report.french import FRENCH
from civiscope.publication.coding.report.words import Words
from civiscope.publication.document import Spans
from civiscope.publication.phrases import Speaker, beginning, plain

WORDS: Final = {"fr": FRENCH, "en": ENGLISH}
MOST_BARS: Final = 20
"""More bars than that do not stand on a page of paper at a size one can read."""

_LONGEST: Final = 400
_LONGEST_LABEL: Final = 90
_PART: Final = "–\u00a0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice(Speaker):
    """Says things in the language of the report; `texts` is that of the contributions."""

    @property
    def words(self) -> Words:
        """What this language has to say."""
        return WORDS[self.language]

    def part(self, count: int, total: int) -> str:
        """Return how large a part of a total is, as a percent."""
        return self.percent(count / total)

    def estimate(self, found: Estimate) -> str:
        """Return a share with its interval."""
        return self._between(*map(self.percent, (found.value, found.low, found.high)))

    def rough(self, found: Estimate | None) -> str | None:
        """Return a share of few with its interval, in whole percents; None where there is none."""
        if found is None:
            return None
        return self._between(*map(self.whole, (found.value, found.low, found.high)))

    def whole(self, share: float) -> str:
        """Return a share in [0, 1] as a whole percent."""
        return CHART_WORDS[self.language].percent.format(f"{100 * share:.0f}")

    def quotes(self, quotes: Sequence[Quote]) -> tuple[Spans, ...]:
        """Return contributions to the letter, each with its identifier."""
        words = self.words
        return tuple(
            self.quoted(
                one.contribution_id, one.text, longest=_LONGEST, marks=words.quote, cut=words.cut
            )
            for one in quotes
        )

    def _between(self, value: str, low: str, high: str) -> str:
        """Say an interval, with the percent sign after the value alone."""
        ends = (end.rstrip("%\u00a0") for end in (low, high))
        return self.words.interval.format(value, *ends)

    def data(self, *names: str) -> str:
        """Name the files that hold the values."""
        return self.words.data.format(", ".join(names))


def anchor_of(place: int) -> str:
    """Return the anchor of what is said of a code; its name may hold any character."""
    return f"code-{place + 1}"


def short_label(code: ReportedCode) -> str:
    """Return the label of a code, cut between two words where it is a whole sentence."""
    begun = beginning(code.label, _LONGEST_LABEL)
    return begun if begun == code.label else f"{begun}…"


def in_hierarchy(report: CodingReport) -> list[Spans]:
    """Return the codes as a tree: each leads to what is said of it, wholes stand out."""
    wholes = {code.parent for code in report.codes}
    return [
        (
            *(plain(_PART * code.depth) if code.depth else ()),
            *plain(
                short_label(code),
                style="strong" if code.code in wholes else "",
                url=f"#{anchor_of(place)}",
            ),
        )
        for place, code in enumerate(report.codes)
    ]


def share_of(report: CodingReport, place: int) -> float:
    """Return the share of a code to quote: the combined one where there is a sample."""
    if report.prevalence is not None:
        return report.prevalence.codes[place].shares.combined.value
    return report.codes[place].answers / report.n_answers


def first_codes(report: CodingReport, *, most: int = MOST_BARS) -> list[int]:
    """Return the places of the codes of first rank, the most frequent first."""
    wholes = [place for place, code in enumerate(report.codes) if not code.depth]
    return sorted(wholes, key=lambda place: (-share_of(report, place), place))[:most]
