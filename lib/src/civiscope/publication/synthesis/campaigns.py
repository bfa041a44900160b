"""Campaigns: texts that several people sent, with their wordings, dates and places."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from civiscope.publication.document import Block, Heading, Item, Items, Spans, Table
from civiscope.publication.phrases import plain, say, small
from civiscope.publication.synthesis.voice import Voice
from civiscope.publication.tables import Cells, table_of
from civiscope.synthesis.results import Campaign, Wording

_MOST_CAMPAIGNS: Final = 20
_MOST_WORDINGS: Final = 3
_MOST_PLACES: Final = 8
_LONGEST: Final = 600


def campaigns(found: Sequence[Campaign], voice: Voice) -> Iterator[Block]:
    """Say what a campaign is, and describe the largest."""
    words = voice.words.campaigning
    yield Heading(text=voice.words.titles.campaigns, key="campaigns")
    if not found:
        yield say(words.none)
        return
    shown = found[:_MOST_CAMPAIGNS]
    yield say(words.meaning, *_left_out(found, shown, voice))
    yield _table(shown, voice)
    yield small(voice.words.data.format("campaigns.csv, wordings.csv, families.csv"))
    for campaign in shown:
        yield from _campaign(campaign, voice)


def _left_out(found: Sequence[Campaign], shown: Sequence[Campaign], voice: Voice) -> Iterator[str]:
    if len(shown) < len(found):
        every = voice.count(voice.words.nouns.campaigns, len(found))
        yield voice.words.campaigning.largest.format(len(shown), every)


def _key(campaign: Campaign) -> str:
    return f"campaign-{campaign.campaign_id}"


def _title(campaign: Campaign, voice: Voice) -> str:
    return voice.words.titles.campaign.format(campaign.campaign_id)


def _table(shown: Sequence[Campaign], voice: Voice) -> Table:
    columns = voice.words.columns
    return table_of(
        Cells(
            title=columns.campaign,
            cells=[plain(one.campaign_id, url=f"#{_key(one)}") for one in shown],
            is_number=False,
        ),
        Cells(title=columns.answers, cells=[voice.number(one.answers) for one in shown]),
        Cells(
            title=columns.authors,
            cells=[None if one.authors is None else voice.number(one.authors) for one in shown],
        ),
        Cells(title=columns.wordings, cells=[voice.number(one.n_wordings) for one in shown]),
        Cells(title=columns.dates, cells=[_dates(one, voice) for one in shown], is_number=False),
        Cells(title=columns.densest, cells=[_densest(one, voice) for one in shown]),
        caption=columns.campaigns_caption,
        key="campaigns-table",
    )


def _dates(campaign: Campaign, voice: Voice) -> str | None:
    words = voice.words.campaigning
    if campaign.first_on is None or campaign.last_on is None:
        return None
    return voice.period(
        campaign.first_on, campaign.last_on, between=words.dates, one_day=words.one_day
    )


def _densest(campaign: Campaign, voice: Voice) -> str | None:
    share = campaign.densest_share
    return None if share is None else voice.percent(share)


# ---------------------------------------------------------------- each of them


def _campaign(campaign: Campaign, voice: Voice) -> Iterator[Block]:
    yield Heading(text=_title(campaign, voice), level=2, key=_key(campaign))
    yield say(f"{voice.words.joined.join(_counted(campaign, voice))}.", *_burst(campaign, voice))
    wordings = tuple(_wording(wording, voice) for wording in campaign.wordings[:_MOST_WORDINGS])
    details = (*_places(campaign, voice), (voice.words.campaigning.wordings, wordings))
    yield Items(items=tuple(Item(title=plain(title), lines=lines) for title, lines in details))


def _counted(campaign: Campaign, voice: Voice) -> Iterator[str]:
    nouns = voice.words.nouns
    yield voice.count(nouns.answers, campaign.answers)
    if campaign.authors is not None:
        yield voice.count(nouns.authors, campaign.authors)
    yield voice.count(nouns.wordings, campaign.n_wordings)


def _burst(campaign: Campaign, voice: Voice) -> Iterator[str]:
    """Say when a campaign came, and how suddenly."""
    dates, densest = _dates(campaign, voice), _densest(campaign, voice)
    if dates:
        yield f"{dates}."
    if densest:
        yield voice.words.campaigning.densest.format(densest)


def _by_variable(places: Iterable[tuple[str, str, int]]) -> dict[str, list[tuple[str, int]]]:
    found: dict[str, list[tuple[str, int]]] = {}
    for variable, value, answers in places:
        found.setdefault(variable, []).append((value, answers))
    return found


def _places(campaign: Campaign, voice: Voice) -> Iterator[tuple[str, tuple[Spans, ...]]]:
    """Say from where a campaign came most, variable by variable."""
    for variable, places in _by_variable(campaign.places).items():
        yield variable, (plain(f"{', '.join(_counted_places(places, voice))}."),)


def _counted_places(places: Sequence[tuple[str, int]], voice: Voice) -> Iterator[str]:
    unknown = voice.words.participating.unknown
    for value, count in places[:_MOST_PLACES]:
        yield f"{value or unknown} ({voice.number(count)})"
    if len(places) > _MOST_PLACES:
        yield voice.count(voice.words.nouns.others, len(places) - _MOST_PLACES)


def _wording(wording: Wording, voice: Voice) -> Spans:
    """Quote a wording, after how many answers have it."""
    answers = voice.count(voice.words.nouns.answers, wording.answers)
    return (
        *plain(voice.words.campaigning.times.format(answers)),
        *voice.quote(wording.contribution_id, wording.text, longest=_LONGEST),
    )
