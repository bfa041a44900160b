"""How well the machine finds each code, and how far people agree on it."""

from collections.abc import Iterator

from civiscope.coding.agreement import Agreement
from civiscope.coding.results import CodingReport
from civiscope.publication.coding.report.voice import Voice, in_hierarchy
from civiscope.publication.document import Block, Bullets, Heading
from civiscope.publication.phrases import plain, say, small, titled
from civiscope.publication.tables import Cells, table_of


def accuracy(report: CodingReport, voice: Voice) -> Iterator[Block]:
    """List precision and recall with what they rest on."""
    words, columns = voice.words, voice.words.columns
    yield Heading(text=words.titles.accuracy, key="accuracy")
    if report.prevalence is None:
        yield say(words.sentences.accuracy_none)
        yield Bullets(items=tuple(plain(one) for one in words.sentences.sampling))
        return
    found = report.prevalence.codes
    yield Bullets(items=titled(words.accuracy))
    yield table_of(
        Cells(title=columns.code, cells=in_hierarchy(report), is_number=False),
        Cells(title=columns.precision, cells=[voice.rough(one.precision) for one in found]),
        Cells(title=columns.given, cells=[voice.number(one.precision_base) for one in found]),
        Cells(title=columns.recall, cells=[voice.rough(one.recall) for one in found]),
        Cells(title=columns.right, cells=[voice.number(one.recall_base) for one in found]),
        Cells(title=columns.worth, cells=[voice.number(round(one.shares.worth)) for one in found]),
        caption=columns.accuracy_caption,
        key="accuracy-table",
    )
    yield small(voice.data("accuracy.csv"))


def agreement(report: CodingReport, voice: Voice) -> Iterator[Block]:
    """Say how far people agree on each code, where two of them read the same."""
    words, columns, prevalence = voice.words, voice.words.columns, report.prevalence
    if prevalence is None:
        return
    yield Heading(text=words.titles.agreement, key="agreement")
    if not prevalence.agreement:
        yield say(words.sentences.agreement_none)
        return
    sample, found = prevalence.sample, [one for _, one in prevalence.agreement]
    yield say(
        words.sentences.agreement.format(
            double=voice.count(words.nouns.read, sample.double), coders=sample.coders
        ),
        words.sentences.settled.format(sample.decided, sample.majority)
        if sample.decided or sample.majority
        else "",
    )
    yield say(words.sentences.alpha)
    yield table_of(
        Cells(title=columns.code, cells=in_hierarchy(report), is_number=False),
        Cells(title=columns.alpha, cells=[_alpha(one, voice) for one in found]),
        Cells(title=columns.agreed, cells=[voice.percent(one.agreed) for one in found]),
        Cells(title=columns.differing, cells=[voice.number(one.n_disagreements) for one in found]),
        Cells(title=columns.read_twice, cells=[voice.number(one.n_units) for one in found]),
        caption=columns.agreement_caption,
        key="agreement-table",
    )
    yield small(voice.data("agreement.csv"))


def _alpha(found: Agreement, voice: Voice) -> str:
    if found.alpha is None or found.low is None or found.high is None:
        return voice.words.sentences.undefined_alpha
    numbers = (found.alpha, found.low, found.high)
    return voice.words.interval.format(*(voice.decimal(one) for one in numbers))
