"""What lets a stranger judge the report and make it again: method, limits, settings, commands."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from civiscope.publication.document import Block, Bullets, Heading
from civiscope.publication.phrases import say, small, titled
from civiscope.publication.synthesis.naming import method_of
from civiscope.publication.synthesis.voice import Voice
from civiscope.publication.tables import Cells, table_of
from civiscope.synthesis.naming import Naming
from civiscope.synthesis.results import Synthesis
from civiscope.synthesis.stability import FOUND_AGAIN, UNSTABLE

_ANY_THEME: Final = "01"
_UNKNOWN: Final = "–"


def method(synthesis: Synthesis, naming: Naming | None, voice: Voice) -> Iterator[Block]:
    """Say how it was done, in plain words."""
    numbers = {
        "stability": voice.index(UNSTABLE),
        "found": voice.index(FOUND_AGAIN),
        "draws": _setting(synthesis, "interval_replicates", voice),
        "fits": _setting(synthesis, "stability_replicates", voice),
    }
    is_double = dict(synthesis.thresholds).get("double") == "true"
    numbers["double"] = voice.words.double if is_double else ""
    said = [replace(one, text=one.text.format(**numbers)) for one in voice.words.method]
    if naming:
        said.append(method_of(naming, voice))
    yield Heading(text=voice.words.titles.method, key="method")
    yield Bullets(items=titled(said), is_ordered=True)


def _setting(synthesis: Synthesis, name: str, voice: Voice) -> str:
    """Return a setting that is a number."""
    value = dict(synthesis.thresholds).get(name)
    return _UNKNOWN if value is None else voice.number(int(value))


def limits(naming: Naming | None, voice: Voice) -> Iterator[Block]:
    """Say what the figures do not say."""
    of_names = (voice.words.naming.limits,) if naming else ()
    yield Heading(text=voice.words.titles.limits, key="limits")
    yield Bullets(items=titled((*voice.words.limits, *of_names)))


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


def checking(synthesis: Synthesis, naming: Naming | None, voice: Voice) -> Iterator[Block]:
    """Say which commands check the figures, and what each file holds."""
    words, columns = voice.words, voice.words.columns
    files = {**words.files, **(words.naming.files if naming else {})}
    theme = synthesis.themes[0].theme_id if synthesis.themes else _ANY_THEME
    commands = (
        replace(one, title=one.title.format(theme=theme), text=one.text.format(theme=theme))
        for one in words.checking
    )
    yield Heading(text=words.titles.checking, key="checking")
    yield Bullets(items=titled(commands))
    yield table_of(
        Cells(title=columns.file, cells=list(files), is_number=False),
        Cells(title=columns.content, cells=list(files.values()), is_number=False),
        caption=columns.files_caption,
    )
