"""Each code with contributions that have it, and those on which people and machine differ."""

from collections.abc import Iterator

from civiscope.coding.results import CodingReport, ReportedCode
from civiscope.publication.coding.report.brief import residual
from civiscope.publication.coding.report.voice import Voice, anchor_of, short_label
from civiscope.publication.document import Block, Heading, Item, Items, Paragraph, Span
from civiscope.publication.phrases import plain, say, small


def examples(report: CodingReport, voice: Voice) -> Iterator[Block]:
    """Describe the codes one by one."""
    words = voice.words
    yield Heading(text=words.titles.examples, key="examples")
    yield say(
        words.sentences.examples,
        words.sentences.counter_examples if report.prevalence else "",
    )
    yield small(voice.data("examples.csv"))
    for place, code in enumerate(report.codes):
        yield from _code(report, place, code, voice)


def uncoded(report: CodingReport, voice: Voice) -> Iterator[Block]:
    """Say how many contributions have no code, and quote some."""
    words, sentences = voice.words, voice.words.sentences
    yield Heading(text=words.titles.uncoded, key="uncoded")
    if report.n_uncoded:
        counted = sentences.uncoded.format(
            uncoded=voice.count(words.nouns.answers, report.n_uncoded),
            share=voice.part(report.n_uncoded, report.n_answers),
            answers=voice.number(report.n_answers),
        )
        yield say(counted, sentences.uncoded_meaning)
    else:
        yield say(sentences.uncoded_none)
    if report.n_residual:
        yield say(residual(report, voice))
    if report.uncoded:
        lines = voice.quotes(report.uncoded)
        yield Items(items=(Item(title=plain(words.labels.random), lines=lines),))


def _code(report: CodingReport, place: int, code: ReportedCode, voice: Voice) -> Iterator[Block]:
    words = voice.words
    yield Heading(
        text=code.label,
        short=short_label(code),
        level=2,
        key=anchor_of(place),
        # The contents name the codes of first rank: all of them would be pages long.
        is_listed=not code.depth,
    )
    yield Paragraph(spans=tuple(_counted(report, place, code, voice)))
    meaning = (
        (words.labels.definition, code.definition),
        (words.labels.includes, code.includes),
        (words.labels.excludes, code.excludes),
    )
    quotes = (
        (words.labels.typical, code.typical),
        (words.labels.random, code.random),
        (words.labels.machine_only, code.machine_only),
        (words.labels.people_only, code.people_only),
    )
    items = [Item(title=plain(title), lines=(plain(text),)) for title, text in meaning if text]
    items += [Item(title=plain(one), lines=voice.quotes(found)) for one, found in quotes if found]
    if items:
        yield Items(items=tuple(items))


def _counted(report: CodingReport, place: int, code: ReportedCode, voice: Voice) -> Iterator[Span]:
    """Say the code's name in files, what it is part of, and its shares."""
    words, sentences = voice.words, voice.words.sentences
    answers = voice.count(words.nouns.answers, code.answers)
    machine = sentences.counted.format(answers, voice.part(code.answers, report.n_answers))
    if report.prevalence is not None:
        combined = voice.estimate(report.prevalence.codes[place].shares.combined)
        yield from plain(sentences.estimated.format(combined), style="strong")
        yield from plain(f" {machine}")
    else:
        yield from plain(machine, style="strong")
    yield from plain(f" {_place(report, code, voice)}", style="muted")


def _place(report: CodingReport, code: ReportedCode, voice: Voice) -> str:
    sentences = voice.words.sentences
    wholes = [short_label(one) for one in report.codes if one.code == code.parent]
    if wholes:
        return sentences.part_of.format(code=code.code, whole=wholes[0])
    return sentences.named_in_files.format(code.code)
