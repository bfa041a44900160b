"""What became of the authorities that answered two editions."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binomtest

from civiscope.errors import InputError
from civiscope.survey.answers import State

_KNOWN = (State.TICKED, State.NOT_TICKED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Transitions:
    """An option in the panel of two editions: gross changes, which a net change hides.

    Attributes
    ----------
    kept, gained, lost, never : int
        Members who ticked it in both editions, in the second alone, in the first alone, in none.
    unknown : int
        Members of whom one edition does not tell: no answer, not asked, not offered…
    p_value : float
        Exact, two-sided: how surprising so unequal numbers of gains and losses would be if both
        were as likely. It speaks of the members of the panel, and of nobody else.
    """

    kept: int
    gained: int
    lost: int
    never: int
    unknown: int
    p_value: float

    @property
    def members(self) -> int:
        """How many answered both editions."""
        return self.kept + self.gained + self.lost + self.never + self.unknown


def panel_transitions(
    before: NDArray[np.int8],
    after: NDArray[np.int8],
    *,
    keys_before: Sequence[str],
    keys_after: Sequence[str],
) -> Transitions:
    """Count what became of those who answered two editions.

    Parameters
    ----------
    before, after : ndarray of int8, shape (n_respondents,)
        The `State` of each respondent of an edition for one option.
    keys_before, keys_after : sequence of str
        Who they are; the panel is those in both.

    Returns
    -------
    Transitions

    Raises
    ------
    InputError
        Where keys and states are not as many, or an authority comes twice.

    Notes
    -----
    McNemar's test in its exact form: gains among all who changed, against a fair coin. Without a
    change the p-value is 1.

    References
    ----------
    McNemar, 1947, "Note on the sampling error of the difference between correlated proportions or
    percentages", Psychometrika 12(2).

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.survey.trends import panel_transitions
    >>> found = panel_transitions(
    ...     np.array([0, 0, 1]), np.array([1, 1, -1]), keys_before="abc", keys_after="abc"
    ... )
    >>> found.gained, found.unknown, found.p_value
    (2, 1, 0.5)
    """
    first, second = _by_key(keys_before, before), _by_key(keys_after, after)
    pairs = [(first[key], second[key]) for key in sorted(first.keys() & second.keys())]
    known = [pair for pair in pairs if pair[0] in _KNOWN and pair[1] in _KNOWN]
    gained, lost = known.count((0, 1)), known.count((1, 0))
    return Transitions(
        kept=known.count((1, 1)),
        gained=gained,
        lost=lost,
        never=known.count((0, 0)),
        unknown=len(pairs) - len(known),
        p_value=exact_p_value(gained, lost),
    )


def exact_p_value(gained: int, lost: int) -> float:
    """Tell how surprising so unequal gains and losses would be, were both as likely.

    Examples
    --------
    >>> from civiscope.survey.trends.panel import exact_p_value
    >>> exact_p_value(5, 0), exact_p_value(0, 0)
    (0.0625, 1.0)
    """
    changed = gained + lost
    return float(binomtest(gained, changed).pvalue) if changed else 1.0


def _by_key(keys: Sequence[str], states: NDArray[np.int8]) -> dict[str, int]:
    found = dict(zip(keys, states.tolist(), strict=False))
    if not len(found) == len(keys) == len(states):
        raise InputError(
            f"Expected each authority once with its answer, got {len(keys)} keys, "
            f"{len(set(keys))} of them different, and {len(states)} answers."
        )
    return found
