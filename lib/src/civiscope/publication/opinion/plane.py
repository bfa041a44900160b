"""The map of participants."""

from collections.abc import Iterator

from civiscope.opinion.results import Opinion
from civiscope.publication.charts import Cloud, scatter
from civiscope.publication.document import Block, Graphic, Heading, Table
from civiscope.publication.opinion.voice import Voice
from civiscope.publication.phrases import plain, say
from civiscope.publication.tables import Cells, table_of


def plane(opinion: Opinion, voice: Voice) -> Iterator[Block]:
    """Draw participants where their votes put them."""
    if not opinion.points:
        return
    yield Heading(text=voice.words.titles.map, key="map")
    yield say(voice.words.sentences.map_reading)
    yield _graphic(opinion, voice)


def _graphic(opinion: Opinion, voice: Voice) -> Graphic:
    sentences, clouds = voice.words.sentences, _clouds(opinion)
    n_groups = voice.count(voice.words.nouns.groups, len(opinion.groups))
    title = sentences.map_title.format(n_groups[:1].upper() + n_groups[1:])
    groups = " ".join(_said(cloud, opinion, voice) for cloud in clouds if cloud.name)
    return scatter(
        clouds,
        title=title if opinion.groups else sentences.map_none,
        measure=_measure(opinion, voice),
        alternative=sentences.map_alternative.format(groups).strip(),
        table=_table(clouds, opinion, voice),
        source=plain(voice.data("participants.csv")),
        key="plane",
    )


def _clouds(opinion: Opinion) -> list[Cloud]:
    names = [*(group.name for group in opinion.groups), ""]
    points: list[list[tuple[float, float]]] = [[] for _ in names]
    for point in opinion.points:
        points[point.group].append((point.x, point.y))
    return [
        Cloud(name=name, points=tuple(places)) for name, places in zip(names, points, strict=True)
    ]


def _measure(opinion: Opinion, voice: Voice) -> str:
    drawn, kept = len(opinion.points), opinion.participation.kept
    sentences = voice.words.sentences
    if drawn < kept:
        return sentences.map_sample.format(voice.number(drawn), voice.number(kept))
    return sentences.map_measure.format(voice.number(kept))


def _said(cloud: Cloud, opinion: Opinion, voice: Voice) -> str:
    sizes = {group.name: group.participants for group in opinion.groups}
    people = voice.count(voice.words.nouns.participants, sizes[cloud.name])
    return voice.words.sentences.map_group.format(cloud.name, people, _middle(cloud, voice))


def _middle(cloud: Cloud, voice: Voice) -> str:
    """Return the middle of what is drawn of a group; a dash where nothing is."""
    if not cloud.points:
        return "–"
    middle = (sum(axis) / len(cloud.points) for axis in zip(*cloud.points, strict=True))
    return "\u202f; ".join(voice.decimal(value, decimals=1) for value in middle)


def _table(clouds: list[Cloud], opinion: Opinion, voice: Voice) -> Table:
    columns = voice.words.columns
    if not opinion.groups:
        return table_of(
            Cells(title=columns.participants, cells=[voice.number(opinion.participation.kept)])
        )
    return table_of(
        Cells(title=columns.group, cells=[group.name for group in opinion.groups], is_number=False),
        Cells(
            title=columns.participants,
            cells=[voice.number(group.participants) for group in opinion.groups],
        ),
        Cells(title=columns.middle, cells=[_middle(one, voice) for one in clouds if one.name]),
    )
