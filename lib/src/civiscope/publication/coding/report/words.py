"""The words of the report of a coding: what each language has to say.

Those with braces take numbers, names or words of the codebook.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from civiscope.publication.phrases import Noun, Titled


@dataclass(frozen=True, slots=True, kw_only=True)
class Nouns:
    """What a report of a coding counts."""

    answers: Noun
    codes: Noun
    read: Noun


@dataclass(frozen=True, slots=True, kw_only=True)
class Titles:
    """Titles of sections, and of what stands in them."""

    untitled: str
    subtitle: str
    brief: str
    no_poll: Titled
    no_sample: Titled
    codebook: str
    shares: str
    groups: str
    variable: str
    accuracy: str
    agreement: str
    examples: str
    uncoded: str
    method: str
    limits: str
    settings: str
    checking: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """Labels of key figures, and of what is listed under a code."""

    answers: str
    codes: str
    uncoded: str
    read: str
    coders: Noun
    definition: str
    includes: str
    excludes: str
    typical: str
    random: str
    machine_only: str
    people_only: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Titles of columns, and captions."""

    code: str
    answers: str
    machine: str
    human: str
    combined: str
    everyone: str
    base: str
    read: str
    precision: str
    given: str
    recall: str
    right: str
    worth: str
    alpha: str
    agreed: str
    differing: str
    read_twice: str
    setting: str
    value: str
    file: str
    content: str
    shares_caption: str
    machine_caption: str
    groups_caption: str
    accuracy_caption: str
    agreement_caption: str
    settings_caption: str
    files_caption: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentences:
    """What is said between tables."""

    lead: str
    lead_all: str
    lead_sample: str
    sampling: tuple[str, ...]
    largest: str
    by_machine: str
    outside: str
    inside: str
    unnamed: str
    unnamed_version: str
    named: str
    named_version: str
    nested: str
    defined: str
    undefined: str
    several: str
    machine_alone: str
    table_alone: str
    three_ways: str
    quote_combined: str
    finding: str
    finding_alone: str
    measure: str
    measure_alone: str
    first_rank: str
    most_frequent: str
    bases: str
    groups: str
    groups_none: str
    groups_small: str
    groups_estimated: str
    groups_machine: str
    groups_most: str
    unknown: str
    accuracy_none: str
    agreement_none: str
    agreement: str
    settled: str
    alpha: str
    undefined_alpha: str
    examples: str
    counter_examples: str
    counted: str
    estimated: str
    part_of: str
    named_in_files: str
    uncoded: str
    uncoded_none: str
    uncoded_meaning: str
    residual: str
    joined: str
    drawn: str
    drawn_strata: str
    not_coded: str
    learnt: str
    settings: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Everything the report says in one language."""

    nouns: Nouns
    titles: Titles
    labels: Labels
    columns: Columns
    sentences: Sentences
    accuracy: tuple[Titled, ...]
    method: tuple[Titled, ...]
    method_learnt: Titled
    method_sample: tuple[Titled, ...]
    limits: tuple[Titled, ...]
    limits_alone: tuple[Titled, ...]
    limits_sample: tuple[Titled, ...]
    checking: tuple[Titled, ...]
    files: Mapping[str, str]
    files_sample: Mapping[str, str]
    quote: tuple[str, str]
    cut: str
    colon: str
    interval: str
    data: str
