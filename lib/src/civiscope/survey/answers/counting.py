"""How many ticked an option, of how many who were asked."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from civiscope.survey.answers.states import State


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionCount:
    """Respondents of an edition by what is known of them and an option.

    Attributes
    ----------
    ticked, not_ticked, no_answer, dont_know, not_applicable, not_asked, not_offered : int
        Respondents in each `State`.
    """

    ticked: int
    not_ticked: int
    no_answer: int
    dont_know: int
    not_applicable: int
    not_asked: int
    not_offered: int

    @property
    def asked(self) -> int:
        """The base: those who were asked, and could have ticked it."""
        return self.ticked + self.not_ticked + self.no_answer + self.dont_know

    @property
    def share(self) -> float | None:
        """The share of those asked who ticked it, in [0, 1]; None where nobody was asked."""
        return self.ticked / self.asked if self.asked else None


def count_states(states: NDArray[np.int8]) -> OptionCount:
    """Count respondents by state.

    Parameters
    ----------
    states : ndarray of int8, shape (n_respondents,)
        A `State` each.

    Returns
    -------
    OptionCount

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.survey.answers import count_states
    >>> counted = count_states(np.array([1, 0, 0, -1, -3, -5]))
    >>> counted.ticked, counted.asked, counted.share
    (1, 4, 0.25)
    """
    return OptionCount(**{state.name.lower(): int((states == state).sum()) for state in State})
