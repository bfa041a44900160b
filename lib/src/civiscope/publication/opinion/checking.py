"""What lets a stranger judge the report and make it again."""

from collections.abc import Iterator

from civiscope.opinion.results import Opinion
from civiscope.publication.document import Block, Bullets, Heading
from civiscope.publication.opinion.voice import Voice
from civiscope.publication.phrases import say, small, titled
from civiscope.publication.tables import Cells, table_of


def numbers(opinion: Opinion, voice: Voice) -> Iterator[Block]:
    """Say how the number of groups was chosen, and what chance would give."""
    words, sentences = voice.words, voice.words.sentences
    if not (opinion.cuts or opinion.strengths):
        return
    yield Heading(text=words.titles.numbers, key="numbers")
    if opinion.strengths:
        yield from _directions(opinion, voice)
    else:
        yield say(sentences.numbers_legacy)
    if opinion.cuts:
        yield from _cuts(opinion, voice)


def _directions(opinion: Opinion, voice: Voice) -> Iterator[Block]:
    columns, strongest = voice.words.columns, max(opinion.chance_strengths)
    counted = sum(strength > strongest for strength in opinion.strengths)
    shuffles = voice.number(len(opinion.chance_strengths))
    yield say(voice.words.sentences.directions.format(shuffles, counted))
    yield table_of(
        Cells(
            title=columns.direction,
            cells=[str(number + 1) for number in range(len(opinion.strengths))],
            is_number=False,
        ),
        Cells(
            title=columns.strength,
            cells=[voice.decimal(strength, decimals=0) for strength in opinion.strengths],
        ),
        Cells(
            title=columns.by_chance,
            cells=[voice.decimal(strongest, decimals=0)] * len(opinion.strengths),
        ),
        Cells(title=columns.p_value, cells=[voice.p_value(one) for one in opinion.p_values]),
        caption=columns.directions_caption,
    )
    yield small(voice.data("directions.csv"))


def _cuts(opinion: Opinion, voice: Voice) -> Iterator[Block]:
    columns, sentences = voice.words.columns, voice.words.sentences
    yield say(sentences.silhouettes)
    yield table_of(
        Cells(
            title=columns.n_groups,
            cells=[str(cut.n_groups) for cut in opinion.cuts],
            is_number=False,
        ),
        Cells(
            title=columns.silhouette,
            cells=[
                None if cut.silhouette <= -1 else voice.decimal(cut.silhouette)
                for cut in opinion.cuts
            ],
        ),
        Cells(title=columns.smallest, cells=[voice.number(cut.smallest) for cut in opinion.cuts]),
        caption=columns.silhouettes_caption,
    )
    if clouds := opinion.cloud_silhouettes:
        ends = (voice.decimal(end) for end in (min(clouds), max(clouds)))
        yield say(sentences.clouds.format(*ends))
    yield small(voice.data("silhouettes.csv"))


def method(opinion: Opinion, voice: Voice) -> Iterator[Block]:
    """Say how it was done, in plain words."""
    words = voice.words
    said = words.method_legacy if opinion.mode == "legacy" else words.method
    yield Heading(text=words.titles.method, key="method")
    yield Bullets(items=titled(said), is_ordered=True)


def limits(voice: Voice) -> Iterator[Block]:
    """Say what the figures do not say."""
    yield Heading(text=voice.words.titles.limits, key="limits")
    yield Bullets(items=titled(voice.words.limits))


def settings(opinion: Opinion, voice: Voice) -> Iterator[Block]:
    """List every setting."""
    columns = voice.words.columns
    names, values = zip(*opinion.thresholds, strict=True)
    yield Heading(text=voice.words.titles.settings, key="settings")
    yield say(voice.words.sentences.settings)
    yield table_of(
        Cells(title=columns.setting, cells=names, is_number=False),
        Cells(title=columns.value, cells=values, is_number=False),
        caption=columns.settings_caption,
    )
    yield small(voice.data("manifest.json"))


def checking(voice: Voice) -> Iterator[Block]:
    """Say which commands check the figures, and what each file holds."""
    words, columns = voice.words, voice.words.columns
    yield Heading(text=words.titles.checking, key="checking")
    yield Bullets(items=titled(words.checking))
    yield table_of(
        Cells(title=columns.file, cells=list(words.files), is_number=False),
        Cells(title=columns.content, cells=list(words.files.values()), is_number=False),
        caption=columns.files_caption,
    )
