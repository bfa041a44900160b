"""Shares of themes, had participants lived where people live, beside what they are."""

from collections.abc import Iterator, Sequence

from civiscope.publication.document import Block, Callout, Heading, Table
from civiscope.publication.phrases import say, small
from civiscope.publication.synthesis.themes import link_to
from civiscope.publication.synthesis.voice import Voice
from civiscope.publication.tables import Cells, table_of
from civiscope.synthesis.representativeness import Coverage
from civiscope.synthesis.results import Synthesis
from civiscope.synthesis.weighted import WeightedShare

_POINTS = 100


def weighted(synthesis: Synthesis, voice: Voice) -> Iterator[Block]:
    """Set raw and weighted shares side by side; say nothing where none was asked."""
    found, words = synthesis.weighted, voice.words.weighing
    if found is None or synthesis.representativeness is None:
        return
    coverage = next(
        one for one in synthesis.representativeness.coverages if one.design_effect is not None
    )
    yield Heading(text=words.title, key="weighted")
    yield say(words.meaning.format(margins=_margins(coverage, voice)))
    yield Callout(title=words.warning.title, blocks=(say(words.warning.text),))
    yield say(_spread(coverage, voice))
    themes = {theme.theme_id for theme in synthesis.themes if theme.parent is None}
    yield _table(synthesis, [one for one in found.shares if one.theme_id in themes], voice)
    yield small(voice.words.data.format("weighted-shares.csv, weights.csv, located.csv"))


def _margins(coverage: Coverage, voice: Voice) -> str:
    words = voice.words.weighing
    *others, last = [words.margins[margin] for margin in coverage.level.split(",")]
    return f"{', '.join(others)}{words.last}{last}" if others else last


def _spread(coverage: Coverage, voice: Voice) -> str:
    """Say how unequal weights are, and what that costs."""
    return voice.words.weighing.spread.format(
        smallest=voice.index(coverage.smallest_weight or 0),
        largest=voice.index(coverage.largest_weight or 0),
        participants=voice.count(voice.words.placing.participants, round(coverage.located)),
        effective=voice.number(round(coverage.effective_size or 0)),
        effect=voice.index(coverage.design_effect or 0),
    )


def _table(synthesis: Synthesis, shares: Sequence[WeightedShare], voice: Voice) -> Table:
    words = voice.words.weighing
    themes = {theme.theme_id: theme for theme in synthesis.themes}
    return table_of(
        Cells(
            title=voice.words.columns.theme,
            cells=[link_to(themes[one.theme_id], voice) for one in shares],
            is_number=False,
        ),
        Cells(title=words.raw, cells=[voice.percent(one.share) for one in shares]),
        Cells(title=words.weighted, cells=[voice.percent(one.share_weighted) for one in shares]),
        Cells(
            title=voice.words.columns.interval,
            cells=[
                voice.interval(one.share_weighted_low, one.share_weighted_high) for one in shares
            ],
        ),
        Cells(title=words.change, cells=[_change(one, voice) for one in shares]),
        Cells(
            title=voice.words.columns.answers, cells=[voice.number(one.answers) for one in shares]
        ),
        caption=words.caption,
        key="weighted-shares",
    )


def _change(one: WeightedShare, voice: Voice) -> str:
    # Adding 0 makes of a minus zero a zero.
    points = round(_POINTS * (one.share_weighted - one.share), 1) + 0.0
    return voice.decimal(points, decimals=1, is_signed=points != 0)
