"""Practices that are new, rather than merely new in the questionnaire."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy.stats import fisher_exact

from civiscope.chance.significance import benjamini_hochberg
from civiscope.survey.answers import Responses, State
from civiscope.survey.harmonisation import harmonised_states
from civiscope.survey.questionnaire import Questionnaire

LEAST_AUTHORITIES = 2
"""One authority's practice is a case, not a trend."""

LEVEL = 0.05
"""The share of false discoveries that is borne, on average."""


class Emergence(StrEnum):
    """What may be said of a practice."""

    EMERGING = "emerging"
    WEAK_SIGNAL = "weak signal"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """An option of the last edition, against those before that offered it.

    Attributes
    ----------
    variable, code : str
        Which option.
    ticked, asked : int
        In the last edition.
    ticked_before, asked_before : int
        Other authorities of earlier editions that offered it; each counts once, as having ticked
        it if it ever did.
    p_value : float or None
        Of Fisher's exact test, one-sided; None where no earlier edition offered it.
    q_value : float or None
        Adjusted over all options (Benjamini and Hochberg): this is exploration.
    emergence : Emergence
        `EMERGING` from two authorities on, if the q-value is at most .05; else `WEAK_SIGNAL` if
        the option is new, or ticked more often than before, and at all; else `NONE`.
    """

    variable: str
    code: str
    ticked: int
    asked: int
    ticked_before: int
    asked_before: int
    p_value: float | None
    q_value: float | None
    emergence: Emergence


def emerging_practices(
    questionnaire: Questionnaire, editions: Sequence[Responses], variables: Sequence[str]
) -> tuple[Appearance, ...]:
    """Look for options that are more common than they were where they could be ticked.

    Parameters
    ----------
    questionnaire : Questionnaire
        What was asked.
    editions : sequence of Responses
        The answers; the last edition, by its name, is compared with the others.
    variables : sequence of str
        Where to look.

    Returns
    -------
    tuple of Appearance
        One for each option that the last edition offered, in the order of variables and codes.

    Notes
    -----
    Authorities that answered the last edition are left out of those before, so that the groups
    that are compared hold nobody twice. The test takes the groups as they are: it says how
    surprising the counts would be had the answers been dealt out at random among these
    authorities, and nothing of those that did not answer.

    References
    ----------
    Fisher, 1935, The Design of Experiments, chapter 2; Benjamini and Hochberg, 1995.
    """
    ordered = sorted(editions, key=lambda one: one.edition)
    last, earlier = ordered[-1], ordered[:-1]
    found = []
    for variable in variables:
        for code in questionnaire.code_lists[questionnaire.variables[variable].code_list].codes:
            now = _asked(questionnaire, last, variable, code.code)
            before: dict[str, bool] = {}
            for one in earlier:
                for key, is_ticked in _asked(questionnaire, one, variable, code.code).items():
                    if key not in last.authorities:
                        before[key] = before.get(key, False) or is_ticked
            if now:
                found.append((variable, code.code, now, before))
    return _told(found)


def _asked(
    questionnaire: Questionnaire, responses: Responses, variable: str, code: str
) -> dict[str, bool]:
    """Return, for each authority that told, whether it ticked an option."""
    states = harmonised_states(questionnaire, responses, variable, code).tolist()
    return {
        key: state == State.TICKED
        for key, state in zip(responses.authorities, states, strict=True)
        if state in (State.TICKED, State.NOT_TICKED)
    }


def _told(
    found: Sequence[tuple[str, str, Mapping[str, bool], Mapping[str, bool]]],
) -> tuple[Appearance, ...]:
    p_values = np.array([_p_value(now, before) for _, _, now, before in found], dtype=np.float64)
    is_test = np.array([bool(before) for _, _, _, before in found], dtype=np.bool_)
    q_values = benjamini_hochberg(p_values, is_test=is_test)
    return tuple(
        Appearance(
            variable=variable,
            code=code,
            ticked=sum(now.values()),
            asked=len(now),
            ticked_before=sum(before.values()),
            asked_before=len(before),
            p_value=float(p_value) if before else None,
            q_value=float(q_value) if before else None,
            emergence=_emergence(now, before, float(q_value)),
        )
        for (variable, code, now, before), p_value, q_value in zip(
            found, p_values, q_values, strict=True
        )
    )


def _p_value(now: Mapping[str, bool], before: Mapping[str, bool]) -> float:
    if not before:
        return 1.0
    table = np.array(
        [
            [sum(now.values()), len(now) - sum(now.values())],
            [sum(before.values()), len(before) - sum(before.values())],
        ]
    )
    return float(fisher_exact(table, alternative="greater").pvalue)


def _emergence(now: Mapping[str, bool], before: Mapping[str, bool], q_value: float) -> Emergence:
    ticked, ticked_before = sum(now.values()), sum(before.values())
    if before and ticked >= LEAST_AUTHORITIES and q_value <= LEVEL:
        return Emergence.EMERGING
    is_more = ticked * max(len(before), 1) > ticked_before * len(now)
    return Emergence.WEAK_SIGNAL if ticked and is_more else Emergence.NONE
