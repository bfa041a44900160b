"""What came back of an edition."""

from dataclasses import dataclass
from typing import TypeAlias

from civiscope.survey.answers.states import State

Answer: TypeAlias = frozenset[str] | State
"""The codes that were ticked, or why there are none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Responses:
    """The answers of an edition, sorted by authority.

    Attributes
    ----------
    edition : str
        Which one.
    authorities : tuple of str
        Who answered: the key by which editions are joined, never published.
    domains : dict of str to tuple of str
        For each domain, such as the kind of authority, the category of each respondent.
    answers : dict of str to tuple
        For each item, the answer of each respondent: codes, or a `State`.
    """

    edition: str
    authorities: tuple[str, ...]
    domains: dict[str, tuple[str, ...]]
    answers: dict[str, tuple[Answer, ...]]
