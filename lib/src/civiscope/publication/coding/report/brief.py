"""The first page: how much was coded, what comes most often, and how far to believe it."""

from collections.abc import Iterator

from civiscope.coding.results import CodingReport
from civiscope.publication.coding.report.voice import (
    Voice,
    anchor_of,
    first_codes,
    short_label,
)
from civiscope.publication.document import (
    Block,
    Bullets,
    Callout,
    Heading,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Spans,
)
from civiscope.publication.phrases import plain, say

_LARGEST = 5


def brief(report: CodingReport, voice: Voice) -> Iterator[Block]:
    """Say what was found on one page."""
    titles, sentences = voice.words.titles, voice.words.sentences
    yield Heading(text=titles.brief, key="brief")
    yield Paragraph(spans=plain(_lead(report, voice)), role="lead")
    yield KeyFigures(figures=tuple(_figures(report, voice)))
    if report.prevalence is None:
        yield no_sample(voice)
    yield say(sentences.largest)
    yield Bullets(items=tuple(_largest(report, voice)), is_ordered=True)
    if report.prevalence is not None:
        yield say(_outside(report, voice))
    if report.n_residual:
        yield say(residual(report, voice))
    yield Callout(title=titles.no_poll.title, blocks=(say(titles.no_poll.text),))


def no_sample(voice: Voice) -> Callout:
    """Warn that nobody knows how wrong the machine is, and say how to know."""
    said = voice.words.titles.no_sample
    commands = Bullets(items=tuple(plain(one) for one in voice.words.sentences.sampling))
    return Callout(title=said.title, blocks=(say(said.text), commands), role="warning")


def residual(report: CodingReport, voice: Voice) -> str:
    """Say how many contributions have no code but those for what no other holds."""
    words = voice.words
    opening, closing = words.quote
    return words.sentences.residual.format(
        answers=voice.count(words.nouns.answers, report.n_residual),
        share=voice.part(report.n_residual, report.n_answers),
        codes=words.sentences.joined.join(f"{opening}{one}{closing}" for one in report.residual),
    )


def codebook(report: CodingReport, voice: Voice) -> Iterator[Block]:
    """Say by what codebook contributions were coded."""
    words, sentences = voice.words, voice.words.sentences
    defined = sum(bool(code.definition) for code in report.codes)
    yield Heading(text=words.titles.codebook, key="codebook")
    yield say(_named(report, voice), *_nested(report, voice))
    yield say(
        sentences.defined.format(voice.count(words.nouns.codes, defined))
        if defined
        else sentences.undefined
    )
    yield say(sentences.several)
    yield Paragraph(spans=plain(voice.data("codebook.csv")), role="small")


def _lead(report: CodingReport, voice: Voice) -> str:
    words, nouns = voice.words.sentences, voice.words.nouns
    coded = report.n_answers - report.n_uncoded
    lead = words.lead if report.n_uncoded else words.lead_all
    said = lead.format(
        answers=voice.count(nouns.answers, report.n_answers),
        codes=voice.count(nouns.codes, len(report.codes)),
        coded=voice.number(coded),
        share=voice.part(coded, report.n_answers),
    )
    if report.prevalence is None:
        return said
    read = voice.count(nouns.read, report.prevalence.sample.coded)
    return f"{said} {words.lead_sample.format(read)}"


def _figures(report: CodingReport, voice: Voice) -> Iterator[KeyFigure]:
    labels = voice.words.labels
    numbers = [
        (report.n_answers, labels.answers),
        (len(report.codes), labels.codes),
        (report.n_uncoded, labels.uncoded),
    ]
    if report.prevalence is not None:
        sample = report.prevalence.sample
        coders = labels.coders.one if sample.coders == 1 else labels.coders.many
        numbers += [(sample.coded, labels.read), (sample.coders, coders)]
    for value, label in numbers:
        yield KeyFigure(value=plain(voice.number(value)), label=plain(label))


def _largest(report: CodingReport, voice: Voice) -> Iterator[Spans]:
    """Name the codes that come most often, with their shares."""
    for place in first_codes(report, most=_LARGEST):
        code = report.codes[place]
        yield (
            *plain(short_label(code), url=f"#{anchor_of(place)}"),
            *plain(f"{voice.words.colon}{_share(report, place, voice)}"),
        )


def _share(report: CodingReport, place: int, voice: Voice) -> str:
    if report.prevalence is None:
        counted = voice.part(report.codes[place].answers, report.n_answers)
        return voice.words.sentences.by_machine.format(counted)
    return voice.estimate(report.prevalence.codes[place].shares.combined)


def _outside(report: CodingReport, voice: Voice) -> str:
    """Say for how many codes the machine alone would have misled."""
    assert report.prevalence is not None  # noqa: S101 - the caller asked
    shares = [one.shares for one in report.prevalence.codes]
    wrong = sum(not one.combined.low <= one.machine <= one.combined.high for one in shares)
    sentences, nouns = voice.words.sentences, voice.words.nouns
    if not wrong:
        return sentences.inside
    return sentences.outside.format(voice.count(nouns.codes, wrong), voice.number(len(shares)))


def _named(report: CodingReport, voice: Voice) -> str:
    sentences = voice.words.sentences
    if report.codebook:
        sentence = sentences.named_version if report.version else sentences.named
    else:
        sentence = sentences.unnamed_version if report.version else sentences.unnamed
    counted = voice.count(voice.words.nouns.codes, len(report.codes))
    return sentence.format(codes=counted, name=report.codebook, version=report.version)


def _nested(report: CodingReport, voice: Voice) -> Iterator[str]:
    """Say how codes are nested, where they are."""
    parts = sum(code.depth > 0 for code in report.codes)
    if parts:
        counted = voice.count(voice.words.nouns.codes, len(report.codes) - parts)
        yield voice.words.sentences.nested.format(counted)
