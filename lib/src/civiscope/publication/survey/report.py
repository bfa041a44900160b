"""The report of an edition: every number with the cell of the published tables that it is."""

from collections.abc import Iterator, Sequence
from typing import Final

from civiscope.publication.charts import Bar, Count, bars, trend
from civiscope.publication.charts.words import Language, say_number, say_percent
from civiscope.publication.document import (
    Block,
    Bullets,
    Callout,
    Column,
    Document,
    Graphic,
    Heading,
    Paragraph,
    Span,
    Spans,
    Table,
)
from civiscope.publication.survey.codebook import option_labels
from civiscope.publication.survey.words import WORDS, Words
from civiscope.survey.release import OptionShare, Release

_LEAST_POINTS: Final = 2


def build_report(release: Release, *, language: Language) -> Document:
    """Write the report of an edition.

    Parameters
    ----------
    release : Release
        What is published.
    language : {"fr", "en"}
        The language of the report.

    Returns
    -------
    Document
        Dated of the day the edition closed. Each number carries in `Span.figure` the cell that it
        is, as ``table/key/…/column``; what is suppressed is said to be.
    """
    questionnaire = release.source.questionnaire
    return Document(
        language=language,
        title=questionnaire.title.say(language),
        subtitle=WORDS[language].subtitle.format(release.edition),
        organisation=questionnaire.organisation,
        licence=questionnaire.licence,
        dated=questionnaire.editions[release.edition].closed_on,
        blocks=tuple(_Report(release, language).blocks()),
    )


class _Report:
    """Writes the blocks of a report in one language."""

    def __init__(self, release: Release, language: Language) -> None:
        self.release = release
        self.language: Language = language
        self.words: Words = WORDS[language]

    def blocks(self) -> Iterator[Block]:
        yield from self._brief()
        yield from self._who()
        for variable in dict.fromkeys(one.variable for one in self.release.shares):
            yield from self._variable(variable)
        yield from self._panel()
        yield from self._new()
        yield from self._method()

    # ------------------------------------------------------------------ numbers and names

    def _number(self, value: int | None, *key: str) -> Spans:
        said = self.words.hidden if value is None else say_number(value, self.language)
        return (Span(text=said, figure="/".join(key)),)

    def _percent(self, share: float | None, *key: str, is_asked: bool = True) -> Spans:
        if share is None:
            return plain(self.words.hidden if is_asked else self.words.nobody)
        return (Span(text=say_percent(share, self.language), figure="/".join(key)),)

    def _probability(self, value: float | None, *key: str) -> Spans:
        if value is None:
            return plain(self.words.hidden)
        said = f"{value:.3f}"
        said = said.replace(".", ",") if self.language == "fr" else said
        return (Span(text=said, figure="/".join(key)),)

    def _option(self, variable: str, code: str) -> str:
        return option_labels(self.release, variable)[code].say(self.language)

    def _variable_label(self, variable: str) -> str:
        return self.release.source.questionnaire.variables[variable].label.say(self.language)

    def _named(self, variable: str, code: str) -> str:
        return self.words.option.format(
            self._variable_label(variable), self._option(variable, code)
        )

    def _data(self, *names: str) -> Spans:
        return plain(self.words.data.format(", ".join(names)))

    # ------------------------------------------------------------------ chapters

    def _brief(self) -> Iterator[Block]:
        everyone = self.release.respondents[0]
        first, second, third = self.words.lead
        yield Heading(text=self.words.brief, key="brief")
        yield Paragraph(
            spans=(
                *plain(first),
                *self._number(everyone.invited, "respondents", "", "", "invited"),
                *plain(second),
                *self._number(everyone.respondents, "respondents", "", "", "respondents"),
                *plain(third),
            ),
            role="lead",
        )
        warning = Paragraph(spans=plain(self.words.no_poll))
        yield Callout(title=self.words.no_poll_title, blocks=(warning,), role="warning")

    def _who(self) -> Iterator[Block]:
        yield Heading(text=self.words.who, key="who")
        rows = []
        for one in self.release.respondents:
            key = ("respondents", one.domain, one.category)
            rate = None if one.respondents is None else one.respondents / one.invited
            rows.append(
                (
                    plain(self._group(one.domain, one.category)),
                    self._number(one.invited, *key, "invited"),
                    self._number(one.respondents, *key, "respondents"),
                    self._percent(rate, *key, "rate"),
                )
            )
        yield table_of(self.words.columns_who, rows, caption=self.words.who_caption)
        yield small(self._data("respondents.csv"))

    def _group(self, domain: str, category: str) -> str:
        if not domain:
            return self.words.everyone
        return self.release.source.domains[domain].labels[category].say(self.language)

    def _variable(self, variable: str) -> Iterator[Block]:
        options = [one for one in self.release.shares if one.variable == variable]
        yield Heading(text=self._variable_label(variable), key=f"v-{variable}")
        yield small(plain(self.words.question.format(self._wording(variable))))
        told = [one for one in options if one.ticked is not None]
        if told:
            yield self._bars(variable, told)
        yield self._shares(options)
        yield self._crossed(options)
        yield small(self._data("shares.csv", "cross-tables.csv"))
        for one in options:
            yield from self._trend(one)

    def _wording(self, variable: str) -> str:
        questionnaire = self.release.source.questionnaire
        items = questionnaire.items_of(self.release.edition)
        item = next(one for one in items if one.variable == variable)
        return questionnaire.questions[item.question].wording.say(self.language)

    def _bars(self, variable: str, told: Sequence[OptionShare]) -> Graphic:
        return bars(
            [Bar(label=self._option(variable, one.code), count=_counted(one)) for one in told],
            language=self.language,
            title=self._variable_label(variable),
            measure=self.words.measure,
            source=self._data("shares.csv"),
            key=f"bars-{variable}",
        )

    def _shares(self, options: Sequence[OptionShare]) -> Table:
        rows = []
        for one in options:
            key = ("shares", one.variable, one.code)
            is_asked = one.asked != 0
            rows.append(
                (
                    plain(self._option(one.variable, one.code)),
                    self._number(one.ticked, *key, "ticked"),
                    self._number(one.asked, *key, "asked"),
                    self._percent(one.share, *key, "share", is_asked=is_asked),
                    self._percent(one.share_if_twice, *key, "share_if_twice", is_asked=is_asked),
                    self._percent(one.share_if_half, *key, "share_if_half", is_asked=is_asked),
                )
            )
        return table_of(self.words.columns_shares, rows, caption=self.words.shares_caption)

    def _crossed(self, options: Sequence[OptionShare]) -> Table:
        domain = self.release.source.domains[self.release.source.crossed_by]
        found = {(one.variable, one.code, one.category): one for one in self.release.crossed}
        rows = []
        for option in options:
            cells = [plain(self._option(option.variable, option.code))]
            for category in domain.labels:
                one = found[option.variable, option.code, category]
                key = ("cross-tables", one.variable, one.code, one.domain, category)
                cells.append(
                    plain(self.words.hidden)
                    if one.ticked is None or one.asked is None
                    else (
                        *self._number(one.ticked, *key, "ticked"),
                        *plain(self.words.of),
                        *self._number(one.asked, *key, "asked"),
                    )
                )
            rows.append(tuple(cells))
        titles = [label.say(self.language) for label in domain.labels.values()]
        columns = (self.words.columns_shares[0], *titles)
        return table_of(columns, rows, caption=self.words.crossed_caption)

    def _trend(self, option: OptionShare) -> Iterator[Block]:
        points = [
            one
            for one in self.release.trends
            if (one.variable, one.code) == (option.variable, option.code)
        ]
        if sum(one.share is not None for one in points) < _LEAST_POINTS:
            return
        series = next(
            one
            for one in self.release.series
            if (one.variable, one.code) == (option.variable, option.code)
        )
        rows = []
        for one in points:
            key = ("trends", one.variable, one.code, one.edition)
            is_asked = one.asked != 0
            rows.append(
                (
                    plain(one.edition),
                    self._number(one.ticked, *key, "ticked"),
                    self._number(one.asked, *key, "asked"),
                    self._percent(one.share, *key, "share", is_asked=is_asked),
                    plain(self.words.gaps[one.gap_before]),
                )
            )
        yield trend(
            series,
            language=self.language,
            title=self._named(option.variable, option.code),
            measure=self.words.trend_measure,
            table=table_of(self.words.trend_columns, rows),
            hidden={one.edition for one in points if one.is_suppressed},
            source=self._data("trends.csv"),
            key=f"trend-{option.variable}-{option.code}",
        )

    def _panel(self) -> Iterator[Block]:
        if not self.release.transitions:
            return
        yield Heading(text=self.words.panel, key="panel")
        yield Paragraph(spans=plain(self.words.panel_text))
        rows = []
        for one in self.release.transitions:
            key = ("transitions", one.variable, one.code)
            rows.append(
                (
                    plain(self._named(one.variable, one.code)),
                    self._number(one.kept, *key, "kept"),
                    self._number(one.gained, *key, "gained"),
                    self._number(one.lost, *key, "lost"),
                    self._number(one.never, *key, "never"),
                    self._probability(one.p_value, *key, "p_value"),
                    self._probability(one.p_adjusted, *key, "p_adjusted"),
                )
            )
        yield table_of(self.words.columns_panel, rows)
        yield small(self._data("transitions.csv"))

    def _new(self) -> Iterator[Block]:
        if not self.release.appearances:
            return
        yield Heading(text=self.words.new, key="new")
        yield Paragraph(spans=plain(self.words.new_text))
        rows = []
        for one in self.release.appearances:
            key = ("practices", one.variable, one.code)
            rows.append(
                (
                    plain(self._named(one.variable, one.code)),
                    (
                        *self._number(one.ticked, *key, "ticked"),
                        *plain(self.words.of),
                        *self._number(one.asked, *key, "asked"),
                    ),
                    (
                        *self._number(one.ticked_before, *key, "ticked_before"),
                        *plain(self.words.of),
                        *self._number(one.asked_before, *key, "asked_before"),
                    ),
                    plain(self.words.emergence[one.emergence.value]),
                )
            )
        yield table_of(self.words.columns_new, rows)
        yield small(self._data("practices.csv"))

    def _method(self) -> Iterator[Block]:
        yield Heading(text=self.words.method, key="method")
        left = ", ".join(self.release.left_out)
        said = self.words.left_out.format(left) if left else self.words.nothing_left_out
        yield Bullets(items=tuple(plain(one) for one in (*self.words.methods, said)))


def _counted(one: OptionShare) -> Count:
    return Count(value=one.ticked or 0, figure=f"shares/{one.variable}/{one.code}/ticked")


def plain(text: str) -> Spans:
    """Return words of the report."""
    return (Span(text=text),)


def small(spans: Spans) -> Paragraph:
    """Return a quiet line."""
    return Paragraph(spans=spans, role="small")


def table_of(titles: Sequence[str], rows: Sequence[tuple[Spans, ...]], caption: str = "") -> Table:
    """Return a table whose first column names rows and whose others hold numbers."""
    columns = tuple(
        Column(title=title, is_number=number > 0) for number, title in enumerate(titles)
    )
    return Table(columns=columns, rows=tuple(rows), caption=caption)
