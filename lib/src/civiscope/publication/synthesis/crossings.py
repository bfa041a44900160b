"""How themes vary by the illustrative variables: the deviations that stand out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from civiscope.publication.document import Block, Heading, Table
from civiscope.publication.phrases import say, small
from civiscope.publication.synthesis.themes import link_to
from civiscope.publication.synthesis.voice import Voice
from civiscope.publication.tables import Cells, table_of
from civiscope.synthesis.results import Crossing, Synthesis, Theme

_MOST: Final = 25


def crossings(synthesis: Synthesis, voice: Voice) -> Iterator[Block]:
    """Say which themes come notably more, or less, often with some value of a variable."""
    words = voice.words.varying
    yield Heading(text=voice.words.titles.crossings, key="crossings")
    if not synthesis.participation.by and not synthesis.crossings:
        yield say(words.no_variables)
        return
    notable = _by_variable(one for one in synthesis.crossings if one.is_notable)
    if not notable:
        yield say(words.none)
    else:
        yield say(words.meaning)
        yield from _tables(notable, {theme.theme_id: theme for theme in synthesis.themes}, voice)
    yield small(voice.words.data.format("crossings.csv"))


def _by_variable(notable: Iterable[Crossing]) -> dict[str, list[Crossing]]:
    """Return the crossings of each variable, the largest deviation first."""
    found: dict[str, list[Crossing]] = {}
    for one in sorted(notable, key=lambda one: (-abs(one.residual), one.value, one.theme_id)):
        found.setdefault(one.variable, []).append(one)
    return dict(sorted(found.items()))


def _tables(
    notable: Mapping[str, Sequence[Crossing]], themes: Mapping[str, Theme], voice: Voice
) -> Iterator[Block]:
    for variable, found in notable.items():
        caption = voice.words.columns.crossings_caption.format(variable)
        if len(found) > _MOST:
            every = voice.number(len(found))
            caption = f"{caption} {voice.words.varying.most.format(_MOST, every)}"
        yield _table(caption, found[:_MOST], themes, voice)


def _table(
    caption: str, shown: Sequence[Crossing], themes: Mapping[str, Theme], voice: Voice
) -> Table:
    columns = voice.words.columns
    unknown = voice.words.participating.unknown
    held = [themes[one.theme_id] for one in shown]
    return table_of(
        Cells(title=columns.value, cells=[one.value or unknown for one in shown], is_number=False),
        Cells(
            title=columns.theme,
            cells=[link_to(theme, voice) for theme in held],
            is_number=False,
        ),
        Cells(title=columns.answers, cells=[voice.number(one.answers) for one in shown]),
        Cells(title=columns.base, cells=[voice.number(one.base) for one in shown]),
        Cells(title=columns.share, cells=[voice.part(one.answers, one.base) for one in shown]),
        Cells(title=columns.residual, cells=[_residual(one, voice) for one in shown]),
        caption=caption,
    )


def _residual(one: Crossing, voice: Voice) -> str:
    return voice.decimal(one.residual, decimals=1, is_signed=True)
