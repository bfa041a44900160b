"""From votes as they were read to groups, and what is counted of them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from civiscope.errors import InputError
from civiscope.opinion.groups import Cut, Verdict, find_groups
from civiscope.opinion.legacy import find_legacy_groups
from civiscope.opinion.stability import measure_stability
from civiscope.opinion.structure import Structure
from civiscope.opinion.votes import VoteMatrix, count_votes, matrix_of
from civiscope.runs.executors import Progress
from civiscope.runs.opinion.settings import Settings
from civiscope.tables import Panel, Statements, Votes, in_name_order

FEWEST_PARTICIPANTS = 2
"""Participants without whom there is nobody to compare."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What was found in votes.

    Attributes
    ----------
    participants, statements : tuple of str
        Their identifiers, in order.
    texts : tuple of str
        The words of each statement; empty where no texts were given.
    matrix : VoteMatrix
        The votes.
    is_left_out : ndarray of bool, shape (n_statements,)
        Statements left out by moderation.
    replaced, not_voted : int
        Votes that a later one replaced, and rows without a vote.
    verdict : str
        Whether there are groups.
    is_kept : ndarray of bool, shape (n_participants,)
        Who has votes enough to be in a group.
    groups : ndarray of int64, shape (n_participants,)
        The group of each; -1 for none.
    n_groups : int
        How many groups.
    places : ndarray of float64, shape (n_participants, 2)
        Where each is on the map.
    cuts : tuple of Cut
        Each number of groups tried.
    cloud_silhouettes : tuple of float
        Those of clouds without groups.
    structure : Structure or None
        The test of directions.
    stability : tuple of float
        Of each group; empty where it was not measured.
    counts : ndarray of int64, shape (n_groups, n_statements, 3)
        Votes by group.
    everyone : ndarray of int64, shape (1, n_statements, 3)
        Votes of all.
    panel : Panel or None
        What is known of participants.
    """

    participants: tuple[str, ...]
    statements: tuple[str, ...]
    texts: tuple[str, ...]
    matrix: VoteMatrix
    is_left_out: NDArray[np.bool_]
    replaced: int
    not_voted: int
    verdict: Verdict
    is_kept: NDArray[np.bool_]
    groups: NDArray[np.int64]
    n_groups: int
    places: NDArray[np.float64]
    cuts: tuple[Cut, ...]
    cloud_silhouettes: tuple[float, ...]
    structure: Structure | None
    stability: tuple[float, ...]
    counts: NDArray[np.int64]
    everyone: NDArray[np.int64]
    panel: Panel | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Groups:
    """What both modes find."""

    verdict: Verdict
    is_kept: NDArray[np.bool_]
    groups: NDArray[np.int64]
    places: NDArray[np.float64]
    cuts: tuple[Cut, ...]
    cloud_silhouettes: tuple[float, ...] = ()
    structure: Structure | None = None
    stability: tuple[float, ...] = ()


def find(
    votes: Votes,
    statements: Statements | None = None,
    panel: Panel | None = None,
    *,
    settings: Settings,
    progress: Progress = lambda _stage, _done, _total: None,
) -> Findings:
    """Find opinion groups in votes as they were read.

    Parameters
    ----------
    votes : Votes
        The votes.
    statements : Statements, optional
        The texts of statements, and which are left out.
    panel : Panel, optional
        What is known of participants.
    settings : Settings
        How.
    progress : Progress, optional
        Told how far it is.

    Raises
    ------
    InputError
        Where fewer than two people voted, or statements voted on have no text.
    """
    names, is_left_out = _statements(votes, statements)
    matrix, replaced = _matrix(votes, names)
    if matrix.n_participants < FEWEST_PARTICIPANTS:
        raise InputError(
            "Expected votes of at least two participants, and found those of one: there is nobody "
            "to compare. Name the column of participants, or give more votes."
        )
    find_by_mode = _legacy if settings.mode == "legacy" else _improved
    found = find_by_mode(matrix, is_left_out, settings, progress)
    n_groups = int(found.groups.max(initial=-1)) + 1
    progress("count", 0, 1)
    return Findings(
        participants=tuple(votes.participants.to_pylist()),
        statements=names,
        texts=tuple((statements.texts if statements else {}).get(name, "") for name in names),
        matrix=matrix,
        is_left_out=is_left_out,
        replaced=replaced,
        not_voted=votes.not_voted,
        verdict=found.verdict,
        is_kept=found.is_kept,
        groups=found.groups,
        n_groups=n_groups,
        places=found.places,
        cuts=found.cuts,
        cloud_silhouettes=found.cloud_silhouettes,
        structure=found.structure,
        stability=found.stability,
        counts=count_votes(matrix, found.groups, n_groups=n_groups),
        everyone=count_votes(matrix, np.zeros(matrix.n_participants, np.int64), n_groups=1),
        panel=panel,
    )


def _statements(
    votes: Votes, statements: Statements | None
) -> tuple[tuple[str, ...], NDArray[np.bool_]]:
    """Return the statements, voted on or not, and which are left out."""
    voted = votes.statements.to_pylist()
    if statements is None:
        return tuple(voted), np.zeros(len(voted), np.bool_)
    unknown = [name for name in voted if name not in statements.texts]
    if unknown:
        every = "none of them" if len(unknown) == len(voted) else f"none for {len(unknown):,}"
        raise InputError(
            f"Expected a text for each of the {len(voted):,} statements voted on, and found "
            f"{every}. Name the column of statements as in the votes, or complete the texts."
        )
    names = in_name_order({*voted, *statements.texts})
    return tuple(names), np.array([name in statements.left_out for name in names], np.bool_)


def _matrix(votes: Votes, names: tuple[str, ...]) -> tuple[VoteMatrix, int]:
    numbers = {name: number for number, name in enumerate(names)}
    places = np.array([numbers[name] for name in votes.statements.to_pylist()], np.int32)
    return matrix_of(
        votes.participant,
        places[votes.statement],
        votes.vote,
        n_participants=len(votes.participants),
        n_statements=len(names),
    )


def _improved(
    matrix: VoteMatrix, is_left_out: NDArray[np.bool_], settings: Settings, progress: Progress
) -> _Groups:
    progress("group", 0, 1)
    found = find_groups(matrix, is_left_out=is_left_out, shuffles=settings.shuffles)
    stability: tuple[float, ...] = ()
    if found.n_groups and settings.stability_replicates:
        progress("stability", 0, 1)
        stability = measure_stability(
            matrix, found, is_left_out=is_left_out, replicates=settings.stability_replicates
        )
    return _Groups(
        verdict=found.verdict,
        is_kept=found.is_kept,
        groups=found.groups,
        places=found.places,
        cuts=found.cuts,
        cloud_silhouettes=found.cloud_silhouettes,
        structure=found.structure,
        stability=stability,
    )


def _legacy(
    matrix: VoteMatrix,
    is_left_out: NDArray[np.bool_],
    settings: Settings,  # noqa: ARG001 -- both modes take the same
    progress: Progress,
) -> _Groups:
    """Find groups as Polis does, the largest first."""
    progress("group", 0, 1)
    found = find_legacy_groups(matrix, is_left_out=is_left_out)
    sizes = np.bincount(found.groups[found.groups >= 0])
    ranks = np.argsort(np.argsort(-sizes, kind="stable"), kind="stable")
    groups = np.where(found.groups >= 0, ranks[found.groups], -1)
    return _Groups(
        verdict="groups",
        is_kept=found.is_kept,
        groups=groups,
        places=found.places,
        cuts=tuple(
            Cut(n_groups=k, silhouette=score, smallest=smallest)
            for k, score, smallest in found.cuts
        ),
    )
