"""The words of the report of a synthesis: what each language has to say.

Those with braces take numbers, dates or words of the corpus. A sentence is never put together
from pieces whose grammar depends on one another.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from civiscope.publication.phrases import Noun, Titled


@dataclass(frozen=True, slots=True, kw_only=True)
class Nouns:
    """What a synthesis counts."""

    answers: Noun
    authors: Noun
    authors_once: Noun
    themes: Noun
    subthemes: Noun
    all_themes: Noun
    campaigns: Noun
    rare_ideas: Noun
    voices: Noun
    wordings: Noun
    others: Noun


@dataclass(frozen=True, slots=True, kw_only=True)
class Titles:
    """Titles of sections, and of what stands in them."""

    subtitle: str
    brief: str
    no_poll: Titled
    participation: str
    absent: str
    themes: str
    each_theme: str
    question: str
    unknown_question: str
    theme: str
    rare_ideas: str
    unclassified: str
    campaigns: str
    campaign: str
    crossings: str
    method: str
    numbers: str
    limits: str
    settings: str
    checking: str
    files: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Titles of the columns of tables, and captions."""

    question: str
    first_theme: str
    theme: str
    answers: str
    authors: str
    authors_once: str
    share: str
    interval: str
    value: str
    reason: str
    total: str
    campaign: str
    wordings: str
    dates: str
    densest: str
    base: str
    residual: str
    setting: str
    content: str
    file: str
    number: str
    gain: str
    behind: str
    error: str
    numbers_caption: str
    gains_caption: str
    campaigns_caption: str
    crossings_caption: str
    questions_caption: str
    reasons_caption: str
    settings_caption: str
    files_caption: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """The first page."""

    lead: str
    lead_by_question: str
    read: str
    with_text: str
    authors: str
    themes: str
    unclassified: str
    campaigns: str
    largest: str
    share_of_answers: str
    unstable: Noun


@dataclass(frozen=True, slots=True, kw_only=True)
class Participating:
    """Who took part, and who did not."""

    texts: str
    authors: str
    most: str
    no_authors: str
    dates: str
    one_day: str
    no_dates: str
    no_variables: str
    unknown: str
    silent: str
    unwilling: str
    chart_title: str
    chart_measure: str
    chart_most: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """Where participants live, beside where people live.

    `levels`, `others` and `apart` are by level; `units` by what a participant is.
    """

    title: str
    units: Mapping[str, str]
    participants: Noun
    located: str
    finding: str
    measure: str
    more: str
    less: str
    named: str
    none: Mapping[str, str]
    dissimilarity: Mapping[str, str]
    ambiguous: Noun
    inferred: Noun
    unsigned: Noun
    reading: str
    limits: tuple[Titled, ...]
    levels: Mapping[str, str]
    captions: Mapping[str, str]
    sizes: Mapping[str, str]
    apart: Mapping[str, str]
    apart_caption: str
    place: str
    population: str
    count: str
    expected: str
    rate: str
    index: str
    interval: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """Shares of themes, had participants lived where people live."""

    title: str
    meaning: str
    margins: Mapping[str, str]
    last: str
    spread: str
    warning: Titled
    caption: str
    raw: str
    weighted: str
    change: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Themes:
    """Themes, and each of them."""

    meaning: str
    three_counts: str
    reading: str
    finding: str
    measure: str
    measure_most: str
    none: str
    unanswered: str
    counted: str
    within: str
    unnamed: str
    unstable_mark: str
    unstable: Titled
    stable: str
    not_measured: str
    found_again: str
    not_found_again: str
    terms: str
    term: str
    negated: str
    subthemes: str
    subtheme: str
    typical: str
    random: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbering:
    """How many themes, where nobody chose."""

    meaning: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rarity:
    """Rare but distinct ideas."""

    none: str
    meaning: str
    voices: str
    voices_unnamed: str
    reading: str
    first: str
    counted: str
    under: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unclassifying:
    """What no theme holds."""

    lead: str
    none: str
    in_question: str
    finding: str
    measure: str
    reasons: Mapping[str, Titled]
    random: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaigning:
    """Campaigns."""

    none: str
    meaning: str
    largest: str
    dates: str
    one_day: str
    densest: str
    wordings: str
    times: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Varying:
    """How themes vary."""

    none: str
    no_variables: str
    meaning: str
    most: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineNaming:
    """What a language model worded, which is never said without saying that it did."""

    title: str
    inline: str
    method: Titled
    limits: Titled
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Everything the report says in one language.

    `quote` and `cut` are what stands around the words of a contribution, and after those that
    are only a part of it; `data` names the file that holds the values of a figure.
    """

    nouns: Nouns
    titles: Titles
    columns: Columns
    brief: Brief
    participating: Participating
    placing: Placing
    weighing: Weighing
    themes: Themes
    numbering: Numbering
    rarity: Rarity
    unclassifying: Unclassifying
    campaigning: Campaigning
    varying: Varying
    naming: MachineNaming
    method: tuple[Titled, ...]
    double: str
    limits: tuple[Titled, ...]
    settings: str
    checking: tuple[Titled, ...]
    files: Mapping[str, str]
    quote: tuple[str, str]
    cut: str
    joined: str
    colon: str
    interval: str
    data: str
