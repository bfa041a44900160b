"""One option over the editions: its points, and where a line may lead."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from civiscope.survey.answers import OptionCount, Responses, State, count_states, states_of
from civiscope.survey.answers.states import merge_states
from civiscope.survey.questionnaire import Comparability, Item, Questionnaire
from civiscope.survey.questionnaire.checking import EVERY


class Gap(StrEnum):
    """What stands between an edition and the one before it."""

    NONE = "none"
    PARTIAL = "partial"
    BREAK = "break"
    NOT_ASKED = "not-asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """An option in an edition.

    Attributes
    ----------
    edition : str
        Which one.
    count : OptionCount
        How many ticked it, of how many asked; nobody was asked where it was not offered.
    comparability : Comparability or None
        With the reference of the variable; None where nobody was asked.
    asked : tuple of str
        What exactly was asked: editions of which it is the same are comparable with each other,
        however they are with the reference.
    """

    edition: str
    count: OptionCount
    comparability: Comparability | None
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """An option over all editions.

    Attributes
    ----------
    variable, code : str
        Which option.
    points : tuple of Point
        One for each edition, in order.
    """

    variable: str
    code: str
    points: tuple[Point, ...]

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What stands before each point but the first, shape (n_points - 1,)."""
        return tuple(
            gap_between(before, after)
            for before, after in zip(self.points, self.points[1:], strict=False)
        )


def gap_between(before: Point, after: Point) -> Gap:
    """Tell whether a line may lead from one edition to the next.

    Parameters
    ----------
    before, after : Point
        The same option in two editions that follow each other.

    Returns
    -------
    Gap
        `Gap.NONE`, a line, only where both are identical or of minor difference, or where exactly
        the same was asked. Nothing is joined over an edition that did not ask.
    """
    if before.comparability is None or after.comparability is None:
        return Gap.NOT_ASKED
    worst = max(before.comparability, after.comparability)
    if worst.is_continuous or before.asked == after.asked:
        return Gap.NONE
    return Gap.PARTIAL if worst == Comparability.PARTIAL else Gap.BREAK


def trend_series(
    questionnaire: Questionnaire, editions: Sequence[Responses], variable: str
) -> tuple[Series, ...]:
    """Follow each option of a variable over the editions.

    Parameters
    ----------
    questionnaire : Questionnaire
        What each edition asked, and the crosswalk.
    editions : sequence of Responses
        The answers; they are taken in the order of their editions.
    variable : str
        What to follow.

    Returns
    -------
    tuple of Series
        One for each code of the variable's list, in its order.
    """
    ordered = sorted(editions, key=lambda one: one.edition)
    codes = questionnaire.code_lists[questionnaire.variables[variable].code_list].codes
    return tuple(
        Series(
            variable=variable,
            code=code.code,
            points=tuple(_point(questionnaire, one, variable, code.code) for one in ordered),
        )
        for code in codes
    )


def _point(questionnaire: Questionnaire, responses: Responses, variable: str, code: str) -> Point:
    count = count_states(harmonised_states(questionnaire, responses, variable, code))
    items = _items(questionnaire, responses.edition, variable)
    sources = {item.item: _sources(questionnaire, item, code) for item in items}
    levels = [level for found in sources.values() for _, level in found]
    return Point(
        edition=responses.edition,
        count=count,
        comparability=max(levels) if levels and count.asked else None,
        asked=tuple(sorted(_asked(questionnaire, item, sources[item.item]) for item in items)),
    )


def _asked(
    questionnaire: Questionnaire, item: Item, sources: Sequence[tuple[str, Comparability]]
) -> str:
    """Say what an item asked: its wording, its options, those that count, and of whom."""
    offered = questionnaire.code_lists[item.code_list].offered(item.edition)
    counting = sorted(code for code, _ in sources)
    said = (questionnaire.questions[item.question].hash, item.code_list, *offered, *counting)
    return " ".join((*said, *questionnaire.universe(item)))


def harmonised_states(
    questionnaire: Questionnaire, responses: Responses, variable: str, code: str
) -> NDArray[np.int8]:
    """Tell of each respondent of an edition whether an option of a variable was ticked.

    Parameters
    ----------
    questionnaire : Questionnaire
        What was asked, and the crosswalk.
    responses : Responses
        The answers of an edition.
    variable, code : str
        The option, as the variable's own code list has it.

    Returns
    -------
    ndarray of int8, shape (n_respondents,)
        A `State` each: `State.NOT_ASKED` where the edition has no item for the variable,
        `State.NOT_OFFERED` where none of its options becomes this one.
    """
    columns = []
    for item in _items(questionnaire, responses.edition, variable):
        answers = responses.answers[item.item]
        sources = _sources(questionnaire, item, code)
        columns += [states_of(answers, source) for source, _ in sources]
        if not sources:
            columns.append(states_of(answers, code, is_offered=False))
    nobody = np.full(len(responses.authorities), State.NOT_ASKED, dtype=np.int8)
    return merge_states(columns) if columns else nobody


def _items(questionnaire: Questionnaire, edition: str, variable: str) -> list[Item]:
    """List the items of an edition whose answers are carried over to a variable."""
    return [
        item
        for item in questionnaire.items_of(edition)
        if item.variable == variable and carries_over(questionnaire, item)
    ]


def carries_over(questionnaire: Questionnaire, item: Item) -> bool:
    """Whether the crosswalk leads answers of an item to its variable, rather than to none."""
    rows = _rows(questionnaire, item)
    return not rows or any(code_from for code_from in rows)


def _rows(questionnaire: Questionnaire, item: Item) -> Mapping[str, tuple[str, Comparability]]:
    """Return what each code of an item becomes, and how comparable it is."""
    return {
        row.code_from: (row.code_to, row.comparability)
        for row in questionnaire.crosswalk
        if (row.edition, row.item, row.variable) == (item.edition, item.item, item.variable)
    }


def _sources(
    questionnaire: Questionnaire, item: Item, code: str
) -> list[tuple[str, Comparability]]:
    """List the codes of an item that become a code of its variable."""
    rows = _rows(questionnaire, item)
    offered = questionnaire.code_lists[item.code_list].offered(item.edition)
    if not rows or EVERY in rows:
        level = rows[EVERY][1] if rows else Comparability.IDENTICAL
        return [(code, level)] if code in offered else []
    return [
        (code_from, level)
        for code_from, (code_to, level) in rows.items()
        if code_to == code and code_from in offered
    ]
