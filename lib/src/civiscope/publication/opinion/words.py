"""The words of the report of opinion groups: what each language has to say.

Those with braces take numbers, names or words of the conversation.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from civiscope.publication.phrases import Noun, Titled


@dataclass(frozen=True, slots=True, kw_only=True)
class Nouns:
    """What a report of opinion groups counts."""

    participants: Noun
    votes: Noun
    statements: Noun
    groups: Noun


@dataclass(frozen=True, slots=True, kw_only=True)
class Titles:
    """Titles of sections, and of what stands in them."""

    subtitle: str
    brief: str
    no_poll: Titled
    participation: str
    map: str
    groups: str
    group: str
    bridging: str
    consensus: str
    divisive: str
    crossings: str
    numbers: str
    method: str
    limits: str
    settings: str
    checking: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Titles of columns, and captions."""

    group: str
    participants: str
    share: str
    stability: str
    statement: str
    stance: str
    side: str
    in_group: str
    others: str
    everyone: str
    votes: str
    value: str
    total: str
    n_groups: str
    silhouette: str
    smallest: str
    direction: str
    strength: str
    by_chance: str
    p_value: str
    setting: str
    file: str
    content: str
    middle: str
    groups_caption: str
    representative_caption: str
    bridging_caption: str
    consensus_caption: str
    divisive_caption: str
    crossing_caption: str
    silhouettes_caption: str
    directions_caption: str
    settings_caption: str
    files_caption: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentences:
    """What is said between tables."""

    lead_groups: str
    lead_none: str
    verdicts: Mapping[str, Titled]
    bridging_first: Mapping[str, str]
    divisive_first: str
    read: str
    too_few_votes: str
    left_out: str
    without_votes: str
    replaced: str
    not_voted: str
    silent: str
    map_title: str
    map_none: str
    map_measure: str
    map_sample: str
    map_reading: str
    map_alternative: str
    map_group: str
    groups_meaning: str
    group_size: str
    stable: str
    unstable: str
    unmeasured: str
    representative: str
    representative_legacy: str
    representative_none: str
    most: str
    bridging: str
    bridging_legacy: str
    bridging_none: str
    consensus: str
    consensus_none: str
    divisive: str
    divisive_none: str
    crossings: str
    crossings_none: str
    hidden: str
    unknown: str
    silhouettes: str
    clouds: str
    directions: str
    numbers_legacy: str
    settings: str
    untitled: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Everything the report says in one language."""

    nouns: Nouns
    titles: Titles
    columns: Columns
    sentences: Sentences
    stances: Mapping[str, str]
    stances_of_all: Mapping[str, str]
    method: tuple[Titled, ...]
    method_legacy: tuple[Titled, ...]
    limits: tuple[Titled, ...]
    checking: tuple[Titled, ...]
    files: Mapping[str, str]
    quote: tuple[str, str]
    colon: str
    interval: str
    data: str
