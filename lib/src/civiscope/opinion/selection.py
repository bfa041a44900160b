"""The statements Polis shows: those that stand for a group, and those all agree on."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from civiscope.opinion.representativeness import Stances

SIGNIFICANT = 1.2816
"""Deviate that one in ten passes by chance, on one side (Polis, ``z-sig-90?``)."""

SHOWN = 5
"""Statements shown of a group, or of a consensus on one side."""

_HALF = 0.5

Stance: TypeAlias = Literal["agree", "disagree"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Selected:
    """A statement that stands for a group, and the side on which it does.

    `is_best_agreed` marks the one that Polis puts first: what the group agrees on best.
    """

    statement: int
    stance: Stance
    is_best_agreed: bool = False


def select_representative(
    stances: Stances, *, is_left_out: NDArray[np.bool_] | None = None
) -> tuple[tuple[Selected, ...], ...]:
    """Choose the statements that stand for each group, as Polis does.

    Parameters
    ----------
    stances : Stances
    is_left_out : ndarray of bool, shape (n_statements,), optional
        Statements left out by moderation.

    Returns
    -------
    tuple of tuple of Selected
        For each group at most five, those it agrees with first, and at least one if anything was
        voted.

    References
    ----------
    Polis, ``math/src/polismath/math/repness.clj``, ``select-rep-comments``.

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.opinion.representativeness import measure_stances
    >>> from civiscope.opinion.selection import select_representative
    >>> stances = measure_stances(np.array([[[0, 0, 9]], [[9, 0, 0]]]))
    >>> [[(one.statement, one.stance) for one in group] for group in select_representative(stances)]
    [[(0, 'agree')], [(0, 'disagree')]]
    """
    n_groups, n_statements = stances.seen.shape
    statements = [c for c in range(n_statements) if is_left_out is None or not is_left_out[c]]
    return tuple(_of_group(stances, group, statements) for group in range(n_groups))


def select_consensus(
    counts: NDArray[np.int64],
    stances: Stances,
    *,
    is_left_out: NDArray[np.bool_] | None = None,
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Choose the statements that most participants agree on, and disagree on, as Polis does.

    Parameters
    ----------
    counts : ndarray of int64, shape (1, n_statements, 3)
        Votes of all participants, as one group.
    stances : Stances
        Of that group.
    is_left_out : ndarray of bool, shape (n_statements,), optional
        Statements left out by moderation.

    Returns
    -------
    agreed, disagreed : tuple of int
        At most five statements each, the strongest first.

    References
    ----------
    Polis, ``math/src/polismath/math/repness.clj``, ``select-consensus-comments``.
    """
    left_out = np.zeros(counts.shape[1], np.bool_) if is_left_out is None else is_left_out
    return tuple(  # type: ignore[return-value]
        _strongest(side.share[0], side.share_deviate[0], left_out)
        for side in (stances.agree, stances.disagree)
    )


def _strongest(
    share: NDArray[np.float64], deviate: NDArray[np.float64], left_out: NDArray[np.bool_]
) -> tuple[int, ...]:
    chosen = np.flatnonzero((share > _HALF) & (deviate > SIGNIFICANT) & ~left_out)
    order = np.argsort(-(share * deviate)[chosen], kind="stable")[:SHOWN]
    return tuple(chosen[order].tolist())


def _of_group(stances: Stances, group: int, statements: list[int]) -> tuple[Selected, ...]:
    chosen = [c for c in statements if _is_sufficient(stances, group, c)]
    best_agreed = _best_agreed(stances, group, statements)
    head = [
        Selected(statement=c, stance=_stance(stances, group, c), is_best_agreed=True)
        for c in best_agreed
    ]
    if not chosen:
        return tuple(head or _best(stances, group, statements))
    rest = [
        Selected(statement=c, stance=_stance(stances, group, c))
        for c in sorted(chosen, key=lambda c: -_metric(stances, group, c))
        if c not in best_agreed
    ]
    shown = [*head, *rest][:SHOWN]
    return tuple(sorted(shown, key=lambda one: one.stance))


def _is_sufficient(stances: Stances, group: int, c: int) -> bool:
    return any(
        side.ratio_deviate[group, c] > SIGNIFICANT and side.share_deviate[group, c] > SIGNIFICANT
        for side in (stances.agree, stances.disagree)
    )


def _stance(stances: Stances, group: int, c: int) -> Stance:
    agree, disagree = stances.agree.ratio_deviate, stances.disagree.ratio_deviate
    return "agree" if agree[group, c] > disagree[group, c] else "disagree"


def _metric(stances: Stances, group: int, c: int) -> float:
    side = stances.agree if _stance(stances, group, c) == "agree" else stances.disagree
    return float(side.metric[group, c])


def _best_agreed(stances: Stances, group: int, statements: list[int]) -> tuple[int, ...]:
    """Go through statements in order, as Polis does: what replaces the best depends on it."""
    agree, best = stances.agree, -1
    shared = agree.share * agree.share_deviate
    for c in statements:
        if not (agree.votes[group, c] or stances.disagree.votes[group, c]):
            continue
        if best < 0:
            is_better = agree.share_deviate[group, c] > SIGNIFICANT or (
                agree.ratio[group, c] > 1 and agree.share[group, c] > _HALF
            )
        elif agree.ratio[group, best] > 1:
            is_better = agree.metric[group, c] > agree.metric[group, best]
        else:
            is_better = shared[group, c] > shared[group, best]
        best = c if is_better else best
    return () if best < 0 else (best,)


def _best(stances: Stances, group: int, statements: list[int]) -> Iterator[Selected]:
    """Yield the statement that sets the group apart most, if there is one."""
    agree, disagree = stances.agree.ratio_deviate[group], stances.disagree.ratio_deviate[group]
    if statements:
        best = max(statements, key=lambda c: max(agree[c], disagree[c]))
        yield Selected(statement=best, stance=_stance(stances, group, best))
