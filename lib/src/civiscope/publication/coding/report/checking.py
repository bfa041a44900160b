"""What lets a stranger judge the report and make it again."""

from collections.abc import Iterator
from dataclasses import replace

from civiscope.coding.results import CodingReport
from civiscope.publication.coding.report.voice import Voice
from civiscope.publication.document import Block, Bullets, Heading
from civiscope.publication.phrases import Titled, say, small, titled
from civiscope.publication.tables import Cells, table_of


def method(report: CodingReport, voice: Voice) -> Iterator[Block]:
    """Say how it was done, in plain words."""
    words = voice.words
    yield Heading(text=words.titles.method, key="method")
    yield Bullets(items=titled(_steps(report, voice)), is_ordered=True)
    if report.prevalence:
        yield say(*_sample(report, voice))


def _steps(report: CodingReport, voice: Voice) -> Iterator[Titled]:
    """List what was done, in order."""
    words = voice.words
    yield from words.method[:-1]
    if report.n_taught:
        learnt = words.method_learnt
        yield replace(learnt, text=learnt.text.format(voice.number(report.n_taught)))
    yield words.method[-1]
    if report.prevalence:
        yield from words.method_sample


def _sample(report: CodingReport, voice: Voice) -> Iterator[str]:
    """Say how the sample was drawn, and what is missing of it."""
    assert report.prevalence is not None  # noqa: S101 - the caller asked
    sample, sentences = report.prevalence.sample, voice.words.sentences
    drawn = voice.count(voice.words.nouns.answers, sample.drawn)
    numbers = {"drawn": drawn, "seed": sample.seed, "strata": sample.strata}
    yield (sentences.drawn if sample.strata == 1 else sentences.drawn_strata).format(**numbers)
    for count, sentence in (
        (sample.drawn - sample.coded, sentences.not_coded),
        (sample.learnt, sentences.learnt),
    ):
        if count:
            yield sentence.format(voice.number(count))


def limits(report: CodingReport, voice: Voice) -> Iterator[Block]:
    """Say what the figures do not say."""
    words = voice.words
    sampled = words.limits_sample if report.prevalence else words.limits_alone
    yield Heading(text=words.titles.limits, key="limits")
    yield Bullets(items=titled((*words.limits, *sampled)))


def settings(report: CodingReport, voice: Voice) -> Iterator[Block]:
    """List every setting of the coding."""
    columns = voice.words.columns
    names, values = zip(*report.settings, strict=True)
    yield Heading(text=voice.words.titles.settings, key="settings")
    yield say(voice.words.sentences.settings)
    yield table_of(
        Cells(title=columns.setting, cells=names, is_number=False),
        Cells(title=columns.value, cells=[value or None for value in values], is_number=False),
        caption=columns.settings_caption,
    )
    yield small(voice.data("manifest.json"))


def checking(report: CodingReport, voice: Voice) -> Iterator[Block]:
    """Say which commands check the figures, and what each file holds."""
    words, columns = voice.words, voice.words.columns
    files = dict(words.files) | (dict(words.files_sample) if report.prevalence else {})
    yield Heading(text=words.titles.checking, key="checking")
    yield Bullets(items=titled(words.checking))
    yield table_of(
        Cells(title=columns.file, cells=list(files), is_number=False),
        Cells(title=columns.content, cells=list(files.values()), is_number=False),
        caption=columns.files_caption,
    )
