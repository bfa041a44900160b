"""Rare but distinct ideas: what few say, in the same words, and no theme explains."""

from collections.abc import Iterator, Sequence
from typing import Final

from civiscope.publication.document import Block, Heading, Item, Items
from civiscope.publication.phrases import plain, say, small
from civiscope.publication.synthesis.themes import quotes
from civiscope.publication.synthesis.voice import Voice
from civiscope.synthesis.results import RareIdea, Synthesis

_MOST_IDEAS: Final = 30
_LONGEST: Final = 400
_DECIMALS: Final = 2


def rare_ideas(synthesis: Synthesis, voice: Voice) -> Iterator[Block]:
    """Say what a rare idea is, and describe the most surprising."""
    words, found = voice.words.rarity, synthesis.rare_ideas
    yield Heading(text=voice.words.titles.rare_ideas, key="rare-ideas")
    if not found:
        yield say(words.none)
        return
    yield say(words.meaning)
    is_unnamed = synthesis.participation.authors is None
    voices = words.voices_unnamed if is_unnamed else words.voices
    yield say(voices, words.reading, *_left_out(found, voice))
    yield Items(items=tuple(_idea(idea, voice) for idea in found[:_MOST_IDEAS]))
    yield small(voice.words.data.format("rare-ideas.csv, rare-answers.csv"))


def _left_out(found: Sequence[RareIdea], voice: Voice) -> Iterator[str]:
    if len(found) > _MOST_IDEAS:
        every = voice.count(voice.words.nouns.rare_ideas, len(found))
        yield voice.words.rarity.first.format(_MOST_IDEAS, every)


def _idea(idea: RareIdea, voice: Voice) -> Item:
    title = voice.words.titles.theme.format(idea.idea_id, idea.words)
    lines = (plain(_counted(idea, voice)), *quotes(idea.excerpts, longest=_LONGEST, voice=voice))
    return Item(title=plain(title), lines=lines)


def _counted(idea: RareIdea, voice: Voice) -> str:
    words, nouns = voice.words.rarity, voice.words.nouns
    people = ((nouns.authors, idea.authors), (nouns.voices, idea.voices))
    counts = [voice.count(noun, value) for noun, value in people if value is not None]
    mark, partner = idea.words.split(", ")[:2]
    return words.counted.format(
        counts=voice.words.joined.join([voice.count(nouns.answers, idea.answers), *counts]),
        mark=mark,
        partner=partner,
        together=voice.number(idea.together),
        expected=_expected(idea.expected, voice),
        explained=voice.percent(idea.explained),
    )


def _expected(value: float, voice: Voice) -> str:
    least = 10.0**-_DECIMALS
    said = voice.decimal(max(value, least), decimals=_DECIMALS)
    return voice.words.rarity.under.format(said) if value < least else said
