"""A questionnaire in memory: from concepts to the items of each edition, and the crosswalk."""

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Literal

from civiscope.survey.questionnaire.wording import wording_hash


class Comparability(IntEnum):
    """How far the answers to an item are those to its variable's reference question."""

    IDENTICAL = 0
    MINOR = 1
    PARTIAL = 2
    BREAK = 3

    @property
    def is_continuous(self) -> bool:
        """Whether a line may lead from such an item to another."""
        return self <= Comparability.MINOR


class Sample(StrEnum):
    """How respondents came to answer, on which depends what may be said of others."""

    PROBABILITY = "probability"
    SELF_SELECTED = "self-selected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text in French and in English."""

    fr: str
    en: str

    def say(self, language: Literal["fr", "en"]) -> str:
        """Return it in one of them."""
        return self.fr if language == "fr" else self.en


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One run of the survey.

    Attributes
    ----------
    edition : str
        Its name, such as ``2024``; editions are in the order of their names.
    sample : Sample
        How respondents came to answer.
    opened_on, closed_on : str
        ISO dates.
    invited : int
        How many authorities were asked to answer.
    """

    edition: str
    sample: Sample
    opened_on: str
    closed_on: str
    invited: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """Something that is measured, whatever the question."""

    concept: str
    label: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A response option.

    Attributes
    ----------
    code : str
        Its name in files.
    label : Text
        What respondents read.
    since, until : str
        The first and the last edition that offered it; empty where there is no such limit.
    is_exclusive : bool
        Whether it goes with no other, as “none of these”.
    """

    code: str
    label: Text
    since: str = ""
    until: str = ""
    is_exclusive: bool = False

    def is_offered(self, edition: str) -> bool:
        """Whether an edition offered it."""
        return self.since <= edition and (not self.until or edition <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeList:
    """The response options of questions; its version in an edition is what it offered then."""

    code_list: str
    codes: tuple[Code, ...]

    def offered(self, edition: str) -> tuple[str, ...]:
        """Return the codes that an edition offered, in order."""
        return tuple(one.code for one in self.codes if one.is_offered(edition))


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question to the letter, in both languages."""

    question: str
    wording: Text

    @property
    def hash(self) -> str:
        """The fingerprint of its wording."""
        return wording_hash(self.wording.fr, self.wording.en)


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """What is followed over the years.

    Attributes
    ----------
    variable, concept : str
        Its name, and what it measures.
    label : Text
        What tables call it.
    is_multiple : bool
        Whether several options may be ticked.
    question, code_list : str
        Its reference: what an item asks that needs no crosswalk.
    asked_if : tuple of str
        The variable and the code that lead to it in the reference; empty for everyone.
    """

    variable: str
    concept: str
    label: Text
    is_multiple: bool
    question: str
    code_list: str
    asked_if: tuple[str, str] | tuple[()] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A question as an edition asked it.

    Attributes
    ----------
    edition, item : str
        Where it stands: the item is the column of the answers.
    question, code_list : str
        What was asked, and which options were offered.
    is_multiple : bool
        Whether several could be ticked.
    variable : str
        What it measures.
    asked_if : tuple of str
        The item and the code that led to it; empty where everyone was asked.
    line : int
        Where it stands in its file, for messages.
    """

    edition: str
    item: str
    question: str
    code_list: str
    variable: str
    is_multiple: bool = False
    asked_if: tuple[str, str] | tuple[()] = ()
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """A row of the crosswalk.

    Attributes
    ----------
    edition, item, variable : str
        From which item to which variable.
    code_from, code_to : str
        From which code to which. ``*`` in both is every code to itself; a code to nothing is
        “none of the variable's”; both are empty where nothing is carried over, as a break may say.
    comparability : Comparability
        How far the answers are the same.
    justification, author, reviewed_by, dated : str
        Why, who says so, who agreed, and when (an ISO date).
    line : int
        Where it stands in its file, for messages.
    """

    edition: str
    item: str
    variable: str
    code_from: str
    code_to: str
    comparability: Comparability
    justification: str
    author: str
    reviewed_by: str
    dated: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Questionnaire:
    """All that a survey asked, by name, in the order of its files."""

    title: Text
    organisation: str
    licence: str
    editions: dict[str, Edition]
    concepts: dict[str, Concept]
    code_lists: dict[str, CodeList]
    questions: dict[str, Question]
    variables: dict[str, Variable]
    items: dict[tuple[str, str], Item]
    crosswalk: tuple[Crossing, ...] = ()

    def items_of(self, edition: str) -> list[Item]:
        """Return the items of an edition, in order."""
        return [item for item in self.items.values() if item.edition == edition]

    def departures(self, item: Item) -> list[str]:
        """Name what an item asks otherwise than its variable's reference."""
        variable = self.variables[item.variable]
        asked, reference = self.questions[item.question], self.questions[variable.question]
        options = (item.code_list, item.is_multiple), (variable.code_list, variable.is_multiple)
        found = {
            "wording": asked.hash != reference.hash,
            "options": options[0] != options[1],
            "universe": self.universe(item) != variable.asked_if,
        }
        return [name for name, is_other in found.items() if is_other]

    def universe(self, item: Item) -> tuple[str, str] | tuple[()]:
        """Return the variable and the code that led to an item; nothing if everyone was asked."""
        if not item.asked_if:
            return ()
        leading, code = item.asked_if
        return self.items[item.edition, leading].variable, code
