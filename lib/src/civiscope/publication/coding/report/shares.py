"""The share of each code, three ways: the machine's, people's, and both together."""

from collections.abc import Iterator, Sequence

from civiscope.coding.prevalence import Prevalence
from civiscope.coding.results import CodingReport
from civiscope.publication.charts import Bar, Share, bars, shares
from civiscope.publication.coding.report.voice import (
    Voice,
    first_codes,
    in_hierarchy,
    share_of,
    short_label,
)
from civiscope.publication.document import Block, Graphic, Heading, Table
from civiscope.publication.phrases import plain, say, small
from civiscope.publication.tables import Cells, table_of


def three_ways(report: CodingReport, voice: Voice) -> Iterator[Block]:
    """Draw the codes of first rank, and list all of them."""
    words, prevalence = voice.words, report.prevalence
    yield Heading(text=words.titles.shares, key="shares")
    if prevalence is None:
        yield say(words.sentences.machine_alone)
        yield _counted(report, voice)
        yield say(words.sentences.table_alone)
        yield _table_alone(report, voice)
    else:
        yield say(words.sentences.three_ways, words.sentences.quote_combined)
        yield _drawn(report, prevalence, voice)
        yield say(_bases(prevalence, voice))
        yield _table(report, prevalence, voice)
    yield small(voice.data("shares.csv"))


def _finding(report: CodingReport, shown: Sequence[int], voice: Voice) -> str:
    first = shown[0]
    said = voice.words.sentences
    sentence = said.finding if report.prevalence else said.finding_alone
    return sentence.format(short_label(report.codes[first]), voice.percent(share_of(report, first)))


def _measure(report: CodingReport, shown: Sequence[int], sentence: str, voice: Voice) -> str:
    answers = voice.count(voice.words.nouns.answers, report.n_answers)
    said = sentence.format(answers)
    if len(shown) == len(report.codes):
        return said
    is_cut = len(shown) < sum(not code.depth for code in report.codes)
    words = voice.words.sentences
    return f"{said} {(words.most_frequent if is_cut else words.first_rank).format(len(shown))}"


def _counted(report: CodingReport, voice: Voice) -> Graphic:
    words, shown = voice.words, first_codes(report)
    return bars(
        [
            Bar(label=short_label(report.codes[place]), count=report.codes[place].answers)
            for place in shown
        ],
        language=voice.language,
        title=_finding(report, shown, voice),
        measure=_measure(report, shown, words.sentences.measure_alone, voice),
        source=plain(voice.data("shares.csv")),
        key="shares-drawn",
        columns=(words.columns.code, words.columns.answers),
    )


def _drawn(report: CodingReport, prevalence: Prevalence, voice: Voice) -> Graphic:
    words, shown = voice.words, first_codes(report)
    combined = [prevalence.codes[place].shares.combined for place in shown]
    labels = [short_label(report.codes[place]) for place in shown]
    return shares(
        [
            Share(label=label, share=one.value, low=one.low, high=one.high)
            for label, one in zip(labels, combined, strict=True)
        ],
        language=voice.language,
        title=_finding(report, shown, voice),
        measure=_measure(report, shown, words.sentences.measure, voice),
        table=table_of(
            Cells(title=words.columns.code, cells=labels, is_number=False),
            Cells(title=words.columns.combined, cells=[voice.estimate(one) for one in combined]),
        ),
        source=plain(voice.data("shares.csv")),
        key="shares-drawn",
    )


def _bases(prevalence: Prevalence, voice: Voice) -> str:
    sample, nouns = prevalence.sample, voice.words.nouns
    return voice.words.sentences.bases.format(
        answers=voice.count(nouns.answers, sample.population),
        read=voice.count(nouns.answers, sample.coded),
        level=voice.whole(prevalence.level),
    )


def _table(report: CodingReport, prevalence: Prevalence, voice: Voice) -> Table:
    columns, found = voice.words.columns, [one.shares for one in prevalence.codes]
    return table_of(
        Cells(title=columns.code, cells=in_hierarchy(report), is_number=False),
        Cells(title=columns.machine, cells=[voice.percent(one.machine) for one in found]),
        Cells(title=columns.human, cells=[voice.estimate(one.human) for one in found]),
        Cells(title=columns.combined, cells=[voice.estimate(one.combined) for one in found]),
        caption=columns.shares_caption,
        key="shares-table",
    )


def _table_alone(report: CodingReport, voice: Voice) -> Table:
    columns = voice.words.columns
    return table_of(
        Cells(title=columns.code, cells=in_hierarchy(report), is_number=False),
        Cells(title=columns.answers, cells=[voice.number(code.answers) for code in report.codes]),
        Cells(
            title=columns.machine,
            cells=[voice.part(code.answers, report.n_answers) for code in report.codes],
        ),
        caption=columns.machine_caption,
        key="shares-table",
    )
