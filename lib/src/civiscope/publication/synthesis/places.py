"""Where participants come from, beside where people live."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from civiscope.publication.charts import rate_map
from civiscope.publication.charts.words import say_rate
from civiscope.publication.document import Block, Bullets, Graphic, Heading, Spans, Table
from civiscope.publication.phrases import plain, say, small, titled
from civiscope.publication.synthesis.voice import Voice
from civiscope.publication.tables import Cells, table_of
from civiscope.synthesis.representativeness import Coverage, Place, Representativeness
from civiscope.territory import departments

_MOST_NAMED: Final = 5
_LEVELS: Final = ("department", "region", "size")
_PARTS: Final = ("located", "elsewhere", "several", "unplaced", "unrecognised", "missing")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    """A level with its places."""

    coverage: Coverage
    places: tuple[Place, ...]


def places(found: Representativeness | None, voice: Voice) -> Iterator[Block]:
    """Compare participants with the population, level by level; say nothing where it is unknown."""
    if found is None:
        return
    words = voice.words.placing
    levels = [*_levels(found)]
    yield Heading(text=words.title, level=2, key="places")
    yield say(_located(levels[0].coverage, voice), *_remarks(levels[0].coverage, voice))
    yield _apart(levels, voice)
    yield say(words.reading)
    for level in levels:
        yield from _compared(level, voice)
    yield Bullets(items=titled(words.limits))
    yield small(voice.words.data.format("representativeness.csv, located.csv"))


def _levels(found: Representativeness) -> Iterator[_Level]:
    """Give the levels that are compared place by place, départements first."""
    known = {coverage.level: coverage for coverage in found.coverages}
    for name in _LEVELS:
        inside = tuple(place for place in found.places if place.level == name)
        if inside:
            yield _Level(coverage=known[name], places=inside)


def _located(coverage: Coverage, voice: Voice) -> str:
    words = voice.words.placing
    return words.located.format(
        located=voice.number(round(coverage.located)),
        participants=voice.number(coverage.participants),
        share=voice.percent(coverage.located / coverage.participants),
        population=voice.number(coverage.population),
    )


def _remarks(coverage: Coverage, voice: Voice) -> Iterator[str]:
    words = voice.words.placing
    yield words.units[coverage.unit]
    for noun, count in ((words.unsigned, coverage.unsigned), (words.inferred, coverage.inferred)):
        if count:
            yield voice.count(noun, count)


def _apart(levels: Sequence[_Level], voice: Voice) -> Table:
    """Count those who are located and those who are not, level by level."""
    words = voice.words.placing
    held = [[getattr(level.coverage, part) for level in levels] for part in _PARTS]
    kept = [(part, counts) for part, counts in zip(_PARTS, held, strict=True) if any(counts)]
    return table_of(
        Cells(title=words.place, cells=[words.apart[part] for part, _ in kept], is_number=False),
        *(
            Cells(
                title=words.levels[level.coverage.level],
                cells=[voice.number(round(counts[number])) for _, counts in kept],
            )
            for number, level in enumerate(levels)
        ),
        caption=words.apart_caption,
        key="located",
    )


# ------------------------------------------------------------------ a level


def _compared(level: _Level, voice: Voice) -> Iterator[Block]:
    words, coverage = voice.words.placing, level.coverage
    yield Heading(text=words.levels[coverage.level], level=3, key=f"places-{coverage.level}")
    spread = words.dissimilarity[coverage.level].format(voice.percent(coverage.dissimilarity))
    yield say(*_notable(level, voice), spread)
    if coverage.ambiguous:
        yield say(voice.count(words.ambiguous, coverage.ambiguous))
    if coverage.level == "department":
        yield _map(level, voice)
    else:
        yield _table(level, voice, caption=words.captions[coverage.level])


def _notable(level: _Level, voice: Voice) -> Iterator[str]:
    """Name the places that take part most, and least."""
    words = voice.words.placing
    ranked = sorted(
        (place for place in level.places if place.is_notable),
        key=lambda place: (-place.index, place.code),
    )
    more = [place for place in ranked if place.index > 1][:_MOST_NAMED]
    less = [place for place in reversed(ranked) if place.index < 1][:_MOST_NAMED]
    if more:
        yield words.more.format(_named(more, voice))
    if less:
        yield words.less.format(_named(less, voice))
    if not ranked:
        yield words.none[level.coverage.level]


def _named(found: Iterable[Place], voice: Voice) -> str:
    words = voice.words.placing
    return ", ".join(
        words.named.format(_name(place, voice), voice.index(place.index)) for place in found
    )


def _name(place: Place, voice: Voice) -> str:
    return voice.words.placing.sizes[place.code] if place.level == "size" else place.name


def _listed(place: Place, voice: Voice) -> str:
    """Return the name of a place, and its code where people know it by that."""
    is_known_by_code = place.level == "department"
    return f"{place.name} ({place.code})" if is_known_by_code else _name(place, voice)


def _map(level: _Level, voice: Voice) -> Graphic:
    words = voice.words.placing
    # A map has the départements; overseas collectivities stand in its table.
    known = {department.code for department in departments()}
    ranked = sorted(level.places, key=lambda place: (place.per_10000, place.code))
    overall = _overall(level)
    return rate_map(
        {place.code: place.per_10000 for place in level.places if place.code in known},
        overall=overall,
        language=voice.language,
        title=words.finding.format(
            low=say_rate(ranked[0].per_10000, voice.language, overall=overall),
            low_place=ranked[0].name,
            high=say_rate(ranked[-1].per_10000, voice.language, overall=overall),
            high_place=ranked[-1].name,
        ),
        measure=words.measure.format(say_rate(overall, voice.language, overall=overall)),
        table=_table(level, voice, key="departments-table"),
        source=voice.data("representativeness.csv"),
        key="departments",
    )


def _overall(level: _Level) -> float:
    """Return how many participants there are for 10,000 inhabitants of the territory."""
    return 10_000 * level.coverage.located / level.coverage.population


def _table(level: _Level, voice: Voice, *, caption: str = "", key: str = "") -> Table:
    words, held, overall = voice.words.placing, level.places, _overall(level)
    rates = [say_rate(one.per_10000, voice.language, overall=overall) for one in held]
    return table_of(
        Cells(title=words.place, cells=[_listed(one, voice) for one in held], is_number=False),
        Cells(title=words.count, cells=[_counted(one.participants, voice) for one in held]),
        Cells(title=words.index, cells=[_index(one, voice) for one in held]),
        Cells(title=words.interval, cells=[_interval(one, voice) for one in held]),
        Cells(title=words.rate, cells=rates),
        Cells(title=words.expected, cells=[_counted(one.expected, voice) for one in held]),
        Cells(title=words.population, cells=[voice.number(one.population) for one in held]),
        caption=caption,
        key=key,
    )


def _counted(count: float, voice: Voice) -> str:
    """Return a count whole; where it is a small part of a participant, with a decimal."""
    if count.is_integer() or count >= _MOST_NAMED:
        return voice.number(round(count))
    return voice.decimal(count, decimals=1)


def _index(place: Place, voice: Voice) -> Spans:
    return plain(voice.index(place.index), style="strong" if place.is_notable else "")


def _interval(place: Place, voice: Voice) -> str:
    low, high = voice.index(place.index_low), voice.index(place.index_high)
    return voice.words.interval.format(low, high)
