"""Ticked, not ticked, and the five ways of having told nothing."""

from collections.abc import Sequence
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from civiscope.errors import InputError


class State(IntEnum):
    """What is known of a respondent and an option; the value stands in published files.

    Six of them are kinds of missing: only `NOT_TICKED` says that the option was not chosen. Those
    of `NO_ANSWER` and `DONT_KNOW` were asked, and count in the base; the others were not.
    """

    TICKED = 1
    NOT_TICKED = 0
    NO_ANSWER = -1
    DONT_KNOW = -2
    NOT_APPLICABLE = -3
    NOT_ASKED = -4
    NOT_OFFERED = -5

    @property
    def is_asked(self) -> bool:
        """Whether the respondent was asked, and could have ticked the option."""
        return self >= State.DONT_KNOW


def states_of(
    answers: Sequence[frozenset[str] | State], code: str, *, is_offered: bool = True
) -> NDArray[np.int8]:
    """Tell of each respondent whether an option was ticked.

    Parameters
    ----------
    answers : sequence of frozenset of str or State, of length n_respondents
        The codes that each ticked, or why there are none.
    code : str
        The option.
    is_offered : bool, optional
        Whether the edition offered it.

    Returns
    -------
    ndarray of int8, shape (n_respondents,)
        A `State` each. An option that was not offered was not refused: those who were asked the
        question have `State.NOT_OFFERED`.

    Examples
    --------
    >>> from civiscope.survey.answers import State, states_of
    >>> answers = [frozenset({"map"}), frozenset({"vote"}), State.DONT_KNOW, State.NOT_APPLICABLE]
    >>> states_of(answers, "map").tolist(), states_of(answers, "chat", is_offered=False).tolist()
    ([1, 0, -2, -3], [-5, -5, -5, -3])
    """
    return np.array([_state(answer, code, is_offered) for answer in answers], dtype=np.int8)


def _state(answer: frozenset[str] | State, code: str, is_offered: bool) -> State:  # noqa: FBT001
    if isinstance(answer, State):
        return State.NOT_OFFERED if answer.is_asked and not is_offered else answer
    if not is_offered:
        return State.NOT_OFFERED
    return State.TICKED if code in answer else State.NOT_TICKED


_STRONGEST = (
    State.TICKED,
    State.NO_ANSWER,
    State.DONT_KNOW,
    State.NOT_TICKED,
    State.NOT_APPLICABLE,
    State.NOT_OFFERED,
    State.NOT_ASKED,
)


def merge_states(columns: Sequence[NDArray[np.int8]]) -> NDArray[np.int8]:
    """Make one option of several: ticked if any is, not ticked only if that is known.

    Parameters
    ----------
    columns : sequence of ndarray of int8, shape (n_respondents,)
        The states of each option, one at least.

    Returns
    -------
    ndarray of int8, shape (n_respondents,)

    Raises
    ------
    InputError
        Where there is none.

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.survey.answers.states import merge_states
    >>> merge_states([np.array([1, 0, 0, -5]), np.array([0, 0, -1, 0])]).tolist()
    [1, 0, -1, 0]
    """
    if not columns:
        raise InputError("Expected at least one option to merge, found none.")
    stacked = np.stack(columns)
    merged = np.full(stacked.shape[1], State.NOT_ASKED, dtype=np.int8)
    for state in reversed(_STRONGEST):
        merged[(stacked == state).any(axis=0)] = state
    return merged
