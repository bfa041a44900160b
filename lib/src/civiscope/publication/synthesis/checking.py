"""What lets a stranger judge the report and make it again: method, limits, settings, commands."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from civiscope.publication.document import Block, Bullets, Heading
from civiscope.publication.synthesis.chapters import FOUND_AGAIN, STABLE
from civiscope.publication.synthesis.tables import Cells, table_of
from civiscope.publication.synthesis.voice import Voice, say, small, titled
from civiscope.synthesis.results import Synthesis

_ANY_THEME: Final = "01"


def method(voice: Voice) -> Iterator[Block]:
    """Say how it was done, in plain words."""
    stability, found = voice.index(STABLE), voice.index(FOUND_AGAIN)
    said = (
        replace(one, text=one.text.format(stability=stability, found=found))
        for one in voice.words.method
    )
    yield Heading(text=voice.words.titles.method, key="method")
    yield Bullets(items=titled(said), is_ordered=True)


def limits(voice: Voice) -> Iterator[Block]:
    """Say what the figures do not say."""
    yield Heading(text=voice.words.titles.limits, key="limits")
    yield Bullets(items=titled(voice.words.limits))


def settings(synthesis: Synthesis, voice: Voice) -> Iterator[Block]:
    """List every setting and threshold."""
    columns = voice.words.columns
    yield Heading(text=voice.words.titles.settings, key="settings")
    yield say(voice.words.settings)
    if synthesis.thresholds:
        names, values = zip(*synthesis.thresholds, strict=True)
        yield table_of(
            Cells(title=columns.setting, cells=names, is_number=False),
            Cells(title=columns.value, cells=values, is_number=False),
            caption=columns.settings_caption,
        )
    yield small(voice.words.data.format("manifest.json"))


def checking(synthesis: Synthesis, voice: Voice) -> Iterator[Block]:
    """Say which commands check the figures, and what each file holds."""
    words, columns = voice.words, voice.words.columns
    theme = synthesis.themes[0].theme_id if synthesis.themes else _ANY_THEME
    commands = (
        replace(one, title=one.title.format(theme=theme), text=one.text.format(theme=theme))
        for one in words.checking
    )
    yield Heading(text=words.titles.checking, key="checking")
    yield Bullets(items=titled(commands))
    yield table_of(
        Cells(title=columns.file, cells=list(words.files), is_number=False),
        Cells(title=columns.content, cells=list(words.files.values()), is_number=False),
        caption=columns.files_caption,
    )
